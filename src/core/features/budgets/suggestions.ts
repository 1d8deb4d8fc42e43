/** Budgets that would suit a person, from their own months, and what became of earlier suggestions. */
import { readFileSync } from 'node:fs';
import type { BudgetSuggestion, BudgetSuggestions } from '#shared/contract/budget-suggestions.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { lastDayOf, monthOf, monthRange, shiftMonth } from '#shared/dates.ts';
import { newIdBytes } from '#shared/ids.ts';
import { minorDigits } from '#shared/money.ts';
import { budgetIn } from '../../domain/budgets/budget-history.ts';
import { planSaving } from '../../domain/budgets/savings-wish.ts';
import { isNews, roundUp } from '../../domain/budgets/suggestion-rest.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { BudgetSuggestion as Advice } from '../../ml/budget-advisor/budget-advisor.ts';
import { mean, median, quantile } from '../../ml/forecast/order-statistics.ts';
import type { Panel } from '../../ml/forecast/forecaster.ts';
import type { Clock, Workers } from '../../ports.ts';
import { incomeOf, keyOf, spendingByTarget } from './monthly-flows.ts';
import { createBudgetRepository, type BudgetCategory } from './repository.ts';
import { put } from './service.ts';

const MONTHS_SEEN = 60;
const FEWEST_MONTHS = 3;
const YEAR = 12;
/** Below this share of spending a category is not worth a budget of its own. */
const LEAST_SHARE = 0.005;
/** A month below which a category was seldom: the first quarter of its year. */
const LEAN = 0.25;
const essentialGroups = new Set(['housing_utilities', 'loan_payments', 'health', 'government', 'bank_fees']);
const essentialLeaves = new Set(['food_drink.groceries']);

export interface SuggestBudgetsInput {
  priorText: string;
  panel: Panel;
}

interface SuggestionServiceOptions {
  ledger: Ledger;
  clock: Clock;
  workers: Workers;
  /** The file of the prior that ships with the app. */
  priorFile: string;
  baseCurrency: () => string | null;
  rates: () => RateBook;
}

