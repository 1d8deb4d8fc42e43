/**
 * Published rates by day: for each currency the days it was quoted on and how much of it one euro was. Values are
 * integers of rate × 10^scale, so that what was published comes back to the digit.
 */
import { formatDecimal } from '#shared/money.ts';
import { fromDayNumber, toDayNumber, type PlainDate } from '#shared/dates.ts';

export interface RateSeries {
  /** Day numbers (days since 1970), ascending. */
  days: Int32Array;
  values: Float64Array;
  scale: number;
}

export interface RateHistory {
  /** Every day on which anything was published, ascending. */
  days: Int32Array;
  series: ReadonlyMap<string, RateSeries>;
}

export interface PublishedRate {
  date: PlainDate;
  currency: string;
  /** So many of the currency for one euro: a plain decimal above zero. */
  rate: string;
}

export interface DatedRate {
  date: PlainDate;
  rate: string;
}

export const emptyHistory: RateHistory = { days: new Int32Array(0), series: new Map() };

/** Banks close for up to five days in a row; a rate is carried forward over no more than a week of publishing. */
export const MAX_GAP_DAYS = 7;

/**
 * The rate of a day, or else of the last day before it that has one. Null before the first day, and once others have
 * been published for more than a week while this currency was not: it is withdrawn or suspended, and an old rate would
 * be a guess. Where nothing at all is known any more (after the last published day) the latest rate is given: whoever
 * shows it names its date.
 */
export function rateOn(history: RateHistory, currency: string, date: PlainDate): DatedRate | null {
  const series = history.series.get(currency);
  if (!series) return null;
  const day = toDayNumber(date);
  const at = lastAtOrBefore(series.days, day);
  const found = series.days[at];
  if (found === undefined) return null;
  const published = history.days[lastAtOrBefore(history.days, day)] ?? found;
  return published - found > MAX_GAP_DAYS ? null : datedRate(series, at);
}

/** The last rate before a day, no more than so many days before it. */
export function rateBefore(history: RateHistory, currency: string, date: PlainDate, within: number): DatedRate | null {
  const series = history.series.get(currency);
  if (!series) return null;
  const day = toDayNumber(date);
  const at = lastAtOrBefore(series.days, day - 1);
  const found = series.days[at];
  return found === undefined || day - found > within ? null : datedRate(series, at);
}

/** What was published from one day to the other, both included, oldest first. */
export function ratesBetween(history: RateHistory, currency: string, from: PlainDate, to: PlainDate): DatedRate[] {
  const series = history.series.get(currency);
  if (!series) return [];
  const rates: DatedRate[] = [];
  const last = lastAtOrBefore(series.days, toDayNumber(to));
  for (let at = lastAtOrBefore(series.days, toDayNumber(from) - 1) + 1; at <= last; at += 1) {
    rates.push(datedRate(series, at));
  }
  return rates;
}

export function firstAndLastDay(days: Int32Array): { first: PlainDate; last: PlainDate } | null {
  const first = days[0];
  const last = days.at(-1);
  return first === undefined || last === undefined ? null : { first: fromDayNumber(first), last: fromDayNumber(last) };
}

/** The history with more rates in it; where both have one, the new one stands. */
export function mergeRates(history: RateHistory, rates: Iterable<PublishedRate>): RateHistory {
  const added = new Map<string, Map<number, string>>();
  const days = new Set<number>();
  for (const { date, currency, rate } of rates) {
    const day = toDayNumber(date);
    days.add(day);
    const ofCurrency = added.get(currency) ?? new Map<number, string>();
    ofCurrency.set(day, rate);
    added.set(currency, ofCurrency);
  }
  if (added.size === 0) return history;
  for (const day of history.days) days.add(day);
  const series = new Map(history.series);
  for (const [currency, byDay] of added) series.set(currency, mergeSeries(series.get(currency), byDay));
  return { days: Int32Array.from(days).sort(), series };
}

function mergeSeries(series: RateSeries | undefined, added: Map<number, string>): RateSeries {
  const scale = Math.max(series?.scale ?? 0, ...[...added.values()].map(decimalsOf));
  const values = new Map<number, number>();
  const grown = 10 ** (scale - (series?.scale ?? 0));
  series?.days.forEach((day, at) => values.set(day, (series.values[at] ?? 0) * grown));
  for (const [day, rate] of added) values.set(day, scaledValue(rate, scale));
  const days = Int32Array.from(values.keys()).sort();
  return { days, values: Float64Array.from(days, (day) => values.get(day) ?? 0), scale };
}

/** What the history does not have, or has otherwise. */
export function newRates<T extends PublishedRate>(history: RateHistory, rates: Iterable<T>): T[] {
  const found: T[] = [];
  let date = '';
  let day = 0;
  for (const rate of rates) {
    // The rates of a day follow one another: its number is worked out once.
    if (rate.date !== date) {
      date = rate.date;
      day = toDayNumber(date);
    }
    const series = history.series.get(rate.currency);
    const at = series ? lastAtOrBefore(series.days, day) : -1;
    const same = series?.days[at] === day && isValue(rate.rate, series.values[at] ?? 0, series.scale);
    if (!same) found.push(rate);
  }
  return found;
}

/** Whether the text is the value to the last digit. */
function isValue(rate: string, value: number, scale: number): boolean {
  const point = rate.indexOf('.');
  const decimals = point === -1 ? 0 : rate.length - point - 1;
  if (decimals > scale) return decimalsOf(rate) <= scale && scaledValue(rate, scale) === value;
  const digits = point === -1 ? rate : rate.slice(0, point) + rate.slice(point + 1);
  return Number(digits) * 10 ** (scale - decimals) === value;
}

/** How many decimals a rate is written with, zeros at the end aside. */
function decimalsOf(rate: string): number {
  return (rate.split('.')[1] ?? '').replace(/0+$/, '').length;
}

/** Throws a RangeError when the rate has more digits than the series can hold. */
function scaledValue(rate: string, scale: number): number {
  const [whole = '', fraction = ''] = rate.split('.');
  const value = Number(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a rate that can be kept: ${rate}`);
  return value;
}

function datedRate(series: RateSeries, at: number): DatedRate {
  const text = formatDecimal(series.values[at] ?? 0, series.scale, '.');
  const rate = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return { date: fromDayNumber(series.days[at] ?? 0), rate };
}

/** −1 when all are after. */
function lastAtOrBefore(days: Int32Array, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
