/** Which transaction pays which bill. One transaction pays one due day, and a due day is paid by one transaction. */
import { daysBetween, type PlainDate } from '#shared/dates.ts';
import { likeness } from '../text-likeness.ts';

export interface OpenDay {
  billId: string;
  planned: PlainDate;
  dueOn: PlainDate;
  name: string;
  payeeId: string | null;
  accountId: string | null;
  currency: string;
  /** What is expected; `amountMaxMinor` is the other end of a range. */
  amountMinor: number;
  amountMaxMinor: number | null;
  /** Days to the next due day: half of it is the furthest that a payment may lie away. */
  periodDays: number;
}

export interface Payment {
  id: string;
  date: PlainDate;
  amountMinor: number;
  currency: string;
  accountId: string;
  payeeId: string;
  text: string;
}

export interface PaymentMatch {
  day: OpenDay;
  payment: Payment;
}

const DAYS_BEFORE = 7;
const DAYS_AFTER = 20;
/** A price may rise; the payee says that it is the same bill. */
const PAYEE_TOLERANCE = 0.35;
/** Where only the name speaks, the amount has to. */
const NAME_TOLERANCE = 0.02;
const ALIKE = 0.6;

/** Whether a payment may be that of a due day: lower is likelier; null: it is not. */
export function matchCost(day: OpenDay, payment: Payment): number | null {
  if (payment.currency !== day.currency || payment.amountMinor < 0 !== day.amountMinor < 0) return null;
  if (day.accountId !== null && payment.accountId !== day.accountId) return null;
  const late = daysBetween(day.dueOn, payment.date);
  const half = Math.max(1, Math.floor(day.periodDays / 2));
  if (late < -Math.min(DAYS_BEFORE, half) || late > Math.min(DAYS_AFTER, half)) return null;
  const off = offBy(day, Math.abs(payment.amountMinor));
  const samePayee = day.payeeId !== null && day.payeeId === payment.payeeId;
  if (samePayee ? off > PAYEE_TOLERANCE : off > NAME_TOLERANCE || likeness(day.name, payment.text) < ALIKE) return null;
  return Math.abs(late) / 10 + off * 4 + (samePayee ? 0 : 1);
}

/** The cheapest pairs first; each side once. `declined` pairs, by bill and transaction, were taken apart by a person. */
export function matchPayments(
  days: readonly OpenDay[],
  payments: readonly Payment[],
  declined: ReadonlySet<string>,
): PaymentMatch[] {
  const pairs = days.flatMap((day) =>
    payments.flatMap((payment) => {
      const cost = declined.has(pairKey(day.billId, payment.id)) ? null : matchCost(day, payment);
      return cost === null ? [] : [{ day, payment, cost }];
    }),
  );
  pairs.sort((a, b) => a.cost - b.cost || (a.day.dueOn < b.day.dueOn ? -1 : 1));
  const taken = new Set<string>();
  const matches: PaymentMatch[] = [];
  for (const { day, payment } of pairs) {
    const place = `${day.billId} ${day.planned}`;
    if (taken.has(place) || taken.has(payment.id)) continue;
    taken.add(place).add(payment.id);
    matches.push({ day, payment });
  }
  return matches;
}

export function pairKey(billId: string, transactionId: string): string {
  return `${billId} ${transactionId}`;
}

/** The share by which an amount lies outside what is expected. */
function offBy({ amountMinor, amountMaxMinor }: OpenDay, paid: number): number {
  const ends = [Math.abs(amountMinor), Math.abs(amountMaxMinor ?? amountMinor)].sort((a, b) => a - b) as [number, number];
  if (paid >= ends[0] && paid <= ends[1]) return 0;
  const nearest = paid < ends[0] ? ends[0] : ends[1];
  return Math.abs(paid - nearest) / nearest;
}