export function createBudgetSuggestionService({ ledger, clock, workers, priorFile, baseCurrency, rates }: SuggestionServiceOptions) {
  const reading = createBudgetRepository(ledger.read);
  let priorText: string | undefined;
  /** The advice for a history is worked out once; a wish to save only deals with it. */
  let kept: { key: string; advice: Promise<Advice[]> } | undefined;

  const advise = (panel: Panel): Promise<Advice[]> => {
    const key = JSON.stringify([panel.firstMonth, panel.series.map(({ id, values }) => [id, ...values])]);
    if (kept?.key !== key) {
      priorText ??= readFileSync(priorFile, 'utf8');
      const advice = workers.run<SuggestBudgetsInput, Advice[]>('suggest-budgets', { priorText, panel });
      advice.catch(() => (kept = undefined));
      kept = { key, advice };
    }
    return kept.advice;
  };

  const historyUntil = (month: string, currency: string): { panel: Panel; categories: BudgetCategory[] } | null => {
    const today = clock.today();
    const last = shiftMonth(month < monthOf(today) ? month : monthOf(today), -1);
    const sums = reading.sums(shiftMonth(last, 1 - MONTHS_SEEN), last);
    const firstMonth = sums.reduce<string | null>((first, sum) => (first === null || sum.month < first ? sum.month : first), null);
    if (firstMonth === null) return null;
    const categories = reading.categories();
    const byId = new Map(categories.map((category) => [category.id, category]));
    let book: RateBook | undefined;
    const convert = (minor: number, from: string, of: string): number => {
      if (from === currency || minor === 0) return minor;
      book ??= rates();
      return book.convert(minor, from, currency, lastDayOf(of))?.amountMinor ?? 0;
    };
    const months = monthRange(firstMonth, last);
    const spending = spendingByTarget(sums, byId, convert);
    const series = (id: string | null) => Float64Array.from(months, (of) => Math.max(0, spending.get(keyOf(id, of)) ?? 0));
    const leaves = categories.filter(({ kind, parent_id, deleted_change }) => kind === 'expense' && parent_id !== null && deleted_change === null);
    const total = series(null);
    const year = total.subarray(-YEAR).reduce((sum, value) => sum + value, 0);
    return {
      categories: leaves,
      panel: {
        firstMonth,
        length: months.length,
        series: [
          { id: '', kind: 'total', values: total },
          { id: 'income', kind: 'income', values: Float64Array.from(months, (of) => incomeOf(sums, of, byId, convert)) },
          ...leaves.flatMap(({ id }) => {
            const values = series(id);
            const share = values.subarray(-YEAR).reduce((sum, value) => sum + value, 0);
            return share > LEAST_SHARE * year ? [{ id, kind: 'category' as const, values }] : [];
          }),
        ],
      },
    };
  };

  return {
    async list(month: string, saveMinor: number | null): Promise<BudgetSuggestions> {
      const currency = baseCurrency() ?? 'EUR';
      const history = historyUntil(month, currency);
      const months = history?.panel.length ?? 0;
      if (!history || months < FEWEST_MONTHS) return { currency, suggestions: [], months, saving: null };
      const advice = await advise(history.panel);

      const byId = new Map(history.categories.map((category) => [category.id, category]));
      const years = new Map(history.panel.series.map(({ id, values }) => [id, values.slice(-YEAR)]));
      const plan =
        saveMinor === null
          ? null
          : planSaving(
              saveMinor,
              advice.map(({ id }) => {
                const year = years.get(id) ?? new Float64Array();
                const essential = essentialLeaves.has(id) || essentialGroups.has(byId.get(id)?.parent_id ?? '');
                return { id, usualMinor: Math.round(mean(year)), leanMinor: Math.round(quantile(year, LEAN)), essential };
              }),
            );
      const entries = Map.groupBy(reading.entries(), (entry) => entry.categoryId ?? '');
      const answers = new Map(reading.lastAnswers(currency).map((answer) => [answer.categoryId, answer]));
      const unit = 10 ** minorDigits(currency);

      const suggestions = advice.flatMap(({ id, suggested, basis }): BudgetSuggestion[] => {
        const category = byId.get(id);
        const year = years.get(id);
        if (!category || !year) return [];
        const cutMinor = plan?.cuts.get(id) ?? 0;
        const usual = Math.round(mean(year));
        const suggestedMinor = roundUp(cutMinor > 0 ? Math.max(0, usual - cutMinor) : suggested, unit);
        const budget = budgetIn(entries.get(id) ?? [], month);
        const currentMinor = budget?.amountMinor ?? null;
        const answer = answers.get(id) ?? null;
        // A wish asks anew: what was answered without it is no answer to it, but that very amount was.
        const last = cutMinor > 0 && answer?.suggestedMinor !== suggestedMinor ? null : answer;
        if (suggestedMinor === 0 || !isNews(suggestedMinor, currentMinor, last)) return [];
        const keptMonths = year.filter((value) => value <= suggestedMinor).length;
        return [
          {
            categoryId: id,
            name: category.name,
            color: category.color,
            suggestedMinor,
            currentMinor,
            usualMinor: Math.round(median(year)),
            keptMonths,
            ofMonths: year.length,
            savesMinor: usual - suggestedMinor,
            cutMinor,
            reason: basis,
          },
        ];
      });
      suggestions.sort((a, b) => b.cutMinor - a.cutMinor || b.suggestedMinor - a.suggestedMinor);
      return {
        currency,
        suggestions,
        months,
        saving: plan && saveMinor !== null ? { wishMinor: saveMinor, foundMinor: plan.foundMinor } : null,
      };
    },

    async accept(wish: { categoryId: string; month: string; suggestedMinor: number; amountMinor: number }) {
      const currency = baseCurrency() ?? 'EUR';
      const name = nameOf(wish.categoryId);
      const { change } = await ledger.commit({ label: `Set the budget of ${name}` }, (writer) => {
        const now = budgetIn(
          createBudgetRepository(writer.db).entries().filter((entry) => entry.categoryId === wish.categoryId),
          wish.month,
        );
        const { categoryId, month, amountMinor } = wish;
        put(writer, { categoryId, month, amountMinor, currency, rollOver: now?.rollOver ?? false, alertPercent: now?.alertPercent ?? 90 });
        writer.insert('budget_answer', answered(wish.amountMinor === wish.suggestedMinor ? 'accepted' : 'edited', wish, currency));
      });
      return change;
    },

    async dismiss(wish: { categoryId: string; suggestedMinor: number }) {
      const name = nameOf(wish.categoryId);
      const { change } = await ledger.commit({ label: `Dismissed a budget for ${name}` }, (writer) =>
        writer.insert('budget_answer', answered('dismissed', wish, baseCurrency() ?? 'EUR')),
      );
      return change;
    },
  };

  function nameOf(categoryId: string): string {
    const found = reading.categories().find((each) => each.id === categoryId && each.deleted_change === null);
    if (!found) throw new DomainError('NOT_FOUND', 'That category is not there any more.', 'categoryId');
    return found.name;
  }

  function answered(answer: string, { categoryId, suggestedMinor }: { categoryId: string; suggestedMinor: number }, currency: string) {
    const id = newIdBytes(clock.now().getTime());
    return { id, category_id: categoryId, answer, suggested_minor: suggestedMinor, currency, answered_on: clock.today() };
  }
}

export type BudgetSuggestionService = ReturnType<typeof createBudgetSuggestionService>;
