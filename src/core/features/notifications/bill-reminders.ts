/** What is to be said about bills: on the days before they are due that each of them names, and when one was missed. */
import type { Bill, BillOccurrence } from '#shared/contract/bills.ts';
import { addDays, type PlainDate } from '#shared/dates.ts';
import { dayInWords } from './day-in-words.ts';
import type { Reminder, ReminderSource } from './reminders.ts';

export type RemindedBill = Pick<Bill, 'id' | 'remindDays'>;
export type RemindedOccurrence = Pick<
  BillOccurrence,
  'billId' | 'name' | 'planned' | 'dueOn' | 'amountMinor' | 'currency' | 'autopay' | 'state' | 'snoozedUntil'
>;

interface BillsToRemindOf {
  bills(): readonly RemindedBill[];
  /** Of all active bills, both days included, by the day they fall on. */
  occurrences(from: PlainDate, to: PlainDate): readonly RemindedOccurrence[];
  money(minor: number, currency: string): string;
}

/** The most days that a reminder may come before its bill. */
const FURTHEST_DAYS = 60;
/** From then on a bill counts as missed: see the states of an occurrence. */
export const MISSED_AFTER_DAYS = 14;

/**
 * A reminder whose day has come before the bill is due is told even when that day lies before `since`: the bill may be
 * newer than its reminder. One whose bill is over is told only for the days since the last time.
 */
export function billReminders({ bills, occurrences, money }: BillsToRemindOf): ReminderSource {
  return (since, today) => {
    const remindDays = new Map(bills().map((bill) => [bill.id, bill.remindDays]));
    const from = addDays(since, -MISSED_AFTER_DAYS);
    return occurrences(from, addDays(today, FURTHEST_DAYS)).flatMap((it): Reminder[] => {
      if (it.state === 'paid' || it.state === 'skipped') return [];
      const due = (remindDays.get(it.billId) ?? [])
        .filter((days) => {
          const day = addDays(it.dueOn, -days);
          return day <= today && (day >= since || it.dueOn >= today);
        })
        .sort((a, b) => b - a)
        .map((days) => dueReminder(it, days, today, money));
      const missedOn = addDays(it.dueOn, MISSED_AFTER_DAYS);
      const missed = !it.autopay && missedOn <= today && missedOn >= since ? [missedReminder(it, money)] : [];
      return [...due, ...missed];
    });
  };
}

function dueReminder(it: RemindedOccurrence, days: number, today: PlainDate, money: BillsToRemindOf['money']): Reminder {
  const amount = money(Math.abs(it.amountMinor), it.currency);
  const when = it.dueOn === today ? 'today' : it.dueOn === addDays(today, 1) ? 'tomorrow' : `on ${dayInWords(it.dueOn)}`;
  const comes = it.amountMinor > 0;
  const verb = it.dueOn < today ? 'was due' : comes ? 'is expected' : it.autopay ? 'is paid by itself' : 'is due';
  return {
    kind: 'bill-due',
    subject: { id: it.billId, dueOn: it.planned },
    once: { daysBefore: days },
    title: `${it.name}: ${amount}`,
    body: `It ${verb} ${when}.`,
    actions: [
      { id: 'paid', label: comes ? 'Received' : 'Paid' },
      { id: 'snooze', label: 'Snooze' },
    ],
    link: '/bills',
  };
}

function missedReminder(it: RemindedOccurrence, money: BillsToRemindOf['money']): Reminder {
  return {
    kind: 'bill-missed',
    subject: { id: it.billId, dueOn: it.planned },
    once: { daysBefore: -MISSED_AFTER_DAYS },
    title: `${it.name} seems to be missed`,
    body: `${money(Math.abs(it.amountMinor), it.currency)} was due on ${dayInWords(it.dueOn)}, and no payment of it is known.`,
    actions: [
      { id: 'paid', label: it.amountMinor > 0 ? 'Received' : 'Paid' },
      { id: 'snooze', label: 'Snooze' },
    ],
    link: '/bills',
  };
}
