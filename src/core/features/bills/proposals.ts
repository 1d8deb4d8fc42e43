/** What the history shows to come back, as bills that a person may take. */
import type { BillInput, BillProposal } from '#shared/contract/bills.ts';
import type { ScheduleRule } from '#shared/contract/schedule.ts';
import { describeSchedule } from '#shared/describe-schedule.ts';
import { addMonths, dayOf, lastDayOf, monthNumber, monthOf, weekdayOf, type PlainDate } from '#shared/dates.ts';
import { idFromBytes } from '#shared/ids.ts';
import { detectRecurring } from '../../domain/recurrence/detect-recurring.ts';
import type { RecurringItem } from '../../domain/recurrence/recurring-item.ts';
import type { BillRepository } from './repository.ts';
import { yearlyOf } from './yearly-cost.ts';

const MONTHS_BACK = 25;
/** Somebody who is paid more often sends no bills. */
const MOST_TIMES = 60;
/** Two flights a year apart are a coincidence. */
const LEAST_TIMES = 3;
/** Below this share of expected days it is a habit. */
const LEAST_REGULARITY = 0.8;

/** `known`: payees of bills that are there already, with the sign of their amounts, as {@link payeeKey} writes them. */
export function billProposals(reading: BillRepository, known: ReadonlySet<string>, today: PlainDate): BillProposal[] {
  const dismissed = reading.dismissed();
  const kinds = reading.kinds();
  const byPayee = Map.groupBy(reading.bookings(addMonths(today, -MONTHS_BACK), MOST_TIMES), ({ payee }) => payee.toString('hex'));
  const proposals: BillProposal[] = [];
  for (const bookings of byPayee.values()) {
    const [first] = bookings;
    if (!first) continue;
    const payeeId = idFromBytes(first.payee);
    const items = detectRecurring(bookings.map(({ date, amount }) => ({ date, amountMinor: amount, key: payeeId })), today);
    for (const item of items) {
      const key = payeeKey(payeeId, item.amountMinor);
      if (item.state === 'ended' || item.next === null || item.regularity < LEAST_REGULARITY || item.bookings.length < LEAST_TIMES) continue;
      if (known.has(key) || dismissed.has(key)) continue;
      const last = bookings[item.bookings.at(-1) ?? 0] ?? first;
      if (last.category !== null && kinds.get(last.category) === 'transfer') continue;
      const bill: BillInput = {
        name: reading.payeeName(first.payee),
        payeeId,
        accountId: idFromBytes(last.account),
        categoryId: last.category,
        currency: last.currency,
        amountMinor: item.amountMinor,
        amountMaxMinor: null,
        rule: ruleOf(item, item.next),
        autopay: true,
        remindDays: [],
        note: '',
        trialEndsOn: null,
      };
      proposals.push({
        bill,
        payeeId,
        says: describeSchedule(bill.rule),
        times: item.bookings.length,
        firstOn: item.first,
        lastOn: item.last,
        yearlyMinor: yearlyOf(bill, today),
      });
    }
  }
  return proposals.sort((a, b) => a.yearlyMinor - b.yearlyMinor);
}

export function payeeKey(payeeId: string, amountMinor: number): string {
  return `${payeeId} ${amountMinor > 0 ? 1 : 0}`;
}

function ruleOf({ period, day }: RecurringItem, next: PlainDate): ScheduleRule {
  const common = { start: next, shift: 'none', end: { kind: 'never' } } as const;
  if (period.unit === 'day') {
    return period.count % 7 === 0
      ? { ...common, rhythm: { unit: 'week', every: period.count / 7, weekdays: [weekdayOf(next)] } }
      : { ...common, rhythm: { unit: 'day', every: period.count } };
  }
  const by = day >= 31 || (next === lastDayOf(monthOf(next)) && day > 28) ? ({ on: 'last-day' } as const) : ({ on: 'day', day: day || dayOf(next) } as const);
  return period.count === 12
    ? { ...common, rhythm: { unit: 'year', every: 1, month: monthNumber(next), by } }
    : { ...common, rhythm: { unit: 'month', every: period.count, by } };
}
