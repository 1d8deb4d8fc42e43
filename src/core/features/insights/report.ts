import type { Report } from '#shared/contract/insights.ts';
import { monthOf, lastDayOf, firstDayOf, monthRange, type PlainDate } from '#shared/dates.ts';
import type { baseAmounts } from './base-amounts.ts';
import type { createInsightRepository } from './repository.ts';

const UNCATEGORISED = { name: 'Uncategorised', color: '#a8a29e' };

/** Where the money of a period came from and went to. As on the dashboard: refunds lower spending, transfers are neither. */
export function readReport(
  reading: ReturnType<typeof createInsightRepository>,
  amounts: ReturnType<typeof baseAmounts>,
  { from, to, currency }: { from: PlainDate; to: PlainDate; currency: string },
): Report {
  const categories = reading.categories();
  const income = new Map<string, Report['income'][number]>();
  const groups = new Map<string, Report['spending'][number]>();
  const days = new Map<PlainDate, number>();
  const spend = (categoryId: string, amountMinor: number): void => {
    const leaf = categories.get(categoryId);
    const parent = leaf && (categories.get(leaf.parent_id ?? leaf.id) ?? leaf);
    const groupId = parent?.id ?? '';
    let group = groups.get(groupId);
    if (!group) {
      const { name, color } = parent ?? UNCATEGORISED;
      groups.set(groupId, (group = { categoryId: parent?.id ?? null, name, color, amountMinor: 0, leaves: [] }));
    }
    let entry = group.leaves.find((each) => each.categoryId === (leaf?.id ?? null));
    if (!entry) group.leaves.push((entry = { categoryId: leaf?.id ?? null, name: leaf?.name ?? UNCATEGORISED.name, amountMinor: 0 }));
    group.amountMinor += amountMinor;
    entry.amountMinor += amountMinor;
  };
  const earn = (categoryId: string, amountMinor: number): void => {
    const { name, color } = categories.get(categoryId) ?? UNCATEGORISED;
    const entry = income.get(categoryId) ?? { categoryId: categoryId || null, name, color, amountMinor: 0 };
    entry.amountMinor += amountMinor;
    income.set(categoryId, entry);
  };
  // Months apart: each statement stays short.
  for (const month of monthRange(monthOf(from), monthOf(to))) {
    const first = firstDayOf(month) > from ? firstDayOf(month) : from;
    const last = lastDayOf(month) < to ? lastDayOf(month) : to;
    for (const row of reading.days(first, last)) {
      const kind = categories.get(row.category_id)?.kind;
      if (kind === 'transfer') continue;
      const all = amounts.of(row.amount, row.currency, row.date);
      const moneyIn = amounts.of(row.money_in, row.currency, row.date);
      if (all === null || moneyIn === null) continue;
      if (kind === 'income') {
        earn(row.category_id, all);
        continue;
      }
      const spent = kind === 'expense' ? -all : moneyIn - all;
      if (kind === undefined && moneyIn !== 0) earn('', moneyIn);
      if (spent === 0) continue;
      spend(row.category_id, spent);
      days.set(row.date, (days.get(row.date) ?? 0) + spent);
    }
  }
  const largest = <T extends { amountMinor: number }>(rows: Iterable<T>): T[] =>
    [...rows].filter(({ amountMinor }) => amountMinor > 0).sort((a, b) => b.amountMinor - a.amountMinor);
  const sum = (rows: Iterable<{ amountMinor: number }>): number => [...rows].reduce((all, { amountMinor }) => all + amountMinor, 0);
  return {
    currency,
    from,
    to,
    incomeMinor: sum(income.values()),
    spendingMinor: sum(groups.values()),
    income: largest(income.values()),
    spending: largest(groups.values()).map((group) => ({ ...group, leaves: largest(group.leaves) })),
    days: [...days].filter(([, spendingMinor]) => spendingMinor > 0).map(([date, spendingMinor]) => ({ date, spendingMinor })),
    leftOut: amounts.missing(),
  };
}
