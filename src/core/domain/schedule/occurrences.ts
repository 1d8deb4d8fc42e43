/** The days on which something recurs. Each day follows from the rule alone, so that a short month shifts no later one. */
import {
  addDays,
  daysInMonth,
  firstDayOf,
  lastDayOf,
  monthNumber,
  monthOf,
  plainDate,
  shiftMonth,
  weekdayOf,
  yearOf,
  type PlainDate,
  type PlainMonth,
} from '#shared/dates.ts';
import type { MonthDay, ScheduleRule } from '#shared/contract/schedule.ts';

export interface Occurrence {
  /** The day that is meant, by which the occurrence is known however it is shifted. */
  planned: PlainDate;
  /** The day it falls on, moved off weekends and holidays if the rule says so. */
  date: PlainDate;
  /** From 1, counted from the start of the rule. */
  number: number;
}

export interface OccurrenceOptions {
  /** Besides Saturdays and Sundays. */
  holidays?: ReadonlySet<PlainDate>;
}

/** Days, weeks or months: 27 years of days. A rule whose days never come ends here. */
const MOST_PERIODS = 10_000;
/** A shift moves a day over a weekend and holidays around it, never further. */
const FURTHEST_SHIFT = 14;

/** The occurrences that fall on the days `from` to `to`, both included, in order. Empty when `to` lies before `from`. */
export function occurrences(
  rule: ScheduleRule,
  from: PlainDate,
  to: PlainDate,
  options: OccurrenceOptions = {},
): Occurrence[] {
  const found: Occurrence[] = [];
  const last = addDays(to, rule.shift === 'none' ? 0 : FURTHEST_SHIFT);
  for (const occurrence of all(rule, options)) {
    if (occurrence.planned > last) break;
    if (occurrence.date >= from && occurrence.date <= to) found.push(occurrence);
  }
  return found;
}

/** The first occurrence that falls on `from` or later; null when there is none any more. */
export function nextOccurrence(rule: ScheduleRule, from: PlainDate, options: OccurrenceOptions = {}): Occurrence | null {
  for (const occurrence of all(rule, options)) if (occurrence.date >= from) return occurrence;
  return null;
}

function* all(rule: ScheduleRule, { holidays }: OccurrenceOptions): Generator<Occurrence> {
  let number = 0;
  for (const planned of plannedDays(rule)) {
    if (planned < rule.start) continue;
    if (rule.end.kind === 'until' && planned > rule.end.date) return;
    number += 1;
    if (rule.end.kind === 'times' && number > rule.end.times) return;
    yield { planned, date: shifted(planned, rule.shift, holidays), number };
  }
}

/** Ascending, from the period of the start; days before the start may be among them. */
function* plannedDays({ start, rhythm }: ScheduleRule): Generator<PlainDate> {
  switch (rhythm.unit) {
    case 'day':
      for (let n = 0; n < MOST_PERIODS; n += 1) yield addDays(start, n * rhythm.every);
      return;
    case 'week': {
      const monday = addDays(start, 1 - weekdayOf(start));
      const weekdays = rhythm.weekdays.length === 0 ? [weekdayOf(start)] : [...new Set(rhythm.weekdays)].sort();
      for (let n = 0; n < MOST_PERIODS; n += 1) {
        for (const weekday of weekdays) yield addDays(monday, n * 7 * rhythm.every + weekday - 1);
      }
      return;
    }
    case 'month':
    case 'year': {
      const first = rhythm.unit === 'month' ? monthOf(start) : firstMonth(start, rhythm.month);
      const step = rhythm.unit === 'month' ? rhythm.every : rhythm.every * 12;
      for (let n = 0; n < MOST_PERIODS; n += 1) {
        const month = shiftMonth(first, n * step);
        if (month > '9999-12') return;
        const day = dayIn(month, rhythm.by);
        if (day !== null) yield day;
      }
    }
  }
}

/** The month of a yearly rule that years are counted from: that of the start's year, or the next one when it is over. */
function firstMonth(start: PlainDate, month: number): PlainMonth {
  const year = month < monthNumber(start) ? yearOf(start) + 1 : yearOf(start);
  return shiftMonth(`${String(year).padStart(4, '0')}-01`, month - 1);
}

function dayIn(month: PlainMonth, by: MonthDay): PlainDate | null {
  switch (by.on) {
    case 'last-day':
      return lastDayOf(month);
    case 'day':
      return plainDate(yearOf(month), monthNumber(month), Math.min(by.day, lengthOf(month)));
    case 'weekday': {
      if (by.nth === -1) {
        const last = lastDayOf(month);
        return addDays(last, -((weekdayOf(last) - by.weekday + 7) % 7));
      }
      const ahead = (by.weekday - weekdayOf(firstDayOf(month)) + 7) % 7;
      return plainDate(yearOf(month), monthNumber(month), 1 + ahead + (by.nth - 1) * 7);
    }
  }
}

function shifted(day: PlainDate, shift: ScheduleRule['shift'], holidays?: ReadonlySet<PlainDate>): PlainDate {
  if (shift === 'none') return day;
  let moved = day;
  for (let n = 0; n < FURTHEST_SHIFT && !isBusinessDay(moved, holidays); n += 1) {
    moved = addDays(moved, shift === 'next' ? 1 : -1);
  }
  return moved;
}

export function isBusinessDay(day: PlainDate, holidays?: ReadonlySet<PlainDate>): boolean {
  return weekdayOf(day) < 6 && !holidays?.has(day);
}

function lengthOf(month: PlainMonth): number {
  return daysInMonth(yearOf(month), monthNumber(month));
}
