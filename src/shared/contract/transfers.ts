import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, id } from './scalars.ts';
import { linkedTransaction } from './transactions.ts';

const base = oc.errors(commonErrors);

const pair = z.object({ outId: id, inId: id });

export const transferSuggestion = z.object({
  out: linkedTransaction,
  in: linkedTransaction,
  /** "same amount, 1 day apart, “Umbuchung”". */
  reason: z.string(),
});
export type TransferSuggestion = z.infer<typeof transferSuggestion>;

export const transfersContract = {
  /** Pairs that look like transfers between own accounts, likeliest first; each transaction in one pair at most. */
  suggestions: base.input(z.object({ limit: z.int().min(1).max(200).default(50) })).output(
    z.object({ pairs: z.array(transferSuggestion), total: z.int() }),
  ),
  /** What the other side of a transaction could be, likeliest first. */
  candidates: base.input(z.object({ id })).output(z.array(linkedTransaction)),
  /**
   * Links the two sides of one or many transfers, as one change. They no longer count as income and spending: a side
   * without a transfer category gets one. INVALID unless one is money out and the other money in of two accounts, both
   * whole and not linked yet, and equal when in one currency.
   */
  link: base.input(z.object({ pairs: z.array(pair).min(1).max(1000) })).output(changeRef),
  /** Both sides stand alone again; categories that the link gave are guessed anew. */
  unlink: base.input(z.object({ id })).output(changeRef),
  /** They are no transfer: never suggested again. */
  dismiss: base.input(z.object({ pairs: z.array(pair).min(1).max(1000) })).output(changeRef),
};
