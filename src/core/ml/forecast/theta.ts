/**
 * The theta method (Assimakopoulos and Nikolopoulos, 2000): simple smoothing of the series plus half the slope of its
 * straight line, after taking the seasons out where they are significant.
 */
import { defineLocalForecaster } from './forecaster.ts';
import { mean } from './order-statistics.ts';

const seasonLength = 12;
const levelGrid = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export const theta = defineLocalForecaster('theta', (values, horizon) => {
  const { length } = values;
  if (length < 4) return null;
  const seasons = seasonsOf(values);
  const adjusted = seasons === null ? values : values.map((value, at) => value - (seasons[at % seasonLength] as number));
  const slope = slopeOf(adjusted);
  let best = { squaredError: Infinity, level: 0, alpha: 0 };
  for (const alpha of levelGrid) {
    let level = mean(adjusted.subarray(0, Math.min(length, seasonLength)));
    let squaredError = 0;
    for (const value of adjusted) {
      const error = value - level;
      squaredError += error * error;
      level += alpha * error;
    }
    if (squaredError < best.squaredError) best = { squaredError, level, alpha };
  }
  const { level, alpha } = best;
  const lag = (1 - (1 - alpha) ** length) / alpha;
  return Float64Array.from(
    { length: horizon },
    (_, ahead) => level + (slope / 2) * (ahead + lag) + (seasons?.[(length + ahead) % seasonLength] ?? 0),
  );
});

/** Additive seasonal indices, or null unless the autocorrelation at a year is significant at 90 %. */
function seasonsOf(values: Float64Array): Float64Array | null {
  const { length } = values;
  if (length < 3 * seasonLength) return null;
  const centre = mean(values);
  const correlations: number[] = [];
  for (let lag = 0; lag <= seasonLength; lag++) {
    let sum = 0;
    for (let at = lag; at < length; at++) sum += ((values[at] as number) - centre) * ((values[at - lag] as number) - centre);
    correlations.push(sum);
  }
  const variance = correlations[0] as number;
  if (variance === 0) return null;
  let squares = 0;
  for (let lag = 1; lag < seasonLength; lag++) squares += ((correlations[lag] as number) / variance) ** 2;
  const limit = 1.645 * Math.sqrt((1 + 2 * squares) / length);
  if ((correlations[seasonLength] as number) / variance <= limit) return null;
  const sums = new Float64Array(seasonLength);
  const counts = new Float64Array(seasonLength);
  const slope = slopeOf(values);
  for (let at = 0; at < length; at++) {
    const trend = centre + slope * (at - (length - 1) / 2);
    sums[at % seasonLength] = (sums[at % seasonLength] as number) + (values[at] as number) - trend;
    counts[at % seasonLength] = (counts[at % seasonLength] as number) + 1;
  }
  return sums.map((sum, month) => sum / (counts[month] as number));
}

function slopeOf(values: Float64Array): number {
  const { length } = values;
  const middle = (length - 1) / 2;
  let products = 0;
  let squares = 0;
  for (let at = 0; at < length; at++) {
    products += (at - middle) * (values[at] as number);
    squares += (at - middle) ** 2;
  }
  return squares === 0 ? 0 : products / squares;
}
