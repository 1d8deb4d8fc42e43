import { describe, expect, it } from 'vitest';
import { detectRecurring, type Booking } from '../../../src/core/domain/recurrence/detect-recurring.ts';
import { expectedDates } from '../../../src/core/domain/recurrence/recurring-item.ts';
import { seededRandom } from '../../../src/core/ml/boosted-trees/seeded-random.ts';
import { addDays, addMonths } from '../../../src/shared/dates.ts';

const monthly = (key: string, first: string, months: number, amount: number | ((month: number) => number)): Booking[] =>
  Array.from({ length: months }, (_, at) => ({
    key,
    date: addMonths(first, at),
    amountMinor: typeof amount === 'number' ? amount : amount(at),
  }));

describe('what comes back', () => {
  it('is found by month, with its day and what is next', () => {
    const [rent, ...rest] = detectRecurring(monthly('landlord', '2025-01-03', 12, -95_000), '2025-12-20');
    expect(rest).toEqual([]);
    expect(rent).toMatchObject({
      period: { unit: 'month', count: 1 },
      day: 3,
      amountMinor: -95_000,
      toleranceMinor: 0,
      change: null,
      next: '2026-01-03',
      state: 'active',
      regularity: 1,
    });
    expect(expectedDates(rent!, '2026-01-01', '2026-03-31')).toEqual(['2026-01-03', '2026-02-03', '2026-03-03']);
  });
  it('may fall on last days, be shifted by weekends and miss a month', () => {
    const ends = ['2025-01-31', '2025-02-28', '2025-03-31', '2025-04-30', '2025-05-31', '2025-06-30'];
    const [salary] = detectRecurring(ends.map((date) => ({ date, key: 'work', amountMinor: 250_000 })), '2025-07-10');
    expect(salary).toMatchObject({ day: 31, next: '2025-07-31', regularity: 1 });
    const shifted = ['2025-01-15', '2025-02-17', '2025-03-17', '2025-04-15', '2025-06-16', '2025-07-15'];
    const [gym] = detectRecurring(shifted.map((date) => ({ date, key: 'gym', amountMinor: -3000 })), '2025-07-20');
    expect(gym).toMatchObject({ period: { unit: 'month', count: 1 }, state: 'active' });
    expect(gym?.next?.slice(0, 7)).toBe('2025-08');
  });
  it.each([
    [7, 10],
    [14, 8],
    [28, 8],
  ])('is found every %i days', (days, times) => {
    const bookings = Array.from({ length: times }, (_, at) => ({ key: 'pool', date: addDays('2025-01-06', days * at), amountMinor: -1200 }));
    const [item] = detectRecurring(bookings, bookings.at(-1)!.date);
    expect(item).toMatchObject({ period: { unit: 'day', count: days }, next: addDays(bookings.at(-1)!.date, days) });
  });
  it.each([2, 3, 6, 12])('is found every %i months', (count) => {
    const bookings = Array.from({ length: 4 }, (_, at) => ({ key: 'tax', date: addMonths('2021-05-20', count * at), amountMinor: -20_000 }));
    const [item] = detectRecurring(bookings, bookings.at(-1)!.date);
    expect(item).toMatchObject({ period: { unit: 'month', count }, day: 20 });
  });
  it('tells a new price, and expects it', () => {
    const [item] = detectRecurring(monthly('stream', '2024-01-09', 18, (at) => (at < 12 ? -799 : -999)), '2025-06-20');
    expect(item?.change).toEqual({ date: '2025-01-09', fromMinor: -799, toMinor: -999 });
    expect(item?.amountMinor).toBe(-999);
    expect(item?.driftPerYear).toBeLessThanOrEqual(0);
  });
  it('sees a slow drift', () => {
    const [item] = detectRecurring(monthly('energy', '2024-01-05', 24, (at) => -8000 - 100 * at), '2025-12-20');
    expect(item?.driftPerYear).toBeCloseTo(-1200, -2);
  });
  it('is late after one date without it, and has ended after two', () => {
    const bookings = monthly('club', '2025-01-10', 6, -2000);
    const stateOn = (today: string) => detectRecurring(bookings, today)[0]?.state;
    expect(stateOn('2025-07-12')).toBe('active');
    expect(stateOn('2025-07-25')).toBe('late');
    expect(stateOn('2025-09-01')).toBe('ended');
    expect(detectRecurring(bookings, '2025-09-01')[0]?.next).toBeNull();
  });
  it('keeps two contracts with one company apart', () => {
    const both = [...monthly('phone', '2025-01-04', 8, -1500), ...monthly('phone', '2025-01-18', 8, -4200)];
    const items = detectRecurring(both, '2025-08-20');
    expect(items.map(({ amountMinor }) => amountMinor).sort((a, b) => a - b)).toEqual([-4200, -1500]);
    const equal = [...monthly('phone', '2025-01-04', 8, -1500), ...monthly('phone', '2025-01-18', 8, -1500)];
    expect(detectRecurring(equal, '2025-08-20').map(({ day }) => day)).toEqual([4, 18]);
  });
  it('is not shopping', () => {
    const random = seededRandom(5);
    const shop: Booking[] = [];
    for (let date = '2025-01-02'; date < '2025-12-01'; date = addDays(date, 1 + Math.floor(random() * 6))) {
      shop.push({ key: 'market', date, amountMinor: -Math.round(500 + 7000 * random()) });
    }
    expect(detectRecurring(shop, '2025-12-01')).toEqual([]);
  });
  it('is not in the future', () => {
    const bookings = monthly('landlord', '2025-01-03', 12, -95_000);
    expect(detectRecurring(bookings, '2025-06-30')[0]?.bookings).toHaveLength(6);
    expect(detectRecurring(bookings, '2025-06-30')).toEqual(detectRecurring(bookings.slice(0, 6), '2025-06-30'));
  });
});
