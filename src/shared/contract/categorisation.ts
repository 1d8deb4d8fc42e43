import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

/** Money in and out of one payee are two questions. */
export const direction = z.enum(['in', 'out']);

/** A category that may be meant, and how surely its group is right, 0 to 100. */
export const candidate = z.object({ categoryId, confidence: z.int().min(0).max(100) });

/** Transactions of one payee that wait for a look. */
export const reviewCluster = z.object({
  payeeId: id,
  payee: z.string(),
  direction,
  currency,
  count: z.int(),
  /** Sum of all, and of the newest; minor units. */
  totalMinor: minor,
  newest: z.object({ id, date: plainDate, amountMinor: minor, account: z.string(), description: z.string() }),
  /** The likeliest first, at most nine. */
  candidates: z.array(candidate),
  /** Why the first: a short phrase. */
  reason: z.string(),
});
export type ReviewCluster = z.infer<typeof reviewCluster>;

export const categorisationContract = {
  /** The largest clusters first. */
  queue: base
    .input(z.object({ limit: z.int().min(1).max(50).default(10) }))
    .output(z.object({ clusters: z.array(reviewCluster), clusterCount: z.int(), rowCount: z.int() })),
  /** Gives the whole cluster a category. The newest row counts as the person's choice, the others follow it. */
  answer: base
    .input(z.object({ payeeId: id, direction, currency, categoryId }))
    .output(changeRef.extend({ changed: z.int() })),
  /** What the categoriser thinks of a transaction, whatever its category is. */
  explain: base.input(z.object({ id })).output(z.object({ candidates: z.array(candidate), reason: z.string() })),
};
