import { describe, expect, it } from 'vitest';
import { openBook } from './book-fixture.ts';

describe('net worth', () => {
  it('counts assets and debts at the ends of months', async () => {
    const book = await openBook('2026-03-15');
    const giro = await book.account('Giro', 'checking', { opening: 1000, openedOn: '2026-02-10' });
    const visa = await book.account('Visa', 'credit');
    await book.pay(giro, '2026-03-01', 'Acme', 500);
    await book.pay(visa, '2026-01-31', 'Shop', -200);
    await book.pay(visa, '2026-02-01', 'Shop', -50);
    const { dates, series } = book.netWorth.get('month', 4);
    expect(dates).toEqual(['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31']);
    expect(series).toEqual([
      {
        currency: 'EUR',
        assets: [0, 0, 1000, 1500],
        debts: [0, -200, -250, -250],
        total: [0, -200, 750, 1250],
        kinds: [
          { kind: 'checking', values: [0, 0, 1000, 1500] },
          { kind: 'credit', values: [0, -200, -250, -250] },
        ],
      },
    ]);
  });

  it('counts the opening balance from the first transaction when that is earlier, or always when nothing is known', async () => {
    const book = await openBook('2026-03-15');
    const a = await book.account('Backfilled', 'checking', { opening: 100, openedOn: '2026-03-01' });
    await book.pay(a, '2026-02-05', 'Shop', -10);
    await book.account('Unknown', 'cash', { opening: 7 });
    expect(book.netWorth.get('month', 3).series[0]?.total).toEqual([7, 97, 97]);
  });

  it('takes the latest value on or before the date, and what was paid after it', async () => {
    const book = await openBook('2026-03-15');
    const house = await book.account('House', 'property', { opening: 100 });
    await book.pay(house, '2026-01-10', 'Garden', 5);
    await book.accounts.setValuation({ accountId: house, date: '2026-02-10', amountMinor: 900, note: '' });
    await book.pay(house, '2026-02-10', 'Same day', 1);
    await book.pay(house, '2026-02-20', 'Roof', 20);
    await book.accounts.setValuation({ accountId: house, date: '2026-03-12', amountMinor: 1000, note: '' });
    expect(book.netWorth.get('month', 4).series[0]?.total).toEqual([0, 105, 920, 1000]);
    const days = book.netWorth.get('day', 40);
    const on = (date: string) => days.series[0]?.total[days.dates.indexOf(date)];
    expect([on('2026-02-09'), on('2026-02-10'), on('2026-02-20'), on('2026-03-11'), on('2026-03-12'), on('2026-03-15')]).toEqual([
      105, 900, 920, 920, 1000, 1000,
    ]);
  });

  it('keeps currencies apart, the base currency first', async () => {
    const book = await openBook();
    await book.account('Dollars', 'cash', { opening: 5, currency: 'CHF' });
    await book.account('Euros', 'cash', { opening: 6 });
    expect(book.netWorth.get('month', 2).series.map((each) => [each.currency, each.total])).toEqual([
      ['EUR', [6, 6]],
      ['CHF', [5, 5]],
    ]);
  });

  it('adds all up in the base currency at the rate of each day, and names what it has no rate for', async () => {
    const book = await openBook('2026-01-10');
    await book.account('Francs', 'cash', { opening: 600, currency: 'CHF', openedOn: '2025-12-01' });
    await book.account('Euros', 'savings', { opening: 6 });
    expect(book.netWorth.get('month', 3).all).toEqual({
      currency: 'EUR',
      total: [6, 306, 206],
      assets: [6, 306, 206],
      debts: [0, 0, 0],
      kinds: [
        { kind: 'cash', values: [0, 300, 200] },
        { kind: 'savings', values: [6, 6, 6] },
      ],
      missing: [],
    });
    await book.account('Dollars', 'cash', { opening: 7, currency: 'USD' });
    expect(book.netWorth.get('month', 3).all).toMatchObject({ total: [6, 306, 206], missing: ['USD'] });
  });

  it('agrees day by day with the sum of the rows', async () => {
    const book = await openBook('2026-03-15');
    const id = await book.account('Giro', 'checking', { opening: 10, openedOn: '2025-01-01' });
    const entries = [['2025-11-30', 1], ['2025-12-01', 2], ['2025-12-31', 4], ['2026-01-01', 8], ['2026-03-15', 16]] as const;
    for (const [date, amount] of entries) await book.pay(id, date, 'Shop', amount);
    const { dates, series } = book.netWorth.get('day', 120);
    for (const [at, date] of dates.entries()) {
      const expected = entries.reduce((sum, [day, amount]) => sum + (day <= date ? amount : 0), 10);
      expect([date, series[0]?.total[at]]).toEqual([date, expected]);
    }
  });

  it('reads months in the order of their index', async () => {
    const book = await openBook();
    const plan = book.ledger.read
      .sql<{ detail: string }>(
        `EXPLAIN QUERY PLAN SELECT account_id, month, sum(in_minor - out_minor)
         FROM monthly_summary INDEXED BY monthly_summary_by_account GROUP BY account_id, month ORDER BY account_id, month`,
      )
      .all()
      .map((row) => row.detail);
    expect(plan).toEqual(['SCAN monthly_summary USING COVERING INDEX monthly_summary_by_account']);
  });
});
