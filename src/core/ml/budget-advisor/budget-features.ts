/**
 * What is known of a category before a month, in units of its own size, so that one model serves all categories and
 * currencies. The month of the year is not among it: whose calendar the model learnt says nothing about somebody else's.
 * The seasons of the person themselves are.
 */
import type { Panel, PanelSeries } from '../forecast/forecaster.ts';
import { mean, median, quantile, weightedQuantile } from '../forecast/order-statistics.ts';
import { personSeasons } from '../forecast/person-seasons.ts';
import { recencyWeights } from '../forecast/recency-medians.ts';

const yearLength = 12;
const longestSilence = 12;
const largestRatio = 8;
/** A month counts as regular when it lies so near the median. */
const regularBand = 0.1;

export const budgetColumns = 22;

export interface BudgetSituation {
  /** `budgetColumns` features. */
  readonly features: Float64Array;
  /** Amounts are divided by this. */
  readonly unit: number;
  /** Plain answers that the model corrects, in units: the middle and the high quantile of the months so far. */
  readonly middle: number;
  readonly high: number;
}

/** The situation before month `origin` (months known); null where nothing was spent in the last two years. */
export function budgetSituation(panel: Panel, series: PanelSeries, origin: number): BudgetSituation | null {
  const values = series.values.subarray(0, origin);
  const year = values.subarray(-yearLength);
  const long = values.subarray(-2 * yearLength);
  const unit = mean(long);
  if (origin === 0 || unit <= 0) return null;
  const total = panel.series.find(({ kind }) => kind === 'total')?.values.subarray(0, origin) ?? values;
  const income = panel.series.find(({ kind }) => kind === 'income')?.values.subarray(0, origin);
  const season = personSeasons(total, 1)[0] as number;
  const scaled = (value: number) => Math.min(value / unit, largestRatio);
  const lag = (months: number) => (months <= origin ? scaled(values[origin - months] as number) : NaN);
  const recent = recencyWeights(origin, 4);
  const steady = recencyWeights(origin, 9);
  const middle = weightedQuantile(values, steady, 0.5);
  const high = weightedQuantile(values, steady, 0.8);
  const usual = median(year);
  let silence = 0;
  while (silence < Math.min(origin, longestSilence) && values[origin - 1 - silence] === 0) silence += 1;
  const features = Float64Array.of(
    scaled(middle),
    scaled(high),
    scaled(weightedQuantile(values, recent, 0.5)),
    scaled(weightedQuantile(values, recent, 0.8)),
    scaled(usual),
    scaled(quantile(year, 0.8)),
    scaled(mean(year)),
    scaled(mean(values.subarray(-3))),
    lag(1),
    lag(2),
    lag(3),
    lag(yearLength),
    // What the same season took, last year and its neighbours.
    origin > yearLength ? mean([lag(yearLength - 1), lag(yearLength), lag(yearLength + 1)]) : NaN,
    season,
    // Trend, and with it the price of fixed costs.
    ratio(mean(values.subarray(-6)), mean(values.subarray(-yearLength))),
    usual > 0 ? ratio(median(values.subarray(-3)), usual) : NaN,
    // The recurring share: months that look like the usual one.
    usual > 0 ? share(year, (value) => Math.abs(value - usual) <= regularBand * usual) : 0,
    share(year, (value) => value > 0),
    silence,
    Math.min(origin, 2 * yearLength),
    // How the person does: what they spent last, and what came in.
    ratio(total.at(-1) as number, mean(total.subarray(-yearLength))),
    income === undefined ? NaN : ratio(mean(income.subarray(-2)), mean(income.subarray(-yearLength))),
  );
  return { features, unit, middle: scaled(middle), high: scaled(high) };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.min(part / whole, largestRatio) : NaN;
}

function share(values: Float64Array, holds: (value: number) => boolean): number {
  return values.length === 0 ? 0 : values.filter(holds).length / values.length;
}
