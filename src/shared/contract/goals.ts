import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, currency, id, minor, month, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

export const goalDraft = z.object({
  name: z.string().trim().min(1, 'A goal needs a name.').max(80),
  /** Of the base currency. */
  targetMinor: minor.positive('A goal needs an amount above zero.'),
  /** By the end of this month; null: whenever. */
  byMonth: month.nullable(),
  /** Put aside each month at most; null: whatever is left. */
  monthlyMinor: minor.positive().nullable(),
  /** Its balance is what is saved; null: contributions are. */
  accountId: id.nullable(),
});
export type GoalDraft = z.infer<typeof goalDraft>;

export const goal = goalDraft.extend({
  id,
  savedMinor: minor,
  createdOn: plainDate,
  archivedOn: plainDate.nullable(),
  contributions: z.array(z.object({ id, date: plainDate, amountMinor: minor, note: z.string() })),
  /** From 0 to 1: in time, or within ten years when no time is set. Null with fewer than six months to draw from. */
  probability: z.number().min(0).max(1).nullable(),
  /** The month in which it is reached: the middle of all runs, and the range of 8 in 10. Null where they do not get there. */
  reachedBy: month.nullable(),
  soonest: month.nullable(),
  latest: month.nullable(),
  /** What is missing, shared evenly among the months left. */
  neededMonthlyMinor: minor.nullable(),
  /** The monthly amount that reaches it in time in 8 of 10 runs; null when past savings do not allow any. */
  safeMonthlyMinor: minor.nullable(),
});
export type Goal = z.infer<typeof goal>;

export const goalList = z.object({
  currency,
  /** In the order in which they are served. Archived ones last. */
  goals: z.array(goal),
  /** Whole months that the probabilities are drawn from. */
  monthsKnown: z.int(),
  usualSavings: z.object({ middleMinor: minor, low: minor, high: minor }).nullable(),
});
export type GoalList = z.infer<typeof goalList>;

export const goalsContract = {
  list: base.output(goalList),
  create: base.input(goalDraft).output(changeRef.extend({ id })),
  update: base.input(goalDraft.extend({ id })).output(changeRef),
  archive: base.input(z.object({ id, archived: z.boolean() })).output(changeRef),
  remove: base.input(z.object({ id })).output(changeRef),
  /** Negative: taken out again. CONFLICT for a goal whose money lies in an account. */
  contribute: base
    .input(z.object({ goalId: id, date: plainDate, amountMinor: minor, note: z.string().max(200).default('') }))
    .output(changeRef),
  removeContribution: base.input(z.object({ id })).output(changeRef),
};
