/** The plain rules that a cleverer model has to beat. */
import { defineLocalForecaster, type Forecaster } from './forecaster.ts';
import { mean, median } from './order-statistics.ts';

const yearLength = 12;

function flat(name: string, level: (values: Float64Array) => number): Forecaster {
  return defineLocalForecaster(name, (values, horizon) => {
    if (values.length === 0) return null;
    return new Float64Array(horizon).fill(level(values));
  });
}

export const naive = flat('naive', (values) => values.at(-1) as number);
export const mean3 = flat('mean3', (values) => mean(values.subarray(-3)));
export const mean12 = flat('mean12', (values) => mean(values.subarray(-yearLength)));
export const median12 = flat('median12', (values) => median(values.subarray(-yearLength)));

/** The same month a year before; the last month while there is no year. */
export const seasonalNaive = defineLocalForecaster('seasonalNaive', (values, horizon) => {
  const { length } = values;
  if (length === 0) return null;
  if (length < yearLength) return new Float64Array(horizon).fill(values[length - 1] as number);
  return Float64Array.from({ length: horizon }, (_, ahead) => values[length - yearLength + (ahead % yearLength)] as number);
});
