/**
 * Finds what comes back in a history, from dates and amounts alone: who it is that is paid, the caller says by the key.
 * A key is tried as one item; where that has no rhythm (two contracts with one company), by amounts, then by days.
 */
import { dayOf, daysBetween, weekdayOf, type PlainDate } from '#shared/dates.ts';
import { missBy, stepFrom, type Period, type PriceChange, type RecurringItem } from './recurring-item.ts';

export interface Booking {
  readonly date: PlainDate;
  /** Minor units, negative for money going out. */
  readonly amountMinor: number;
  readonly key: string;
}

interface Placed extends Booking {
  readonly place: number;
}

/** Days within which a booking is on time: weekends and holidays shift it, long periods more so. */
const periods: readonly { period: Period; days: number; slack: number; least: number }[] = [
  { period: { unit: 'day', count: 7 }, days: 7, slack: 1, least: 5 },
  { period: { unit: 'day', count: 14 }, days: 14, slack: 2, least: 4 },
  { period: { unit: 'day', count: 28 }, days: 28, slack: 1, least: 5 },
  { period: { unit: 'month', count: 1 }, days: 30.44, slack: 4, least: 3 },
  { period: { unit: 'month', count: 2 }, days: 60.9, slack: 5, least: 3 },
  { period: { unit: 'month', count: 3 }, days: 91.3, slack: 7, least: 3 },
  { period: { unit: 'month', count: 6 }, days: 182.6, slack: 9, least: 3 },
  { period: { unit: 'month', count: 12 }, days: 365.25, slack: 12, least: 2 },
];
const leastRegularity = 0.75;
/** Beyond this share of the amount, the middle deviation is that of shopping and not of a bill. */
const largestSpread = 0.3;
/** Of two bookings a year apart, the amounts must be nearer than that. */
const largestSpreadOfTwo = 0.15;
const amountGap = 1.15;
const dayGap = 5;
/** What counts as another price, and not as another cent. */
const leastChange = 0.01;

