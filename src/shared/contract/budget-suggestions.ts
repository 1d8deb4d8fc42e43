import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, minor, month } from './scalars.ts';

const base = oc.errors(commonErrors);

/** Amounts in minor units of the base currency, a month. */
export const budgetSuggestion = z.object({
  categoryId,
  name: z.string(),
  color: z.string(),
  /** Enough in four months of five. With a wish to save, less by what the category would give. */
  suggestedMinor: minor,
  /** The budget as it is; null: none. */
  currentMinor: minor.nullable(),
  /** The middle of the last twelve months. */
  usualMinor: minor,
  /** Of the last months (twelve at most), in how many the suggestion would have been enough. */
  keptMonths: z.int(),
  ofMonths: z.int(),
  /** What would be left a month on average beside the last twelve, if the budget is kept; negative: it allows more. */
  savesMinor: minor,
  /** What it gives towards the wish; zero without one. */
  cutMinor: minor,
  reason: z.string(),
});
export type BudgetSuggestion = z.infer<typeof budgetSuggestion>;

export const budgetSuggestions = z.object({
  currency,
  suggestions: z.array(budgetSuggestion),
  /** Complete months that the history spans; nothing is suggested below three. */
  months: z.int(),
  /** Null without a wish. Less found than wished: more cannot be taken without going below the leanest months. */
  saving: z.object({ wishMinor: minor, foundMinor: minor }).nullable(),
});
export type BudgetSuggestions = z.infer<typeof budgetSuggestions>;

export const budgetSuggestionsContract = {
  list: base.input(z.object({ month, saveMinor: minor.positive().nullable() })).output(budgetSuggestions),
  /** Writes the budget from `month` on. Another amount than the suggested one is an edited suggestion. */
  accept: base.input(z.object({ categoryId, month, suggestedMinor: minor.nonnegative(), amountMinor: minor.nonnegative() })).output(changeRef),
  /** It does not come back until the history says something else. */
  dismiss: base.input(z.object({ categoryId, suggestedMinor: minor.nonnegative() })).output(changeRef),
};
