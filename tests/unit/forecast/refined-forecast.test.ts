import { describe, expect, it } from 'vitest';
import { median12, naive } from '../../../src/core/ml/forecast/baselines.ts';
import { combineTested, testMembers, type TestedMember } from '../../../src/core/ml/forecast/combination.ts';
import { defineLocalForecaster, type Panel } from '../../../src/core/ml/forecast/forecaster.ts';
import { forecastLedger, type LedgerBooking } from '../../../src/core/ml/forecast/ledger-forecast.ts';
import { modelScores } from '../../../src/core/ml/forecast/model-scores.ts';
import { monthlyPanel } from '../../../src/core/ml/forecast/monthly-panel.ts';
import { replayForecasts } from '../../../src/core/ml/forecast/replay.ts';
import { fitProphet, panelKey, slowMember } from '../../../src/core/ml/forecast/slow-models.ts';
import { addDays, addMonths } from '../../../src/shared/dates.ts';

/** Spending that swings: 100 and 200 in turn, for two years. */
const swinging: Panel = {
  firstMonth: '2024-01',
  length: 24,
  series: [{ id: 'total', kind: 'total', values: Float64Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? 10_000 : 20_000)) }],
};
const seer = defineLocalForecaster('seer', (values, horizon) => {
  return Float64Array.from({ length: horizon }, (_, ahead) => ((values.length + ahead) % 2 === 0 ? 10_000 : 20_000));
});
const fool = defineLocalForecaster('fool', (_, horizon) => new Float64Array(horizon).fill(90_000));

describe('a model that must beat another', () => {
  const quick = testMembers([naive, median12], swinging, 3);
  const guarded = (model: typeof seer): TestedMember => ({ ...(testMembers([model], swinging, 3)[0] as TestedMember), mustBeat: 'median12' });
  it('has no say where it does not', () => {
    const without = combineTested(swinging, quick, 3);
    const combined = combineTested(swinging, [...quick, guarded(fool)], 3);
    expect(combined.weights[0]!['fool']).toBe(0);
    expect(combined.paths).toEqual(without.paths);
    expect(combined.test).toEqual(without.test);
  });
  it('has say where it does, but not before it has shown so', () => {
    const combined = combineTested(swinging, [...quick, guarded(seer)], 3);
    expect(combined.weights[0]!['seer']).toBeGreaterThan(0.9);
    expect(combined.paths[0]![0]).toBeCloseTo(10_000, -2);
    expect(combined.test.paths[0]).toEqual(combineTested(swinging, quick, 3).test.paths[0]);
  });
});

describe('the scores of models', () => {
  it('are on the same months as those of the median, and name the say', () => {
    const members = testMembers([naive, median12], swinging, 3);
    const scores = modelScores(swinging, members, combineTested(swinging, members, 3));
    const of = (model: string) => scores.find((score) => score.model === model)!;
    expect(of('median12')).toMatchObject({ kind: 'total', againstMedian: 1, missMinor: 5000, mase: 0.5 });
    // Two of three months ahead naive says the wrong half of the swing.
    expect(of('naive').againstMedian).toBeGreaterThan(1);
    expect(of('naive').weight + of('median12').weight).toBeCloseTo(1);
    expect(of('ets').weight).toBe(0);
    expect(of('combination').tested).toBeGreaterThan(20);
  });
});

describe('what a slow model learned', () => {
  it('can be kept as plain numbers and is heard again', () => {
    const fit = JSON.parse(JSON.stringify(fitProphet(seer, swinging, 12, () => undefined))) as ReturnType<typeof fitProphet>;
    const member = slowMember(fit);
    expect(member.ahead[0]).toHaveLength(12);
    expect(member.test.paths.filter(([path]) => path !== null)).toHaveLength(6);
    expect(combineTested(swinging, [...testMembers([naive, median12], swinging, 12), member], 12).weights[0]!['prophet']).toBeGreaterThan(0);
  });
  it('is of these months and no others', () => {
    const other: Panel = { ...swinging, series: [{ ...swinging.series[0]!, values: swinging.series[0]!.values.with(3, 20_001) }] };
    expect(panelKey(swinging)).toBe(panelKey({ ...swinging }));
    expect(panelKey(other)).not.toBe(panelKey(swinging));
  });
});

const shopping: LedgerBooking[] = Array.from({ length: 30 }, (_, month) => addMonths('2024-01-01', month)).flatMap((first, month) =>
  Array.from({ length: 9 }, (_, at): LedgerBooking => {
    return { date: addDays(first, at * 3), amountMinor: -(1000 + ((month * 7 + at * 13) % 11) * 100), category: 'food', payee: '' };
  }),
);

describe('months that are over', () => {
  const replayed = replayForecasts(shopping, { firstMonth: '2024-01', firstAhead: '2026-07', months: 12, categories: 1 });
  it('are forecast from what was known before them', () => {
    expect(replayed.filter(({ kind }) => kind === 'total').map(({ month }) => month)).toHaveLength(12);
    expect(replayed[0]).toMatchObject({ month: '2025-07', madeOn: '2025-06-30' });
    const later = shopping.map((row) => (row.date >= '2026-06-01' ? { ...row, amountMinor: -999_999 } : row));
    expect(replayForecasts(later, { firstMonth: '2024-01', firstAhead: '2026-07', months: 12, categories: 1 })).toEqual(replayed);
  });
  it('are none of a short history', () => {
    expect(replayForecasts(shopping, { firstMonth: '2024-01', firstAhead: '2024-05', months: 12, categories: 1 })).toEqual([]);
  });
});

describe('the month that runs', () => {
  const options = { horizon: 2, categories: 2 };
  it('counts what came, and models only the days that are left', () => {
    const rows = shopping.filter(({ date }) => date < '2026-06-01');
    const big: LedgerBooking = { date: '2026-06-02', amountMinor: -500_000, category: 'food', payee: '' };
    const late = forecastLedger([...rows, big], { ...options, today: '2026-06-28' })!.series[0]!.months[0]!;
    expect(late.expected).toBeGreaterThan(500_000);
    expect(late.expected).toBeLessThan(502_500);
    expect(late.range80.low).toBeGreaterThanOrEqual(500_000);
    const early = forecastLedger(rows, { ...options, today: '2026-06-01' })!.series[0]!.months[0]!;
    expect(early.range95.high - early.range95.low).toBeGreaterThan(late.range95.high - late.range95.low);
  });
  it('takes money back as less spending, and never forecasts less than nothing', () => {
    const back: LedgerBooking = { date: '2026-05-20', amountMinor: 3000, category: 'food', payee: '', flow: 'spending' };
    const panel = monthlyPanel([...shopping, back], { categories: 1, income: true, until: '2026-05-31' })!;
    const without = monthlyPanel(shopping, { categories: 1, income: true, until: '2026-05-31' })!;
    expect(panel.series[0]!.values.at(-1)).toBe((without.series[0]!.values.at(-1) as number) - 3000);
    expect(panel.series.at(-1)!.values.every((value) => value === 0)).toBe(true);
    const more = monthlyPanel([...shopping, { ...back, amountMinor: 900_000 }], { categories: 1, until: '2026-05-31' })!;
    expect(more.series[0]!.values.at(-1)).toBe(0);
  });
});
