import { monthOf } from '#shared/dates.ts';
import { detectRecurring } from '../recurrence/detect-recurring.ts';
import { categoryInsights } from './category-insights.ts';
import { chargeInsights } from './charge-insights.ts';
import type { Insight, InsightInput } from './insight.ts';
import { monthFlows, wholeMonths } from './months.ts';
import { recurringInsights } from './recurring-insights.ts';
import { median } from './robust.ts';
import { savingsInsight } from './savings-insights.ts';

/** A difference below this share of a usual month's spending is not worth reading. */
const LEAST_SHARE = 0.005;
/** More than that at once is noise. */
const MOST = 12;

/**
 * What differs from usual, most money first. One cause is told once: a charge that stands out is not told again as its
 * category's difference.
 */
export function findInsights(input: InsightInput): Insight[] {
  const { bookings, knownUntil } = input;
  const flows = monthFlows(bookings, monthOf(knownUntil));
  const whole = wholeMonths(flows, bookings, knownUntil);
  const leastMinor = Math.max(1, Math.round(median(whole.slice(-12).map(({ spendingMinor }) => spendingMinor)) * LEAST_SHARE));
  const items = detectRecurring(
    bookings.map(({ date, amountMinor, payee }) => ({ date, amountMinor, key: payee.key })),
    knownUntil,
  );
  const recurring = new Set(items.flatMap((item) => item.bookings.map((place) => bookings[place]?.txnId ?? '')));
  const charges = chargeInsights(input, recurring, leastMinor);
  const changed = recurringInsights(input, items, leastMinor);
  const told = new Set(charges.flatMap(({ categoryId, month, stakeMinor }) => (stakeMinor > 0 ? [`${categoryId ?? ''} ${month}`] : [])));
  const categories = categoryInsights(input, leastMinor).filter((insight) => {
    if (insight.kind !== 'category-above' || !told.has(`${insight.categoryId ?? ''} ${insight.month}`)) return true;
    const explained = charges
      .filter(({ categoryId, month }) => categoryId === insight.categoryId && month === insight.month)
      .reduce((sum, { stakeMinor }) => sum + stakeMinor, 0);
    return explained < insight.stakeMinor * 0.8;
  });
  const savings = savingsInsight(whole, knownUntil);
  return [...charges, ...changed, ...categories, ...(savings ? [savings] : [])]
    .sort((a, b) => b.stakeMinor - a.stakeMinor || (a.key < b.key ? -1 : 1))
    .slice(0, MOST);
}
