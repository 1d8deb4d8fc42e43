import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/ml/boosted-trees/seeded-random.ts';
import { backtestBudgets, suggestBudgets } from '../../../src/core/ml/budget-advisor/budget-advisor.ts';
import { formatBudgetPrior, parseBudgetPrior, trainBudgetPrior } from '../../../src/core/ml/budget-advisor/budget-prior.ts';
import { panelUntil } from '../../../src/core/ml/forecast/backtest.ts';
import type { Panel } from '../../../src/core/ml/forecast/forecaster.ts';

function person(seed: number, months: number): Panel {
  const random = seededRandom(seed);
  const of = (value: (month: number) => number) => Float64Array.from({ length: months }, (_, at) => Math.round(value(at)));
  const food = of(() => 30_000 + 20_000 * random());
  const clothes = of(() => (random() < 0.3 ? 8000 + 4000 * random() : 0));
  const rent = of(() => 90_000);
  const never = of(() => 0);
  const total = food.map((value, at) => value + (clothes[at] as number) + (rent[at] as number));
  return {
    firstMonth: '2022-01',
    length: months,
    series: [
      { id: 'total', kind: 'total', values: total },
      ...Object.entries({ rent, food, clothes, never }).map(([id, values]) => ({ id, kind: 'category' as const, values })),
    ],
  };
}

const prior = parseBudgetPrior(readFileSync('models/budget-prior.json', 'utf8'));
const byId = (panel: Panel) => new Map(suggestBudgets(prior, panel).map((suggestion) => [suggestion.id, suggestion]));

describe('budget suggestions', () => {
  it('meet a fixed cost to the cent of a percent, and nothing with nothing', () => {
    const suggestions = byId(person(1, 36));
    expect(Math.abs(suggestions.get('rent')!.suggested - 90_000)).toBeLessThan(90);
    expect(Math.abs(suggestions.get('rent')!.expected - 90_000)).toBeLessThan(90);
    expect(suggestions.get('never')).toMatchObject({ suggested: 0, expected: 0, basis: 'Nothing was spent here yet.' });
    expect(suggestions.get('clothes')!.basis).toMatch(/^Money was spent here in \d+ of the last 12 months\.$/);
  });
  it('suffice about four months of five', () => {
    let kept = 0;
    let judged = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const panel = person(seed, 60);
      const food = panel.series.find(({ id }) => id === 'food')!.values;
      for (const [at, suggestions] of backtestBudgets(prior, panel, 12).slice(0, -1).entries()) {
        judged += 1;
        if (food[12 + at]! <= suggestions.find(({ id }) => id === 'food')!.suggested) kept += 1;
      }
    }
    expect(Math.abs(kept / judged - 0.8)).toBeLessThan(0.1);
  });
  it('never lie below what is expected, and know no future', () => {
    const panel = person(2, 30);
    const tested = backtestBudgets(prior, panel, 20);
    expect(tested[4]).toEqual(suggestBudgets(prior, panelUntil(panel, 24)));
    for (const { suggested, expected } of tested.flat()) expect(suggested).toBeGreaterThanOrEqual(expected);
  });
  it('speak after one month', () => {
    const suggestions = byId(person(3, 1));
    expect(suggestions.get('food')!.suggested).toBeGreaterThan(20_000);
    expect(suggestions.get('food')!.suggested).toBeLessThan(100_000);
    expect(suggestions.get('food')!.basis).toContain('Only 1 month so far');
  });
});

describe('the prior', () => {
  it('is the same after a trip through its file', () => {
    const trained = trainBudgetPrior([person(5, 40), person(6, 40)]);
    const text = formatBudgetPrior(trained);
    expect(formatBudgetPrior(parseBudgetPrior(text))).toBe(text);
    expect(formatBudgetPrior(trainBudgetPrior([person(5, 40), person(6, 40)]))).toBe(text);
  });
  it('refuses one over other features', () => {
    const other = formatBudgetPrior(prior).replaceAll('"columns":22', '"columns":9');
    expect(() => parseBudgetPrior(other)).toThrow(RangeError);
  });
});
