import { describe, expect, it } from 'vitest';
import { describeSchedule } from '../../../src/shared/describe-schedule.ts';
import { nextOccurrence, occurrences } from '../../../src/core/domain/schedule/occurrences.ts';
import { scheduleRule, type ScheduleRule } from '../../../src/shared/contract/schedule.ts';

const rule = (input: unknown): ScheduleRule => scheduleRule.parse(input);
const days = (input: unknown, from: string, to: string, holidays: string[] = []): string[] =>
  occurrences(rule(input), from, to, { holidays: new Set(holidays) }).map(({ date }) => date);

describe('days and weeks', () => {
  it('every 10 days, across a leap day', () => {
    expect(days({ start: '2024-02-10', rhythm: { unit: 'day', every: 10 } }, '2024-02-15', '2024-03-11')).toEqual([
      '2024-02-20',
      '2024-03-01',
      '2024-03-11',
    ]);
  });

  it('every second week on Monday and Friday, from a Wednesday on', () => {
    const biweekly = { start: '2026-09-02', rhythm: { unit: 'week', every: 2, weekdays: [5, 1] } };
    expect(days(biweekly, '2026-09-01', '2026-10-03')).toEqual([
      '2026-09-04',
      '2026-09-14',
      '2026-09-18',
      '2026-09-28',
      '2026-10-02',
    ]);
  });

  it('weekly on the weekday of the start, across a year', () => {
    expect(days({ start: '2025-12-24', rhythm: { unit: 'week', every: 1 } }, '2025-12-25', '2026-01-14')).toEqual([
      '2025-12-31',
      '2026-01-07',
      '2026-01-14',
    ]);
  });
});

describe('months', () => {
  const monthly = (by: unknown, every = 1) => ({ start: '2026-01-01', rhythm: { unit: 'month', every, by } });

  it('the 31st is the last day of shorter months, and the 31st again after', () => {
    expect(days(monthly({ on: 'day', day: 31 }), '2026-01-01', '2026-05-31')).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
  });

  it('the 30th in a leap February is the 29th', () => {
    const rent = { start: '2024-01-30', rhythm: { unit: 'month', every: 1, by: { on: 'day', day: 30 } } };
    expect(days(rent, '2024-01-01', '2024-03-31')).toEqual(['2024-01-30', '2024-02-29', '2024-03-30']);
  });

  it('the last day, every quarter', () => {
    expect(days(monthly({ on: 'last-day' }, 3), '2026-01-01', '2026-12-31')).toEqual([
      '2026-01-31',
      '2026-04-30',
      '2026-07-31',
      '2026-10-31',
    ]);
  });

  it('the second Tuesday and the last Friday', () => {
    const second = monthly({ on: 'weekday', nth: 2, weekday: 2 });
    expect(days(second, '2026-01-01', '2026-03-31')).toEqual(['2026-01-13', '2026-02-10', '2026-03-10']);
    const last = monthly({ on: 'weekday', nth: -1, weekday: 5 });
    expect(days(last, '2026-01-01', '2026-03-31')).toEqual(['2026-01-30', '2026-02-27', '2026-03-27']);
  });

  it('a fifth Thursday only where there is one', () => {
    const fifth = monthly({ on: 'weekday', nth: 5, weekday: 4 });
    expect(days(fifth, '2026-01-01', '2026-07-31')).toEqual(['2026-01-29', '2026-04-30', '2026-07-30']);
  });

  it('starts in the month of its start only when the day is still to come', () => {
    const late = { start: '2026-03-16', rhythm: { unit: 'month', every: 2, by: { on: 'day', day: 15 } } };
    expect(days(late, '2026-01-01', '2026-08-01')).toEqual(['2026-05-15', '2026-07-15']);
  });
});

describe('years', () => {
  it('29 February is the 28th in common years', () => {
    const leap = { start: '2024-02-29', rhythm: { unit: 'year', every: 1, month: 2, by: { on: 'day', day: 29 } } };
    expect(days(leap, '2024-01-01', '2028-12-31')).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });

  it('a month that is over this year begins next year', () => {
    const may = { start: '2026-06-01', rhythm: { unit: 'year', every: 2, month: 5, by: { on: 'weekday', nth: 1, weekday: 1 } } };
    expect(days(may, '2026-01-01', '2030-01-01')).toEqual(['2027-05-03', '2029-05-07']);
  });
});

describe('business days', () => {
  const on = (shift: string) => ({ start: '2026-01-01', shift, rhythm: { unit: 'month', every: 1, by: { on: 'last-day' } } });

  it('a Saturday goes to Monday, into the next month, or back to Friday', () => {
    // 31 January 2026 is a Saturday, 28 February too, 31 March a Tuesday.
    expect(days(on('next'), '2026-01-01', '2026-03-31')).toEqual(['2026-02-02', '2026-03-02', '2026-03-31']);
    expect(days(on('previous'), '2026-01-01', '2026-03-31')).toEqual(['2026-01-30', '2026-02-27', '2026-03-31']);
  });

  it('holidays are passed over, and the planned day is still known', () => {
    expect(days(on('previous'), '2026-01-01', '2026-02-01', ['2026-01-30'])).toEqual(['2026-01-29']);
    const [first] = occurrences(rule(on('next')), '2026-02-01', '2026-02-28');
    expect(first).toEqual({ planned: '2026-01-31', date: '2026-02-02', number: 1 });
  });

  it('a day shifted back into the window is in it', () => {
    expect(days(on('previous'), '2026-01-30', '2026-01-30')).toEqual(['2026-01-30']);
    expect(days(on('next'), '2026-01-31', '2026-02-01')).toEqual([]);
  });
});

describe('ends', () => {
  const weekly = { start: '2026-03-02', rhythm: { unit: 'week', every: 1 } };

  it('after so many times, whatever is asked for', () => {
    const three = { ...weekly, end: { kind: 'times', times: 3 } };
    expect(days(three, '2026-03-10', '2030-01-01')).toEqual(['2026-03-16']);
    expect(nextOccurrence(rule(three), '2026-03-17')).toBeNull();
  });

  it('on a last day, which is included', () => {
    const until = { ...weekly, end: { kind: 'until', date: '2026-03-16' } };
    expect(days(until, '2026-01-01', '2027-01-01')).toEqual(['2026-03-02', '2026-03-09', '2026-03-16']);
  });

  it('nothing falls into a window that ends before it starts', () => {
    expect(days(weekly, '2026-05-01', '2026-04-01')).toEqual([]);
    expect(nextOccurrence(rule(weekly), '2026-03-03')).toMatchObject({ date: '2026-03-09', number: 2 });
  });
});

it('a rule is said as a sentence', () => {
  const says = (input: unknown): string => describeSchedule(rule(input));
  const start = '2026-01-01';
  expect(says({ start, rhythm: { unit: 'month', every: 1, by: { on: 'day', day: 22 } } })).toBe('every month on the 22nd');
  expect(says({ start, rhythm: { unit: 'month', every: 3, by: { on: 'last-day' } }, shift: 'previous' })).toBe(
    'every 3 months on the last day, or the business day before',
  );
  expect(says({ start, rhythm: { unit: 'week', every: 2, weekdays: [5, 1] }, end: { kind: 'times', times: 4 } })).toBe(
    'every 2 weeks on Monday and Friday, 4 times',
  );
  expect(
    says({ start, rhythm: { unit: 'year', every: 1, month: 11, by: { on: 'weekday', nth: -1, weekday: 4 } } }),
  ).toBe('every year on the last Thursday of November');
});
