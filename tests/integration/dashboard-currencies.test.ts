import { describe, expect, it } from 'vitest';
import { openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';

/** Today is Monday 13 April 2026: 1 EUR = 1.1684 USD. At the end of March it was 1.1498, at the end of February 1.1805. */
async function abroad() {
  const app = await openTestApp(temporaryFolder(), '2026-04-13');
  const { accounts, transactions } = app.services;
  const account = async (name: string, currency: string, openingBalanceMinor: number): Promise<string> =>
    (await accounts.create({ name, kind: 'checking', currency, openingBalanceMinor, openedOn: null, institution: null })).id;
  const add = (accountId: string, date: string, amountMinor: number, categoryId: string | null = 'food_drink.groceries') =>
    transactions.create({ accountId, date, amountMinor, payee: 'Shop', categoryId, note: '' });
  const dollars = await account('Dollars', 'USD', 1_168_40);
  await add(app.accountId, '2026-04-02', -100_00);
  await add(dollars, '2026-04-01', -116_84);
  await add(dollars, '2026-03-05', -114_98);
  return { app, account, add, dollars };
}

describe('a dashboard over several currencies', () => {
  it('is in the base currency, each month at the rate of its last day', async () => {
    const { app } = await abroad();
    const all = app.services.dashboard.get('2026-04');
    const rate = (date: string): string => app.services.currencies.convert(0, 'USD', 'EUR', date).rate;
    expect(all).toMatchObject({
      currency: 'EUR',
      scope: 'all',
      thisMonth: { spendingMinor: 200_00 },
      lastMonth: { spendingMinor: app.services.currencies.convert(114_98, 'USD', 'EUR', '2026-03-31').amountMinor },
      lastMonthToDate: { spendingMinor: app.services.currencies.convert(114_98, 'USD', 'EUR', '2026-03-31').amountMinor },
      spending: [{ spendingMinor: 200_00, leaves: [{ spendingMinor: 200_00 }] }],
      conversion: {
        rates: [{ currency: 'USD', balances: { rate: rate('2026-04-13'), rateDate: '2026-04-13' }, month: { rateDate: '2026-04-13' } }],
        leftOut: [],
      },
    });
    // 1168.40 − 116.84 − 114.98 dollars, and −100 euros.
    const now = app.services.currencies.convert(936_58, 'USD', 'EUR', '2026-04-13').amountMinor;
    const then = app.services.currencies.convert(1_053_42, 'USD', 'EUR', '2026-03-31').amountMinor;
    expect(all.netWorthMinor).toBe(now - 100_00);
    expect(all.netWorthBeforeMinor).toBe(then);
    expect(all.accounts.map((each) => each.convertedMinor)).toEqual([-100_00, now]);
    expect(all.trend.at(-2)?.spendingMinor).toBe(all.lastMonth.spendingMinor);
  });

  it('can be of one currency alone, unconverted', async () => {
    const { app } = await abroad();
    const euros = app.services.dashboard.get('2026-04', 'EUR');
    expect(euros).toMatchObject({ scope: 'one', conversion: null, netWorthMinor: -100_00, thisMonth: { spendingMinor: 100_00 } });
    const dollars = app.services.dashboard.get('2026-04', 'USD');
    expect(dollars).toMatchObject({ currency: 'USD', netWorthMinor: 936_58, thisMonth: { spendingMinor: 116_84 } });
    expect(dollars.accounts.map((each) => each.convertedMinor)).toEqual([null, 936_58]);
  });

  it('names what it leaves out, until a rate is known', async () => {
    const { app, account, add } = await abroad();
    const pesos = await account('Pesos', 'ARS', 50_000_00);
    await add(pesos, '2026-04-05', -1_400_00);
    await add(pesos, '2026-02-05', -900_00);
    const before = app.services.dashboard.get('2026-04');
    expect(before.thisMonth.spendingMinor).toBe(200_00);
    expect(before.conversion?.leftOut).toEqual([
      { currency: 'ARS', accounts: 1, balanceMinor: 47_700_00, incomeMinor: 0, spendingMinor: 1_400_00, months: ['2026-02', '2026-04'] },
    ]);
    expect(before.accounts.at(-1)).toMatchObject({ currency: 'ARS', convertedMinor: null });

    await app.services.currencies.addOwnRate({
      base: 'EUR', quote: 'ARS', rate: '1400', validFrom: '2026-03-01', validTo: null, note: '',
    });
    const after = app.services.dashboard.get('2026-04');
    expect(after.thisMonth.spendingMinor).toBe(201_00);
    expect(after.netWorthMinor).toBe(before.netWorthMinor + 34_07);
    expect(after.conversion?.leftOut).toMatchObject([{ currency: 'ARS', accounts: 0, spendingMinor: 0, months: ['2026-02'] }]);
    await app.services.history.undo(undefined);
    expect(app.services.dashboard.get('2026-04').netWorthMinor).toBe(before.netWorthMinor);
  });

  it('follows the base currency when it is changed', async () => {
    const { app } = await abroad();
    await app.services.settings.update({ baseCurrency: 'USD' });
    const all = app.services.dashboard.get('2026-04');
    expect(all).toMatchObject({ currency: 'USD', thisMonth: { spendingMinor: 116_84 + 116_84 } });
    expect(app.services.currencies.inUse()).toMatchObject([
      { code: 'USD', accounts: 1, inBase: null },
      { code: 'EUR', accounts: 1, inBase: { rate: '1.1684', source: 'ecb' } },
    ]);
  });

  it('needs no rates while there is one currency', async () => {
    const app = await openTestApp(temporaryFolder(), '2026-04-13');
    expect(app.services.dashboard.get('2026-04')).toMatchObject({ scope: 'all', conversion: null, netWorthMinor: 0 });
  });
});
