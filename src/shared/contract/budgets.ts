import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, minor, month } from './scalars.ts';

const base = oc.errors(commonErrors);

/** A leaf or a group; null for everything that is spent. */
const target = categoryId.nullable();
const alertPercent = z.int().min(1).max(100);

export const budgetLine = z.object({
  categoryId: target,
  /** Null for a group, and for everything. */
  groupId: categoryId.nullable(),
  name: z.string(),
  color: z.string().nullable(),
  amountMinor: minor,
  /** From the months before; zero when the budget does not roll over. */
  carriedMinor: minor,
  spentMinor: minor,
  leftMinor: minor,
  /** A day, today included; null outside the running month, or once over. */
  perDayMinor: minor.nullable(),
  daysLeft: z.int(),
  state: z.enum(['within', 'near', 'over']),
  rollOver: z.boolean(),
  alertPercent,
  /** The month from which it holds as it is. */
  since: month,
});
export type BudgetLine = z.infer<typeof budgetLine>;

export const budgetMonth = z.object({
  month,
  /** Of all amounts. */
  currency,
  /** Everything first, then groups with their categories behind them. */
  lines: z.array(budgetLine),
  /** Spending of the month without a budget on the category or its group, largest first. */
  unbudgeted: z.array(
    z.object({ categoryId, groupId: categoryId.nullable(), name: z.string(), color: z.string(), spentMinor: minor }),
  ),
  incomeMinor: minor,
  spentMinor: minor,
  /** Group budgets stand for their categories; that of everything is not counted. */
  assignedMinor: minor,
  /** Whether the budgets of the month before differ. */
  differsFromLastMonth: z.boolean(),
  /** Currencies that are not counted because no rate is known. */
  leftOut: z.array(currency),
});
export type BudgetMonth = z.infer<typeof budgetMonth>;

export const budgetEntry = z.object({ fromMonth: month, amountMinor: minor.nullable(), currency, rollOver: z.boolean(), alertPercent });

export const budgetsContract = {
  /** Every budget of a month and what became of it, in the base currency. */
  month: base.input(z.object({ month })).output(budgetMonth),
  /** What holds and held for a target, oldest first. */
  history: base.input(z.object({ categoryId: target })).output(z.array(budgetEntry)),
  /** Holds from `month` on until a later entry; earlier months stay as they were. */
  set: base
    .input(z.object({ categoryId: target, month, amountMinor: minor.nonnegative(), rollOver: z.boolean(), alertPercent }))
    .output(changeRef),
  /** None from `month` on; earlier months stay as they were. */
  end: base.input(z.object({ categoryId: target, month })).output(changeRef),
  /** From one envelope to another, in that month alone. Refused beyond what the first was assigned. */
  move: base.input(z.object({ fromId: categoryId, toId: categoryId, month, amountMinor: minor.positive() })).output(changeRef),
  /** Makes the budgets of a month what they were in the month before. */
  copyLastMonth: base.input(z.object({ month })).output(changeRef),
};
