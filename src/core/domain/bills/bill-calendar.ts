/** When bills are due, and what has become of it. */
import type { ScheduleRule } from '#shared/contract/schedule.ts';
import { addDays, daysBetween, type PlainDate } from '#shared/dates.ts';
import { occurrences } from '../schedule/occurrences.ts';

export interface BillPlan {
  id: string;
  rule: ScheduleRule;
  status: 'active' | 'paused' | 'cancelled';
  activeFrom: PlainDate;
  autopay: boolean;
}

/** What was written down of one due day. */
export interface SettledDay {
  planned: PlainDate;
  dueOn: PlainDate;
  state: 'open' | 'paid' | 'skipped';
  snoozedUntil: PlainDate | null;
}

export interface DueDay<Settled extends SettledDay = SettledDay> {
  planned: PlainDate;
  dueOn: PlainDate;
  state: 'due' | 'late' | 'missed' | 'paid' | 'skipped';
  settled: Settled | null;
}

/** A bank may take its time with what it pays by itself. */
const AUTOPAY_DAYS = 3;
export const MISSED_DAYS = 14;

/**
 * The due days from `from` to `to`, both included, in order. Only an active bill has any but settled ones, and none
 * before it became active.
 */
export function dueDays<Settled extends SettledDay>(
  bill: BillPlan,
  settled: readonly Settled[],
  from: PlainDate,
  to: PlainDate,
  today: PlainDate,
): DueDay<Settled>[] {
  const byPlanned = new Map(settled.map((each) => [each.planned, each]));
  const days = settled
    .filter(({ dueOn, state }) => dueOn >= from && dueOn <= to && state !== 'open')
    .map((each): DueDay<Settled> => ({ planned: each.planned, dueOn: each.dueOn, state: each.state as 'paid' | 'skipped', settled: each }));
  if (bill.status === 'active') {
    const first = from > bill.activeFrom ? from : bill.activeFrom;
    for (const { planned, date } of occurrences(bill.rule, first, to)) {
      const known = byPlanned.get(planned) ?? null;
      if (known === null || known.state === 'open') days.push({ planned, dueOn: date, state: openState(date, today, bill.autopay), settled: known });
    }
  }
  return days.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

function openState(dueOn: PlainDate, today: PlainDate, autopay: boolean): 'due' | 'late' | 'missed' {
  const since = daysBetween(dueOn, today);
  if (since <= (autopay ? AUTOPAY_DAYS : 0)) return 'due';
  return since < MISSED_DAYS ? 'late' : 'missed';
}

export interface DueReminder {
  billId: string;
  planned: PlainDate;
  dueOn: PlainDate;
  /** Days from the reminder to the due day; what is snoozed may be reminded of after it. */
  daysBefore: number;
  /** The day on which to say so. */
  on: PlainDate;
}

/**
 * The reminders that fall on the days from `since` to `today`, both included. Each is known by bill, planned day and
 * the day before it; what is settled has none. A snoozed one comes on the day it was put off to, and on no other.
 */
export function remindersDue(
  bill: BillPlan & { remindDays: readonly number[] },
  settled: readonly SettledDay[],
  since: PlainDate,
  today: PlainDate,
): DueReminder[] {
  const longest = Math.max(0, ...bill.remindDays);
  const open = dueDays(bill, settled, addDays(since, -MISSED_DAYS * 4), addDays(today, longest), today).filter(
    ({ state }) => state !== 'paid' && state !== 'skipped',
  );
  const inSpan = (day: PlainDate): boolean => day >= since && day <= today;
  return open.flatMap(({ planned, dueOn, settled: known }) => {
    const remind = (on: PlainDate): DueReminder => ({ billId: bill.id, planned, dueOn, daysBefore: daysBetween(on, dueOn), on });
    if (known?.snoozedUntil) return inSpan(known.snoozedUntil) ? [remind(known.snoozedUntil)] : [];
    return [...new Set(bill.remindDays)]
      .map((days) => addDays(dueOn, -days))
      .filter(inSpan)
      .map(remind);
  });
}

/** Due days that came to be missed on the days from `since` to `today`, both included. */
export function missedBetween(bill: BillPlan, settled: readonly SettledDay[], since: PlainDate, today: PlainDate): DueDay[] {
  const from = addDays(since, -MISSED_DAYS);
  const to = addDays(today, -MISSED_DAYS);
  return dueDays(bill, settled, from, to, today).filter(({ state }) => state === 'missed');
}
