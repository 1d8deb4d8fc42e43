/** What comes back: a bill, a subscription, a salary. */
import { addDays, addMonths, dayOf, daysBetween, daysInMonth, lastDayOf, monthNumber, monthOf, yearOf, type PlainDate } from '#shared/dates.ts';

/** Every so many days (7, 14, 28) or months (1, 2, 3, 6, 12). */
export interface Period {
  readonly unit: 'day' | 'month';
  readonly count: number;
}

export interface PriceChange {
  /** The first booking at the new amount. */
  readonly date: PlainDate;
  readonly fromMinor: number;
  readonly toMinor: number;
}

export interface RecurringItem {
  /** Who is paid or pays: whatever the caller grouped by. */
  readonly key: string;
  readonly period: Period;
  /** The usual day of the month from 1 (31: its last), or of the week from Monday 1, by the unit of the period. */
  readonly day: number;
  /** What to expect next, in minor units with its sign. */
  readonly amountMinor: number;
  /** Half the spread of amounts around it; 0 where it is always the same. */
  readonly toleranceMinor: number;
  readonly change: PriceChange | null;
  /** How the amount moves in a year, in minor units: the middle of all slopes between bookings. */
  readonly driftPerYear: number;
  readonly first: PlainDate;
  readonly last: PlainDate;
  /** When it should come next, after the last booking; null when it has ended. */
  readonly next: PlainDate | null;
  /** Late: it should have come. Ended: it should have come twice. */
  readonly state: 'active' | 'late' | 'ended';
  /** Places of its bookings in the list that was looked at. */
  readonly bookings: readonly number[];
  /** Share of the expected dates on which it came, from 0 to 1. */
  readonly regularity: number;
}

/** The days on which an item is to be expected from one day to the other, both included. An item that ended has none. */
export function expectedDates(item: RecurringItem, from: PlainDate, to: PlainDate): PlainDate[] {
  const dates: PlainDate[] = [];
  if (item.next === null) return dates;
  for (let step = 0, date = item.next; date <= to; step += 1, date = stepFrom(item.next, item.period, step, item.day)) {
    if (date >= from) dates.push(date);
  }
  return dates;
}

/** The date so many periods after another; on `day` of the month, or its last day where the month is too short. */
export function stepFrom(date: PlainDate, period: Period, steps: number, day: number): PlainDate {
  if (period.unit === 'day') return addDays(date, period.count * steps);
  const month = monthOf(addMonths(`${monthOf(date)}-01`, period.count * steps));
  const length = daysInMonth(yearOf(month), monthNumber(month));
  return day >= length ? lastDayOf(month) : `${month}-${String(day).padStart(2, '0')}`;
}

/** Days by which a date misses what the period asks of it `steps` periods after `from`. */
export function missBy(from: PlainDate, date: PlainDate, period: Period, steps: number): number {
  if (period.unit === 'day') return daysBetween(addDays(from, period.count * steps), date);
  const due = addMonths(from, period.count * steps);
  // The 28th of February may stand for the 31st: from a last day, a last day is on time.
  const miss = daysBetween(due, date);
  const onLastDays = from === lastDayOf(monthOf(from)) && date === lastDayOf(monthOf(date));
  return onLastDays && dayOf(from) !== dayOf(date) && Math.abs(miss) <= 3 ? 0 : miss;
}
