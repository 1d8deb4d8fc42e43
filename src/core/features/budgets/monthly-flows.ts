/** Sums of months as budgets see them, in one currency. */
import type { BudgetCategory, MonthSum } from './repository.ts';

/** Of a target in a month, in the maps of this file. */
export const keyOf = (categoryId: string | null, month: string): string => `${month} ${categoryId ?? ''}`;

/** By target and month, see keyOf. What counts as spending is as on the dashboard: refunds lower it, transfers and income are none. */
export function spendingByTarget(
  sums: readonly MonthSum[],
  categories: Map<string, BudgetCategory>,
  convert: (minor: number, currency: string, month: string) => number,
): Map<string, number> {
  const spending = new Map<string, number>();
  for (const { month, currency, category_id, money_in, money_out } of sums) {
    const category = categories.get(category_id);
    if (category && category.kind !== 'expense') continue;
    const minor = convert(category ? money_out - money_in : money_out, currency, month);
    for (const target of new Set([null, category?.id ?? null, category?.parent_id ?? null])) {
      const key = keyOf(target, month);
      spending.set(key, (spending.get(key) ?? 0) + minor);
    }
  }
  return spending;
}

export function incomeOf(
  sums: readonly MonthSum[],
  month: string,
  categories: Map<string, BudgetCategory>,
  convert: (minor: number, currency: string, month: string) => number,
): number {
  let income = 0;
  for (const sum of sums) {
    if (sum.month !== month) continue;
    const kind = categories.get(sum.category_id)?.kind;
    if (kind === 'income') income += convert(sum.money_in - sum.money_out, sum.currency, month);
    else if (kind === undefined) income += convert(sum.money_in, sum.currency, month);
  }
  return income;
}
