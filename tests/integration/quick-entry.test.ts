import { describe, expect, it } from 'vitest';
import type { UnderstoodEntry } from '../../src/shared/contract/quick-entry.ts';
import { openTestApp } from './core-fixture.ts';

/** What a person confirms who changes nothing. */
function confirmed(entries: UnderstoodEntry[], accountId: string) {
  return entries.map(({ type, amountMinor, currency, date, payee, categoryId, note, toAccountId, accountId: named }) => ({
    type,
    amountMinor: amountMinor ?? 0,
    currency,
    date,
    payee: payee ?? (note || 'Entry'),
    categoryId,
    note,
    accountId: named ?? accountId,
    toAccountId,
  }));
}

describe('a sentence', () => {
  it('writes nothing until it is confirmed, then everything as one change', async () => {
    const app = await openTestApp();
    const { quickEntry, transactions, history } = app.services;
    const { entries, questions } = quickEntry.understand('45 groceries tesco and 12.50 parking yesterday');
    expect(questions).toEqual([]);
    expect(transactions.list({}, null, 10).rows).toEqual([]);

    await quickEntry.add(confirmed(entries, app.accountId));
    const rows = transactions.list({}, null, 10).rows;
    expect(rows.map((row) => [row.amountMinor, row.categoryId, row.date < entries[0]!.date]).sort()).toEqual([
      [-1250, 'transport.parking', false],
      [-4500, 'food_drink.groceries', false],
    ]);
    await history.undo(undefined);
    expect(transactions.list({}, null, 10).rows).toEqual([]);
  });

  it('in another currency keeps what was said and books the rate of its day', async () => {
    const app = await openTestApp();
    const { quickEntry, transactions } = app.services;
    const { entries } = quickEntry.understand('spent 20 dollars on lunch on 2024-03-14');
    expect(entries[0]).toMatchObject({ currency: 'USD', amountMinor: 2000, date: '2024-03-14' });
    const { ids } = await quickEntry.add(confirmed(entries, app.accountId));
    const row = transactions.get(ids[0] ?? '');
    // 1 EUR was 1.0925 USD that day.
    expect(row).toMatchObject({ amountMinor: -1831, currency: 'EUR', original: { amountMinor: -2000, currency: 'USD' } });
  });

  it('about a transfer links both sides', async () => {
    const app = await openTestApp();
    const { accounts, quickEntry, transactions } = app.services;
    const savings = await accounts.create({
      name: 'Rainy day', kind: 'savings', currency: 'EUR', institution: null, openingBalanceMinor: 0, openedOn: null,
    });
    const { entries } = quickEntry.understand('moved 200 from current to rainy day');
    expect(entries[0]).toMatchObject({ type: 'transfer', accountId: app.accountId, toAccountId: savings.id });
    const { ids } = await quickEntry.add(confirmed(entries, app.accountId));
    expect(ids).toHaveLength(2);
    expect(transactions.get(ids[0] ?? '').transfer).toMatchObject({ id: ids[1], amountMinor: 20_000 });
    expect(transactions.totals({}).sums).toMatchObject([{ inMinor: 0, outMinor: 0 }]);
  });

  it('without an amount asks, and a currency without a rate is refused by name with nothing added', async () => {
    const app = await openTestApp();
    const { quickEntry, transactions } = app.services;
    expect(quickEntry.understand('lunch at Chipotle').questions).toEqual([{ entry: 0, field: 'amount', message: 'How much was it?' }]);
    const { entries } = quickEntry.understand('coffee 3 and 12 parking');
    const both = confirmed(entries, app.accountId);
    await expect(quickEntry.add([both[0]!, { ...both[1]!, currency: 'VED' }])).rejects.toThrow(/rate/);
    expect(transactions.list({}, null, 10).rows).toEqual([]);
  });

  it('knows the payees of the ledger and their category', async () => {
    const app = await openTestApp();
    const { quickEntry, transactions } = app.services;
    await transactions.create({
      accountId: app.accountId, date: '2026-01-02', amountMinor: -900, payee: 'Café Nord', categoryId: 'food_drink.coffee', note: '',
    });
    expect(quickEntry.understand('7 cafe nord').entries[0]).toMatchObject({ payee: 'Café Nord', categoryId: 'food_drink.coffee' });
  });
});
