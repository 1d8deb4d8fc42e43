/**
 * Spending day by day, up to four weeks ahead. A day is the recent level of a day, bent by its weekday and by its place
 * in the month; both bend only as far as the history has shown them to. Sums of days matter more than single days, so
 * these are means, not medians.
 */
import { dayOf, daysInMonth, monthNumber, toDayNumber, yearOf, type PlainDate } from '#shared/dates.ts';
import { mean, quantile } from './order-statistics.ts';

export const longestDailyHorizon = 28;

export interface DailySeries {
  readonly firstDay: PlainDate;
  /** One figure a day in minor units, spending counted positive. */
  readonly values: Float64Array;
}

export interface DailyForecaster {
  readonly name: string;
  /** The `horizon` days after the series; null for want of history. */
  predict(series: DailySeries, horizon: number): Float64Array | null;
}

const weekLength = 7;
const monthParts = 6;
/** Days that stand beside those of a profile as if nothing were special about them. */
const ordinaryDays = 8;
/** A day counts as at most so many times the level: a holiday paid once is not a rhythm. */
const largestRatio = 8;

const flat = (name: string, least: number, level: (values: Float64Array) => number): DailyForecaster => ({
  name,
  predict: ({ values }, horizon) => (values.length < least ? null : new Float64Array(horizon).fill(level(values))),
});

export const lastDay = flat('naive', 1, (values) => values.at(-1) as number);
export const mean28 = flat('mean28', 1, (values) => mean(values.subarray(-28)));
export const mean91 = flat('mean91', 28, (values) => mean(values.subarray(-91)));
export const mean364 = flat('mean364', 91, (values) => mean(values.subarray(-364)));

export const lastWeek: DailyForecaster = {
  name: 'seasonalNaive',
  predict: ({ values }, horizon) =>
    values.length < weekLength
      ? null
      : Float64Array.from({ length: horizon }, (_, ahead) => values[values.length - weekLength + (ahead % weekLength)] as number),
};

export const dayProfile: DailyForecaster = {
  name: 'dayProfile',
  predict({ firstDay, values }, horizon) {
    const { length } = values;
    if (length < 56) return null;
    const year = values.subarray(-364);
    // A month is too short and a year too old: half of each quarter.
    const level = (mean(values.subarray(-91)) + mean(year)) / 2;
    const usual = mean(year);
    if (usual === 0) return new Float64Array(horizon);
    const weekdays = new Profile(weekLength);
    const parts = new Profile(monthParts);
    const places = monthPartsFrom(firstDay, length + horizon);
    const firstWeekday = toDayNumber(firstDay) % weekLength;
    const weekdayAt = (at: number) => (firstWeekday + at) % weekLength;
    for (let at = length - year.length; at < length; at++) {
      const ratio = Math.min((values[at] as number) / usual, largestRatio);
      weekdays.add(weekdayAt(at), ratio);
      parts.add(places[at] as number, ratio);
    }
    return Float64Array.from({ length: horizon }, (_, ahead) => {
      return level * weekdays.factor(weekdayAt(length + ahead)) * parts.factor(places[length + ahead] as number);
    });
  },
};

/** Where in the month each day lies: in one of five stretches of five days from its start, or among its last three days. */
function monthPartsFrom(firstDay: PlainDate, days: number): Uint8Array {
  let year = yearOf(firstDay);
  let month = monthNumber(firstDay);
  let day = dayOf(firstDay);
  let length = daysInMonth(year, month);
  return Uint8Array.from({ length: days }, () => {
    const part = length - day < 3 ? monthParts - 1 : Math.min(Math.floor((day - 1) / 5), monthParts - 2);
    day += 1;
    if (day > length) {
      day = 1;
      month = month === 12 ? 1 : month + 1;
      if (month === 1) year += 1;
      length = daysInMonth(year, month);
    }
    return part;
  });
}

class Profile {
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;

  constructor(places: number) {
    this.#sums = new Float64Array(places);
    this.#counts = new Float64Array(places);
  }

  add(place: number, ratio: number): void {
    this.#sums[place] = (this.#sums[place] as number) + ratio;
    this.#counts[place] = (this.#counts[place] as number) + 1;
  }

