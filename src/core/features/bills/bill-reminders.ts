/** What is to be told of bills. A reminder is known by its bill, the planned day and the days before it. */
import { formatMoney } from '#shared/money.ts';
import type { PlainDate } from '#shared/dates.ts';
import { dayInWords } from '../notifications/day-in-words.ts';
import type { Reminder, ReminderSource } from '../notifications/reminders.ts';
import type { BillService } from './service.ts';

/** Told once when a due day is missed; reminders before it have zero or more, those after a snooze less. */
const MISSED = -1;

export function billReminders(bills: Pick<BillService, 'reminders' | 'missed'>, locale: () => string | undefined): ReminderSource {
  const money = (minor: number, currency: string): string => formatMoney(Math.abs(minor), currency, locale());
  return (since, today) => [
    ...bills.reminders(since, today).map(({ billId, planned, dueOn, daysBefore, name, amountMinor, currency, autopay }): Reminder => {
      const when = dueOn === today ? 'today' : `on ${dayInWords(dueOn)}`;
      const verb = amountMinor > 0 ? 'comes in' : autopay ? 'is paid automatically' : 'is due';
      return {
        kind: 'bill-due',
        subject: { id: billId, dueOn: planned },
        once: { daysBefore },
        title: `${name} ${verb} ${when}`,
        body: overdue(dueOn, today) ?? money(amountMinor, currency),
        actions: amountMinor > 0 || autopay ? [] : [{ id: 'paid', label: 'Paid' }, { id: 'snooze', label: 'Snooze' }],
        link: '/bills',
      };
    }),
    ...bills.missed(since, today).map(
      ({ billId, planned, dueOn, name, amountMinor, currency }): Reminder => ({
        kind: 'bill-missed',
        subject: { id: billId, dueOn: planned },
        once: { daysBefore: MISSED },
        title: `No payment of ${name} was found`,
        body: `${money(amountMinor, currency)} was due on ${dayInWords(dueOn)}.`,
        actions: [{ id: 'paid', label: 'Paid' }],
        link: '/bills',
      }),
    ),
  ];
}

/** The app slept over the day: the reminder comes all the same, and says so. */
function overdue(dueOn: PlainDate, today: PlainDate): string | null {
  return dueOn < today ? `It was due on ${dayInWords(dueOn)}.` : null;
}
