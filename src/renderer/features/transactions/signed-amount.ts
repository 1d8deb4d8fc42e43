/** Amounts as people type them into a ledger, where a sign is the exception. */
import { minorDigits } from '#shared/money.ts';
import { parseAmount } from '../../ui/parse-amount.ts';

/**
 * Minor units of what was typed: a sign counts as written; without one the amount takes `unsigned` (-1: spending).
 * Null when it is no amount.
 */
export function parseSigned(text: string, currency: string, locale: string, unsigned: 1 | -1): number | null {
  const minor = parseAmount(text, currency, locale);
  if (minor === null || minor === 0) return minor;
  return /^\s*[-−+]|[-−]\s*$/.test(text) ? minor : unsigned * minor;
}

/** The example to show in an empty field: "12.50", without decimals where the currency has none. */
export function exampleAmount(currency: string, locale: string): string {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(12.5);
}
