import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, id, minor, plainDate } from './scalars.ts';
import { splitPart } from './transactions.ts';

const base = oc.errors(commonErrors);

/** Larger files are refused before they are kept: no photo of a receipt is. */
export const MAX_RECEIPT_BYTES = 50 * 1024 * 1024;
/** From this confidence on a field is shown without doubt. */
export const SURE = 0.75;

/** Pixels of the upright picture, from its top left corner. */
export const receiptBox = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });
export type ReceiptBox = z.infer<typeof receiptBox>;

/** `box` null: concluded from the rest, not read in one place. */
function field<T extends z.ZodType>(value: T) {
  return z.object({ value: value.nullable(), confidence: z.number().min(0).max(1), box: receiptBox.nullable() });
}

/** Amounts are minor units of `currency`, or of the currency of reports when that was not read. */
export const receiptReading = z.object({
  merchant: field(z.string()),
  date: field(plainDate),
  /** `HH:MM`. */
  time: field(z.string()),
  total: field(minor),
  subtotal: field(minor),
  tax: field(minor),
  tip: field(minor),
  currency: field(currency),
  paymentMethod: field(z.enum(['cash', 'card', 'mobile', 'voucher', 'cheque', 'transfer'])),
  items: z.array(
    z.object({
      name: z.string(),
      quantity: z.number(),
      /** Of the line; negative for a discount. */
      amountMinor: minor,
      confidence: z.number(),
      box: receiptBox.nullable(),
    }),
  ),
  /** Size of the upright picture that the boxes are on. */
  width: z.number().positive(),
  height: z.number().positive(),
  text: z.string(),
});
export type ReceiptReading = z.infer<typeof receiptReading>;

/** `done`: attached to a transaction. */
export const receiptStatus = z.enum(['waiting', 'reading', 'read', 'failed', 'stopped', 'done']);
export type ReceiptStatus = z.infer<typeof receiptStatus>;

export const receipt = z.object({
  id,
  name: z.string(),
  addedAt: z.iso.datetime(),
  status: receiptStatus,
  /** Why it could not be read. */
  problem: z.string().nullable(),
  /** 0 to 1 while it is read. */
  progress: z.number().nullable(),
  merchant: z.string().nullable(),
  date: plainDate.nullable(),
  totalMinor: minor.nullable(),
  currency,
  transactionId: id.nullable(),
});
export type Receipt = z.infer<typeof receipt>;

export const receiptDetail = receipt.extend({
  reading: receiptReading.nullable(),
  /** Usual for the merchant; null when nothing is known. */
  categoryId: categoryId.nullable(),
});
export type ReceiptDetail = z.infer<typeof receiptDetail>;

/** A transaction that may be what the receipt is of. */
export const receiptMatch = z.object({
  id,
  accountId: id,
  date: plainDate,
  payee: z.string(),
  amountMinor: minor,
  currency,
  /** 0 to 1. */
  score: z.number(),
  /** Good enough to be chosen unless a person says otherwise. */
  likely: z.boolean(),
  /** What speaks for it, and against: "same amount", "a day later". */
  grounds: z.array(z.string()),
});
export type ReceiptMatch = z.infer<typeof receiptMatch>;

/** What a person confirms. Amounts without a sign, in minor units of `currency`; a discount among the parts is negative. */
export const receiptDraft = z.object({
  payee: z.string().trim().min(1, 'Say who was paid.').max(200),
  date: plainDate,
  amountMinor: minor.positive('Say how much it was.'),
  currency,
  categoryId: categoryId.nullable(),
  note: z.string().trim().max(2000).default(''),
  /** None, or two and more that sum to the amount. */
  parts: z.array(splitPart).max(100).default([]),
});
export type ReceiptDraft = z.output<typeof receiptDraft>;

const ids = z.object({ ids: z.array(id).min(1).max(1000) });

export const receiptsContract = {
  /** What is to be done first, then what is done; newest first. */
  list: base.output(z.array(receipt)),
  get: base.input(z.object({ id })).output(receiptDetail),
  /** The upright picture, or the file itself before it was read. */
  picture: base.input(z.object({ id })).output(z.file()),
  /**
   * Keeps the file and reads it in its turn. The same file again is not kept twice: `already` says where it is.
   * INVALID when it is empty, too large or of a kind that no receipt is.
   */
  add: base.input(z.object({ file: z.file() })).output(
    z.object({
      id: id.nullable(),
      already: z.object({ receiptId: id.nullable(), transactionId: id.nullable(), message: z.string() }).nullable(),
    }),
  ),
  /** Takes receipts out of the turn; those that are being read, too. */
  stop: base.input(ids).output(z.object({ stopped: z.int() })),
  /** Reads them, again. */
  read: base.input(ids).output(z.object({ waiting: z.int() })),
  remove: base.input(ids).output(changeRef),
  /** Transactions that the receipt may be of, likeliest first. */
  matches: base
    .input(z.object({ amountMinor: minor.nullable(), currency, date: plainDate.nullable(), payee: z.string().max(200) }))
    .output(z.array(receiptMatch)),
  /** Adds a transaction with the receipt attached. One of another currency than the account's is converted. */
  create: base
    .input(z.object({ id, accountId: id, draft: receiptDraft }))
    .output(changeRef.extend({ transactionId: id })),
  /**
   * Attaches the receipt to a transaction. With parts it is split into them: they must sum to its amount. A category, if
   * given, becomes its category; date, payee and amount stay the bank's.
   */
  attach: base
    .input(
      z.object({
        id,
        transactionId: id,
        categoryId: categoryId.nullable(),
        parts: z.array(splitPart).max(100).default([]),
      }),
    )
    .output(changeRef.extend({ transactionId: id })),
};
