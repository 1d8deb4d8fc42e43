import type { BudgetMonth } from '#shared/contract/budgets.ts';

/** Of the envelopes that count: a group's stands for its categories, and that of everything is only a frame. Minor units. */
export interface BudgetSums {
  spentMinor: number;
  leftMinor: number;
}

export function budgetSums(lines: BudgetMonth['lines']): BudgetSums {
  const groups = new Set(lines.map(({ categoryId }) => categoryId));
  const counted = lines.filter(({ categoryId, groupId }) => categoryId !== null && !(groupId !== null && groups.has(groupId)));
  return {
    spentMinor: counted.reduce((sum, line) => sum + line.spentMinor, 0),
    leftMinor: counted.reduce((sum, line) => sum + line.leftMinor, 0),
  };
}
