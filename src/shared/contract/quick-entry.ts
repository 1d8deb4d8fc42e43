import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

export const entryType = z.enum(['expense', 'income', 'refund', 'transfer']);
export type EntryType = z.infer<typeof entryType>;

/** What was understood; null where the sentence does not say. Amounts are minor units of `currency`, without a sign. */
export const understoodEntry = z.object({
  type: entryType,
  amountMinor: minor.nullable(),
  currency,
  /** Today when no day was said. */
  date: plainDate,
  dateSaid: z.boolean(),
  payee: z.string().nullable(),
  categoryId: categoryId.nullable(),
  /** The account that was named, else the first open one. */
  accountId: id.nullable(),
  /** Where a transfer goes, when it was named. */
  toAccountId: id.nullable(),
  note: z.string(),
  people: z.array(z.string()),
});
export type UnderstoodEntry = z.infer<typeof understoodEntry>;

export const confirmedEntry = z.object({
  type: entryType,
  amountMinor: minor.positive('Say how much.'),
  currency,
  date: plainDate,
  payee: z.string().trim().min(1, 'Say who was paid, or who paid.').max(200),
  categoryId: categoryId.nullable(),
  accountId: id,
  toAccountId: id.nullable(),
  note: z.string().trim().max(2000).default(''),
});
export type ConfirmedEntry = z.output<typeof confirmedEntry>;

export const quickEntryContract = {
  /** Reads a sentence; writes nothing. */
  understand: base.input(z.object({ text: z.string().max(500) })).output(
    z.object({
      entries: z.array(understoodEntry),
      /** What must be said before it can be added. */
      questions: z.array(z.object({ entry: z.int(), field: z.literal('amount'), message: z.string() })),
    }),
  ),
  /**
   * Adds what was confirmed, as one change. An amount in another currency than the account's is converted by the rate
   * of its day and kept as the original. INVALID, field `currency`, when there is no rate; field `toAccountId` when a
   * transfer goes to the account it comes from.
   */
  add: base.input(z.object({ entries: z.array(confirmedEntry).min(1).max(20) })).output(changeRef.extend({ ids: z.array(id) })),
};
