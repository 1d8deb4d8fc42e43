/** What is read from a receipt, and where it stands on it. */
import type { PlainDate } from '#shared/dates.ts';

/** Pixels of the upright image (`ReadReceipt.width` × `height`), from its top left corner. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** `value` is null when nothing was found; `confidence` runs from 0 to 1; `box` is null for what was concluded, not read. */
export interface ReadField<Value> {
  value: Value | null;
  confidence: number;
  box: Box | null;
}

export type PaymentMethod = 'cash' | 'card' | 'mobile' | 'voucher' | 'cheque' | 'transfer';

export interface ReadItem {
  name: string;
  /** How many, or how much of what is weighed (0.515): a plain number, not money. */
  quantity: number;
  /** Of the whole line, minor units of the receipt's currency; negative for a discount. */
  amountMinor: number;
  confidence: number;
  box: Box | null;
}

/** Amounts are minor units of `currency`, or of the currency that the reader was told to expect when that is null. */
export interface ReadReceipt {
  merchant: ReadField<string>;
  date: ReadField<PlainDate>;
  /** `HH:MM`, 24 hours. */
  time: ReadField<string>;
  total: ReadField<number>;
  subtotal: ReadField<number>;
  tax: ReadField<number>;
  tip: ReadField<number>;
  /** ISO 4217. */
  currency: ReadField<string>;
  paymentMethod: ReadField<PaymentMethod>;
  items: ReadItem[];
  /** Size of the upright image; the pages of a PDF stand below each other. */
  width: number;
  height: number;
  /** All that was read, a line of the receipt a line. */
  text: string;
  /** JPEG of the upright image for a person to look at; often smaller than `width` × `height`, of the same proportions. */
  preview: Uint8Array;
}

export interface ReadReceiptInput {
  /** JPEG, PNG, WebP, TIFF, GIF, AVIF or PDF. */
  bytes: Uint8Array;
  /** Of the file, for messages. */
  name: string;
  /** A receipt is not of a later day. */
  today: PlainDate;
  /** Names the user already knows; a merchant that reads almost like one of them is that one. */
  payees: readonly string[];
  /** ISO 4217 currency of the user's books, taken where the receipt names none. */
  currency: string;
  /** Whether 03/04 means 3 April where the receipt itself does not tell. */
  dayFirst: boolean;
  /** Folder of the shipped models; brand names come from it. */
  modelsDir: string;
}
