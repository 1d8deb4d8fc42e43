import { describe, expect, it } from 'vitest';
import { mean12, mean3, median12, naive, seasonalNaive } from '../../../src/core/ml/forecast/baselines.ts';
import { exponentialSmoothing } from '../../../src/core/ml/forecast/exponential-smoothing.ts';
import type { Forecaster, Panel } from '../../../src/core/ml/forecast/forecaster.ts';
import { tsb } from '../../../src/core/ml/forecast/intermittent.ts';
import { weightedQuantile } from '../../../src/core/ml/forecast/order-statistics.ts';
import { personSeasons } from '../../../src/core/ml/forecast/person-seasons.ts';
import { recentMedian } from '../../../src/core/ml/forecast/recency-medians.ts';
import { theta } from '../../../src/core/ml/forecast/theta.ts';

const panelOf = (values: number[]): Panel => ({
  firstMonth: '2020-01',
  length: values.length,
  series: [{ id: 'total', kind: 'total', values: Float64Array.from(values) }],
});
const forecast = (forecaster: Forecaster, values: number[], horizon = 3) => {
  const path = forecaster.fit(panelOf(values)).predict(horizon)[0];
  return path == null ? null : [...path];
};
const wave = (month: number) => 1000 + 300 * Math.cos((2 * Math.PI * month) / 12);

describe('plain rules', () => {
  const counted = Array.from({ length: 15 }, (_, at) => at + 1);
  it('say what their names say', () => {
    expect(forecast(naive, counted)).toEqual([15, 15, 15]);
    expect(forecast(seasonalNaive, counted)).toEqual([4, 5, 6]);
    expect(forecast(mean3, counted)).toEqual([14, 14, 14]);
    expect(forecast(mean12, counted)).toEqual([9.5, 9.5, 9.5]);
    expect(forecast(median12, [...counted, 1000])).toEqual([10.5, 10.5, 10.5]);
  });
  it('repeat the last year past its end', () => {
    expect(forecast(seasonalNaive, counted, 14)?.slice(11)).toEqual([15, 4, 5]);
  });
  it('decline where there is nothing', () => {
    for (const rule of [naive, seasonalNaive, mean3, mean12, median12, recentMedian, tsb]) expect(forecast(rule, [])).toBeNull();
  });
});

describe('smoothing', () => {
  it('keeps to a constant', () => {
    for (const model of [exponentialSmoothing, theta, tsb]) {
      for (const value of forecast(model, Array<number>(30).fill(500)) ?? [NaN]) expect(value).toBeCloseTo(500, 6);
    }
  });
  it('follows a line upward', () => {
    const line = Array.from({ length: 40 }, (_, at) => 100 + 10 * at);
    expect(forecast(theta, line)?.[2]).toBeGreaterThan(495);
    expect(forecast(exponentialSmoothing, line)?.[0]).toBeGreaterThan(480);
  });
  it('finds the seasons of four years', () => {
    const years = Array.from({ length: 48 }, (_, at) => wave(at));
    for (const model of [exponentialSmoothing, theta]) {
      const path = forecast(model, years, 12) ?? [];
      for (const [at, value] of path.entries()) expect(Math.abs(value - wave(at))).toBeLessThan(60);
    }
  });
});

describe('intermittent spending', () => {
  it('is its chance times its size', () => {
    const quarterly = Array.from({ length: 60 }, (_, at) => (at % 3 === 0 ? 300 : 0));
    expect(forecast(tsb, quarterly)?.[0]).toBeGreaterThan(60);
    expect(forecast(tsb, quarterly)?.[0]).toBeLessThan(140);
  });
  it('fades when it ends', () => {
    const ended = [...Array<number>(24).fill(300), ...Array<number>(24).fill(0)];
    expect(forecast(tsb, ended)?.[0]).toBeLessThan(30);
  });
  it('is zero for the median when most recent months are', () => {
    expect(forecast(recentMedian, [50, 60, 0, 0, 70, 0, 0, 0, 0])).toEqual([0, 0, 0]);
  });
});

describe('seasons of a person', () => {
  it('are a third of the way after one year, and more after three', () => {
    const december = (years: number) => Array.from({ length: 12 * years }, (_, at) => (at % 12 === 11 ? 2000 : 1000));
    const after = (years: number) => personSeasons(Float64Array.from(december(years)), 12)[11] as number;
    expect(after(1)).toBeGreaterThan(1.1);
    expect(after(1)).toBeLessThan(1.4);
    expect(after(3)).toBeGreaterThan(after(1));
  });
  it('leave a steady year alone', () => {
    for (const factor of personSeasons(new Float64Array(30).fill(700), 12)) expect(factor).toBeCloseTo(1, 12);
  });
});

describe('the weighted quantile', () => {
  it('is the plain median under equal weights', () => {
    expect(weightedQuantile([4, 1, 3, 2], [1, 1, 1, 1], 0.5)).toBe(2.5);
    expect(weightedQuantile([9, 1, 5], [1, 1, 1], 0.5)).toBe(5);
  });
  it('follows the weight', () => {
    expect(weightedQuantile([1, 100], [99, 1], 0.5)).toBeLessThan(3);
  });
});
