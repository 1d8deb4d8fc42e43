import { minorDigits, parseDecimal } from '#shared/money.ts';
import type { DecimalMark } from '#shared/money.ts';

/**
 * Reads an amount as people type it ("12,50", "-3.2", "1 234,56", "1.234,56", "20-") into minor units of the currency.
 * Null when it is no amount, or finer than the currency, or could be meant in two ways.
 */
export function parseAmount(text: string, currency: string, locale: string): number | null {
  const trimmed = text.trim();
  const minusAfter = /[-−]$/.test(trimmed);
  const body = minusAfter ? trimmed.slice(0, -1) : trimmed;
  if (minusAfter && /^[-−+]/.test(body)) return null;
  const minor = parseDecimal(body, { decimal: decimalMarkOf(body, locale) }, minorDigits(currency));
  return minusAfter && minor ? -minor : minor;
}

/**
 * With two kinds of marks, the last is the decimal one. One that comes twice groups thousands. A lone one is the
 * decimal mark unless three digits follow and the locale uses the other.
 */
function decimalMarkOf(text: string, locale: string): DecimalMark {
  const marks = text.replace(/[^.,]/g, '');
  const last = marks.at(-1) as DecimalMark | undefined;
  if (!last) return '.';
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  const groupsThousands = /[1-9]\d{0,2}[.,]\d{3}$/.test(text) && last !== localeMark(locale);
  return groupsThousands ? other : last;
}

function localeMark(locale: string): string | undefined {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value;
}
