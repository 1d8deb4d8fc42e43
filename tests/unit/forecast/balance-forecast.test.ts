import { describe, expect, it } from 'vitest';
import { forecastBalance, type BalanceBooking } from '../../../src/core/ml/forecast/balance-forecast.ts';
import { addDays, addMonths } from '../../../src/shared/dates.ts';

/** Rent on the 1st, salary on the 28th, 20.00 a day, and a standing order to savings on the 5th. */
function rows(months: number, from = '2024-01-01'): BalanceBooking[] {
  const made: BalanceBooking[] = [];
  for (let at = 0; at < months; at++) {
    const month = addMonths(from, at);
    made.push({ date: month, amountMinor: -90_000, payee: 'landlord', transfer: false });
    made.push({ date: addDays(month, 27), amountMinor: 240_000, payee: 'work', transfer: false });
    made.push({ date: addDays(month, 4), amountMinor: -30_000, payee: 'savings', transfer: true });
  }
  for (let day = from; day < addMonths(from, months); day = addDays(day, 1)) {
    made.push({ date: day, amountMinor: -2000, payee: '', transfer: false });
  }
  return made;
}

describe('a balance on the days ahead', () => {
  const today = '2025-06-30';
  const forecast = forecastBalance(rows(18), { today, days: 90, balanceMinor: 100_000 });
  const on = (date: string) => forecast.days.find((day) => day.date === date)!;

  it('begins with today, which is known', () => {
    expect(forecast.days).toHaveLength(91);
    expect(forecast.days[0]).toEqual({ date: today, expected: 100_000, range80: { low: 100_000, high: 100_000 }, range95: { low: 100_000, high: 100_000 }, doubt: 0 });
  });
  it('moves by what recurs, on its day, and by the pace of the rest', () => {
    expect(on('2025-07-01').expected).toBeCloseTo(100_000 - 90_000 - 2000, -2);
    expect(on('2025-07-28').expected - on('2025-07-27').expected).toBeCloseTo(238_000, -2);
    expect(forecast.spendingADay).toBeCloseTo(2000, -2);
    expect(forecast.events.filter(({ date }) => date < '2025-08-01').map(({ payee }) => payee)).toEqual(['landlord', 'savings', 'work']);
  });
  it('is in doubt by what earlier ones missed, which is little for so even a life', () => {
    expect(forecast.tested).toBe(13);
    expect(on('2025-09-28').doubt).toBeLessThan(20_000);
    for (let at = 1; at < 91; at++) expect(forecast.days[at]!.doubt).toBeGreaterThanOrEqual(forecast.days[at - 1]!.doubt);
    const { low, high } = on('2025-08-15').range80;
    expect(low).toBeLessThanOrEqual(on('2025-08-15').expected);
    expect(high).toBeGreaterThanOrEqual(on('2025-08-15').expected);
  });
  it('leaves out a move to another account that does not come back', () => {
    const once: BalanceBooking = { date: '2025-05-13', amountMinor: -500_000, payee: 'car fund', transfer: true };
    const again = forecastBalance([...rows(18), once], { today, days: 90, balanceMinor: 100_000 });
    expect(again.days).toEqual(forecast.days);
  });
  it('takes a bill for what the history expects of the same payee', () => {
    const bills = [{ date: '2025-07-03', amountMinor: -95_000, payee: 'landlord' }];
    const { events } = forecastBalance(rows(18), { today, days: 31, balanceMinor: 0, bills });
    expect(events.filter(({ payee, date }) => payee === 'landlord' && date < '2025-07-20')).toEqual([
      { date: '2025-07-03', amountMinor: -95_000, payee: 'landlord', source: 'bill', item: null, dueSince: null },
    ]);
  });
  it('counts what is booked ahead, and what is due and not here as of tomorrow', () => {
    const planned: BalanceBooking = { date: '2025-07-09', amountMinor: -7000, payee: 'dentist', transfer: false };
    const late = rows(18).filter(({ payee, date }) => payee !== 'work' || date < '2025-06-01');
    const { events } = forecastBalance([...late, planned], { today, days: 30, balanceMinor: 0 });
    expect(events).toContainEqual({ date: '2025-07-09', amountMinor: -7000, payee: 'dentist', source: 'booked', item: null, dueSince: null });
    expect(events).toContainEqual(expect.objectContaining({ date: '2025-07-01', payee: 'work', dueSince: '2025-06-28' }));
  });
  it('of an empty ledger stays where it is', () => {
    const none = forecastBalance([], { today, days: 90, balanceMinor: 500 });
    expect(new Set(none.days.map(({ expected }) => expected))).toEqual(new Set([500]));
    expect(none.tested).toBe(0);
  });
});
