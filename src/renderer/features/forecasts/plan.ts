/** What a person tries out on the cash flow page. It lives there and nowhere else. */
import { withWhatIfs, type BalanceDay, type WhatIf } from '#shared/balance-outlook.ts';
import type { CashFlow, RecurringPayment } from '#shared/contract/forecasts.ts';

export type Plan =
  | { id: number; kind: 'amount'; name: string; date: string; amountMinor: number; monthly: boolean }
  | { id: number; kind: 'drop'; itemId: string };

/** The days with the plans carried out: what is dropped comes back on each day it would have gone. */
export function plannedDays(flow: CashFlow, plans: readonly Plan[]): BalanceDay[] {
  const dropped = new Set(plans.flatMap((plan) => (plan.kind === 'drop' ? [plan.itemId] : [])));
  const whatIfs: WhatIf[] = [
    ...plans.flatMap((plan) => (plan.kind === 'amount' ? [plan] : [])),
    ...flow.events
      .filter(({ itemId }) => itemId !== null && dropped.has(itemId))
      .map(({ date, amountMinor }) => ({ date, amountMinor: -amountMinor, monthly: false })),
  ];
  return withWhatIfs(flow.days, whatIfs);
}

/** What can be dropped, dearest by month first. */
export function droppable(recurring: readonly RecurringPayment[]): RecurringPayment[] {
  return recurring.filter(({ amountMinor }) => amountMinor < 0).sort((a, b) => aMonth(a) - aMonth(b));
}

/** Minor units a month, with its sign. */
export function aMonth({ amountMinor, period }: Pick<RecurringPayment, 'amountMinor' | 'period'>): number {
  return Math.round(period.unit === 'month' ? amountMinor / period.count : (amountMinor * 30.44) / period.count);
}

/** "every month", "every 2 weeks". */
export function rhythm({ unit, count }: RecurringPayment['period']): string {
  if (unit === 'month') return count === 1 ? 'every month' : count === 12 ? 'every year' : `every ${count} months`;
  return count === 7 ? 'every week' : `every ${count / 7} weeks`;
}
