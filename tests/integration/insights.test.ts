import { describe, expect, it } from 'vitest';
import { openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';

const TODAY = '2026-07-23';

async function openYear() {
  const app = await openTestApp(temporaryFolder(), TODAY);
  const book = (date: string, amountMinor: number, payee: string, categoryId: string) =>
    app.services.transactions.create({ accountId: app.accountId, date, amountMinor, payee, categoryId, note: '' });
  for (let back = 12; back >= 0; back -= 1) {
    const month = new Date(Date.UTC(2026, 6 - back, 1)).toISOString().slice(0, 7);
    await book(`${month}-02`, 300_000, 'ACME Ltd', 'income.salary');
    await book(`${month}-03`, -90_000, 'Landlord', 'housing_utilities.rent');
    await book(`${month}-05`, back > 0 ? -999 : -1499, 'Streamly', 'entertainment.tv_movies');
    await book(`${month}-10`, -12_000 - back * 100, 'Market', 'food_drink.groceries');
    await book(`${month}-20`, -11_500 + back * 100, 'Market', 'food_drink.groceries');
  }
  await book('2026-07-14', -31_000, 'Deli', 'food_drink.groceries');
  return { app, book };
}

describe('insights', () => {
  it('finds what differs, and what is put aside does not come back but by undo', async () => {
    const { app } = await openYear();
    const { items, currency } = await app.services.insights.list();
    expect(currency).toBe('EUR');
    const groceries = items.find(({ kind, categoryId }) => kind === 'category-above' && categoryId === 'food_drink.groceries');
    expect(groceries).toMatchObject({ categoryName: 'Groceries', payee: 'Deli', month: '2026-07' });
    expect(groceries?.stakeMinor).toBeGreaterThan(28_000);
    expect(groceries?.transactionIds.length).toBeGreaterThan(0);
    const { changeId } = await app.services.insights.dismiss(groceries?.key ?? '');
    expect((await app.services.insights.list()).items.map(({ key }) => key)).not.toContain(groceries?.key);
    expect((await app.services.insights.list()).dismissed).toBe(1);
    await app.services.history.undo(changeId);
    expect((await app.services.insights.currentInsights()).map(({ key }) => key)).toContain(groceries?.key);
  });

  it('knows the same charge twice and links both', async () => {
    const { app, book } = await openYear();
    const one = await book('2026-07-17', -8_400, 'Shoe Shop', 'food_drink.restaurants');
    const two = await book('2026-07-18', -8_400, 'Shoe Shop', 'food_drink.restaurants');
    const double = (await app.services.insights.list()).items.find(({ kind }) => kind === 'double-charge');
    expect(double).toMatchObject({ stakeMinor: 8_400, payee: 'Shoe Shop' });
    expect(new Set(double?.transactionIds)).toEqual(new Set([one.id, two.id]));
  });

  it('reckons savings of whole months and what may come', async () => {
    const { app } = await openYear();
    const savings = app.services.insights.savings();
    expect(savings.months.at(-1)).toMatchObject({ month: '2026-06', incomeMinor: 300_000 });
    expect(savings.months).toHaveLength(12);
    expect(savings.months.at(-1)?.rate).toBeGreaterThan(500);
    expect(savings.savedAhead).toHaveLength(12);
    expect(savings.netWorthAhead[0]?.expectedMinor).toBeGreaterThan(savings.netWorthMinor);
    expect(savings.reserve?.months).toBeGreaterThan(5);
  });

  it('a report sums a period as the dashboard does, and says no to one that ends before it begins', async () => {
    const { app } = await openYear();
    const report = app.services.insights.report('2026-06-01', '2026-06-30');
    const dashboard = app.services.dashboard.get('2026-06');
    expect(report.incomeMinor).toBe(dashboard.thisMonth.incomeMinor);
    expect(report.spendingMinor).toBe(dashboard.thisMonth.spendingMinor);
    expect(report.days.reduce((sum, day) => sum + day.spendingMinor, 0)).toBe(report.spendingMinor);
    expect(() => app.services.insights.report('2026-06-30', '2026-06-01')).toThrow('ends before it begins');
  });
});

describe('goals', () => {
  it('are set, filled, projected, archived and undone', async () => {
    const { app } = await openYear();
    const { goals } = app.services;
    const { id } = await goals.create({ name: 'Bicycle', targetMinor: 200_000, byMonth: '2027-06', monthlyMinor: 20_000, accountId: null });
    await goals.contribute({ goalId: id, date: TODAY, amountMinor: 40_000, note: '' });
    const goal = goals.list().goals[0];
    expect(goal).toMatchObject({ savedMinor: 40_000, neededMonthlyMinor: 13_334, probability: 1, reachedBy: '2027-02' });
    expect(goal?.safeMonthlyMinor).toBe(13_334);
    const { changeId } = await goals.archive(id, true);
    expect(goals.list().goals[0]?.archivedOn).toBe(TODAY);
    await app.services.history.undo(changeId);
    await goals.contribute({ goalId: id, date: TODAY, amountMinor: 160_000, note: '' });
    expect(goals.reachedGoals().map(({ name }) => name)).toEqual(['Bicycle']);
    await goals.remove(id);
    expect(goals.list().goals).toEqual([]);
  });

  it('take the balance of their account', async () => {
    const { app } = await openYear();
    const { id } = await app.services.goals.create({ name: 'Reserve', targetMinor: 99_000_000, byMonth: null, monthlyMinor: null, accountId: app.accountId });
    const balance = app.services.accounts.list()[0]?.valueMinor;
    expect(app.services.goals.list().goals[0]?.savedMinor).toBe(balance);
    await expect(app.services.goals.contribute({ goalId: id, date: TODAY, amountMinor: 1, note: '' })).rejects.toThrow('balance of its account');
  });
});

describe('profile', () => {
  const empty = {
    name: 'Ada', occupation: '', bornOn: null, salaryMinor: 250_000, businessMinor: null, freelanceMinor: null, otherIncomeMinor: null,
    rentMinor: null, billsMinor: null, loansMinor: null, subscriptionsMinor: null, cashMinor: null, stocksMinor: null, cryptoMinor: null,
    realEstateMinor: null, debtMinor: null,
  };

  it('is kept, undone, and stands in for income that the ledger has not', async () => {
    const app = await openTestApp(temporaryFolder(), TODAY);
    for (const month of ['2026-04', '2026-05', '2026-06', '2026-07']) {
      await app.services.transactions.create({ accountId: app.accountId, date: `${month}-14`, amountMinor: -100_000, payee: 'Shop', categoryId: 'food_drink.groceries', note: '' });
    }
    const { changeId } = await app.services.profile.update(empty);
    expect(app.services.profile.get()).toMatchObject({ name: 'Ada', salaryMinor: 250_000, currency: 'EUR', avatar: null });
    expect(app.services.insights.savings()).toMatchObject({ incomeFromProfile: true, months: [{ month: '2026-05' }, { savedMinor: 150_000, rate: 600 }] });
    await app.services.history.undo(changeId);
    expect(app.services.profile.get().name).toBe('');
  });

  it('holds a picture, and nothing that is none', async () => {
    const app = await openTestApp(temporaryFolder(), TODAY);
    await expect(app.services.profile.setAvatar(new TextEncoder().encode('<svg/>'))).rejects.toThrow('PNG, JPEG or WebP');
    await app.services.profile.setAvatar(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]));
    expect((await app.services.profile.avatar()).type).toBe('image/png');
    await app.services.profile.removeAvatar();
    expect(app.services.profile.get().avatar).toBeNull();
  });
});
