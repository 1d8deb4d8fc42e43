/** A history as the models take it. */
import type { Panel } from '../../../core/ml/forecast/forecaster.ts';
import { monthlyPanel } from '../../../core/ml/forecast/monthly-panel.ts';
import type { SpendingHistory } from './spending-history.ts';

const MOST_CATEGORIES = 40;

/** Null when no month is complete yet. Transactions without a category count in the total only. */
export function panelOf({ rows, today }: SpendingHistory): Panel | null {
  return monthlyPanel(rows, { categories: MOST_CATEGORIES, income: true, until: today });
}