/** @param today decides what is late or has ended; bookings after it are not looked at */
export function detectRecurring(bookings: readonly Booking[], today: PlainDate): RecurringItem[] {
  const groups = new Map<string, Placed[]>();
  for (const [place, booking] of bookings.entries()) {
    if (booking.amountMinor === 0 || booking.date > today) continue;
    const name = `${booking.amountMinor < 0 ? '−' : '+'}${booking.key}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [{ ...booking, place }]);
    else group.push({ ...booking, place });
  }
  const items: RecurringItem[] = [];
  for (const group of groups.values()) {
    group.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.place - b.place));
    items.push(...itemsOf(group, today));
  }
  return items.sort((a, b) => (a.bookings[0] as number) - (b.bookings[0] as number));
}

function itemsOf(group: readonly Placed[], today: PlainDate): RecurringItem[] {
  const whole = itemOf(group, today);
  if (whole !== null) return [whole];
  return split(group, (booking) => Math.log(Math.abs(booking.amountMinor)), Math.log(amountGap)).flatMap((part) => {
    const item = part.length === group.length ? null : itemOf(part, today);
    if (item !== null) return [item];
    return split(part, ({ date }) => dayOf(date), dayGap).flatMap((sameDay) =>
      sameDay.length === part.length ? [] : (itemOf(sameDay, today) ?? []),
    );
  });
}

/** Parts between which the measure jumps by more than `gap`; each in the order of time, as the group is. */
function split(group: readonly Placed[], measure: (booking: Placed) => number, gap: number): (readonly Placed[])[] {
  const sizes = Float64Array.from(group, measure);
  const sorted = sizes.toSorted();
  const starts: number[] = [];
  for (let at = 1; at < sorted.length; at++) {
    if ((sorted[at] as number) - (sorted[at - 1] as number) > gap) starts.push(sorted[at] as number);
  }
  if (starts.length === 0) return [group];
  const parts = Array.from({ length: starts.length + 1 }, (): Placed[] => []);
  for (const [at, booking] of group.entries()) {
    let part = 0;
    while (part < starts.length && (sizes[at] as number) >= (starts[part] as number)) part += 1;
    (parts[part] as Placed[]).push(booking);
  }
  return parts;
}

function itemOf(group: readonly Placed[], today: PlainDate): RecurringItem | null {
  if (group.length < 2) return null;
  const amounts = group.map(({ amountMinor }) => amountMinor);
  const usual = middle(amounts);
  const spread = middle(amounts.map((amount) => Math.abs(amount - usual))) / Math.abs(usual);
  let best: { period: Period; regularity: number; days: number; slack: number } | null = null;
  for (const { period, days, slack, least } of periods) {
    if (group.length < least) continue;
    if (spread > (group.length === 2 ? largestSpreadOfTwo : largestSpread)) continue;
    const regularity = regularityOf(group, period, days, slack);
    if (regularity < leastRegularity || (best !== null && regularity <= best.regularity)) continue;
    best = { period, regularity, days, slack };
  }
  if (best === null) return null;
  const { period, regularity, days, slack } = best;
  const first = group[0] as Placed;
  const last = group.at(-1) as Placed;
  const day = usualDay(group, period);
  const due = nextAfter(last.date, period, day, slack);
  const overdue = daysBetween(due, today) - slack;
  const state = overdue <= 0 ? 'active' : overdue <= days ? 'late' : 'ended';
  const change = lastChange(group);
  const current = change === null ? group : group.filter(({ date }) => date >= change.date);
  const recent = current.slice(-6).map(({ amountMinor }) => amountMinor);
  const amountMinor = Math.round(middle(recent));
  return {
    key: first.key,
    period,
    day,
    amountMinor,
    toleranceMinor: Math.round(middle(recent.map((amount) => Math.abs(amount - amountMinor)))),
    change,
    driftPerYear: Math.round(slopePerYear(group)),
    first: first.date,
    last: last.date,
    next: state === 'ended' ? null : due,
    state,
    bookings: group.map(({ place }) => place),
    regularity,
  };
}

/** Share of the dates from the first booking to the last on which one came in time; extra bookings count against it. */
function regularityOf(group: readonly Placed[], period: Period, days: number, slack: number): number {
  let expected = 0;
  let met = 0;
  for (let at = 1; at < group.length; at++) {
    const from = (group[at - 1] as Placed).date;
    const to = (group[at] as Placed).date;
    const steps = Math.max(1, Math.round(daysBetween(from, to) / days));
    expected += steps;
    if (Math.abs(missBy(from, to, period, steps)) <= slack) met += 1;
  }
  return met / expected;
}

function usualDay(group: readonly Placed[], { unit }: Period): number {
  if (unit === 'day') return mostOften(group.map(({ date }) => weekdayOf(date)));
  // Around the end of a month days wrap: the 1st stands for the 31st where most come late.
  const days = group.slice(-12).map(({ date }) => dayOf(date));
  const late = days.filter((day) => day >= 24).length * 2 > days.length;
  const usual = Math.round(middle(days.map((day) => (late && day <= 6 ? day + 31 : day))));
  // The last day of short months is that of long ones.
  return usual > 31 ? usual - 31 : usual >= 28 && Math.max(...days) === 31 ? 31 : usual;
}

function nextAfter(last: PlainDate, period: Period, day: number, slack: number): PlainDate {
  if (period.unit === 'day') return stepFrom(last, period, 1, day);
  // A booking some days early or late, perhaps across the turn of the month, stands for its due date.
  const candidates = [-1, 0, 1].map((months) => stepFrom(last, { unit: 'month', count: 1 }, months, day));
  const distance = (date: PlainDate) => Math.abs(daysBetween(date, last));
  const due = candidates.reduce((nearest, date) => (distance(date) < distance(nearest) ? date : nearest));
  const anchor = distance(due) <= 2 * slack ? due : last;
  return stepFrom(anchor, period, 1, day);
}

/** The last step to another price that stayed; null where amounts wander from booking to booking. */
function lastChange(group: readonly Placed[]): PriceChange | null {
  for (let at = group.length - 1; at > 0; at--) {
    const from = (group[at - 1] as Placed).amountMinor;
    const to = (group[at] as Placed).amountMinor;
    if (Math.abs(to - from) <= leastChange * Math.abs(from)) continue;
    const before = group.slice(Math.max(0, at - 2), at);
    const after = group.slice(at, at + 2);
    const steady = (part: readonly Placed[], price: number) =>
      part.every(({ amountMinor }) => Math.abs(amountMinor - price) <= leastChange * Math.abs(price));
    return steady(before, from) && steady(after, to) ? { date: (group[at] as Placed).date, fromMinor: from, toMinor: to } : null;
  }
  return null;
}

/** Theil and Sen: the median of the slopes between all pairs (of the last two dozen). */
function slopePerYear(group: readonly Placed[]): number {
  const recent = group.slice(-24);
  const slopes: number[] = [];
  for (const [at, later] of recent.entries()) {
    for (const earlier of recent.slice(0, at)) {
      const days = daysBetween(earlier.date, later.date);
      if (days > 0) slopes.push(((later.amountMinor - earlier.amountMinor) / days) * 365.25);
    }
  }
  return slopes.length === 0 ? 0 : middle(slopes);
}

function middle(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

function mostOften(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}
