import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/ml/boosted-trees/seeded-random.ts';
import { dayProfile, dailyCombination, dailySumRanges } from '../../../src/core/ml/forecast/daily-spending.ts';
import { historySentence } from '../../../src/core/ml/forecast/history-sentence.ts';
import { forecastLedger, type LedgerBooking } from '../../../src/core/ml/forecast/ledger-forecast.ts';
import { monthlyPanel } from '../../../src/core/ml/forecast/monthly-panel.ts';
import { addDays, addMonths, weekdayOf } from '../../../src/shared/dates.ts';

const random = seededRandom(11);
function ledger(months: number): LedgerBooking[] {
  const rows: LedgerBooking[] = [];
  for (let at = 0; at < months; at++) {
    rows.push({ date: addMonths('2023-01-02', at), amountMinor: -90_000, category: 'rent', payee: 'landlord' });
    rows.push({ date: addMonths('2023-01-28', at), amountMinor: 240_000, category: 'salary', payee: 'work' });
    const price = at < 24 ? -1000 : -1300;
    rows.push({ date: addMonths('2023-01-15', at), amountMinor: price, category: 'fun', payee: 'films' });
    for (let day = 3; day < 28; day += 4) {
      const amountMinor = -Math.round(3000 + 4000 * random());
      rows.push({ date: addDays(addMonths('2023-01-01', at), day), amountMinor, category: 'food', payee: '' });
    }
  }
  return rows;
}

describe('the months ahead of a ledger', () => {
  const forecast = forecastLedger(ledger(30), { today: '2025-07-01', horizon: 3, categories: 8 });
  const of = (id: string) => forecast!.series.find((series) => series.id === id)!.months;
  it('have what recurs for certain, at the newest price', () => {
    expect(forecast!.recurring.map(({ key }) => key).sort()).toEqual(['films', 'landlord', 'work']);
    expect(of('rent')).toHaveLength(3);
    expect(of('rent')[0]).toMatchObject({ month: '2025-07', expected: 90_000, certain: 90_000 });
    expect(of('rent')[0]!.range80).toEqual({ low: 90_000, high: 90_000 });
    expect(of('fun')[2]).toMatchObject({ month: '2025-09', expected: 1300, certain: 1300 });
    expect(of('income')[1]).toMatchObject({ expected: 240_000, certain: 240_000 });
  });
  it('have the rest modelled, with a range around it', () => {
    const [food] = of('food');
    expect(food!.certain).toBe(0);
    expect(food!.expected).toBeGreaterThan(28_000);
    expect(food!.expected).toBeLessThan(42_000);
    expect(food!.range80.low).toBeLessThan(food!.expected);
    expect(food!.range95.high).toBeGreaterThanOrEqual(food!.range80.high);
    expect(of('total')[0]!.certain).toBe(91_300);
  });
  it('do not depend on bookings after today', () => {
    const rows = ledger(12);
    const later: LedgerBooking = { date: '2024-03-01', amountMinor: -999_999, category: 'food', payee: '' };
    const options = { today: '2024-01-10', horizon: 2, categories: 8 };
    expect(forecastLedger([...rows, later], options)).toEqual(forecastLedger(rows, options));
  });
  it('are none without a complete month', () => {
    expect(forecastLedger([], { today: '2025-07-01', horizon: 3, categories: 8 })).toBeNull();
  });
});

describe('complete months', () => {
  const row = (date: string) => ({ date, amountMinor: -100, category: 'a' });
  it('leave out a month that began late or has not ended', () => {
    expect(monthlyPanel([row('2025-01-20'), row('2025-04-10')], { categories: 1 })).toMatchObject({ firstMonth: '2025-02', length: 2 });
    expect(monthlyPanel([row('2025-01-02'), row('2025-04-30')], { categories: 1 })).toMatchObject({ firstMonth: '2025-01', length: 4 });
  });
  it('count what came in apart', () => {
    const panel = monthlyPanel([row('2025-01-01'), { ...row('2025-01-31'), amountMinor: 700 }], { categories: 1, income: true });
    expect(panel!.series.map(({ id, values }) => [id, values[0]])).toEqual([['total', 100], ['a', 100], ['income', 700]]);
  });
});

describe('days ahead', () => {
  const saturdays = Float64Array.from({ length: 400 }, (_, at) => (weekdayOf(addDays('2024-01-01', at)) === 6 ? 7000 : 0));
  const series = { firstDay: '2024-01-01', values: saturdays };
  it('know the day of the week', () => {
    const path = dayProfile.predict(series, 28)!;
    for (const [ahead, value] of path.entries()) {
      if (weekdayOf(addDays('2024-01-01', 400 + ahead)) === 6) expect(value).toBeGreaterThan(4000);
      else expect(value).toBeLessThan(600);
    }
    const sum = dailyCombination.predict(series, 28)!.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum - 28_000)).toBeLessThan(1500);
  });
  it('have ranges for their sum that grow', () => {
    const noisy = { firstDay: '2024-01-01', values: saturdays.map((value) => value + 2000 * random()) };
    const ranges = dailySumRanges(noisy, 28, 0.8)!;
    expect(ranges).toHaveLength(28);
    expect(ranges[27]!.high).toBeGreaterThan(ranges[0]!.high);
    for (const { low, high } of ranges) expect(low).toBeLessThanOrEqual(high);
  });
});

describe('what a forecast rests on', () => {
  it('is said in a sentence', () => {
    expect(historySentence(new Float64Array(5))).toBe('Nothing here yet, so nothing is expected.');
    expect(historySentence(Float64Array.of(0, 5, 6))).toContain('Only 2 months');
    expect(historySentence(Float64Array.from({ length: 24 }, (_, at) => (at < 12 ? 5 : 0)))).toContain('Nothing for 12 months');
    expect(historySentence(Float64Array.from({ length: 24 }, (_, at) => (at % 3 === 2 ? 5 : 0)))).toContain('8 of 22 months');
    expect(historySentence(new Float64Array(30).fill(5))).toContain('From 30 months');
  });
});
