import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, currency, id, minor, month } from './scalars.ts';

const base = oc.errors(commonErrors);

/** Money in and out of a month. Transfers are in neither. `spendingMinor` is positive; refunds lower it. */
const flow = z.object({ incomeMinor: minor, spendingMinor: minor, netMinor: minor });

export const dashboard = z.object({
  month,
  /** Figures are of accounts in this currency; other currencies are listed in `otherCurrencies`, never mixed in. */
  currency,
  otherCurrencies: z.array(currency),
  accounts: z.array(
    z.object({ id, name: z.string(), kind: z.string(), currency, balanceMinor: minor }),
  ),
  /** Sum of account balances in `currency` now, and at the end of the month before. */
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
  /** `currency` defaults to the base currency. */
  get: base.input(z.object({ month, currency: currency.optional() })).output(dashboard),
};
