/** Days as banks mean them: `YYYY-MM-DD` without a time or a zone. Plain strings sort and compare as they are. */

/** `YYYY-MM-DD`, a day that exists. */
export type PlainDate = string;
/** `YYYY-MM`. */
export type PlainMonth = string;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month counted from 1, of a year: daysInMonth(2024, 2) → 29. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The date of three numbers, or null when there is no such day (31 February, month 13). Years 1 to 9999. */
export function plainDate(year: number, month: number, day: number): PlainDate | null {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) {
    return null;
  }
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

export function isPlainDate(text: string): text is PlainDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && plainDate(yearOf(text), monthNumber(text), dayOf(text)) !== null;
}

export function isPlainMonth(text: string): text is PlainMonth {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && text >= '0001';
}

/** Throws a RangeError unless the text is a day that exists. A failure here is a bug. */
export function assertPlainDate(text: string): void {
  if (!isPlainDate(text)) throw new RangeError(`Not a date: ${text}`);
}

export function yearOf(date: PlainDate | PlainMonth): number {
  return Number(date.slice(0, 4));
}

/** The month as a number from 1 to 12. */
export function monthNumber(date: PlainDate | PlainMonth): number {
  return Number(date.slice(5, 7));
}

/** The day of the month, from 1. */
export function dayOf(date: PlainDate): number {
  return Number(date.slice(8, 10));
}

/** The month that a day lies in: `2026-03-14` → `2026-03`. */
export function monthOf(date: PlainDate): PlainMonth {
  return date.slice(0, 7);
}

export function firstDayOf(month: PlainMonth): PlainDate {
  return `${month}-01`;
}

export function lastDayOf(month: PlainMonth): PlainDate {
  return `${month}-${daysInMonth(yearOf(month), monthNumber(month))}`;
}

/** The months from one to the other, both included; empty when `to` lies before `from`. */
export function monthRange(from: PlainMonth, to: PlainMonth): PlainMonth[] {
  const months: PlainMonth[] = [];
  for (let month = from; month <= to; month = shiftMonth(month, 1)) months.push(month);
  return months;
}

/** The month so many months later (or earlier, if negative). */
export function shiftMonth(month: PlainMonth, months: number): PlainMonth {
  const index = yearOf(month) * 12 + monthNumber(month) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The same day so many months later; where the month is too short, its last day: 31 January + 1 → 28 February. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const month = shiftMonth(monthOf(date), months);
  const day = Math.min(dayOf(date), daysInMonth(yearOf(month), monthNumber(month)));
  return `${month}-${String(day).padStart(2, '0')}`;
}

/** The day so many days later (or earlier, if negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** Days from one date to the other: negative when `to` lies before `from`. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The days from one to the other, both included; empty when `to` lies before `from`. */
export function dayRange(from: PlainDate, to: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = toDayNumber(from); day <= toDayNumber(to); day += 1) days.push(fromDayNumber(day));
  return days;
}

/** The day of the week, Monday 1 to Sunday 7 (ISO 8601). */
export function weekdayOf(date: PlainDate): number {
  return ((((toDayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

const daysInFourCenturies = 146_097;
/** From the first of March of the year 0, with which a year of this reckoning begins, to 1970-01-01. */
const daysBefore1970 = 719_468;

/** Days since 1970-01-01. */
export function toDayNumber(date: PlainDate): number {
  const month = monthNumber(date);
  // Years begin in March here, so that the leap day is their last.
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOf(date) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysInFourCenturies + dayOfEra - daysBefore1970;
}

export function fromDayNumber(day: number): PlainDate {
  const shifted = day + daysBefore1970;
  const era = Math.floor(shifted / daysInFourCenturies);
  const dayOfEra = shifted - era * daysInFourCenturies;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`;
}
