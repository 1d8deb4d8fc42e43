import { describe, expect, it } from 'vitest';
import { OPEN_SQL } from '../../src/core/features/reconcile/repository.ts';
import { keptSummary, recomputedSummary } from './ledger-fixture.ts';
import { openBook } from './book-fixture.ts';

/** 100.00 to begin with; February of three payments. */
async function february() {
  const book = await openBook('2026-03-15');
  const accountId = await book.account('Giro', 'checking', { opening: 10_000 });
  const rent = await book.pay(accountId, '2026-02-01', 'Rent', -5000);
  const lidl = await book.pay(accountId, '2026-02-10', 'Lidl', -1260);
  const acme = await book.pay(accountId, '2026-02-27', 'Acme', 20_000);
  const march = await book.pay(accountId, '2026-03-02', 'Tram', -300);
  return { ...book, accountId, rent, lidl, acme, march, statement: { accountId, date: '2026-02-28', balanceMinor: 23_740 } };
}

describe('reconciling', () => {
  it('lists what is open up to the day, starting from the opening balance', async () => {
    const { reconcile, statement, rent, lidl, acme } = await february();
    const sheet = reconcile.open(statement);
    expect(sheet).toMatchObject({ currency: 'EUR', startMinor: 10_000, earlier: { count: 0, sumMinor: 0 }, last: null });
    expect(sheet.rows.map((row) => row.id)).toEqual([rent, lidl, acme]);
  });

  it('marks what is ticked, keeps a record, starts the next from there, and is undone as one', async () => {
    const { reconcile, transactions, statement, rent, lidl, acme, march, ledger, accountId } = await february();
    const done = await reconcile.finish(statement, [rent, lidl, acme], false);
    expect(done).toMatchObject({ transactions: 3, label: 'Reconciled Giro with the statement of 2026-02-28' });
    expect(transactions.get(lidl).status).toBe('reconciled');
    expect(reconcile.list(accountId)).toMatchObject([
      { date: '2026-02-28', balanceMinor: 23_740, transactions: 3, adjustmentMinor: 0 },
    ]);
    expect(reconcile.open({ accountId, date: '2026-03-10', balanceMinor: 0 })).toMatchObject({
      startMinor: 23_740,
      rows: [{ id: march }],
      last: { date: '2026-02-28' },
    });
    expect(() => reconcile.open(statement)).toThrow(/Take a later statement/);
    await ledger.undo();
    expect(transactions.get(lidl).status).toBe('cleared');
    expect(reconcile.list(accountId)).toEqual([]);
    await ledger.redo();
    expect(transactions.get(lidl).status).toBe('reconciled');
    expect(reconcile.list(accountId)).toHaveLength(1);
    expect(keptSummary(ledger)).toEqual(recomputedSummary(ledger));
  });

  it('refuses to end with a difference, unless it is booked', async () => {
    const { reconcile, statement, rent, acme, accountId, accounts, ledger } = await february();
    await expect(reconcile.finish(statement, [rent, acme], false)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: '12.60 EUR is still off. Find it, or book it as an adjustment.',
    });
    expect(reconcile.list(accountId)).toEqual([]);
    await reconcile.finish(statement, [rent, acme], true);
    expect(reconcile.list(accountId)).toMatchObject([{ adjustmentMinor: -1260, transactions: 3 }]);
    expect(accounts.register(accountId, null, 2).rows[1]).toMatchObject({
      payee: 'Balance adjustment', amountMinor: -1260, status: 'reconciled', date: '2026-02-28',
    });
    await ledger.undo();
    expect(accounts.register(accountId, null, 9).rows).toHaveLength(4);
  });

  it('refuses a tick of a row that is not open any more', async () => {
    const { reconcile, transactions, statement, rent, lidl, acme } = await february();
    await transactions.remove([lidl]);
    await expect(reconcile.finish(statement, [rent, lidl, acme], false)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('locks amount, date, account and deletion of what was reconciled, until it is unlocked', async () => {
    const { reconcile, transactions, statement, rent, lidl, acme, account } = await february();
    await reconcile.finish(statement, [rent, lidl, acme], false);
    const other = await account('Other');
    for (const patch of [{ amountMinor: -1 }, { date: '2026-02-11' }, { accountId: other }]) {
      await expect(transactions.update([lidl], patch)).rejects.toMatchObject({
        code: 'CONFLICT',
        field: Object.keys(patch)[0],
        message: expect.stringContaining('Unlock it first') as string,
      });
    }
    await expect(transactions.remove([lidl])).rejects.toMatchObject({ code: 'CONFLICT' });
    await transactions.update([lidl], { note: 'weekend', payee: 'Lidl Mitte', amountMinor: -1260 });
    await reconcile.unlock([lidl]);
    await transactions.update([lidl], { amountMinor: -1250 });
    expect(transactions.get(lidl)).toMatchObject({ amountMinor: -1250, status: 'cleared', note: 'weekend' });
  });

  it('says what was changed since the last statement agreed', async () => {
    const { reconcile, transactions, statement, rent, lidl, acme, march, accountId } = await february();
    await reconcile.finish(statement, [rent, lidl, acme], false);
    await reconcile.unlock([lidl]);
    await transactions.remove([lidl]);
    const { differenceMinor, hints } = reconcile.hints({ accountId, date: '2026-03-10', balanceMinor: 23_440 }, [march]);
    expect(differenceMinor).toBe(-1260);
    expect(hints[0]).toMatchObject({
      kind: 'changed',
      ids: [lidl],
      message: 'Changed since the last statement agreed: Lidl, −12.60, 10 February 2026.',
    });
  });

  it('chases the difference, with steps that remove it', async () => {
    const { reconcile, statement, rent, lidl, acme } = await february();
    expect(reconcile.hints(statement, [rent, lidl, acme])).toEqual({ differenceMinor: 0, hints: [] });
    const { differenceMinor, hints } = reconcile.hints(statement, [rent, acme]);
    expect(differenceMinor).toBe(-1260);
    expect(hints[0]).toEqual({
      kind: 'tick',
      message: 'Lidl, −12.60, 10 February 2026 is exactly the difference. Tick it if the statement has it.',
      ids: [lidl],
      tick: [lidl],
      untick: [],
    });
  });

  it('finds what is open from two covering indexes', async () => {
    const { ledger } = await february();
    const plan = ledger.read
      .sql<{ detail: string }>(`EXPLAIN QUERY PLAN ${OPEN_SQL} LIMIT 1`)
      .all({ account: new Uint8Array(16), date: '2026-01-01' })
      .map((row) => row.detail)
      .join('\n');
    expect(plan).toMatch(/COVERING INDEX txn_by_account/);
    expect(plan).toMatch(/COVERING INDEX txn_reconciled_by_account/);
    expect(plan).not.toMatch(/USE TEMP B-TREE FOR ORDER BY/);
  });
});
