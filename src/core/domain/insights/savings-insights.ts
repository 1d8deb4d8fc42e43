import type { Insight } from './insight.ts';
import type { MonthFlow } from './months.ts';
import { median, spread } from './robust.ts';

const MONTHS = 12;
const LEAST_MONTHS = 6;
/** Thousandths of income. */
const LEAST_CHANGE = 80;
const ODD = 2;

/** What is left of income, in thousandths of it; null where there is none. */
export function savingsRate(incomeMinor: number, spendingMinor: number): number | null {
  return incomeMinor > 0 ? Math.round(((incomeMinor - spendingMinor) / incomeMinor) * 1000) : null;
}

/** The last whole month kept clearly more or less of its income than the year before. */
export function savingsInsight(whole: readonly MonthFlow[], date: string): Insight | null {
  const last = whole.at(-1);
  if (last === undefined) return null;
  const rates = whole.slice(-MONTHS - 1, -1).flatMap(({ incomeMinor, spendingMinor }) => savingsRate(incomeMinor, spendingMinor) ?? []);
  const now = savingsRate(last.incomeMinor, last.spendingMinor);
  if (now === null || rates.length < LEAST_MONTHS) return null;
  const usual = median(rates);
  if (Math.abs(now - usual) < Math.max(LEAST_CHANGE, ODD * spread(rates, usual))) return null;
  return {
    kind: 'savings-rate',
    key: `savings-rate:${last.month}`,
    month: last.month,
    date,
    stakeMinor: Math.round((Math.abs(now - usual) / 1000) * last.incomeMinor),
    nowValue: now,
    usualValue: Math.round(usual),
    categoryId: null,
    payee: null,
    payeeMinor: null,
    txnIds: [],
  };
}
