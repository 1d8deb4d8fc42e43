/** What comes back and changed: a dearer subscription, a new one, an income that did not come. */
import { addDays, daysBetween, monthOf } from '#shared/dates.ts';
import type { RecurringItem } from '../recurrence/recurring-item.ts';
import type { Insight, InsightBooking, InsightInput } from './insight.ts';

const NEW_PRICE_DAYS = 62;
/** A new monthly item is known at its third payment. */
const NEW_ITEM_DAYS = 100;
/** Bookings before which an item is too young for a history that begins with it to tell. */
const LEAST_BEFORE_DAYS = 60;

export function recurringInsights({ today, knownUntil, bookings }: InsightInput, items: readonly RecurringItem[], leastMinor: number): Insight[] {
  const begins = bookings[0]?.date;
  if (begins === undefined) return [];
  return items.flatMap((item): Insight[] => {
    const own = item.bookings.map((place) => bookings[place] as InsightBooking);
    const last = own.at(-1);
    if (last === undefined) return [];
    const yearly = timesAYear(item);
    const about = (kind: Insight['kind'], key: string, stakeMinor: number, nowValue: number, usualValue: number): Insight => ({
      kind,
      key: `${kind}:${key}`,
      month: monthOf(last.date),
      date: last.date,
      stakeMinor,
      nowValue,
      usualValue,
      categoryId: last.categoryId,
      payee: last.payee.name,
      payeeMinor: null,
      txnIds: own.map(({ txnId }) => txnId).reverse().slice(0, 12),
    });
    const { change } = item;
    if (item.amountMinor > 0) {
      // Only what the ledger could have seen: a file not yet imported is no missing salary.
      if (item.state !== 'late' || item.next === null || !last.income || knownUntil < today || own.length < 4) return [];
      return [{ ...about('income-missing', `${last.payee.key}:${item.next}`, item.amountMinor, 0, item.amountMinor), month: monthOf(item.next), date: item.next }];
    }
    if (item.state === 'ended') return [];
    if (change && change.toMinor < change.fromMinor && change.date >= addDays(knownUntil, -NEW_PRICE_DAYS)) {
      const more = Math.round((change.fromMinor - change.toMinor) * yearly);
      return more < leastMinor ? [] : [about('price-rise', `${last.payee.key}:${change.date}`, more, -change.toMinor, -change.fromMinor)];
    }
    const isNew = item.first >= addDays(knownUntil, -NEW_ITEM_DAYS) && daysBetween(begins, item.first) >= LEAST_BEFORE_DAYS;
    const cost = Math.round(-item.amountMinor * yearly);
    // Shopping with a rhythm is no subscription: that is always the same price.
    if (isNew && cost >= leastMinor && item.toleranceMinor * 50 <= -item.amountMinor) {
      return [about('new-subscription', `${last.payee.key}:${item.first}`, cost, -item.amountMinor, cost)];
    }
    return [];
  });
}

function timesAYear({ period: { unit, count } }: RecurringItem): number {
  return unit === 'month' ? 12 / count : 365.25 / count;
}
