/**
 * Medians that remember recent months better. Household months are full of one-off spikes, and the absolute error is
 * least at the median, so these beat means on categories.
 */
import { defineLocalForecaster, type Forecaster } from './forecaster.ts';
import { quantile, weightedQuantile } from './order-statistics.ts';

const yearLength = 12;

/** The median with weights that halve every `halfLife` months. */
function recencyMedian(name: string, halfLife: number): Forecaster {
  return defineLocalForecaster(name, (values, horizon) => {
    if (values.length === 0) return null;
    const weights = recencyWeights(values.length, halfLife);
    return new Float64Array(horizon).fill(weightedQuantile(values, weights, 0.5));
  });
}

export const recentMedian = recencyMedian('recentMedian', 4);
export const steadyMedian = recencyMedian('steadyMedian', 9);

/** Below the middle of the last year: the median of few and skewed months tends to lie too high. */
export const lowQuantile = defineLocalForecaster('lowQuantile', (values, horizon) => {
  if (values.length === 0) return null;
  return new Float64Array(horizon).fill(quantile(values.subarray(-yearLength), 0.4));
});

/** The median in which the same month of earlier years counts four times, its neighbours one and a half times. */
export const seasonalMedian = defineLocalForecaster('seasonalMedian', (values, horizon) => {
  const { length } = values;
  if (length === 0) return null;
  return Float64Array.from({ length: horizon }, (_, ahead) => {
    const weights = recencyWeights(length, 9).map((weight, at) => {
      const apart = (length + ahead - at) % yearLength;
      return weight * (apart === 0 ? 4 : apart === 1 || apart === yearLength - 1 ? 1.5 : 1);
    });
    return weightedQuantile(values, weights, 0.5);
  });
});

export function recencyWeights(length: number, halfLife: number): Float64Array {
  return Float64Array.from({ length }, (_, at) => 0.5 ** ((length - 1 - at) / halfLife));
}
