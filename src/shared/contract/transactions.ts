import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { attachment } from './attachments.ts';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, id, minor, plainDate } from './scalars.ts';
import { tagName } from './tags.ts';

const base = oc.errors(commonErrors);

export const categorySource = z.enum(['user', 'payee', 'rule', 'brand', 'mcc', 'keyword', 'bank', 'model']);
export const transactionStatus = z.enum(['pending', 'cleared', 'reconciled']);

export const transaction = z.object({
  id,
  accountId: id,
  date: plainDate,
  /** As the bank shows it: negative is money out. Minor units of `currency`. */
  amountMinor: minor,
  currency,
  /** The payee as a person knows it. */
  payee: z.string(),
  /** The bank's own text; empty when it says no more than the payee. */
  description: z.string(),
  note: z.string(),
  /** Null is uncategorised; also null when split. */
  categoryId: categoryId.nullable(),
  categorySource: categorySource.nullable(),
  /** 0 to 100; null when a person chose. */
  confidence: z.int().min(0).max(100).nullable(),
  /** True when the category was guessed without much evidence, or there is none: worth a look. */
  needsReview: z.boolean(),
  status: transactionStatus,
  splitCount: z.int(),
  isTransfer: z.boolean(),
  /** Money back for a purchase that is linked to it. */
  isRefund: z.boolean(),
  /** Names, in the order of the alphabet. */
  tags: z.array(z.string()),
  hasAttachment: z.boolean(),
  importBatchId: id.nullable(),
});
export type Transaction = z.infer<typeof transaction>;

export const transactionFilter = z.object({
  /** Every word in payee, bank text or note, or a category's name; words under three letters in payee and note only. */
  text: z.string().trim().max(200).optional(),
  accountIds: z.array(id).optional(),
  /** Leaves or groups; a group stands for all its leaves. `none` is uncategorised. */
  categoryIds: z.array(z.union([categoryId, z.literal('none')])).optional(),
  dateFrom: plainDate.optional(),
  dateTo: plainDate.optional(),
  /** Bounds on the size of the amount, without its sign; minor units. */
  amountMin: minor.nonnegative().optional(),
  amountMax: minor.nonnegative().optional(),
  direction: z.enum(['in', 'out']).optional(),
  needsReview: z.boolean().optional(),
  importBatchId: id.optional(),
  status: transactionStatus.optional(),
  /** Money back (linked to its purchase, or money in of a spending category), or half of a transfer. */
  kind: z.enum(['refund', 'transfer']).optional(),
  /** The name of a tag. */
  tag: z.string().max(60).optional(),
});
export type TransactionFilter = z.infer<typeof transactionFilter>;

export const transactionInput = z.object({
  accountId: id,
  date: plainDate,
  amountMinor: minor,
  payee: z.string().trim().min(1, 'Say who was paid, or who paid.').max(200),
  categoryId: categoryId.nullable().default(null),
  note: z.string().trim().max(2000).default(''),
});

export const transactionPatch = z
  .object({
    accountId: id,
    date: plainDate,
    amountMinor: minor,
    payee: z.string().trim().min(1, 'Say who was paid, or who paid.').max(200),
    categoryId: categoryId.nullable(),
    note: z.string().trim().max(2000),
    status: transactionStatus,
    /** What was paid in another currency than the account's; null takes it away. Its sign follows the amount. */
    original: z.object({ amountMinor: minor, currency }).nullable(),
    /** Tags are made by being used. */
    addTags: z.array(tagName).max(20),
    removeTags: z.array(tagName).max(20),
  })
  .partial();

/** A part of a split. Money in minor units of the transaction, with its sign. */
export const splitPart = z.object({
  categoryId: categoryId.nullable(),
  amountMinor: minor,
  note: z.string().trim().max(500).default(''),
});

/** Another transaction, as far as a link to it shows. */
export const linkedTransaction = z.object({
  id,
  accountId: id,
  date: plainDate,
  payee: z.string(),
  amountMinor: minor,
  currency,
});
export type LinkedTransaction = z.infer<typeof linkedTransaction>;

export const transactionDetail = transaction.extend({
  /** "You chose Restaurants for TRATTORIA ROMA 6 times"; null when a person set it or nothing is set. */
  reason: z.string().nullable(),
  importFile: z.string().nullable(),
  importLine: z.int().nullable(),
  splits: z.array(
    z.object({ id, categoryId: categoryId.nullable(), amountMinor: minor, note: z.string() }),
  ),
  /** What was paid in the currency of the place, where the bank said so. */
  original: z.object({ amountMinor: minor, currency }).nullable(),
  /** The other side, when this is half of a transfer. */
  transfer: linkedTransaction.nullable(),
  refundOf: linkedTransaction.nullable(),
  refunds: z.array(linkedTransaction),
  attachments: z.array(attachment),
  /** Newest first. */
  history: z.array(changeRef.extend({ at: z.iso.datetime(), undoable: z.boolean() })),
});
export type TransactionDetail = z.infer<typeof transactionDetail>;

/** Newest first by (date, id). */
export const listPage = z.object({ rows: z.array(transaction), nextCursor: z.string().nullable() });

/** Sums of what a filter shows, per currency. Transfers count in `count` but not in money in or out. */
export const listTotals = z.object({
  count: z.int(),
  /** True when there are more than could be counted at once: `count` is then a lower bound and sums are left out. */
  more: z.boolean(),
  sums: z.array(z.object({ currency, inMinor: minor, outMinor: minor })),
});

export const transactionsContract = {
  list: base
    .input(
      z.object({
        filter: transactionFilter.default({}),
        cursor: z.string().nullable().default(null),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(listPage),
  totals: base.input(z.object({ filter: transactionFilter.default({}) })).output(listTotals),
  get: base.input(z.object({ id })).output(transactionDetail),
  create: base.input(transactionInput).output(changeRef.extend({ id })),
  /** The same patch on one or many, as one undoable change. */
  update: base
    .input(z.object({ ids: z.array(id).min(1).max(10_000), patch: transactionPatch }))
    .output(changeRef.extend({ alsoChanged: z.int().describe('similar rows, not set by a person, that followed') })),
  remove: base.input(z.object({ ids: z.array(id).min(1).max(10_000) })).output(changeRef),
  /**
   * Splits a transaction, or splits it anew. No parts: it is whole again, with the category of the largest part.
   * INVALID unless there are two or more parts that sum to the amount.
   */
  split: base.input(z.object({ id, parts: z.array(splitPart).max(100) })).output(changeRef),
  /** Purchases that a payment received may be the refund of, likeliest first. */
  refundCandidates: base.input(z.object({ id })).output(z.array(linkedTransaction)),
  /**
   * Links a refund to its purchase and gives it the purchase's category; null takes the link away. INVALID unless one is
   * money in and the other money out, of one currency, the purchase first.
   */
  linkRefund: base.input(z.object({ id, purchaseId: id.nullable() })).output(changeRef),
  /** How many wait for a look. */
  reviewCount: base.output(z.object({ count: z.int() })),
  /** Payees that begin with or contain the text, most used first, with the category usual for each. */
  suggestPayees: base
    .input(z.object({ text: z.string().max(200), limit: z.int().min(1).max(20).default(8) }))
    .output(z.array(z.object({ name: z.string(), categoryId: categoryId.nullable() }))),
  /** RFC 4180 text in pieces, with a BOM-less header; what the filter shows, newest first. */
  exportCsv: base.input(z.object({ filter: transactionFilter.default({}) })).output(eventIterator(z.string())),
};
