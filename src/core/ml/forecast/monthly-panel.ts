/** Bookings to complete months: the total of what was spent, the largest categories, and what came in. */
import { dayOf, lastDayOf, monthOf, monthRange, shiftMonth, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import type { Panel, PanelSeries } from './forecaster.ts';

/** Amount in minor units, negative for money going out. */
export interface DatedAmount {
  readonly date: PlainDate;
  readonly amountMinor: number;
  readonly category: string;
  /** Unless told, money out is spending and money in income. Money back from a shop is spending that lowers it. */
  readonly flow?: Flow;
}
export type Flow = 'spending' | 'income';

export function flowOf({ amountMinor, flow }: Pick<DatedAmount, 'amountMinor' | 'flow'>): Flow {
  return flow ?? (amountMinor < 0 ? 'spending' : 'income');
}

export interface MonthlyPanelOptions {
  /** How many categories, by what was spent in them. */
  readonly categories: number;
  /** Whether what came in is a series too; false unless told. */
  readonly income?: boolean;
  /** The last complete month is the one before this day's, or its own on its last day; the last booking's unless told. */
  readonly until?: PlainDate;
}

/** A history that begins up to this day counts its first month as whole: bookings need not fall on the 1st. */
const latestFirstDay = 5;

/**
 * Series in the order total, then categories from large to small, then income if it is asked for; null when there is no
 * complete month.
 */
export function monthlyPanel(rows: readonly DatedAmount[], { categories, income = false, until }: MonthlyPanelOptions): Panel | null {
  const months = completeMonths(rows, until);
  if (months.length === 0) return null;
  const place = new Map(months.map((month, at) => [month, at]));
  const total = new Float64Array(months.length);
  const received = new Float64Array(months.length);
  const byCategory = new Map<string, Float64Array>();
  for (const row of rows) {
    const { date, amountMinor, category } = row;
    const at = place.get(monthOf(date));
    if (at === undefined) continue;
    if (flowOf(row) === 'income') {
      received[at] = (received[at] as number) + amountMinor;
      continue;
    }
    let values = byCategory.get(category);
    if (values === undefined) byCategory.set(category, (values = new Float64Array(months.length)));
    values[at] = (values[at] as number) - amountMinor;
    total[at] = (total[at] as number) - amountMinor;
  }
  const largest = [...byCategory]
    .map(([id, values]) => ({ id, values, sum: values.reduce((sum, value) => sum + value, 0) }))
    .sort((a, b) => b.sum - a.sum || (a.id < b.id ? -1 : 1))
    .slice(0, categories);
  // More back than out is no negative spending that would come again.
  for (const values of [total, received, ...byCategory.values()]) {
    for (let at = 0; at < values.length; at++) values[at] = Math.max(0, values[at] as number);
  }
  const series: PanelSeries[] = [{ id: 'total', kind: 'total', values: total }];
  for (const { id, values } of largest) series.push({ id, kind: 'category', values });
  if (income) series.push({ id: 'income', kind: 'income', values: received });
  return { firstMonth: months[0] as PlainMonth, length: months.length, series };
}

function completeMonths(rows: readonly DatedAmount[], until: PlainDate | undefined): PlainMonth[] {
  let first: PlainDate | undefined;
  let last: PlainDate | undefined;
  for (const { date } of rows) {
    if (first === undefined || date < first) first = date;
    if (last === undefined || date > last) last = date;
  }
  if (first === undefined || last === undefined) return [];
  const end = until ?? last;
  const from = dayOf(first) <= latestFirstDay ? monthOf(first) : shiftMonth(monthOf(first), 1);
  const to = end === lastDayOf(monthOf(end)) ? monthOf(end) : shiftMonth(monthOf(end), -1);
  return monthRange(from, to);
}
