/** Sums of several currencies as figures in one: either those that are in it, or all of them converted. */
import type { Dashboard } from '#shared/contract/dashboard.ts';
import type { FoundRate } from '#shared/contract/currencies.ts';
import { lastDayOf, shiftMonth } from '#shared/dates.ts';
import type { FoundRate as FoundRateExact, RateBook } from '../../domain/currencies/rate-book.ts';
import { convertMinor } from '../../domain/currencies/rate.ts';
import type { AccountBalance, Flow, SummaryRow } from './service.ts';

export interface Sums {
  accounts: AccountBalance[];
  summaries: SummaryRow[];
  /** Of the month before, up to the same day. */
  toDate: SummaryRow[];
  /** By currency: what accounts moved since the month began. */
  moved: ReadonlyMap<string, number>;
}

export type OneCurrencyView = Pick<Dashboard, 'accounts' | 'netWorthMinor' | 'netWorthBeforeMinor' | 'conversion'> &
  Pick<Sums, 'summaries' | 'toDate'>;

/** What is in the currency already; the rest is listed without being counted. */
export function oneCurrency(sums: Sums, currency: string): OneCurrencyView {
  const own = (row: { currency: string }): boolean => row.currency === currency;
  const netWorthMinor = sums.accounts.filter(own).reduce((sum, account) => sum + account.balanceMinor, 0);
  return {
    accounts: sums.accounts.map((account) => ({ ...account, convertedMinor: own(account) ? account.balanceMinor : null })),
    summaries: sums.summaries.filter(own),
    toDate: sums.toDate.filter(own),
    netWorthMinor,
    netWorthBeforeMinor: netWorthMinor - (sums.moved.get(currency) ?? 0),
    conversion: null,
  };
}

interface Target {
  currency: string;
  month: string;
  today: string;
  rates: RateBook;
  flowOf: (rows: SummaryRow[]) => Flow;
}

/**
 * Everything in `currency`. Each account, and each category of a month, is converted by itself, so that what is shown
 * adds up to the figure above it. What has no rate is left out of the figures and named in `leftOut`.
 */
export function toOneCurrency(sums: Sums, { currency, month, today, rates, flowOf }: Target): OneCurrencyView {
  const rateDay = (of: string): string => (lastDayOf(of) < today ? lastDayOf(of) : today);
  const endBefore = rateDay(shiftMonth(month, -1));
  const at = (amountMinor: number, from: string, date: string): number | null =>
    rates.convert(amountMinor, from, currency, date)?.amountMinor ?? null;
  const codes = [...new Set([...sums.accounts, ...sums.summaries].map((row) => row.currency))].sort();
  const foreign = codes.filter((code) => code !== currency);
  // A currency counts in net worth when it can be converted at both ends: what was gained would be wrong otherwise.
  const inNetWorth = new Set(
    codes.filter((code) => rates.find(code, currency, today) && rates.find(code, currency, endBefore)),
  );

  const rateOf = (row: SummaryRow): FoundRateExact | null => rates.find(row.currency, currency, rateDay(row.month));
  const converted = (rows: SummaryRow[]): SummaryRow[] =>
    rows.flatMap((row) => {
      const exact = rateOf(row)?.exact;
      if (!exact) return [];
      const convert = (minor: number): number => convertMinor(minor, exact, row.currency, currency);
      return [{ ...row, currency, money_in: convert(row.money_in), money_out: convert(row.money_out) }];
    });

  let netWorthMinor = 0;
  let netWorthBeforeMinor = 0;
  const accounts = sums.accounts.map((account) => {
    const convertedMinor = inNetWorth.has(account.currency) ? at(account.balanceMinor, account.currency, today) : null;
    netWorthMinor += convertedMinor ?? 0;
    return { ...account, convertedMinor };
  });
  for (const code of inNetWorth) {
    const balance = sums.accounts.reduce((sum, each) => (each.currency === code ? sum + each.balanceMinor : sum), 0);
    netWorthBeforeMinor += at(balance - (sums.moved.get(code) ?? 0), code, endBefore) ?? 0;
  }

  const leftOut = foreign
    .map((code) => {
      const left = inNetWorth.has(code) ? [] : sums.accounts.filter((account) => account.currency === code);
      const rows = sums.summaries.filter((row) => row.currency === code && rateOf(row) === null);
      const { incomeMinor, spendingMinor } = flowOf(rows.filter((row) => row.month === month));
      return {
        currency: code,
        accounts: left.length,
        balanceMinor: left.reduce((sum, account) => sum + account.balanceMinor, 0),
        incomeMinor,
        spendingMinor,
        months: [...new Set(rows.map((row) => row.month))].sort(),
      };
    })
    .filter((left) => left.accounts > 0 || left.months.length > 0);

  return {
    accounts,
    summaries: converted(sums.summaries),
    toDate: converted(sums.toDate),
    netWorthMinor,
    netWorthBeforeMinor,
    conversion: {
      rates: foreign.map((code) => ({
        currency: code,
        balances: plain(rates.find(code, currency, today)),
        month: plain(rates.find(code, currency, rateDay(month))),
      })),
      leftOut,
    },
  };
}

function plain(found: FoundRateExact | null): FoundRate | null {
  if (!found) return null;
  const { rate, rateDate, source, steps, daysOld } = found;
  return { rate, rateDate, source, steps, daysOld };
}
