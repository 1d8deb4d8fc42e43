/**
 * What every way of forecasting has in common. Amounts are plain numbers in minor units, spending counted positive:
 * models may answer fractions, whoever shows them rounds.
 */
import type { PlainMonth } from '#shared/dates.ts';
import { backtest, type Backtest, type BacktestOptions } from './backtest.ts';

export type SeriesKind = 'total' | 'category' | 'income';

/** One figure a period. All series of a panel start and end in the same period. */
export interface PanelSeries {
  readonly id: string;
  readonly kind: SeriesKind;
  readonly values: Float64Array;
}

/** The series of one person, month by month. */
export interface Panel {
  readonly firstMonth: PlainMonth;
  readonly length: number;
  readonly series: readonly PanelSeries[];
}

/** Null where the model does not suit the series, for example for want of history. */
export type Path = Float64Array | null;

export interface FittedForecaster {
  /** For each series of the panel, in its order, `horizon` values after its end. */
  predict(horizon: number): Path[];
}

export interface Forecaster {
  readonly name: string;
  fit(panel: Panel): FittedForecaster;
  /** Forecasts from rolling origins, each made from what lay before it only. */
  backtest(panel: Panel, options: BacktestOptions): Backtest;
}

export function defineForecaster(name: string, fit: (panel: Panel) => FittedForecaster): Forecaster {
  return { name, fit, backtest: (panel, options) => backtest(fit, panel, options) };
}

/** A forecaster that looks at one series at a time. `path` answers null when it declines. */
export function defineLocalForecaster(name: string, path: (values: Float64Array, horizon: number) => Path): Forecaster {
  return defineForecaster(name, (panel) => ({
    predict: (horizon) => panel.series.map((series) => path(series.values, horizon)),
  }));
}
