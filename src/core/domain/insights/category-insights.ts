/** Categories that cost more or less than usual this month, who made the difference, and those that fell silent. */
import { dayOf, monthOf, monthRange, shiftMonth } from '#shared/dates.ts';
import type { Insight, InsightBooking, InsightInput } from './insight.ts';
import { median, spread } from './robust.ts';

const MONTHS = 12;
/** Fewer months than that are no usual. */
const LEAST_MONTHS = 4;
/** Spreads from the middle at which a month is odd. */
const ODD = 2.5;
/** Below this share of the usual, a difference is no news. */
const LEAST_SHARE = 0.15;
const SILENT_MONTHS = 3;

/** @param leastMinor a difference below it is not worth reading */
export function categoryInsights({ knownUntil, bookings }: InsightInput, leastMinor: number): Insight[] {
  const month = monthOf(knownUntil);
  const day = dayOf(knownUntil);
  const first = bookings[0];
  if (first === undefined) return [];
  const begins = monthOf(first.date) > shiftMonth(month, -MONTHS) ? shiftMonth(monthOf(first.date), dayOf(first.date) > 7 ? 1 : 0) : shiftMonth(month, -MONTHS);
  const before = monthRange(begins, shiftMonth(month, -1));
  if (before.length < LEAST_MONTHS) return [];
  const found: Insight[] = [];
  for (const [categoryId, own] of byCategory(bookings)) {
    // Months are compared up to the same day: a month that runs has no rent of its last day yet.
    const upToDay = own.filter(({ date }) => dayOf(date) <= day);
    const usualOf = sumsByMonth(upToDay, before);
    const usual = median(usualOf);
    const now = sumOf(upToDay.filter(({ date }) => monthOf(date) === month));
    const difference = now - usual;
    const isOdd = Math.abs(difference) > Math.max(ODD * spread(usualOf, usual), LEAST_SHARE * Math.abs(usual), leastMinor);
    const came = usualOf.filter((sum) => sum !== 0).length;
    if (isOdd && came * 2 >= before.length) {
      // Too little early in a month is often only late.
      if (difference > 0 || day >= 20) found.push(categoryInsight(categoryId, month, knownUntil, now, usual, upToDay, before));
    }
    const silent = silence(categoryId, own, month, knownUntil, before);
    if (silent && silent.stakeMinor >= leastMinor) found.push(silent);
  }
  return found;
}

function categoryInsight(
  categoryId: string | null,
  month: string,
  date: string,
  now: number,
  usual: number,
  own: readonly InsightBooking[],
  before: readonly string[],
): Insight {
  const above = now > usual;
  const here = own.filter((booking) => monthOf(booking.date) === month);
  const payees = new Map<string, { name: string; key: string; differs: number }>();
  for (const { payee } of own) {
    if (payees.has(payee.key)) continue;
    const mine = own.filter((booking) => booking.payee.key === payee.key);
    const differs = sumOf(mine.filter((booking) => monthOf(booking.date) === month)) - median(sumsByMonth(mine, before));
    payees.set(payee.key, { ...payee, differs });
  }
  const main = [...payees.values()].sort((a, b) => (above ? b.differs - a.differs : a.differs - b.differs))[0];
  const difference = Math.round(now - usual);
  // One who made at least a third of it has made it.
  const isMain = main !== undefined && main.differs / difference >= 1 / 3;
  const shown = isMain && above ? [...here].sort((a, b) => Number(b.payee.key === main.key) - Number(a.payee.key === main.key)) : here;
  return {
    kind: above ? 'category-above' : 'category-below',
    key: `category:${categoryId ?? 'none'}:${above ? 'above' : 'below'}:${month}`,
    month,
    date,
    stakeMinor: Math.abs(difference),
    nowValue: Math.round(now),
    usualValue: Math.round(usual),
    categoryId,
    payee: isMain ? main.name : null,
    payeeMinor: isMain ? Math.min(Math.abs(Math.round(main.differs)), Math.abs(difference)) : null,
    txnIds: newestIds(shown),
  };
}

/** Used in most months of the year, and not at all in the last three. */
function silence(
  categoryId: string | null,
  own: readonly InsightBooking[],
  month: string,
  date: string,
  before: readonly string[],
): Insight | null {
  if (categoryId === null || before.length < 2 * SILENT_MONTHS) return null;
  const last = own.at(-1);
  if (last === undefined || monthOf(last.date) >= shiftMonth(month, -SILENT_MONTHS)) return null;
  const used = sumsByMonth(own, before.filter((each) => each < shiftMonth(month, -SILENT_MONTHS)));
  const usual = median(used);
  if (used.filter((sum) => sum > 0).length < used.length * 0.75 || usual <= 0) return null;
  return {
    kind: 'category-unused',
    key: `unused:${categoryId}:${monthOf(last.date)}`,
    month,
    date,
    stakeMinor: Math.round(usual),
    nowValue: 0,
    usualValue: Math.round(usual),
    categoryId,
    payee: null,
    payeeMinor: null,
    txnIds: newestIds(own),
  };
}

function byCategory(bookings: readonly InsightBooking[]): Map<string | null, InsightBooking[]> {
  const groups = new Map<string | null, InsightBooking[]>();
  for (const booking of bookings) {
    if (booking.income) continue;
    const group = groups.get(booking.categoryId);
    if (group === undefined) groups.set(booking.categoryId, [booking]);
    else group.push(booking);
  }
  return groups;
}

function sumsByMonth(bookings: readonly InsightBooking[], months: readonly string[]): number[] {
  const sums = new Map(months.map((month) => [month, 0]));
  for (const { date, amountMinor } of bookings) {
    const month = monthOf(date);
    const sum = sums.get(month);
    if (sum !== undefined) sums.set(month, sum - amountMinor);
  }
  return [...sums.values()];
}

/** What was spent, positive. */
function sumOf(bookings: readonly InsightBooking[]): number {
  return bookings.reduce((sum, { amountMinor }) => sum - amountMinor, 0);
}

const SHOWN = 20;

function newestIds(bookings: readonly InsightBooking[]): string[] {
  return [...new Set(bookings.map(({ txnId }) => txnId).reverse())].slice(0, SHOWN);
}
