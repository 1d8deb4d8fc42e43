import { minorDigits } from './currency.ts';

/**
 * Reads an amount as people type it ("12,50", "-3.2", "1 234,56", "1.234,56", "+20") into minor units of the currency.
 * Digits go straight to an integer. Null when it is no amount, or finer than the currency.
 *
 * One separator followed by other than three digits is the decimal one; with two kinds, the last is. A lone separator
 * before three digits groups thousands, except where the locale has it as its decimal separator.
 */
export function parseAmount(text: string, currency: string, locale: string): number | null {
  const bare = text
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/[\s\u00a0\u202f'’]/g, '');
  const match = /^([+-]?)([\d.,]+)(-?)$/.exec(bare);
  if (!match) return null;
  const [, sign = '', body = '', trailing = ''] = match;
  const split = splitDecimal(body, locale);
  if (!split) return null;
  const digits = minorDigits(currency);
  const fraction = split.fraction.replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const minor = Number(split.whole + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return (sign === '-' || trailing === '-') && minor !== 0 ? -minor : minor;
}

function splitDecimal(body: string, locale: string): { whole: string; fraction: string } | null {
  const marks = body.replace(/\d/g, '');
  const lastMark = marks.at(-1);
  if (!lastMark) return { whole: body, fraction: '' };
  const last = body.lastIndexOf(lastMark);
  const after = body.length - last - 1;
  const decimal =
    new Set(marks).size === 2 ||
    (marks.length === 1 && (after !== 3 || lastMark === decimalMark(locale) || /^0?$/.test(body.slice(0, last))));
  const whole = decimal ? body.slice(0, last) : body;
  if (decimal && whole.includes(lastMark)) return null;
  if (!/^\d{1,3}([.,]\d{3})+$|^\d*$/.test(whole)) return null;
  const fraction = decimal ? body.slice(last + 1) : '';
  const plain = whole.replace(/[.,]/g, '');
  return plain || fraction ? { whole: plain || '0', fraction } : null;
}

function decimalMark(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
}
