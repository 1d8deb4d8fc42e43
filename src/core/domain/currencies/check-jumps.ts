import { DomainError } from '#shared/contract/errors.ts';
import type { ReadRate } from './read-ecb-rates.ts';
import { mergeRates, rateBefore, type RateHistory } from './rate-history.ts';

/** No currency that the bank quotes ever moved by more between two quotes a month apart. */
const MOST = 3;
const NEIGHBOUR_DAYS = 31;

/**
 * Refuses rates that cannot be: more than three times the one before, or less than a third of it. Such a file has its
 * columns moved or its digits lost.
 * @param rates those that the history does not have yet
 * @throws DomainError UNREADABLE, with the line and the currency.
 */
export function checkJumps(history: RateHistory, rates: readonly ReadRate[]): void {
  // By day, whatever the order of the file: the first wrong one is to be named, not the right one after it.
  const fresh = [...rates].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.line - b.line));
  const whole = mergeRates(history, fresh);
  for (const { currency, date, rate, line } of fresh) {
    const before = rateBefore(whole, currency, date, NEIGHBOUR_DAYS);
    if (!before) continue;
    // A ratio for judging only: nothing is converted by it.
    const ratio = Number(rate) / Number(before.rate);
    if (ratio > MOST || ratio < 1 / MOST) {
      throw new DomainError(
        'UNREADABLE',
        `Line ${line}, ${currency}: ${rate} cannot follow ${before.rate} of ${before.date}.`,
        'file',
      );
    }
  }
}
