/** Bookings to what was spent each day, from the first to the last of them. */
import { daysBetween, type PlainDate } from '#shared/dates.ts';
import type { DailySeries } from './daily-spending.ts';
import type { DatedAmount } from './monthly-panel.ts';

/** @param until the last day of the series; that of the last booking unless told. Null without bookings. */
export function dailySpending(rows: readonly DatedAmount[], until?: PlainDate): DailySeries | null {
  let first: PlainDate | undefined;
  let last = until;
  for (const { date } of rows) {
    if (first === undefined || date < first) first = date;
    if (until === undefined && (last === undefined || date > last)) last = date;
  }
  if (first === undefined || last === undefined || last < first) return null;
  const values = new Float64Array(daysBetween(first, last) + 1);
  for (const { date, amountMinor } of rows) {
    const at = daysBetween(first, date);
    if (amountMinor < 0 && at < values.length) values[at] = (values[at] as number) - amountMinor;
  }
  return { firstDay: first, values };
}
