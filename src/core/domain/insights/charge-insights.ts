/** Single charges that stand out: twice the same, another amount than ever, a large one that comes once. */
import { addDays, daysBetween, monthOf } from '#shared/dates.ts';
import type { Insight, InsightBooking, InsightInput } from './insight.ts';
import { median, spread } from './robust.ts';

/** Only what is new is news. */
const NEW_DAYS = 35;
const DOUBLE_DAYS = 2;
/** Charges by which a payee's usual amount is known. */
const LEAST_CHARGES = 5;
const ODD = 5;
const LEAST_TIMES = 1.8;
/** A one-off is among the largest hundredth of charges. */
const LARGE_SHARE = 0.99;

/** @param recurring ids of transactions that belong to what comes back */
export function chargeInsights({ knownUntil, bookings }: InsightInput, recurring: ReadonlySet<string>, leastMinor: number): Insight[] {
  const since = addDays(knownUntil, -NEW_DAYS);
  const charges = bookings.filter(({ amountMinor, income }) => amountMinor < 0 && !income);
  const found: Insight[] = [];
  for (const own of byPayee(charges).values()) {
    if (!own.some(({ date }) => date >= since)) continue;
    const doubles = doubleCharges(own);
    // Where it happens again and again (two tickets, two coffees) it is a habit.
    const isHabit = doubles.filter(([, second]) => second.date < since).length > 0 && doubles.length * 8 > own.length;
    const fresh = isHabit ? [] : doubles.filter(([, second]) => second.date >= since);
    for (const [one, second] of fresh) {
      const charge = -second.amountMinor;
      if (charge < leastMinor) continue;
      found.push(chargeInsight('double-charge', second, charge, charge, [second.txnId, one.txnId]));
    }
    const doubled = new Set(fresh.map(([, second]) => second.txnId));
    for (const booking of own) {
      if (booking.date < since || recurring.has(booking.txnId) || doubled.has(booking.txnId)) continue;
      const earlier = own.filter(({ date, txnId }) => date < booking.date && txnId !== booking.txnId).map(({ amountMinor }) => -amountMinor);
      const amount = -booking.amountMinor;
      if (earlier.length >= LEAST_CHARGES) {
        const usual = median(earlier);
        const isOdd = amount > usual + ODD * spread(earlier, usual) && amount > LEAST_TIMES * usual && amount > Math.max(...earlier);
        if (isOdd && amount - usual >= leastMinor) {
          found.push(chargeInsight('unusual-amount', booking, amount - Math.round(usual), Math.round(usual), [booking.txnId]));
        }
      } else if (earlier.length === 0 && isLarge(amount, booking, charges, leastMinor)) {
        found.push(chargeInsight('large-one-off', booking, amount, 0, [booking.txnId]));
      }
    }
  }
  return found;
}

function isLarge(amount: number, booking: InsightBooking, charges: readonly InsightBooking[], leastMinor: number): boolean {
  const before = charges.filter(({ date }) => date < booking.date);
  if (amount < 5 * leastMinor || before.length < 50) return false;
  return before.filter(({ amountMinor }) => -amountMinor < amount).length >= LARGE_SHARE * before.length;
}

/** Pairs of charges of the same amount within two days, that are not parts of one transaction. */
function doubleCharges(own: readonly InsightBooking[]): [InsightBooking, InsightBooking][] {
  const pairs: [InsightBooking, InsightBooking][] = [];
  const paired = new Set<InsightBooking>();
  for (const [at, one] of own.entries()) {
    if (paired.has(one)) continue;
    for (const second of own.slice(at + 1)) {
      if (daysBetween(one.date, second.date) > DOUBLE_DAYS) break;
      if (second.amountMinor !== one.amountMinor || second.txnId === one.txnId || paired.has(second)) continue;
      pairs.push([one, second]);
      paired.add(second);
      break;
    }
  }
  return pairs;
}

function chargeInsight(kind: Insight['kind'], booking: InsightBooking, stakeMinor: number, usualValue: number, txnIds: string[]): Insight {
  return {
    kind,
    key: `${kind}:${booking.txnId}`,
    month: monthOf(booking.date),
    date: booking.date,
    stakeMinor,
    nowValue: -booking.amountMinor,
    usualValue,
    categoryId: booking.categoryId,
    payee: booking.payee.name,
    payeeMinor: null,
    txnIds,
  };
}

function byPayee(bookings: readonly InsightBooking[]): Map<string, InsightBooking[]> {
  const groups = new Map<string, InsightBooking[]>();
  for (const booking of bookings) {
    const group = groups.get(booking.payee.key);
    if (group === undefined) groups.set(booking.payee.key, [booking]);
    else group.push(booking);
  }
  return groups;
}
