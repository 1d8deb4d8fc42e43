/** Bills for other programs: a calendar with alarms, and a plain list. */
import ical, { ICalAlarmType } from 'ical-generator';
import type { BillOccurrence } from '#shared/contract/bills.ts';
import { formatMinor } from '#shared/money.ts';

const DAY_SECONDS = 86_400;
/** Reminders come in the morning: an event of a whole day begins at midnight. */
const MORNING_SECONDS = 9 * 3600;

/** A day keeps its id in every export, so that a calendar that is read again shows it once. */
export function billCalendar(days: readonly BillOccurrence[], remindDays: ReadonlyMap<string, readonly number[]>, now: Date): string {
  const calendar = ical({ name: 'Bills', prodId: { company: 'Saldo', product: 'Bills' } });
  for (const day of days) {
    const event = calendar.createEvent({
      id: `${day.billId}-${day.planned}@saldo`,
      stamp: now,
      start: new Date(`${day.dueOn}T00:00:00Z`),
      allDay: true,
      summary: `${day.name} · ${amountOf(day)}`,
      ...(day.autopay ? { description: 'Paid automatically.' } : {}),
    });
    for (const before of new Set(remindDays.get(day.billId) ?? [])) {
      event.createAlarm({ type: ICalAlarmType.display, trigger: before * DAY_SECONDS - MORNING_SECONDS });
    }
  }
  return calendar.toString();
}

export function billList(days: readonly BillOccurrence[]): string {
  const rows = days.map((day) =>
    [day.dueOn, quoted(day.name), formatMinor(day.amountMinor, day.currency), day.currency, day.autopay ? 'yes' : 'no', day.state].join(','),
  );
  return ['Due,Name,Amount,Currency,Autopay,State', ...rows, ''].join('\r\n');
}

function amountOf({ amountMinor, currency }: BillOccurrence): string {
  return `${formatMinor(Math.abs(amountMinor), currency)} ${currency}`;
}

/** A leading = + − or @ would be a formula to a spreadsheet. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
