/** The desktop's budget advisor over a history on the server. It computes for a while: requests ask it through models.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { backtestBudgets, suggestBudgets, type BudgetSuggestion } from '../../../core/ml/budget-advisor/budget-advisor.ts';
import { firstBudgetOrigin, parseBudgetPrior, type BudgetPrior } from '../../../core/ml/budget-advisor/budget-prior.ts';
import type { Panel } from '../../../core/ml/forecast/forecaster.ts';
import { shiftMonth, type PlainMonth } from '../../../shared/dates.ts';
import { modelsFolder } from '../../models-folder.ts';

let prior: BudgetPrior | null = null;

function budgetPrior(): BudgetPrior {
  return (prior ??= parseBudgetPrior(readFileSync(join(modelsFolder, 'budget-prior.json'), 'utf8')));
}

const named = ({ id }: BudgetSuggestion) => id !== '';

/** For the running month, one a category; none before three months are known. */
export function suggestionsOf(panel: Panel): BudgetSuggestion[] {
  if (panel.length < firstBudgetOrigin) return [];
  return suggestBudgets(budgetPrior(), panel).filter(named);
}

/** What would have been suggested at the beginning of each month, from the fourth known one on. */
export function suggestionsByMonth(panel: Panel): Map<PlainMonth, BudgetSuggestion[]> {
  if (panel.length < firstBudgetOrigin) return new Map();
  const rounds = backtestBudgets(budgetPrior(), panel, firstBudgetOrigin);
  return new Map(rounds.map((round, at) => [shiftMonth(panel.firstMonth, firstBudgetOrigin + at), round.filter(named)]));
}
