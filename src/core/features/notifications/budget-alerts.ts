import type { BudgetLine } from '#shared/contract/budgets.ts';
import { firstDayOf, type PlainMonth } from '#shared/dates.ts';
import type { Notice } from './service.ts';

/** One for a budget that nears its end, and one more when it is over; in each month anew. Amounts as `money` words them. */
export function budgetAlerts(
  lines: readonly BudgetLine[],
  month: PlainMonth,
  money: (minor: number) => string,
): Notice[] {
  return lines.flatMap((line) => {
    if (line.state === 'within') return [];
    const over = line.state === 'over';
    const available = money(line.amountMinor + line.carriedMinor);
    return {
      kind: 'over-budget',
      subject: { id: line.categoryId ?? 'everything', dueOn: firstDayOf(month) },
      once: { daysBefore: over ? 0 : 1 },
      title: over ? `Over budget: ${line.name}` : `Budget nearly used: ${line.name}`,
      body: over
        ? `${money(line.spentMinor)} spent of ${available}, ${money(-line.leftMinor)} too much.`
        : `${money(line.leftMinor)} of ${available} is left for ${line.daysLeft} ${line.daysLeft === 1 ? 'day' : 'days'}.`,
      link: '/budgets',
    } satisfies Notice;
  });
}
