import { describe, expect, it } from 'vitest';
import { findInsights } from '../../src/core/domain/insights/find-insights.ts';
import type { InsightBooking } from '../../src/core/domain/insights/insight.ts';
import { shiftMonth } from '../../src/shared/dates.ts';

const TODAY = '2026-07-23';
let next = 0;
const book = (date: string, amountMinor: number, name: string, categoryId = 'food'): InsightBooking => ({
  txnId: `t${++next}`, date, amountMinor, categoryId, payee: { key: name, name }, income: amountMinor > 0,
});
const months = Array.from({ length: 13 }, (_, at) => shiftMonth('2026-07', at - 12));
/** Thirteen quiet months: a salary, a rent, shopping that wanders a little. */
const quiet = (): InsightBooking[] =>
  months.flatMap((month, at) => [
    book(`${month}-01`, 300_000, 'ACME', 'salary'),
    book(`${month}-03`, -90_000, 'Landlord', 'rent'),
    book(`${month}-08`, -15_000 - (at % 4) * 500, 'Market'),
    book(`${month}-19`, -14_000 + (at % 3) * 400, 'Market'),
    ...(at < 12 ? [book(`${month}-27`, -16_000, 'Market')] : []),
  ]);
const find = (...more: InsightBooking[]) =>
  findInsights({ today: TODAY, knownUntil: TODAY, bookings: [...quiet(), ...more].sort((a, b) => (a.date < b.date ? -1 : 1)) });

describe('insights', () => {
  it('finds nothing in a quiet year: what a month still lacks by its 23rd is not missing', () => {
    expect(find()).toEqual([]);
  });

  it('names the category, the difference by the same day, and who made it', () => {
    const found = find(book('2026-07-12', -6_000, 'Deli'), book('2026-07-13', -7_000, 'Deli'));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'category-above', categoryId: 'food', payee: 'Deli', payeeMinor: 12_650 });
    expect(found[0]?.stakeMinor).toBeGreaterThan(12_000);
  });

  it('takes two equal charges within two days for one too many, unless that is usual', () => {
    const double = find(book('2026-07-12', -6_000, 'Shoes', 'clothes'), book('2026-07-13', -6_000, 'Shoes', 'clothes'));
    expect(double[0]).toMatchObject({ kind: 'double-charge', stakeMinor: 6_000 });
    const habit = months.flatMap((month) => [book(`${month}-12`, -2_000, 'Metro', 'transport'), book(`${month}-13`, -2_000, 'Metro', 'transport')]);
    expect(find(...habit).filter(({ kind }) => kind === 'double-charge')).toEqual([]);
    const later = find(book('2026-07-12', -6_000, 'Shoes', 'clothes'), book('2026-07-16', -6_000, 'Shoes', 'clothes'));
    expect(later.filter(({ kind }) => kind === 'double-charge')).toEqual([]);
  });

  it('sees a higher price of what comes back, by what it costs a year', () => {
    const films = months.map((month, at) => book(`${month}-05`, at < 11 ? -999 : -1_499, 'Films', 'films'));
    expect(find(...films)).toContainEqual(expect.objectContaining({ kind: 'price-rise', usualValue: 999, nowValue: 1_499, stakeMinor: 6_000 }));
  });

  it('sees a new subscription at its third payment', () => {
    const gym = ['2026-05-06', '2026-06-06', '2026-07-06'].map((date) => book(date, -3_900, 'Gym', 'sport'));
    expect(find(...gym)).toContainEqual(expect.objectContaining({ kind: 'new-subscription', nowValue: 3_900, usualValue: 46_800 }));
  });

  it('sees an amount that a payee never took', () => {
    const fuel = months.map((month, at) => book(`${month}-${String(4 + (at * 5) % 19).padStart(2, '0')}`, -4_000 - (at % 5) * 300, 'Fuel', 'car'));
    expect(find(...fuel, book('2026-07-22', -19_000, 'Fuel', 'car')).map(({ kind, payee }) => [kind, payee])).toContainEqual(['unusual-amount', 'Fuel']);
  });

  it('misses a salary that is late, but not in a ledger that nobody fed', () => {
    const without = quiet().filter(({ categoryId, date }) => categoryId !== 'salary' || date < '2026-07-01');
    expect(findInsights({ today: TODAY, knownUntil: TODAY, bookings: without })).toContainEqual(
      expect.objectContaining({ kind: 'income-missing', payee: 'ACME', usualValue: 300_000 }),
    );
    const silent = without.filter(({ date }) => date < '2026-07-01');
    expect(findInsights({ today: TODAY, knownUntil: '2026-06-27', bookings: silent }).filter(({ kind }) => kind === 'income-missing')).toEqual([]);
  });

  it('keeps the key of a finding from day to day', () => {
    const more = [book('2026-07-12', -6_000, 'Deli'), book('2026-07-13', -7_000, 'Deli')];
    const all = [...quiet(), ...more].sort((a, b) => (a.date < b.date ? -1 : 1));
    const keys = ['2026-07-21', TODAY].map((day) => findInsights({ today: day, knownUntil: day, bookings: all })[0]?.key);
    expect(keys[0]).toBe(keys[1]);
  });
});
