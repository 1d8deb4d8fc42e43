import { lastDayOf, monthOf, type PlainDate } from '#shared/dates.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';

/** Amounts in one currency, a month at the rate of its last day or today's while it runs; null where no rate is known. */
export function baseAmounts(currency: string, today: PlainDate, rates: () => RateBook) {
  const missing = new Set<string>();
  let book: RateBook | undefined;
  return {
    of(amountMinor: number, from: string, date: PlainDate): number | null {
      if (from === currency || amountMinor === 0) return amountMinor;
      book ??= rates();
      const end = lastDayOf(monthOf(date));
      const found = book.convert(amountMinor, from, currency, end < today ? end : today);
      if (found === null) missing.add(from);
      return found?.amountMinor ?? null;
    },
    missing: (): string[] => [...missing].sort(),
  };
}