  factor(place: number): number {
    const average = mean(this.#sums.map((sum, at) => (sum + ordinaryDays) / ((this.#counts[at] as number) + ordinaryDays)));
    return ((this.#sums[place] as number) + ordinaryDays) / ((this.#counts[place] as number) + ordinaryDays) / average;
  }
}

export const dailyForecasters: readonly DailyForecaster[] = [lastDay, lastWeek, mean28, mean91, mean364, dayProfile];

/** Origins of the test are so many days apart, and reach back at most so often. */
const testEvery = 14;
const mostTests = 13;
const sharpness = 2;

/** The mean of the others, weighted by how well they would have summed up the four weeks after earlier days. */
export const dailyCombination: DailyForecaster = {
  name: 'combination',
  predict: (series, horizon) => blend(series, horizon, testErrors(series)),
};

export interface SumRange {
  readonly low: number;
  readonly high: number;
}

/**
 * For each of the `horizon` days the range that should hold the sum of all days up to it: what a balance needs. From how
 * far off such sums were after earlier days; null where there is no forecast.
 */
export function dailySumRanges(series: DailySeries, horizon: number, share: number): SumRange[] | null {
  const { firstDay, values } = series;
  const path = dailyCombination.predict(series, horizon);
  if (path === null) return null;
  const misses: Float64Array[] = [];
  for (const origin of testOrigins(values.length)) {
    const before = { firstDay, values: values.subarray(0, origin) };
    const said = blend(before, longestDailyHorizon, testErrors(before));
    if (said !== null) misses.push(runningSum(said.map((value, ahead) => (values[origin + ahead] as number) - value)));
  }
  const level = (1 - share) / 2;
  return Array.from(runningSum(path), (sum, ahead) => {
    const at = misses.map((miss) => miss[ahead] as number);
    // Untested: anything from nothing to three times as much.
    if (at.length < 3) return { low: 0, high: 3 * sum };
    // A dozen tests have no 40th: past their own quantiles goes a bell with somewhat heavy (logistic) tails.
    const bell = Math.sqrt(mean(at.map((miss) => miss * miss))) * (Math.log((1 - level) / level) / 1.702);
    return { low: Math.max(0, sum + Math.min(-bell, quantile(at, level))), high: sum + Math.max(bell, quantile(at, 1 - level)) };
  });
}

const members = [mean91, mean364, dayProfile];

function testOrigins(length: number): number[] {
  return Array.from({ length: mostTests }, (_, test) => length - longestDailyHorizon - testEvery * test).filter((origin) => origin > 0);
}

/** The mean error of each member's sum of four weeks; NaN where it had too little to go by. */
function testErrors({ firstDay, values }: DailySeries): number[] {
  const errors = members.map((): number[] => []);
  for (const origin of testOrigins(values.length)) {
    const truth = sumOf(values.subarray(origin, origin + longestDailyHorizon));
    const before = { firstDay, values: values.subarray(0, origin) };
    for (const [at, member] of members.entries()) {
      const path = member.predict(before, longestDailyHorizon);
      if (path !== null) (errors[at] as number[]).push(Math.abs(sumOf(path) - truth));
    }
  }
  return errors.map((all) => (all.length === 0 ? NaN : mean(all)));
}

function blend(series: DailySeries, horizon: number, errors: readonly number[]): Float64Array | null {
  const worst = Math.max(1, ...errors.filter((error) => !Number.isNaN(error)));
  const blended = new Float64Array(horizon);
  let total = 0;
  for (const [at, member] of members.entries()) {
    const path = member.predict(series, horizon);
    if (path === null) continue;
    const error = errors[at] as number;
    const weight = ((Number.isNaN(error) ? worst : error) / worst + 0.05) ** -sharpness;
    total += weight;
    for (let ahead = 0; ahead < horizon; ahead++) blended[ahead] = (blended[ahead] as number) + weight * (path[ahead] as number);
  }
  return total === 0 ? null : blended.map((value) => value / total);
}

function sumOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function runningSum(values: Float64Array): Float64Array {
  let total = 0;
  return values.map((value) => (total += value));
}
