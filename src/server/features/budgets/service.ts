/** The rules of budgets: one a category, and the limit that held in any month can be told. */
import { monthNumber, monthOf, monthRange, yearOf, type PlainMonth } from '../../../shared/dates.ts';
import type { ServerContext } from '../../context.ts';
import { derivedId } from '../../derived-id.ts';
import { RequestError } from '../../http/problem.ts';
import { toMinor } from '../../http/scalars.ts';
import { today } from '../../today.ts';
import type { CategoryService } from '../categories/service.ts';
import type { Models } from '../insights/models.ts';
import { panelOf } from '../insights/panel.ts';
import { readSpendingHistory, sumByMonth, type HistoryParts } from '../insights/spending-history.ts';
import * as repository from './repository.ts';
import type { Budget, BudgetChange } from './repository.ts';

export interface BudgetMonth {
  id: string;
  categoryId: string;
  month: number;
  year: number;
  limitMinor: number;
  spentMinor: number;
  suggestedMinor: number | null;
}

export type BudgetService = ReturnType<typeof createBudgetService>;

export type BudgetParts = Omit<HistoryParts, 'clock'> & { categories: Pick<CategoryService, 'resolve'>; models: Models };

export function createBudgetService({ db, clock }: Pick<ServerContext, 'db' | 'clock'>, parts: BudgetParts) {
  /** `suggested`: the limit is a suggestion that is taken. `field`: where it stands in the request. */
  async function set(userId: string, category: string, limit: string, field: string, suggested: boolean) {
    const currency = await parts.profiles.currencyOf(userId);
    const { id: categoryId } = await parts.categories.resolve(userId, category);
    const limitMinor = toMinor(limit, currency, field);
    if (limitMinor < 0) {
      const message = 'A limit is not negative.';
      throw new RequestError(400, message, { fields: [{ field, message }] });
    }
    const now = clock.now();
    const month = monthOf(today(clock));
    const budget = await db.transaction(async (tx) => {
      const before = await repository.findBudget(tx, userId, categoryId);
      if (before && before.monthlyLimitMinor !== limitMinor) {
        await repository.insertChange(tx, {
          userId,
          categoryId,
          month: monthNumber(month),
          year: yearOf(month),
          previousLimitMinor: before.monthlyLimitMinor,
          suggestedLimitMinor: suggested ? limitMinor : null,
          createdAt: now,
        });
      }
      return await repository.upsertBudget(tx, userId, categoryId, limitMinor, now);
    });
    return { ...budget, currency };
  }

  /** What held at the end of each month in which the budget was there. */
  function limitIn(budget: Budget, changes: readonly BudgetChange[], month: PlainMonth): number | null {
    if (month < monthOf(today({ now: () => budget.createdAt }))) return null;
    const later = changes.find(
      (change) => change.categoryId === budget.categoryId && `${change.year}-${String(change.month).padStart(2, '0')}` > month,
    );
    return later?.previousLimitMinor ?? budget.monthlyLimitMinor;
  }

  return {
    list: (userId: string) => repository.listBudgets(db, userId),
    set: (userId: string, category: string, limit: string) => set(userId, category, limit, 'monthly_limit', false),
    accept: (userId: string, category: string, limit: string) => set(userId, category, limit, 'new_limit', true),

    /** The sum of all limits that held in each of the months. */
    async totalLimits(userId: string, months: readonly PlainMonth[]): Promise<number[]> {
      const [budgets, changes] = await Promise.all([repository.listBudgets(db, userId), repository.listChanges(db, userId)]);
      return months.map((month) => budgets.reduce((sum, budget) => sum + (limitIn(budget, changes, month) ?? 0), 0));
    },

    /** The newest month first; only the months asked for. */
    async history(userId: string, { month, year }: { month?: number | undefined; year?: number | undefined }) {
      const [budgets, changes] = await Promise.all([repository.listBudgets(db, userId), repository.listChanges(db, userId)]);
      const history = await readSpendingHistory({ clock, ...parts }, userId);
      const first = budgets.map(({ createdAt }) => monthOf(today({ now: () => createdAt }))).sort()[0];
      const months = first === undefined ? [] : monthRange(first, monthOf(history.today)).reverse();
      const asked = months.filter(
        (each) => (month === undefined || monthNumber(each) === month) && (year === undefined || yearOf(each) === year),
      );
      const sums = sumByMonth(history.rows);
      const suggested = await parts.models.suggestionsByMonth(asked.length === 0 ? null : panelOf(history));
      const rows = asked.flatMap((each) =>
        budgets.flatMap((budget): BudgetMonth[] => {
          const limitMinor = limitIn(budget, changes, each);
          if (limitMinor === null) return [];
          return [
            {
              id: derivedId('budget-month', budget.id, each),
              categoryId: budget.categoryId,
              month: monthNumber(each),
              year: yearOf(each),
              limitMinor,
              spentMinor: sums.get(each)?.byCategory.get(budget.categoryId) ?? 0,
              suggestedMinor: suggested.get(each)?.find(({ id }) => id === budget.categoryId)?.suggested ?? null,
            },
          ];
        }),
      );
      return { currency: history.currency, rows };
    },
  };
}
