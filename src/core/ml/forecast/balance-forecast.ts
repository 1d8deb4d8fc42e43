/**
 * The balance of some accounts day by day. What recurs and what is already known comes on its days; other spending comes
 * at the pace of the days before, other income at that of a middle month. The same is done as of earlier days, knowing no
 * more than what was known then: how far off that was, is how far off this may be.
 */
import { detectRecurring } from '#core/domain/recurrence/detect-recurring.ts';
import { expectedDates, type RecurringItem } from '#core/domain/recurrence/recurring-item.ts';
import { rangeAround } from '#shared/balance-outlook.ts';
import { addDays, daysBetween, monthOf, shiftMonth, type PlainDate } from '#shared/dates.ts';
import { dailySpending } from './daily-series.ts';
import { dailyCombination } from './daily-spending.ts';
import type { Range } from './conformal.ts';
import { mean, median } from './order-statistics.ts';

export interface BalanceBooking {
  readonly date: PlainDate;
  /** Minor units, with its sign. Moves between the accounts are left out by the caller. */
  readonly amountMinor: number;
  /** Who was paid or paid; empty where that is not known. */
  readonly payee: string;
  /** To or from another account of the person: expected only where it recurs. */
  readonly transfer: boolean;
}

/** Something that will be booked on a day, with an amount that is known or nearly so. */
export interface BalanceEvent {
  readonly date: PlainDate;
  readonly amountMinor: number;
  readonly payee: string;
  /** `booked`: in the ledger already; `bill`: told by the caller; `recurring`: from the history. */
  readonly source: 'booked' | 'bill' | 'recurring';
  /** Place in `BalanceForecast.recurring` of what it belongs to. */
  readonly item: number | null;
  /** When it should have come, if that was before today. */
  readonly dueSince: PlainDate | null;
}

export interface ForecastDay {
  readonly date: PlainDate;
  readonly expected: number;
  readonly range80: Range;
  readonly range95: Range;
  /** Root of the mean square of how far off it was after so many days. */
  readonly doubt: number;
}

export interface BalanceForecast {
  /** Today first. */
  readonly days: readonly ForecastDay[];
  readonly events: readonly BalanceEvent[];
  readonly recurring: readonly RecurringItem[];
  /** What is expected besides the events, a day on average. */
  readonly spendingADay: number;
  readonly incomeADay: number;
  /** Earlier days as of which it was tried. */
  readonly tested: number;
}

export interface KnownPayment {
  readonly date: PlainDate;
  readonly amountMinor: number;
  readonly payee: string;
}

export interface BalanceOptions {
  readonly today: PlainDate;
  readonly days: number;
  /** At the end of today, minor units. */
  readonly balanceMinor: number;
  /** Bills that are known: what the history expects of the same payee around the same day is taken to be the same. */
  readonly bills?: readonly KnownPayment[];
}

const testEvery = 28;
const mostTests = 13;
/** As of a day with less before it, nothing can be said that would tell how good it is. */
const leastBefore = 91;
/** Tests that an error after so many days rests on. */
const leastTests = 4;
const sameBill = 10;

/** @param rows in any order, those after today included: they are booked already */
export function forecastBalance(rows: readonly BalanceBooking[], options: BalanceOptions): BalanceForecast {
  const { today, days, balanceMinor } = options;
  const all = withoutLoneTransfers(rows, today);
  const past = all.filter(({ date }) => date <= today);
  const flows = expectFlows(past, today, days);
  const events = mergeEvents(flows.events, all, options);
  const path = runningBalance(balanceMinor, flows.rest, events, today);
  const misses = testMisses(past, today, days);
  const doubts = doubtsOf(misses, past, today, days);
  return {
    days: path.map((expected, ahead) => {
      const doubt = ahead === 0 ? 0 : Math.round(doubts[ahead - 1] as number);
      const range = (share: number): Range => {
        const width = doubt === 0 ? 0 : rangeAround(doubt, share);
        return { low: expected - width, high: expected + width };
      };
      return { date: addDays(today, ahead), expected, range80: range(0.8), range95: range(0.95), doubt };
    }),
    events,
    recurring: flows.recurring,
    spendingADay: Math.round(flows.spendingADay),
    incomeADay: Math.round(flows.incomeADay),
    tested: misses.length,
  };
}

