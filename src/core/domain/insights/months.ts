import { dayOf, lastDayOf, monthOf, monthRange, shiftMonth, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import type { InsightBooking } from './insight.ts';

export interface MonthFlow {
  month: PlainMonth;
  incomeMinor: number;
  /** Positive; refunds lower it. */
  spendingMinor: number;
}

/** Every month from the first booking to `until`, those without bookings too. */
export function monthFlows(bookings: readonly InsightBooking[], until: PlainMonth): MonthFlow[] {
  const first = bookings[0];
  if (first === undefined) return [];
  const flows = new Map(monthRange(monthOf(first.date), until).map((month) => [month, { month, incomeMinor: 0, spendingMinor: 0 }]));
  for (const { date, amountMinor, income } of bookings) {
    const flow = flows.get(monthOf(date));
    if (flow === undefined) continue;
    if (income) flow.incomeMinor += amountMinor;
    else flow.spendingMinor -= amountMinor;
  }
  return [...flows.values()];
}

/** Whole months before the one of `knownUntil`, the first of the ledger left out when it began in the middle of it. */
export function wholeMonths(flows: readonly MonthFlow[], bookings: readonly InsightBooking[], knownUntil: PlainDate): MonthFlow[] {
  const isOver = knownUntil === lastDayOf(monthOf(knownUntil));
  const last = isOver ? monthOf(knownUntil) : shiftMonth(monthOf(knownUntil), -1);
  const first = bookings[0]?.date;
  const begins = first === undefined ? '' : dayOf(first) <= 7 ? monthOf(first) : shiftMonth(monthOf(first), 1);
  return flows.filter(({ month }) => month >= begins && month <= last);
}
