import { resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWorkerPool } from '../../src/core/adapters/workers/worker-pool.ts';
import { createApp } from '../../src/core/create-app.ts';
import { addDays } from '../../src/shared/dates.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { testPorts } from './ports-fixture.ts';

const groceries = 'food_drink.groceries';
const restaurants = 'food_drink.restaurants';
const rent = 'housing_utilities.rent';

async function openApp() {
  const app = await createApp({ ...testPorts(temporaryFolder(), '2026-04-13'), workers: createWorkerPool({ workersDir: resolve('src/workers') }) });
  onTestFinished(() => app.stop());
  const account = { name: 'Current', kind: 'checking' as const, openingBalanceMinor: 0, openedOn: null };
  return Object.assign(app, { accountId: (await app.services.settings.completeOnboarding({ baseCurrency: 'EUR', account })).accountId });
}

/** Today is 13 April 2026. Two years: rent 800, groceries 300 to 345, restaurants 60 to 180. */
async function twoYears() {
  const app = await openApp();
  const spend = (date: string, amountMinor: number, categoryId: string) =>
    app.services.transactions.create({ accountId: app.accountId, date, amountMinor, payee: 'Shop', categoryId, note: '' });
  for (let month = 0; month < 24; month += 1) {
    const day = `${2024 + Math.floor((month + 3) / 12)}-${String(((month + 3) % 12) + 1).padStart(2, '0')}-02`;
    await spend(day, -80_000, rent);
    await spend(addDays(day, 3), -(30_000 + (month % 4) * 1_500), groceries);
    await spend(addDays(day, 9), -(6_000 + (month % 5) * 3_000), restaurants);
    await spend(addDays(day, 1), 250_000, 'income.salary');
  }
  const list = async (saveMinor: number | null = null) => {
    const answer = await app.services.budgetSuggestions.list('2026-04', saveMinor);
    return { ...answer, of: (id: string) => answer.suggestions.find(({ categoryId }) => categoryId === id) };
  };
  return { app, list };
}

describe('suggested budgets', () => {
  it('are enough in most months, say so, and are taken with one change', async () => {
    const { app, list } = await twoYears();
    const suggestions = await list();
    expect(suggestions.months).toBe(24);
    const food = suggestions.of(groceries);
    expect(food?.suggestedMinor).toBeGreaterThanOrEqual(31_500);
    expect(food?.suggestedMinor).toBeLessThanOrEqual(36_000);
    expect(food).toMatchObject({ currentMinor: null, ofMonths: 12 });
    expect(food?.keptMonths).toBeGreaterThanOrEqual(8);
    expect(suggestions.of(rent)?.suggestedMinor).toBe(80_000);

    const { changeId } = await app.services.budgetSuggestions.accept({
      categoryId: groceries,
      month: '2026-04',
      suggestedMinor: food?.suggestedMinor ?? 0,
      amountMinor: food?.suggestedMinor ?? 0,
    });
    expect(app.services.budgets.month('2026-04').lines).toMatchObject([{ categoryId: groceries, amountMinor: food?.suggestedMinor }]);
    expect((await list()).of(groceries)).toBeUndefined();
    await app.services.history.undo(changeId);
    expect(app.services.budgets.month('2026-04').lines).toEqual([]);
    expect((await list()).of(groceries)).toEqual(food);
  });

  it('that were dismissed do not come back, until the months say something else', async () => {
    const { app, list } = await twoYears();
    const eating = (await list()).of(restaurants);
    await app.services.budgetSuggestions.dismiss({ categoryId: restaurants, suggestedMinor: eating?.suggestedMinor ?? 0 });
    expect((await list()).of(restaurants)).toBeUndefined();
    for (const date of ['2026-01-20', '2026-02-20', '2026-03-20']) {
      await app.services.transactions.create({ accountId: app.accountId, date, amountMinor: -60_000, payee: 'Feast', categoryId: restaurants, note: '' });
    }
    expect((await list()).of(restaurants)?.suggestedMinor).toBeGreaterThan(1.2 * (eating?.suggestedMinor ?? 0));
  });

  it('find the money for a wish in what can wait, and say when it is not there', async () => {
    const { app, list } = await twoYears();
    const small = await list(2_000);
    expect(small.saving).toEqual({ wishMinor: 2_000, foundMinor: 2_000 });
    expect(small.of(restaurants)?.cutMinor).toBe(2_000);
    expect(small.suggestions.filter(({ cutMinor }) => cutMinor > 0)).toHaveLength(1);
    const large = await list(100_000);
    expect(large.saving?.foundMinor).toBeLessThan(20_000);
    // Rent is the same every month: nothing can be taken from it.
    expect(large.of(rent)?.cutMinor ?? 0).toBe(0);
    await app.services.budgetSuggestions.dismiss({ categoryId: restaurants, suggestedMinor: small.of(restaurants)?.suggestedMinor ?? 0 });
    expect((await list(2_000)).of(restaurants)).toBeUndefined();
  });

  it('wait for three complete months', async () => {
    const app = await openApp();
    expect(await app.services.budgetSuggestions.list('2026-04', null)).toEqual({ currency: 'EUR', suggestions: [], months: 0, saving: null });
  });
});