interface ExpectedFlows {
  readonly recurring: readonly RecurringItem[];
  readonly events: readonly BalanceEvent[];
  /** Signed, for each of the days after `today`. */
  readonly rest: Float64Array;
  readonly spendingADay: number;
  readonly incomeADay: number;
}

/** @param rows up to `today` */
function expectFlows(rows: readonly BalanceBooking[], today: PlainDate, days: number): ExpectedFlows {
  const recurring = recurringOf(rows, today).filter(({ state }) => state !== 'ended');
  const places = new Set(recurring.flatMap(({ bookings }) => bookings));
  const rest = rows.filter(({ transfer }, place) => !transfer && !places.has(place));
  const spending = dailySpending(rest.map((row) => ({ ...row, category: '' })), today);
  const path = spending === null ? null : dailyCombination.predict(spending, days);
  const incomeADay = middleMonth(rest, today) / 30.44;
  const last = addDays(today, days);
  const tomorrow = addDays(today, 1);
  const events = recurring.flatMap((item, at): BalanceEvent[] => {
    const event = (date: PlainDate, dueSince: PlainDate | null): BalanceEvent => {
      return { date, amountMinor: item.amountMinor, payee: item.key, source: 'recurring', item: at, dueSince };
    };
    const ahead = expectedDates(item, tomorrow, last).map((date) => event(date, null));
    // Due and not here, but not yet so late that it was left out: any day now.
    if (item.state === 'active' && item.next !== null && item.next <= today) ahead.unshift(event(tomorrow, item.next));
    return ahead;
  });
  const restADay = Float64Array.from({ length: days }, (_, ahead) => incomeADay - (path?.[ahead] ?? 0));
  return { recurring, events, rest: restADay, spendingADay: path === null ? 0 : mean(path), incomeADay };
}

function recurringOf(rows: readonly BalanceBooking[], today: PlainDate): RecurringItem[] {
  return detectRecurring(
    rows.map(({ date, amountMinor, payee }, at) => ({ date, amountMinor, key: payee === '' ? `unknown ${at}` : payee })),
    today,
  );
}

/** What came in over a middle month of the last twelve: a gift once is no reason to expect another. */
function middleMonth(rows: readonly BalanceBooking[], today: PlainDate): number {
  const sums = new Map<string, number>();
  for (const { date, amountMinor } of rows) {
    if (amountMinor > 0) sums.set(monthOf(date), (sums.get(monthOf(date)) ?? 0) + amountMinor);
  }
  const first = rows.reduce((least, { date }) => (date < least ? date : least), today);
  const months = Array.from({ length: 12 }, (_, back) => shiftMonth(monthOf(today), -1 - back)).filter((month) => month >= monthOf(first));
  return months.length === 0 ? 0 : median(months.map((month) => sums.get(month) ?? 0));
}

/** Moves to and from other accounts that do not recur: nobody but the person knows the next. */
function withoutLoneTransfers(rows: readonly BalanceBooking[], today: PlainDate): BalanceBooking[] {
  const recurring = new Set(recurringOf(rows, today).flatMap(({ bookings }) => bookings));
  return rows.filter(({ transfer, date }, place) => !transfer || date > today || recurring.has(place));
}

