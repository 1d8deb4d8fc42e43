import type { PlainDate, PlainMonth } from '#shared/dates.ts';

/** A booking as insights see it, in the base currency. Parts of a split transaction are apart. */
export interface InsightBooking {
  txnId: string;
  date: PlainDate;
  /** Minor units, negative for money going out. */
  amountMinor: number;
  /** Null: uncategorised. */
  categoryId: string | null;
  payee: { key: string; name: string };
  income: boolean;
}

export interface InsightCategory {
  name: string;
  color: string;
}

export type InsightKind =
  | 'category-above'
  | 'category-below'
  | 'price-rise'
  | 'new-subscription'
  | 'double-charge'
  | 'unusual-amount'
  | 'large-one-off'
  | 'category-unused'
  | 'income-missing'
  | 'savings-rate';

/** What was found, in figures; words are made of it in the reader's locale. */
export interface Insight {
  kind: InsightKind;
  /** The same finding has the same key on every day: by it a dismissal is remembered. */
  key: string;
  month: PlainMonth;
  /** The day it stands for: that of its last booking, or today. */
  date: PlainDate;
  /** The money at stake, above zero, in minor units; insights are ranked by it. */
  stakeMinor: number;
  /** What it is now, and what it usually is; of a savings rate in thousandths of income. */
  nowValue: number;
  usualValue: number;
  categoryId: string | null;
  payee: string | null;
  /** Of what differs, what this payee makes. */
  payeeMinor: number | null;
  /** Its bookings, newest first. */
  txnIds: string[];
}

export interface InsightInput {
  today: PlainDate;
  /** The day up to which the ledger is known. */
  knownUntil: PlainDate;
  /** Of the last 13 months and the running one or more, in the order of their dates. */
  bookings: readonly InsightBooking[];
}
