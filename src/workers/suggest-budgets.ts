/** Worker: what to set aside next month, by category. */
import { defineTask } from '#core/adapters/workers/define-task.ts';
import type { SuggestBudgetsInput } from '#core/features/budgets/suggestions.ts';
import { suggestBudgets, type BudgetSuggestion } from '#core/ml/budget-advisor/budget-advisor.ts';
import { parseBudgetPrior } from '#core/ml/budget-advisor/budget-prior.ts';

export default defineTask<SuggestBudgetsInput, BudgetSuggestion[]>(({ priorText, panel }) => suggestBudgets(parseBudgetPrior(priorText), panel));
