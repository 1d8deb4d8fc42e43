/** How far a budget is used up on a day. Money is minor units of one currency. */
import { dayOf, daysInMonth, monthNumber, monthOf, yearOf, type PlainDate, type PlainMonth } from '#shared/dates.ts';

export interface BudgetProgress {
  /** Negative when more was spent than there was. */
  leftMinor: number;
  /** What may be spent each day that is left, today included, rounded down; null outside the running month, or over. */
  perDayMinor: number | null;
  /** Days left, today included; 0 once the month is over, all of it before it begins. */
  daysLeft: number;
  /** `near`: the share that the person wants to be told at is reached. */
  state: 'within' | 'near' | 'over';
}

export function budgetProgress(
  budget: { amountMinor: number; carriedMinor: number; spentMinor: number; alertPercent: number },
  month: PlainMonth,
  today: PlainDate,
): BudgetProgress {
  const available = budget.amountMinor + budget.carriedMinor;
  const leftMinor = available - budget.spentMinor;
  const days = daysInMonth(yearOf(month), monthNumber(month));
  const now = monthOf(today);
  const daysLeft = month === now ? days - dayOf(today) + 1 : month > now ? days : 0;
  const near = budget.spentMinor > 0 && budget.spentMinor * 100 >= available * budget.alertPercent;
  return {
    leftMinor,
    perDayMinor: month === now && leftMinor >= 0 ? Math.floor(leftMinor / daysLeft) : null,
    daysLeft,
    state: leftMinor < 0 ? 'over' : near ? 'near' : 'within',
  };
}

/**
 * What is assigned in all: a group's own budget stands for its categories, else theirs count. The budget of everything is
 * a frame around them and does not count.
 */
export function assignedTotal(budgets: readonly { categoryId: string | null; groupId: string | null; amountMinor: number }[]): number {
  const groups = new Set(budgets.filter((each) => each.groupId === null).map((each) => each.categoryId));
  return budgets.reduce(
    (sum, { categoryId, groupId, amountMinor }) =>
      categoryId === null || (groupId !== null && groups.has(groupId)) ? sum : sum + amountMinor,
    0,
  );
}
