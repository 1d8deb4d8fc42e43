import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, id, minor, month, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

/** What was found, in figures: `src/shared/insight-words.ts` makes the sentence. */
export const insight = z.object({
  kind: z.enum([
    'category-above',
    'category-below',
    'price-rise',
    'new-subscription',
    'double-charge',
    'unusual-amount',
    'large-one-off',
    'category-unused',
    'income-missing',
    'savings-rate',
  ]),
  /** The same on every day: dismissals are remembered by it. */
  key: z.string(),
  month,
  date: plainDate,
  /** Above zero, in minor units of the list's currency. */
  stakeMinor: minor,
  /** Minor units; thousandths of income for a savings rate. Of a new subscription: one payment, and what a year costs. */
  nowValue: z.int(),
  usualValue: z.int(),
  categoryId: categoryId.nullable(),
  categoryName: z.string().nullable(),
  color: z.string().nullable(),
  payee: z.string().nullable(),
  /** Of what differs, what this payee makes. */
  payeeMinor: minor.nullable(),
  transactionIds: z.array(id),
});
export type Insight = z.infer<typeof insight>;

export const insightList = z.object({
  currency,
  today: plainDate,
  /** The ledger is known up to this day; before today when nothing was booked for long. */
  knownUntil: plainDate,
  /** Most money first, without those put aside. */
  items: z.array(insight),
  dismissed: z.int(),
  /** Currencies without a rate, whose bookings are not looked at. */
  leftOut: z.array(currency),
});
export type InsightList = z.infer<typeof insightList>;

const range = z.object({ low: minor, high: minor });
const ahead = z.array(z.object({ month, expectedMinor: minor, range80: range }));

export const savings = z.object({
  currency,
  /** Whole months, oldest first; at most three years. `rate`: thousandths of income kept, null without income. */
  months: z.array(z.object({ month, incomeMinor: minor, spendingMinor: minor, savedMinor: minor, rate: z.int().nullable() })),
  /** The months whose income is that of the profile, because the ledger has none. */
  incomeFromProfile: z.boolean(),
  usual: z.object({ middleMinor: minor, low: minor, high: minor }).nullable(),
  /** What would be saved in sum, drawn from one's own months; empty with fewer than six of them. */
  savedAhead: ahead,
  netWorthMinor: minor,
  netWorthAhead: ahead,
  /** How long what can be had at once pays for usual months; null where nothing is known of either. */
  reserve: z.object({ liquidMinor: minor, monthlyMinor: minor, months: z.number() }).nullable(),
});
export type Savings = z.infer<typeof savings>;

export const report = z.object({
  currency,
  from: plainDate,
  to: plainDate,
  incomeMinor: minor,
  spendingMinor: minor,
  /** Largest first; what is not above zero is left out. */
  income: z.array(z.object({ categoryId: categoryId.nullable(), name: z.string(), color: z.string(), amountMinor: minor })),
  spending: z.array(
    z.object({
      categoryId: categoryId.nullable(),
      name: z.string(),
      color: z.string(),
      amountMinor: minor,
      leaves: z.array(z.object({ categoryId: categoryId.nullable(), name: z.string(), amountMinor: minor })),
    }),
  ),
  /** Days on which something was spent. */
  days: z.array(z.object({ date: plainDate, spendingMinor: minor })),
  leftOut: z.array(currency),
});
export type Report = z.infer<typeof report>;

export const insightsContract = {
  list: base.output(insightList),
  /** It does not come back; undo brings it back. */
  dismiss: base.input(z.object({ key: z.string().min(1).max(300) })).output(changeRef),
  /** Shows those put aside again. NOT_FOUND when there are none. */
  restoreDismissed: base.output(changeRef),
  savings: base.output(savings),
  /** At most five years. INVALID when `to` lies before `from`, or they are farther apart. */
  report: base.input(z.object({ from: plainDate, to: plainDate })).output(report),
};
