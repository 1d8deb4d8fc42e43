import type { AccountKind } from '#shared/contract/accounts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { NetWorth, NetWorthSeries } from '#shared/contract/net-worth.ts';
import { lastDayOf, monthOf, shiftMonth } from '#shared/dates.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { accountValues, lastDays, type AccountValues } from './account-values.ts';

const debtKinds: readonly AccountKind[] = ['credit', 'loan'];

/** @param rates exchange rates as they are now; asked for only when there is something to convert */
export function createNetWorthService(
  ledger: Ledger,
  clock: Clock,
  baseCurrency: () => string | null,
  rates: () => RateBook,
) {
  const datesOf = (by: 'month' | 'day', count: number): string[] =>
    by === 'day' ? lastDays(clock.today(), count) : lastMonthEnds(clock.today(), count);

  return {
    get(by: 'month' | 'day', count: number): NetWorth {
      const dates = datesOf(by, count);
      const accounts = accountValues(ledger.read, dates);
      const base = baseCurrency();
      const currencies = [...new Set(accounts.map((account) => account.currency))].sort((a, b) =>
        a === base ? -1 : b === base ? 1 : a < b ? -1 : 1,
      );
      return {
        dates,
        series: currencies.map((currency) =>
          summed(currency, accounts.filter((account) => account.currency === currency), dates.length),
        ),
        all: base !== null && currencies.some((currency) => currency !== base) ? inOne(base, accounts, dates, rates()) : null,
      };
    },

    account(accountId: string, by: 'month' | 'day', count: number) {
      const dates = datesOf(by, count);
      const found = accountValues(ledger.read, dates).find((account) => account.id === accountId);
      if (!found) throw new DomainError('NOT_FOUND', 'That account is not there any more.');
      return { currency: found.currency, dates, values: found.values };
    },
  };
}

export type NetWorthService = ReturnType<typeof createNetWorthService>;

/** The last days of `count` months; the last is this month's. */
export function lastMonthEnds(today: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => lastDayOf(shiftMonth(monthOf(today), index - count + 1)));
}

/** Every account at the rate of each date; a currency without a rate is left out whole, so that no line jumps. */
function inOne(base: string, accounts: AccountValues[], dates: string[], rates: RateBook): NonNullable<NetWorth['all']> {
  const missing = new Set<string>();
  const converted = accounts.map((account) => {
    const values = account.values.map((value, at) => {
      if (value === 0 || account.currency === base) return value;
      const found = rates.convert(value, account.currency, base, dates[at] ?? '');
      if (!found) missing.add(account.currency);
      return found?.amountMinor ?? 0;
    });
    return { ...account, values };
  });
  const known = converted.filter((account) => !missing.has(account.currency));
  return { ...summed(base, known, dates.length), missing: [...missing].sort() };
}

function summed(currency: string, accounts: AccountValues[], length: number): NetWorthSeries {
  const none = (): number[] => Array.from({ length }, () => 0);
  const kinds = new Map<AccountKind, number[]>();
  const assets = none();
  const debts = none();
  for (const account of accounts) {
    const side = debtKinds.includes(account.kind) ? debts : assets;
    const values = kinds.get(account.kind) ?? none();
    kinds.set(account.kind, values);
    account.values.forEach((value, at) => {
      values[at] = (values[at] ?? 0) + value;
      side[at] = (side[at] ?? 0) + value;
    });
  }
  return {
    currency,
    total: assets.map((value, at) => value + (debts[at] ?? 0)),
    assets,
    debts,
    kinds: [...kinds].map(([kind, values]) => ({ kind, values })),
  };
}
