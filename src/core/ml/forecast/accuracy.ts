/** How good forecasts were: errors in units of the mean step of the series, and whether ranges held what they promised. */
import { pathAt, type Backtest } from './backtest.ts';
import { residualHistory, sampleQuantile } from './conformal.ts';
import type { Panel, SeriesKind } from './forecaster.ts';
import { mean } from './order-statistics.ts';
import { scaleUntil } from './series-scale.ts';

export interface Accuracy {
  /** Mean absolute error by the mean |y(t) − y(t − 1)| of the series. */
  readonly mase: number;
  /** Mean of 200 |y − f| / (|y| + |f|), in percent; 0 where both are 0. */
  readonly smape: number;
  /** Mean quantile loss at 0.1, 0.25, 0.5, 0.75 and 0.9, by the same step, times two (so that a point forecast has its mase). */
  readonly pinball: number;
  /** Share of the truth in the ranges of 80 and 95 %. */
  readonly coverage80: number;
  readonly coverage95: number;
}

const pinballLevels = [0.1, 0.25, 0.5, 0.75, 0.9];

/**
 * Averages over origins and horizons, then over the series of one kind.
 * @param test may begin before `firstOrigin`: what lies before only calibrates the ranges
 */
export function accuracyOf(panel: Panel, test: Backtest, kind: SeriesKind, firstOrigin: number, floor = 0): Accuracy[] {
  const history = residualHistory(panel, test, floor);
  return panel.series.flatMap((series, at) => {
    if (series.kind !== kind) return [];
    const scale = scaleUntil(series.values, panel.length);
    const scores: Accuracy[] = [];
    for (let origin = firstOrigin; origin < panel.length; origin++) {
      const path = pathAt(test, origin, at);
      if (path === null) continue;
      for (let ahead = 0; ahead < path.length && origin + ahead < panel.length; ahead++) {
        const truth = series.values[origin + ahead] as number;
        const forecast = path[ahead] as number;
        const error = Math.abs(truth - forecast);
        const sample = history.sample(origin, at, ahead, forecast);
        const range80 = history.range(origin, at, ahead, forecast, 0.8);
        const range95 = history.range(origin, at, ahead, forecast, 0.95);
        scores.push({
          mase: error / scale,
          smape: error === 0 ? 0 : (200 * error) / (Math.abs(truth) + Math.abs(forecast)),
          pinball: mean(pinballLevels.map((level) => 2 * pinballLoss(truth, sampleQuantile(sample, level), level))) / scale,
          coverage80: truth >= range80.low && truth <= range80.high ? 1 : 0,
          coverage95: truth >= range95.low && truth <= range95.high ? 1 : 0,
        });
      }
    }
    return scores.length === 0 ? [] : [meanAccuracy(scores)];
  });
}

export function meanAccuracy(scores: readonly Accuracy[]): Accuracy {
  const average = (of: (score: Accuracy) => number) => mean(scores.map(of));
  return {
    mase: average((score) => score.mase),
    smape: average((score) => score.smape),
    pinball: average((score) => score.pinball),
    coverage80: average((score) => score.coverage80),
    coverage95: average((score) => score.coverage95),
  };
}

export function pinballLoss(truth: number, forecast: number, level: number): number {
  return truth >= forecast ? level * (truth - forecast) : (1 - level) * (forecast - truth);
}
