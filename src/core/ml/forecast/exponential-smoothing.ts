/**
 * Exponential smoothing with an additive error: a level; a level with a damped trend; either with additive seasons once
 * there are two years. The corrected Akaike criterion picks among them, a coarse grid picks the smoothing: on a few
 * dozen noisy months a finer search only fits the noise.
 */
import { defineLocalForecaster } from './forecaster.ts';
import { mean } from './order-statistics.ts';

const seasonLength = 12;
const levelGrid = [0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1];
const trendGrid = [0.02, 0.1, 0.3];
const dampingGrid = [0.8, 0.9, 0.98];
const seasonGrid = [0.05, 0.2];

interface Smoothing {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
  readonly gamma: number;
}

interface Smoothed {
  readonly squaredError: number;
  readonly level: number;
  readonly trend: number;
  readonly seasons: Float64Array | null;
}

export const exponentialSmoothing = defineLocalForecaster('ets', (values, horizon) => {
  const { length } = values;
  if (length < 3) return null;
  let best: { score: number; phi: number; fit: Smoothed } | null = null;
  const consider = (smoothing: Smoothing, parameters: number): void => {
    const fit = smooth(values, smoothing);
    const room = length - parameters - 1;
    if (room <= 0) return;
    const score = length * Math.log(fit.squaredError / length + 1e-9) + (2 * parameters * length) / room;
    if (best === null || score < best.score) best = { score, phi: smoothing.phi, fit };
  };
  for (const alpha of levelGrid) {
    consider({ alpha, beta: 0, phi: 0, gamma: 0 }, 3);
    for (const beta of trendGrid) for (const phi of dampingGrid) consider({ alpha, beta, phi, gamma: 0 }, 6);
    if (length < 2 * seasonLength) continue;
    for (const gamma of seasonGrid) consider({ alpha, beta: 0, phi: 0, gamma }, 3 + seasonLength);
  }
  if (best === null) return null;
  const { phi, fit } = best as { phi: number; fit: Smoothed };
  const path = new Float64Array(horizon);
  let slope = 0;
  for (let ahead = 0; ahead < horizon; ahead++) {
    slope += phi ** (ahead + 1) * fit.trend;
    path[ahead] = fit.level + slope + (fit.seasons?.[(length + ahead) % seasonLength] ?? 0);
  }
  return path;
});

function smooth(values: Float64Array, { alpha, beta, phi, gamma }: Smoothing): Smoothed {
  const { length } = values;
  const start = Math.min(length, seasonLength);
  let level = mean(values.subarray(0, start));
  let trend = 0;
  let seasons: Float64Array | null = null;
  if (gamma > 0) {
    seasons = new Float64Array(seasonLength);
    const twoYears = mean(values.subarray(0, 2 * seasonLength));
    for (let month = 0; month < seasonLength; month++) {
      seasons[month] = ((values[month] as number) + (values[month + seasonLength] as number)) / 2 - twoYears;
    }
    level = twoYears;
  }
  let squaredError = 0;
  for (let at = 0; at < length; at++) {
    const season = seasons === null ? 0 : (seasons[at % seasonLength] as number);
    const base = level + phi * trend;
    const error = (values[at] as number) - base - season;
    squaredError += error * error;
    level = base + alpha * error;
    trend = phi * trend + beta * alpha * error;
    if (seasons !== null) seasons[at % seasonLength] = season + gamma * (1 - alpha) * error;
  }
  return { squaredError, level, trend, seasons };
}
