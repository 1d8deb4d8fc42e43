/** Rolling origins: what a model would have said at the end of each period, knowing only what lay before. */
import type { FittedForecaster, Panel, Path } from './forecaster.ts';

export interface BacktestOptions {
  /** Periods known at the first origin. */
  readonly firstOrigin: number;
  readonly horizon: number;
  /** Periods known at the last origin; the end of the panel unless told. */
  readonly lastOrigin?: number;
}

export interface Backtest {
  readonly firstOrigin: number;
  readonly horizon: number;
  /** paths[origin − firstOrigin][series]: `horizon` values, or null where the model declined. */
  readonly paths: readonly (readonly Path[])[];
}

export function backtest(
  fit: (panel: Panel) => FittedForecaster,
  panel: Panel,
  { firstOrigin, horizon, lastOrigin = panel.length }: BacktestOptions,
): Backtest {
  const paths: Path[][] = [];
  for (let origin = firstOrigin; origin <= lastOrigin; origin++) {
    paths.push(fit(panelUntil(panel, origin)).predict(horizon));
  }
  return { firstOrigin, horizon, paths };
}

/** What `result` says at an origin about a series; null where it declined or did not look. */
export function pathAt(result: Backtest, origin: number, series: number): Path {
  return result.paths[origin - result.firstOrigin]?.[series] ?? null;
}

/** The panel as it was known after `length` periods. Shares memory with the whole. */
export function panelUntil(panel: Panel, length: number): Panel {
  return {
    firstMonth: panel.firstMonth,
    length,
    series: panel.series.map((series) => ({ ...series, values: series.values.subarray(0, length) })),
  };
}
