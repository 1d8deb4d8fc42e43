import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { scheduleRule } from './schedule.ts';
import { categoryId, changeRef, currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

export const billInput = z.object({
  name: z.string().trim().min(1, 'A bill needs a name.').max(120),
  /** Who is paid: by it, payments are known again. */
  payeeId: id.nullable().default(null),
  accountId: id.nullable().default(null),
  categoryId: categoryId.nullable().default(null),
  currency,
  /** Negative is paid, positive comes in; minor units of `currency`. */
  amountMinor: minor.refine((amount) => amount !== 0, 'A bill has an amount.'),
  /** The other end of a range, with the same sign; null: always the same. */
  amountMaxMinor: minor.nullable().default(null),
  rule: scheduleRule,
  autopay: z.boolean().default(false),
  /** Days before the due day on which to be reminded; 0 is the day itself. */
  remindDays: z.array(z.int().min(0).max(60)).max(6).default([3, 0]),
  note: z.string().trim().max(1000).default(''),
  trialEndsOn: plainDate.nullable().default(null),
});
export type BillInput = z.output<typeof billInput>;

export const billStatus = z.enum(['active', 'paused', 'cancelled']);

export const bill = billInput.extend({
  id,
  status: billStatus,
  /** "every month on the 1st". */
  says: z.string(),
  /** Null when it is paused, cancelled or over. */
  nextDueOn: plainDate.nullable(),
  /** What the next twelve months cost, in minor units of `currency` with the sign of the amount. */
  yearlyMinor: minor,
  lastPaid: z.object({ on: plainDate, amountMinor: minor }).nullable(),
  /** The last time that it cost something else than the time before. */
  priceChange: z.object({ on: plainDate, fromMinor: minor, toMinor: minor }).nullable(),
});
export type Bill = z.infer<typeof bill>;

export const billOccurrence = z.object({
  billId: id,
  name: z.string(),
  /** The day that the rule means, by which the occurrence is known; `dueOn` is where it was moved to. */
  planned: plainDate,
  dueOn: plainDate,
  /** What is expected, or what was paid. */
  amountMinor: minor,
  amountMaxMinor: minor.nullable(),
  currency,
  categoryId: categoryId.nullable(),
  accountId: id.nullable(),
  autopay: z.boolean(),
  /** `late`: the day has passed. `missed`: two weeks ago and more. */
  state: z.enum(['due', 'late', 'missed', 'paid', 'skipped']),
  paidOn: plainDate.nullable(),
  transactionId: id.nullable(),
  snoozedUntil: plainDate.nullable(),
  /** Paid with another amount than expected. */
  amountChanged: z.boolean(),
});
export type BillOccurrence = z.infer<typeof billOccurrence>;

/** What the history shows to come back and is no bill yet. */
export const billProposal = z.object({
  /** The bill as it would be. */
  bill: billInput,
  payeeId: id,
  says: z.string(),
  /** Bookings that speak for it. */
  times: z.int(),
  firstOn: plainDate,
  lastOn: plainDate,
  yearlyMinor: minor,
});
export type BillProposal = z.infer<typeof billProposal>;

const occurrenceRef = z.object({ billId: id, planned: plainDate });

export const billsContract = {
  /** By their next due day; those that are over last. */
  list: base.output(z.array(bill)),
  /** Due, paid and skipped ones of all bills, by day; both days included. At most two years. */
  occurrences: base.input(z.object({ from: plainDate, to: plainDate })).output(z.array(billOccurrence)),
  /** Of one bill: what is settled and what is to come, the newest first. */
  history: base.input(z.object({ id })).output(z.array(billOccurrence)),
  create: base.input(billInput).output(changeRef.extend({ id })),
  update: base.input(billInput.partial().extend({ id })).output(changeRef),
  setStatus: base.input(z.object({ id, status: billStatus })).output(changeRef),
  remove: base.input(z.object({ id })).output(changeRef),
  /** With a transaction, what it says; else by the person's word, on `paidOn`. */
  markPaid: base.input(occurrenceRef.extend({ transactionId: id.nullable(), paidOn: plainDate.nullable() })).output(changeRef),
  skip: base.input(occurrenceRef).output(changeRef),
  snooze: base.input(occurrenceRef.extend({ until: plainDate })).output(changeRef),
  /** Makes it open again. */
  reopen: base.input(occurrenceRef).output(changeRef),
  /** Transactions that could be the payment, the likeliest first. */
  candidates: base.input(occurrenceRef).output(
    z.array(z.object({ id, date: plainDate, amountMinor: minor, currency, payee: z.string() })),
  ),
  proposals: base.output(z.array(billProposal)),
  dismiss: base.input(z.object({ payeeId: id, income: z.boolean() })).output(changeRef),
  /** iCalendar with an alarm for each reminder, or a list of the next twelve months. */
  export: base.input(z.object({ format: z.enum(['ics', 'csv']) })).output(z.object({ name: z.string(), text: z.string() })),
};