function mergeEvents(expected: readonly BalanceEvent[], rows: readonly BalanceBooking[], { today, days, bills = [] }: BalanceOptions): BalanceEvent[] {
  const last = addDays(today, days);
  const known: BalanceEvent[] = [
    ...rows
      .filter(({ date }) => date > today && date <= last)
      .map(({ date, amountMinor, payee }): BalanceEvent => ({ date, amountMinor, payee, source: 'booked', item: null, dueSince: null })),
    ...bills
      .filter(({ date }) => date > today && date <= last)
      .map((bill): BalanceEvent => ({ ...bill, source: 'bill', item: null, dueSince: null })),
  ];
  const isKnown = (event: BalanceEvent): boolean =>
    known.some(({ date, payee, amountMinor }) => {
      return payee !== '' && payee === event.payee && amountMinor < 0 === event.amountMinor < 0 && Math.abs(daysBetween(date, event.date)) <= sameBill;
    });
  return [...known, ...expected.filter((event) => !isKnown(event))].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.amountMinor - b.amountMinor));
}

/** Whole minor units; today first. */
function runningBalance(balanceMinor: number, rest: Float64Array, events: readonly BalanceEvent[], today: PlainDate): number[] {
  const moved = new Float64Array(rest);
  for (const { date, amountMinor } of events) {
    const at = daysBetween(today, date) - 1;
    if (at >= 0 && at < moved.length) moved[at] = (moved[at] as number) + amountMinor;
  }
  let sum = balanceMinor;
  return [balanceMinor, ...Array.from(moved, (value) => Math.round((sum += value)))];
}

/** For each earlier day how far the balance came out above what would have been said, by days after it. */
function testMisses(rows: readonly BalanceBooking[], today: PlainDate, days: number): Float64Array[] {
  const first = rows.reduce<PlainDate | null>((least, { date }) => (least === null || date < least ? date : least), null);
  if (first === null) return [];
  const misses: Float64Array[] = [];
  for (let test = 1; test <= mostTests; test++) {
    const origin = addDays(today, -testEvery * test);
    if (daysBetween(first, origin) < leastBefore) break;
    const ahead = Math.min(days, testEvery * test);
    const { rest, events } = expectFlows(rows.filter(({ date }) => date <= origin), origin, ahead);
    const said = runningBalance(0, rest, events, origin);
    const came = new Float64Array(ahead + 1);
    for (const { date, amountMinor } of rows) {
      const at = daysBetween(origin, date);
      if (at >= 1 && at <= ahead) came[at] = (came[at] as number) + amountMinor;
    }
    let sum = 0;
    misses.push(Float64Array.from({ length: ahead }, (_, at) => (sum += came[at + 1] as number) - (said[at + 1] as number)));
  }
  return misses;
}

/** For each day ahead; never less than on the day before. */
function doubtsOf(misses: readonly Float64Array[], rows: readonly BalanceBooking[], today: PlainDate, days: number): number[] {
  const untested = untestedDoubt(rows, today);
  const doubts: number[] = [];
  for (let ahead = 0; ahead < days; ahead++) {
    const at = misses.flatMap((miss) => (ahead < miss.length ? [miss[ahead] as number] : []));
    const before = doubts[ahead - 1] ?? 0;
    if (at.length >= leastTests) doubts.push(Math.max(before, Math.sqrt(mean(at.map((miss) => miss * miss)))));
    else if (misses.length >= leastTests) doubts.push(before * Math.sqrt((ahead + 1) / ahead));
    else doubts.push(Math.max(before, untested * Math.sqrt(ahead + 1)));
  }
  return doubts;
}

/** Without tests: as if every day were drawn anew from what days moved, and as much again for what was never seen. */
function untestedDoubt(rows: readonly BalanceBooking[], today: PlainDate): number {
  const byDay = new Map<PlainDate, number>();
  for (const { date, amountMinor } of rows) if (date > addDays(today, -leastBefore)) byDay.set(date, (byDay.get(date) ?? 0) + amountMinor);
  const moved = [...byDay.values()];
  if (moved.length === 0) return 0;
  const usual = median(moved);
  return 2 * Math.sqrt(moved.reduce((sum, value) => sum + (value - usual) ** 2, 0) / leastBefore);
}
