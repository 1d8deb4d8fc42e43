/** What is left of the coming months, by the desktop's quick forecasters. */
import type { Panel } from '../../../core/ml/forecast/forecaster.ts';
import { combination } from '../../../core/ml/forecast/members.ts';

/** What comes in less what goes out in each of the coming months; null without any income. */
export function forecastSavings(panel: Panel, count: number): number[] | null {
  if (!panel.series.some(({ kind }) => kind === 'income')) return null;
  // The month that runs is between what is known and what comes: it is forecast, and passed over.
  const paths = combination.fit(panel).predict(count + 1);
  const path = (kind: 'income' | 'total') => paths[panel.series.findIndex((series) => series.kind === kind)];
  const [income, spent] = [path('income'), path('total')];
  if (!income || !spent) return null;
  return Array.from({ length: count }, (_, at) => Math.round((income[at + 1] ?? 0) - (spent[at + 1] ?? 0)));
}
