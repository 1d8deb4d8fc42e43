import { oc } from '@orpc/contract';
import { z } from 'zod';
import { foundRate } from './currencies.ts';
import { commonErrors } from './errors.ts';
import { categoryId, currency, id, minor, month } from './scalars.ts';

const base = oc.errors(commonErrors);

/** Money in and out of a month. Transfers are in neither. `spendingMinor` is positive; refunds lower it. */
const flow = z.object({ incomeMinor: minor, spendingMinor: minor, netMinor: minor });

export const dashboard = z.object({
  month,
  /** All figures are in this currency. */
  currency,
  /** `all`: accounts of every currency, converted to it; `one`: accounts in this currency alone. */
  scope: z.enum(['all', 'one']),
  /**
   * Where the figures are converted: by which rates, and what is left out because no rate is known. Balances are
   * converted at today's rate; income and spending of a month at the rate of its last day, or today's while it runs;
   * net worth at the end of the month before at that day's rate.
   */
  conversion: z
    .object({
      rates: z.array(z.object({ currency, balances: foundRate.nullable(), month: foundRate.nullable() })),
      leftOut: z.array(
        z.object({
          currency,
          /** Accounts left out of net worth, and their sum in their own currency. */
          accounts: z.int(),
          balanceMinor: minor,
          /** Of `month`, in their own currency; zero when it could be converted. */
          incomeMinor: minor,
          spendingMinor: minor,
          /** Months of the trend without a rate. */
          months: z.array(month),
        }),
      ),
    })
    .nullable(),
  otherCurrencies: z.array(currency),
  accounts: z.array(
    z.object({
      id,
      name: z.string(),
      kind: z.string(),
      currency,
      balanceMinor: minor,
      /** In the currency of the figures; null when no rate is known, or the account is not among them. */
      convertedMinor: minor.nullable(),
    }),
  ),
  /** Sum of account balances now, and at the end of the month before. */
  netWorthMinor: minor,
  netWorthBeforeMinor: minor,
  thisMonth: flow,
  lastMonth: flow,
  /** When the month is the current one: last month only up to the same day, so that like is compared with like. */
  lastMonthToDate: flow.nullable(),
  /** Largest first; spending only. Groups with their leaves. */
  spending: z.array(
    z.object({
      categoryId: categoryId.nullable(),
      name: z.string(),
      color: z.string(),
      spendingMinor: minor,
      lastMonthMinor: minor,
      leaves: z.array(
        z.object({
          categoryId: categoryId.nullable(),
          name: z.string(),
          spendingMinor: minor,
          lastMonthMinor: minor,
        }),
      ),
    }),
  ),
  /** Twelve months that end with `month`, oldest first. */
  trend: z.array(flow.extend({ month })),
  reviewCount: z.int(),
  hasTransactions: z.boolean(),
  firstMonth: month.nullable(),
  lastMonthWithData: month.nullable(),
});
export type Dashboard = z.infer<typeof dashboard>;

export const dashboardContract = {
  /** Without `currency`: everything, converted to the base currency. With it: accounts in that currency alone. */
  get: base.input(z.object({ month, currency: currency.optional() })).output(dashboard),
};
