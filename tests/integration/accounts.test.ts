import { describe, expect, it } from 'vitest';
import { REGISTER_SQL } from '../../src/core/features/accounts/register.ts';
import { openBook } from './book-fixture.ts';

const names = (book: Awaited<ReturnType<typeof openBook>>): string[] => book.accounts.list().map((account) => account.name);

describe('accounts', () => {
  it('keep what identifies them, and change it in one undoable step', async () => {
    const book = await openBook();
    const { id } = await book.accounts.create({
      name: 'Giro', kind: 'checking', currency: 'EUR', institution: 'DKB', number: 'DE02 1203 0000', note: 'joint',
      openingBalanceMinor: 10_000, openedOn: '2024-01-01',
    });
    expect(book.accounts.list()[0]).toMatchObject({ number: 'DE02 1203 0000', note: 'joint', balanceMinor: 10_000 });
    const change = await book.accounts.update(id, { number: null, note: '', kind: 'savings', openingBalanceMinor: -500 });
    expect(book.accounts.list()[0]).toMatchObject({ number: null, note: '', kind: 'savings', balanceMinor: -500 });
    await book.ledger.undo(change.changeId);
    expect(book.accounts.list()[0]).toMatchObject({ number: 'DE02 1203 0000', kind: 'checking', balanceMinor: 10_000 });
  });

  it('stand in the order that was chosen, and back', async () => {
    const book = await openBook();
    const [a, b, c] = [await book.account('A'), await book.account('B'), await book.account('C')];
    expect(names(book)).toEqual(['A', 'B', 'C']);
    await book.accounts.reorder([c, a]);
    expect(names(book)).toEqual(['C', 'A', 'B']);
    await book.ledger.undo();
    expect(names(book)).toEqual(['A', 'B', 'C']);
    await book.accounts.reorder([b]);
    expect(names(book)).toEqual(['B', 'A', 'C']);
  });

  it('close when empty, refuse while they hold something, and open again', async () => {
    const book = await openBook();
    const id = await book.account('Old', 'savings');
    await book.pay(id, '2026-02-01', 'Gift', 5000);
    await expect(book.accounts.close(id, '2026-03-01', false)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Old still stands at 50.00 EUR. Move that first, or close it all the same.',
    });
    await expect(book.accounts.close(id, '2026-01-31', true)).rejects.toMatchObject({ code: 'INVALID', field: 'date' });
    await book.accounts.close(id, '2026-03-01', true);
    expect(book.accounts.list()[0]?.closedOn).toBe('2026-03-01');
    await book.ledger.undo();
    await book.pay(id, '2026-02-02', 'Out', -5000);
    await book.accounts.close(id, '2026-03-01', false);
    await book.accounts.reopen(id);
    expect(book.accounts.list()[0]?.closedOn).toBeNull();
  });

  it('are deleted only when they are empty', async () => {
    const book = await openBook();
    const id = await book.account('Mistake');
    await book.accounts.setValuation({ accountId: id, date: '2026-01-01', amountMinor: 5, note: '' });
    const used = await book.account('Used');
    await book.pay(used, '2026-02-01', 'Gift', 5000);
    await expect(book.accounts.remove(used)).rejects.toMatchObject({ code: 'CONFLICT' });
    await book.accounts.remove(id);
    expect(names(book)).toEqual(['Used']);
    await book.ledger.undo();
    expect(names(book)).toEqual(['Mistake', 'Used']);
    expect(book.accounts.valuations(id)).toHaveLength(1);
  });

  it('count for their latest value and what came after it', async () => {
    const book = await openBook();
    const id = await book.account('House', 'property', { opening: 100 });
    await book.pay(id, '2026-02-01', 'Extension', 50);
    expect(book.accounts.list()[0]).toMatchObject({ balanceMinor: 150, valueMinor: 150, valuedOn: null });
    await book.accounts.setValuation({ accountId: id, date: '2026-02-01', amountMinor: 900, note: 'agent' });
    await book.pay(id, '2026-02-02', 'Roof', 7);
    expect(book.accounts.list()[0]).toMatchObject({ balanceMinor: 157, valueMinor: 907, valuedOn: '2026-02-01' });
    await book.accounts.setValuation({ accountId: id, date: '2026-02-01', amountMinor: 800, note: '' });
    expect(book.accounts.valuations(id)).toMatchObject([{ amountMinor: 800, note: '' }]);
    await book.accounts.removeValuation(book.accounts.valuations(id)[0]?.id ?? '');
    expect(book.accounts.list()[0]).toMatchObject({ valueMinor: 157, valuedOn: null });
    await book.ledger.undo();
    expect(book.accounts.list()[0]?.valueMinor).toBe(807);
    await expect(
      book.accounts.setValuation({ accountId: id, date: '2026-03-16', amountMinor: 1, note: '' }),
    ).rejects.toMatchObject({ code: 'INVALID', field: 'date' });
    await expect(book.accounts.update(id, { currency: 'USD' })).rejects.toMatchObject({ field: 'currency' });
  });

  it('show when something last happened, and the way of the last twelve months', async () => {
    const book = await openBook();
    const id = await book.account('Giro', 'checking', { opening: 100 });
    await book.pay(id, '2025-12-24', 'Gift', 10);
    await book.pay(id, '2026-02-10', 'Tram', -3);
    const [overview] = book.accounts.overview();
    expect(overview).toMatchObject({ lastActivityOn: '2026-02-10', reconciledOn: null });
    expect(overview?.trend.map((point) => point.valueMinor)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 110, 110, 107, 107]);
    expect(overview?.trend.at(-1)?.month).toBe('2026-03');
  });
});

describe('the register', () => {
  it('pages newest first, each row with the balance after it', async () => {
    const book = await openBook();
    const id = await book.account('Giro', 'checking', { opening: 1000 });
    await book.account('Other');
    for (const [date, amount] of [['2026-01-05', 100], ['2026-01-05', -30], ['2026-01-31', 7], ['2026-02-01', -900]] as const) {
      await book.pay(id, date, 'Shop', amount);
    }
    const gone = await book.pay(id, '2026-01-20', 'Mistake', 5);
    await book.transactions.remove([gone]);
    const first = book.accounts.register(id, null, 3);
    expect(first.rows.map((row) => [row.date, row.amountMinor, row.balanceMinor])).toEqual([
      ['2026-02-01', -900, 177],
      ['2026-01-31', 7, 1077],
      ['2026-01-05', -30, 1070],
    ]);
    const second = book.accounts.register(id, first.nextCursor, 3);
    expect(second.rows.map((row) => [row.amountMinor, row.balanceMinor])).toEqual([[100, 1100]]);
    expect(second.nextCursor).toBeNull();
    expect(() => book.accounts.register('0190d1f0-0000-7000-8000-000000000000', null, 3)).toThrow(/not there/);
  });

  it('walks the index of the account and sorts nothing', async () => {
    const book = await openBook();
    const plan = book.ledger.read
      .sql<{ detail: string }>(`EXPLAIN QUERY PLAN ${REGISTER_SQL}`)
      .all({ account: new Uint8Array(16), start: 0, date: '9999-12-31', id: new Uint8Array(16), limit: 100 })
      .map((row) => row.detail)
      .join('\n');
    expect(plan).toMatch(/SEARCH txn USING COVERING INDEX txn_by_account \(account_id=\? AND \(date,id\)<\(\?,\?\)\)/);
    expect(plan).not.toMatch(/TEMP B-TREE/);
  });
});
