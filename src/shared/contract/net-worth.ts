import { oc } from '@orpc/contract';
import { z } from 'zod';
import { accountKind } from './accounts.ts';
import { commonErrors } from './errors.ts';
import { currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

export const netWorthSeries = z.object({
  currency,
  /** At the end of each date. Debts are negative. */
  total: z.array(minor),
  assets: z.array(minor),
  debts: z.array(minor),
  kinds: z.array(z.object({ kind: accountKind, values: z.array(minor) })),
});
export type NetWorthSeries = z.infer<typeof netWorthSeries>;

export const netWorth = z.object({
  /** Ascending: the last days of months, or days. */
  dates: z.array(plainDate),
  /** One for each currency that accounts have; the base currency first. */
  series: z.array(netWorthSeries),
  /** All in the base currency, each date at its own rate; null while there is no other currency. */
  all: netWorthSeries
    .extend({
      /** Currencies that no rate is known for on some date: left out. */
      missing: z.array(currency),
    })
    .nullable(),
});
export type NetWorth = z.infer<typeof netWorth>;

export const netWorthContract = {
  /**
   * `months`: the ends of so many months, this one last. `days`: so many days, today last. An account counts for its
   * latest valuation on or before the date plus its transactions after that day; without one for its opening balance
   * plus its transactions. The opening balance counts from the day the account was opened, or from its first
   * transaction when that is earlier or no day is known. Credit cards and loans are debts, everything else assets.
   */
  get: base
    .input(z.object({ by: z.enum(['month', 'day']).default('month'), count: z.int().min(2).max(600).default(24) }))
    .output(netWorth),
  /** The same for one account. */
  account: base
    .input(
      z.object({ accountId: id, by: z.enum(['month', 'day']).default('month'), count: z.int().min(2).max(600).default(24) }),
    )
    .output(z.object({ currency, dates: z.array(plainDate), values: z.array(minor) })),
};
