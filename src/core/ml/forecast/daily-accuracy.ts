/** How good daily forecasts were, day by day and in the sum of four weeks. */
import { dailyCombination, dailyForecasters, dailySumRanges, longestDailyHorizon, type DailySeries } from './daily-spending.ts';
import { mean } from './order-statistics.ts';
import { scaleUntil } from './series-scale.ts';

export interface DailyAccuracy {
  /** Mean absolute error of a day, by the mean |y(t) − y(t − 1)| of the series. */
  readonly mase: number;
  /** Absolute error of the sum of four weeks, by 28 such steps. */
  readonly sumError: number;
  /** Share of these sums in their ranges; only for the combination, which has ranges. */
  readonly coverage80?: number;
  readonly coverage95?: number;
}

/** By the name of the forecaster; origins every `every` days from day `firstOrigin` on. Empty for a shorter series. */
export function dailyAccuracy(series: DailySeries, firstOrigin: number, every: number): Map<string, DailyAccuracy> {
  const { firstDay, values } = series;
  const scale = scaleUntil(values, values.length);
  const origins: number[] = [];
  for (let origin = firstOrigin; origin + longestDailyHorizon <= values.length; origin += every) origins.push(origin);
  const scores = new Map<string, DailyAccuracy>();
  if (origins.length === 0) return scores;
  const truthAfter = (origin: number) => values.subarray(origin, origin + longestDailyHorizon);
  const known = (origin: number) => ({ firstDay, values: values.subarray(0, origin) });
  for (const { name, predict } of [...dailyForecasters, dailyCombination]) {
    const days: number[] = [];
    const sums: number[] = [];
    for (const origin of origins) {
      const path = predict(known(origin), longestDailyHorizon);
      if (path === null) continue;
      const misses = path.map((value, ahead) => value - (truthAfter(origin)[ahead] as number));
      days.push(mean(misses.map(Math.abs)) / scale);
      sums.push(Math.abs(mean(misses)) / scale);
    }
    if (days.length > 0) scores.set(name, { mase: mean(days), sumError: mean(sums) });
  }
  const combined = scores.get(dailyCombination.name);
  if (combined !== undefined) {
    const coverage = (share: number) =>
      mean(
        origins.map((origin) => {
          const range = dailySumRanges(known(origin), longestDailyHorizon, share)?.at(-1);
          const truth = truthAfter(origin).reduce((sum, value) => sum + value, 0);
          return range !== undefined && truth >= range.low && truth <= range.high ? 1 : 0;
        }),
      );
    scores.set(dailyCombination.name, { ...combined, coverage80: coverage(0.8), coverage95: coverage(0.95) });
  }
  return scores;
}
