/** Which budget holds in a month, and what earlier months left over. Money is minor units of one currency. */
import { shiftMonth, type PlainMonth } from '#shared/dates.ts';

/** What holds from a month on. */
export interface BudgetEntry {
  fromMonth: PlainMonth;
  /** Null: none from then on. */
  amountMinor: number | null;
  rollOver: boolean;
  alertPercent: number;
}

export interface Budget extends BudgetEntry {
  amountMinor: number;
}

/** The budget of a month, or null when none was set by then or it was ended. `entries` are of one target, by month. */
export function budgetIn(entries: readonly BudgetEntry[], month: PlainMonth): Budget | null {
  const entry = entries.findLast(({ fromMonth }) => fromMonth <= month);
  return entry && entry.amountMinor !== null ? { ...entry, amountMinor: entry.amountMinor } : null;
}

/**
 * What the months before brought into this one: what they left, or negative, what was spent beyond them. A month without
 * a budget, or with one that does not roll over, ends what was carried until then.
 */
export function carriedInto(
  entries: readonly BudgetEntry[],
  month: PlainMonth,
  spentIn: (month: PlainMonth) => number,
): number {
  if (!budgetIn(entries, month)?.rollOver) return 0;
  let carried = 0;
  for (let each = entries[0]?.fromMonth ?? month; each < month; each = shiftMonth(each, 1)) {
    const budget = budgetIn(entries, each);
    carried = budget?.rollOver ? carried + budget.amountMinor - spentIn(each) : 0;
  }
  return carried;
}
