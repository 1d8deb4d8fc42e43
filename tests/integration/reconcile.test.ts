import { describe, expect, it } from 'vitest';
import { OLDER_SQL, RECENT_SQL } from '../../src/core/features/reconcile/repository.ts';
import { idToBytes, newIdBytes } from '../../src/shared/ids.ts';
import { rebuildSummaries } from '../../src/core/ledger/summaries.ts';
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

  it('lists what was left over before the last statement too', async () => {
    const { reconcile, statement, rent, acme, lidl, march, accountId } = await february();
    await reconcile.finish({ ...statement, balanceMinor: 25_000 }, [rent, acme], false);
    const sheet = reconcile.open({ accountId, date: '2026-03-10', balanceMinor: 0 });
    expect(sheet.rows.map((row) => row.id)).toEqual([lidl, march]);
    expect(reconcile.hints({ accountId, date: '2026-03-10', balanceMinor: 24_701 }, [march]).hints.at(-1)).toMatchObject({
      kind: 'older', ids: [lidl],
    });
  });

  it('counts what is too much to list as ticked, and reconciles it with the rest', async () => {
    const { reconcile, accounts, account, ledger, pay } = await openBook('2026-03-15');
    const accountId = await account('Busy', 'checking', { opening: 5 });
    const first = await pay(accountId, '2026-01-01', 'Shop', 1);
    await ledger.direct((db) => {
      db.sql(
        `INSERT INTO txn (id, account_id, date, amount_minor, currency, description_id)
         SELECT randomblob(16), account_id, date(date, '+' || (1 + value % 40) || ' days'), 1, currency, description_id
         FROM txn, (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 2100)
           SELECT value FROM n)`,
      ).run();
      rebuildSummaries(db);
    });
    const statement = { accountId, date: '2026-03-01', balanceMinor: 5 + 2101 };
    const sheet = reconcile.open(statement);
    expect(sheet.earlier).toEqual({ count: 101, sumMinor: 101 });
    expect(sheet.rows).toHaveLength(2000);
    expect(sheet.rows.some((row) => row.id === first)).toBe(false);
    const done = await reconcile.finish(statement, sheet.rows.map((row) => row.id), false);
    expect(done.transactions).toBe(2101);
    expect(reconcile.open({ ...statement, date: '2026-03-02' })).toMatchObject({ startMinor: 2106, rows: [] });
    await ledger.undo();
    expect(accounts.list()[0]?.balanceMinor).toBe(2106);
    expect(reconcile.open(statement).earlier.count).toBe(101);
  });

  it('takes the balance that a bank stated in its file, until it is reconciled', async () => {
    const { reconcile, ledger, statement, rent, lidl, acme, accountId } = await february();
    expect(reconcile.stated(accountId)).toBeNull();
    await ledger.commit({ label: 'Imported bank.csv', kind: 'import' }, (writer) => {
      const batch = newIdBytes();
      writer.insert('import_batch', {
        id: batch, account_id: idToBytes(accountId), file_name: 'bank.csv', format: 'csv', imported_at: '2026-03-01T00:00:00Z',
        transaction_count: 0, problem_count: 0,
      });
      for (const [date, kind, stated] of [['2026-02-01', 'opening', 1], ['2026-02-28', 'closing', 23_740]] as const) {
        writer.insert('balance_check', {
          id: newIdBytes(), account_id: idToBytes(accountId), batch_id: batch, date, kind, stated_minor: stated, ledger_minor: 0,
        });
      }
    });
    expect(reconcile.stated(accountId)).toEqual(statement);
    await reconcile.finish(statement, [rent, lidl, acme], false);
    expect(reconcile.stated(accountId)).toBeNull();
  });

  it('finds what is open from two covering indexes', async () => {
    const { ledger } = await february();
    const plan = (sql: string, params: Record<string, string | Uint8Array>): string =>
      ledger.read
        .sql<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql} LIMIT 1`)
        .all(params)
        .map((row) => row.detail)
        .join('\n');
    const account = new Uint8Array(16);
    const older = plan(OLDER_SQL, { account, date: '2026-01-01' });
    expect(older).toMatch(/COVERING INDEX txn_by_account/);
    expect(older).toMatch(/COVERING INDEX txn_reconciled_by_account/);
    expect(older).not.toMatch(/USE TEMP B-TREE FOR ORDER BY/);
    const recent = plan(RECENT_SQL, { account, after: '2026-01-01', date: '2026-02-01' });
    expect(recent).toMatch(/INDEX txn_by_account \(account_id=\? AND date>\? AND date<\?\)/);
    expect(recent).not.toMatch(/USE TEMP B-TREE/);
  });
});
