import { describe, expect, it } from 'vitest';
import { openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';

const groceries = 'food_drink.groceries';

/** Today is 13 April 2026. Groceries: 90 in February, 120 in March, 40 in April. */
async function household() {
  const app = await openTestApp(temporaryFolder(), '2026-04-13');
  const add = (date: string, amountMinor: number, categoryId: string | null = groceries) =>
    app.services.transactions.create({ accountId: app.accountId, date, amountMinor, payee: 'Shop', categoryId, note: '' });
  await add('2026-02-10', -90_00);
  await add('2026-03-10', -120_00);
  await add('2026-04-02', -50_00);
  await add('2026-04-03', 10_00);
  const { budgets } = app.services;
  const set = (month: string, amountMinor: number, more: { categoryId?: string | null; rollOver?: boolean } = {}) =>
    budgets.set({ categoryId: groceries, month, amountMinor, rollOver: false, alertPercent: 90, ...more });
  const line = (month: string, categoryId: string | null = groceries) =>
    budgets.month(month).lines.find((each) => each.categoryId === categoryId);
  return { app, add, budgets, set, line };
}

describe('budgets', () => {
  it('hold from a month on, know what was spent and how much a day is left', async () => {
    const { set, line } = await household();
    await set('2026-03', 100_00);
    expect(line('2026-02')).toBeUndefined();
    expect(line('2026-03')).toMatchObject({ spentMinor: 120_00, leftMinor: -20_00, state: 'over', perDayMinor: null });
    // A refund lowers what was spent; 18 days are left.
    expect(line('2026-04')).toMatchObject({ spentMinor: 40_00, leftMinor: 60_00, daysLeft: 18, perDayMinor: 3_33, since: '2026-03' });
  });

  it('keep earlier months when they change or end, and later ones when the past is edited', async () => {
    const { set, line, budgets } = await household();
    await set('2026-02', 100_00);
    await set('2026-04', 150_00);
    await set('2026-03', 130_00);
    expect(['2026-02', '2026-03', '2026-04'].map((month) => line(month)?.amountMinor)).toEqual([100_00, 130_00, 150_00]);
    await budgets.end(groceries, '2026-04');
    expect(['2026-03', '2026-04', '2026-05'].map((month) => line(month)?.amountMinor)).toEqual([130_00, undefined, undefined]);
    expect(budgets.history(groceries)).toHaveLength(3);
  });

  it('carry what is left when they roll over', async () => {
    const { set, line } = await household();
    await set('2026-02', 100_00, { rollOver: true });
    expect(line('2026-03')).toMatchObject({ carriedMinor: 10_00, leftMinor: -10_00 });
    expect(line('2026-04')).toMatchObject({ carriedMinor: -10_00, leftMinor: 50_00 });
  });

  it('are for groups and everything too, and income is there to be assigned', async () => {
    const { app, add, set, budgets, line } = await household();
    await add('2026-04-04', -30_00, 'food_drink.restaurants');
    await add('2026-04-05', -5_00, 'transport.fuel');
    await add('2026-04-01', 1000_00, 'income.salary');
    await set('2026-04', 200_00, { categoryId: 'food_drink' });
    await set('2026-04', 120_00);
    await set('2026-04', 500_00, { categoryId: null });
    expect(line('2026-04', 'food_drink')).toMatchObject({ spentMinor: 70_00 });
    expect(line('2026-04', null)).toMatchObject({ spentMinor: 75_00 });
    const month = budgets.month('2026-04');
    expect(month).toMatchObject({ incomeMinor: 1000_00, assignedMinor: 200_00, spentMinor: 75_00 });
    expect(month.unbudgeted).toMatchObject([{ categoryId: 'transport.fuel', spentMinor: 5_00 }]);
    expect(month.lines.map((each) => each.categoryId)).toEqual([null, 'food_drink', groceries]);
    await app.services.history.undo();
    expect(line('2026-04', null)).toBeUndefined();
  });

  it('are copied from the month before and undone as one change', async () => {
    const { app, set, line, budgets } = await household();
    await set('2026-03', 100_00);
    await set('2026-03', 40_00, { categoryId: 'food_drink.restaurants' });
    expect(budgets.month('2026-04').differsFromLastMonth).toBe(false);
    await set('2026-04', 80_00);
    await budgets.end('food_drink.restaurants', '2026-04');
    expect(budgets.month('2026-04').differsFromLastMonth).toBe(true);
    await budgets.copyLastMonth('2026-04');
    const amounts = () => [groceries, 'food_drink.restaurants'].map((id) => line('2026-04', id)?.amountMinor);
    expect(amounts()).toEqual([100_00, 40_00]);
    await app.services.history.undo();
    expect(amounts()).toEqual([80_00, undefined]);
    await app.services.history.redo();
    expect(amounts()).toEqual([100_00, 40_00]);
  });

  it('are envelopes: money moves between them in that month alone, as one change', async () => {
    const { app, set, line, budgets } = await household();
    const restaurants = 'food_drink.restaurants';
    await set('2026-03', 100_00);
    await set('2026-03', 40_00, { categoryId: restaurants });
    const move = (amountMinor: number, toId = restaurants) => budgets.move({ fromId: groceries, toId, month: '2026-04', amountMinor });
    const amounts = (month: string) => [groceries, restaurants].map((id) => line(month, id)?.amountMinor);
    await move(30_00);
    expect(['2026-03', '2026-04', '2026-05'].map(amounts)).toEqual([[100_00, 40_00], [70_00, 70_00], [100_00, 40_00]]);
    await move(5_00);
    expect(['2026-04', '2026-05'].map(amounts)).toEqual([[65_00, 75_00], [100_00, 40_00]]);
    await app.services.history.undo();
    expect(amounts('2026-04')).toEqual([70_00, 70_00]);
    // An envelope that was not there is there for the month.
    await move(10_00, 'transport.fuel');
    expect(['2026-04', '2026-05'].map((month) => line(month, 'transport.fuel')?.amountMinor)).toEqual([10_00, undefined]);
    await expect(move(60_01)).rejects.toMatchObject({ code: 'INVALID', field: 'amountMinor' });
    await expect(move(1, 'food_drink')).rejects.toMatchObject({ code: 'INVALID', field: 'toId' });
  });

  it('say which of them are nearly used up or over', async () => {
    const { set, budgets } = await household();
    await set('2026-03', 130_00);
    await set('2026-03', 500_00, { categoryId: null });
    expect(budgets.overThreshold('2026-03')).toMatchObject([{ categoryId: groceries, state: 'near' }]);
    await set('2026-03', 100_00);
    expect(budgets.overThreshold('2026-03')).toMatchObject([{ categoryId: groceries, state: 'over' }]);
    expect(budgets.overThreshold('2026-04')).toEqual([]);
  });

  it('refuse what is not spending or not there', async () => {
    const { set, budgets } = await household();
    await expect(set('2026-04', 1, { categoryId: 'nowhere' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(budgets.end(groceries, '2026-04')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(budgets.copyLastMonth('2026-04')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
