import { describe, expect, it } from 'vitest';
import type { CashFlow, ForecastScore } from '../../../src/shared/contract/forecasts.ts';
import { comparedWithMedian, modelName, scoresToShow, slowModelsInWords } from '../../../src/renderer/features/forecasts/model-words.ts';
import { lowestInWords } from '../../../src/renderer/features/forecasts/outlook-words.ts';
import { droppable, plannedDays, rhythm } from '../../../src/renderer/features/forecasts/plan.ts';

const score = (model: string, againstMedian: number | null, weight = 0.1): ForecastScore => {
  return { model, kind: 'total', mase: againstMedian, missMinor: 100, againstMedian, tested: 9, weight };
};

describe('models in words', () => {
  it('have names, with their seasons', () => {
    expect(modelName('median12')).toBe('Middle of 12 months');
    expect(modelName('theta+seasons')).toBe('Theta, seasonal');
  });
  it('are compared with the middle of a year', () => {
    expect(comparedWithMedian(score('naive', 1.34))).toBe('34 % further off');
    expect(comparedWithMedian(score('theta', 0.92))).toBe('8 % nearer');
    expect(comparedWithMedian(score('theta', 1.01))).toBe('as near');
    expect(comparedWithMedian(score('median12', 1))).toBeNull();
  });
  it('that lost are said to have lost', () => {
    const scores = [score('prophet', 1.2, 0), score('lstm', 0.9, 0.07)];
    expect(slowModelsInWords(scores, 'total', 'refined', [])).toEqual([
      'Prophet was 20 % further off than the middle of 12 months, so it has no say.',
      'The LSTM network was 10 % nearer than the middle of 12 months and has 7 % of the say.',
    ]);
    expect(slowModelsInWords([], 'total', 'quick', ['lstm'])).toEqual(['Prophet has not been heard yet.', 'The LSTM network cannot run on this machine.']);
  });
  it('are shown the nearest first, the well known among them', () => {
    const scores = [score('naive', 1.3, 0), score('combination', 0.9, 0), ...['a', 'b', 'c', 'd', 'e'].map((name, at) => score(name, 1 + at / 10, at / 10))];
    expect(scoresToShow(scores, 'total', false).map(({ model }) => model)).toEqual(['combination', 'b', 'c', 'naive', 'd', 'e']);
    expect(scoresToShow(scores, 'total', true)).toHaveLength(7);
  });
});

describe('the lowest point in words', () => {
  const words = { day: (date: string) => date.slice(5), money: (minor: number) => String(minor / 100) };
  it('warns when nothing may be left', () => {
    const low = (balanceMinor: number, chanceBelowZero: number) => lowestInWords({ date: '2026-12-27', balanceMinor, chanceBelowZero }, '2026-12-01', words);
    expect(low(11_200, 0.2)).toBe('Lowest on 12-27: 112, may go below zero with 1 in 5');
    expect(low(900_000, 0.001)).toBe('Lowest on 12-27: 9000');
    expect(low(-5000, 0.7)).toBe('Lowest on 12-27: -50, below zero unless something changes');
  });
});

describe('plans', () => {
  const range = { low: 0, high: 0 };
  const day = (date: string, expectedMinor: number) => ({ date, expectedMinor, doubtMinor: 10, range80: range, range95: range });
  const event = (date: string) => ({ date, name: 'Films', payeeId: null, amountMinor: -1000, source: 'recurring' as const, itemId: 'films', dueSince: null });
  const payment = { id: 'films', name: 'Films', payeeId: null, amountMinor: -1000, period: { unit: 'month' as const, count: 1 }, next: null, last: '2026-01-01', late: false, times: 9 };
  const flow = {
    days: [day('2026-01-30', 5000), day('2026-01-31', 4000), day('2026-02-01', 3000)],
    events: [event('2026-01-31'), event('2026-02-01')],
    recurring: [payment, { ...payment, id: 'work', amountMinor: 9000 }, { ...payment, id: 'tax', amountMinor: -1800, period: { unit: 'month' as const, count: 12 } }],
  } as unknown as CashFlow;
  it('give back what is dropped, on its days', () => {
    expect(plannedDays(flow, [{ id: 1, kind: 'drop', itemId: 'films' }]).map(({ expectedMinor }) => expectedMinor)).toEqual([5000, 5000, 5000]);
  });
  it('come on top of what is expected', () => {
    const plan = { id: 1, kind: 'amount' as const, name: 'Bike', date: '2026-01-31', amountMinor: -700, monthly: false };
    expect(plannedDays(flow, [plan]).map(({ expectedMinor }) => expectedMinor)).toEqual([5000, 3300, 2300]);
  });
  it('can drop what costs, the dearest by month first', () => {
    expect(droppable(flow.recurring).map(({ id }) => id)).toEqual(['films', 'tax']);
    expect([payment.period, { unit: 'day' as const, count: 14 }, { unit: 'month' as const, count: 12 }].map(rhythm)).toEqual(['every month', 'every 2 weeks', 'every year']);
  });
});
