/** Teunter–Syntetos–Babai: how likely money is spent at all, times how much when it is, both smoothed. */
import { defineLocalForecaster } from './forecaster.ts';
import { mean } from './order-statistics.ts';

const chanceSmoothing = 0.1;
const sizeSmoothing = 0.2;

export const tsb = defineLocalForecaster('tsb', (values, horizon) => {
  const start = values.subarray(0, 12);
  const spent = start.filter((value) => value > 0);
  if (start.length === 0) return null;
  let chance = spent.length / start.length;
  let size = mean(spent);
  for (const value of values.subarray(12)) {
    chance += chanceSmoothing * ((value > 0 ? 1 : 0) - chance);
    if (value > 0) size = size === 0 ? value : size + sizeSmoothing * (value - size);
  }
  return new Float64Array(horizon).fill(chance * size);
});
