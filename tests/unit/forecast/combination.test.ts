import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/ml/boosted-trees/seeded-random.ts';
import { accuracyOf, meanAccuracy, pinballLoss } from '../../../src/core/ml/forecast/accuracy.ts';
import { pathAt, type Backtest } from '../../../src/core/ml/forecast/backtest.ts';
import { mean12, mean3, median12, naive, seasonalNaive } from '../../../src/core/ml/forecast/baselines.ts';
import { combineBacktests, testRange } from '../../../src/core/ml/forecast/combination.ts';
import { narrowestRange, residualHistory } from '../../../src/core/ml/forecast/conformal.ts';
import { exponentialSmoothing } from '../../../src/core/ml/forecast/exponential-smoothing.ts';
import type { Panel, PanelSeries } from '../../../src/core/ml/forecast/forecaster.ts';
import { combination, combinationMembers, quickForecasters } from '../../../src/core/ml/forecast/members.ts';
import { mean } from '../../../src/core/ml/forecast/order-statistics.ts';
import { scaleUntil } from '../../../src/core/ml/forecast/series-scale.ts';
import { theta } from '../../../src/core/ml/forecast/theta.ts';

/** Nine series of a made-up person: regular, seasonal, sparse, with one-off spikes. */
function person(seed: number, months: number): Panel {
  const random = seededRandom(seed);
  const noise = () => (random() + random() + random() - 1.5) * 2;
  const series: PanelSeries[] = [];
  for (let category = 0; category < 8; category++) {
    const level = 5000 * (category + 1);
    const chance = category % 3 === 0 ? 1 : 0.4;
    const values = Float64Array.from({ length: months }, (_, at) => {
      if (random() > chance) return 0;
      const spike = random() < 0.04 ? 5 : 1;
      return Math.max(0, Math.round(spike * level * (1 + 0.25 * noise() + 0.2 * Math.cos((2 * Math.PI * at) / 12))));
    });
    series.push({ id: `c${category}`, kind: 'category', values });
  }
  const total = Float64Array.from({ length: months }, (_, at) => series.reduce((sum, { values }) => sum + (values[at] as number), 0));
  return { firstMonth: '2020-01', length: months, series: [{ id: 'total', kind: 'total', values: total }, ...series] };
}

/** The same person whose months from `from` on went quite differently. */
function rewritten(panel: Panel, from: number): Panel {
  return {
    ...panel,
    series: panel.series.map((series) => ({
      ...series,
      values: series.values.map((value, at) => (at < from ? value : 7 * value + 123_456)),
    })),
  };
}

const options = { firstOrigin: 18, horizon: 3 };
const plainRules = [naive, seasonalNaive, mean3, mean12, median12, exponentialSmoothing, theta];

function meanScaledError(panel: Panel, test: Backtest): number {
  const errors: number[] = [];
  for (const [at, { values }] of panel.series.entries()) {
    const scale = scaleUntil(values, panel.length);
    for (let origin = options.firstOrigin; origin < panel.length; origin++) {
      for (const [ahead, forecast] of (pathAt(test, origin, at) ?? []).entries()) {
        if (origin + ahead < panel.length) errors.push(Math.abs((values[origin + ahead] as number) - forecast) / scale);
      }
    }
  }
  return mean(errors);
}

describe('no forecast knows the future', () => {
  const panel = person(1, 36);
  const other = rewritten(panel, 24);
  const upToThen = { ...options, lastOrigin: 24 };
  it.each(quickForecasters.map((forecaster) => [forecaster.name, forecaster] as const))('%s', (_, forecaster) => {
    expect(forecaster.backtest(other, upToThen)).toEqual(forecaster.backtest(panel, upToThen));
  });
  it('combination', () => {
    expect(combination.backtest(other, upToThen)).toEqual(combination.backtest(panel, upToThen));
  });
  it('nor does a range', () => {
    const rangesOf = (one: Panel) => {
      const history = residualHistory(one, combination.backtest(one, { ...options, firstOrigin: 6 }));
      return Array.from({ length: 7 }, (_, at) => history.range(18 + at, 2, 0, 5000, 0.8));
    };
    expect(rangesOf(other)).toEqual(rangesOf(panel));
  });
});

describe('the combination', () => {
  it('says at the end of a history what its backtest says there', () => {
    const panel = person(2, 30);
    const live = combination.fit(panel).predict(3);
    const tested = combination.backtest(panel, { ...options, firstOrigin: 30 }).paths[0];
    expect(live).toEqual(tested);
  });
  it('gives shares that sum to one', () => {
    for (const weights of combination.fit(person(3, 30)).weights) {
      expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    }
  });
  it('speaks from the first month', () => {
    for (const months of [1, 2, 5, 12]) {
      for (const path of combination.fit(person(4, months)).predict(3)) {
        expect(path).not.toBeNull();
        for (const value of path ?? []) expect(Number.isFinite(value) && value >= 0).toBe(true);
      }
    }
  });
  it('beats every plain rule on people it never saw', () => {
    let combined = 0;
    const single = new Float64Array(plainRules.length);
    for (let seed = 10; seed < 16; seed++) {
      const panel = person(seed, 48);
      const tests = combinationMembers.map((member) => member.backtest(panel, testRange(options)));
      combined += meanScaledError(panel, combineBacktests(panel, tests, options));
      for (const [at, forecaster] of plainRules.entries()) {
        single[at] = (single[at] as number) + meanScaledError(panel, forecaster.backtest(panel, options));
      }
    }
    expect(combined).toBeLessThan(Math.min(...single));
  });
  it('takes well under a second for a total and eight categories over five years', () => {
    const panel = person(5, 60);
    combination.fit(panel).predict(12);
    const before = process.cpuUsage();
    combination.fit(panel).predict(12);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(1);
  });
});

describe('ranges', () => {
  it('are the narrowest that hold their share', () => {
    const sample = { values: Float64Array.from([0, 0, 0, 5, 100]), weights: Float64Array.from([1, 1, 1, 1, 1]) };
    expect(narrowestRange(sample, 0.6)).toEqual({ low: 0, high: 0 });
    expect(narrowestRange(sample, 0.8)).toEqual({ low: 0, high: 5 });
    expect(narrowestRange(sample, 1)).toEqual({ low: 0, high: 100 });
  });
  it('hold what they promise on made-up people', () => {
    const scores = [];
    for (let seed = 20; seed < 25; seed++) {
      const panel = person(seed, 60);
      const test = combination.backtest(panel, { ...options, firstOrigin: 6 });
      scores.push(...accuracyOf(panel, test, 'total', 18), ...accuracyOf(panel, test, 'category', 18));
    }
    const { coverage80, coverage95 } = meanAccuracy(scores);
    expect(Math.abs(coverage80 - 0.8)).toBeLessThan(0.03);
    expect(Math.abs(coverage95 - 0.95)).toBeLessThan(0.03);
  });
});

describe('pinball loss', () => {
  it('asks nine times as much below the ninth decile as above', () => {
    expect(pinballLoss(10, 0, 0.9)).toBeCloseTo(9, 12);
    expect(pinballLoss(0, 10, 0.9)).toBeCloseTo(1, 12);
  });
});
