/** The figures behind the insights, from the same functions as the desktop's. Minor units of the preferred currency. */
import { mean, quantile } from '../../../core/ml/forecast/order-statistics.ts';
import { formatMoney } from '../../../shared/money.ts';
import { monthOf, monthRange, shiftMonth, type PlainMonth } from '../../../shared/dates.ts';
import type { ServerContext } from '../../context.ts';
import type { BudgetService } from '../budgets/service.ts';
import type { ProfileService } from '../profiles/service.ts';
import type { Models } from './models.ts';
import { panelOf } from './panel.ts';
import { readSpendingHistory, sumByMonth, type HistoryParts } from './spending-history.ts';

const MOST_INSIGHTS = 8;
const HISTORY_MONTHS = 12;
/** What a frugal month costs: three of four cost more. */
const FRUGAL = 0.25;
/** A suggestion this near to the budget that is set says nothing new. */
const NEAR = 0.05;

export type InsightService = ReturnType<typeof createInsightService>;

type Parts = Omit<HistoryParts, 'clock' | 'profiles'> & {
  profiles: Pick<ProfileService, 'currencyOf' | 'readFinancialInput'>;
  budgets: Pick<BudgetService, 'list' | 'totalLimits'>;
  models: Models;
};

export function createInsightService({ clock }: Pick<ServerContext, 'clock'>, parts: Parts) {
  const read = (userId: string) => readSpendingHistory({ clock, ...parts }, userId);

  return {
    async suggestions(userId: string) {
      const [history, budgets] = await Promise.all([read(userId), parts.budgets.list(userId)]);
      const limits = new Map(budgets.map(({ categoryId, monthlyLimitMinor }) => [categoryId, monthlyLimitMinor]));
      const items = (await parts.models.suggestions(panelOf(history)))
        .filter(({ id, suggested }) => suggested > 0 && Math.abs(suggested - (limits.get(id) ?? 0)) > suggested * NEAR)
        .slice(0, MOST_INSIGHTS)
        .map(({ id, suggested, basis }) => {
          const category = history.categories.get(id) ?? '';
          const limit = limits.get(id);
          const amount = formatMoney(suggested, history.currency, 'en');
          const title =
            limit === undefined
              ? `${category}: a budget of ${amount}`
              : `${category}: ${amount} instead of ${formatMoney(limit, history.currency, 'en')}`;
          return { title, message: basis, suggestedMinor: suggested, category };
        });
      return { currency: history.currency, items };
    },

    /** By category, the largest first. */
    async spending(userId: string) {
      const history = await read(userId);
      const panel = panelOf(history);
      const forecasts = new Map((await parts.models.suggestions(panel)).map(({ id, expected }) => [id, expected]));
      const items = (panel?.series ?? [])
        .filter(({ id, kind }) => kind === 'category' && id !== '')
        .map(({ id, values }) => {
          const year = values.subarray(-HISTORY_MONTHS);
          const average = Math.round(mean(year));
          const saving = Math.max(0, average - Math.round(quantile(year, FRUGAL)));
          return { id, category: history.categories.get(id) ?? '', average, forecast: forecasts.get(id) ?? average, saving };
        });
      return { currency: history.currency, items };
    },

    async projections(userId: string, count: number) {
      const [history, input] = await Promise.all([read(userId), parts.profiles.readFinancialInput(userId)]);
      const forecast = await parts.models.savings(panelOf(history), count);
      const monthly = forecast ?? Array.from({ length: count }, () => statedSavings(input));
      let saved = input.savings_cash;
      const amounts = monthly.map((amount) => (saved += amount));
      const first = shiftMonth(monthOf(history.today), 1);
      return { currency: history.currency, months: monthRange(first, shiftMonth(first, count - 1)), amounts };
    },

    async history(userId: string) {
      const history = await read(userId);
      const last = monthOf(history.today);
      const sums = sumByMonth(history.rows);
      const known = monthRange(shiftMonth(last, 1 - HISTORY_MONTHS), last);
      const first = known.findIndex((month) => sums.has(month));
      const months: PlainMonth[] = first === -1 ? [] : known.slice(first);
      const limits = await parts.budgets.totalLimits(userId, months);
      const items = months.map((month, at) => {
        const { spent = 0, received = 0 } = sums.get(month) ?? {};
        return { month, savedMinor: received - spent, spentMinor: spent, limitMinor: limits[at] ?? 0 };
      });
      return { currency: history.currency, items };
    },
  };
}

/** What a person says comes in and must go out every month. */
function statedSavings(input: Awaited<ReturnType<ProfileService['readFinancialInput']>>): number {
  const income =
    input.monthly_income_salary + input.monthly_income_business + input.monthly_income_freelance + input.monthly_income_other;
  return income - input.rent - input.bills - input.loans - input.subscriptions;
}
