import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayRange,
  daysBetween,
  daysInMonth,
  firstDayOf,
  fromDayNumber,
  isPlainDate,
  isPlainMonth,
  lastDayOf,
  monthOf,
  monthRange,
  plainDate,
  shiftMonth,
  toDayNumber,
  weekdayOf,
} from '../../../src/shared/dates.ts';

describe('dates', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-01', '0000-01-01', '2026-04-31', '', 'x'])('%s is none', (text) => {
    expect(isPlainDate(text)).toBe(false);
  });

  it('knows leap years', () => {
    expect([daysInMonth(2024, 2), daysInMonth(2100, 2), daysInMonth(2000, 2)]).toEqual([29, 28, 29]);
    expect(plainDate(2024, 2, 29)).toBe('2024-02-29');
    expect(plainDate(2026, 2, 31)).toBeNull();
  });

  it('moves by months without skipping one', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2025-11-15', 14)).toBe('2027-01-15');
    expect(shiftMonth('2026-01', -1)).toBe('2025-12');
  });

  it('lists months and days', () => {
    expect(monthRange('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthRange('2026-02', '2026-01')).toEqual([]);
    expect(dayRange('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect([monthOf('2026-02-27'), firstDayOf('2026-02'), lastDayOf('2024-02')]).toEqual(['2026-02', '2026-02-01', '2024-02-29']);
    expect([isPlainMonth('2026-12'), isPlainMonth('2026-13')]).toEqual([true, false]);
  });

  it('counts weekdays from Monday', () => {
    expect([weekdayOf('2026-03-09'), weekdayOf('2026-03-15'), weekdayOf('1969-12-31')]).toEqual([1, 7, 3]);
  });

  it('adds and counts days alike', () => {
    const day = fc.integer({ min: toDayNumber('0001-01-01'), max: toDayNumber('9000-01-01') });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 300_000 }), (start, days) => {
        const date = fromDayNumber(start);
        expect(isPlainDate(date)).toBe(true);
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(addDays(addDays(date, days), -days)).toBe(date);
      }),
    );
  });
});
