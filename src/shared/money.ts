/** Money is an integer of minor units and a currency. Text goes straight to integers and back, never through floats. */
import { minorDigits } from './currencies.ts';

export { minorDigits };

export type DecimalMark = '.' | ',';

/** Throws a RangeError unless `minor` is an integer that JavaScript holds exactly. A failure here is a bug. */
export function assertMinor(minor: number): void {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`Not an amount in minor units: ${minor}`);
}

// Spaces of all widths, apostrophes and the mark that is not the decimal one may part groups of digits.
const grouped = {
  '.': /^\d{1,3}(?:([,'’\s])\d{3})(?:\1\d{3})*$/,
  ',': /^\d{1,3}(?:([.'’\s])\d{3})(?:\1\d{3})*$/,
} as const;
const groupedIndian = /^\d{1,3}(?:,\d{2})+,\d{3}$/;
const groupMarks = /[.,'’\s]/g;
const digits = /^\d+$/;

/**
 * Reads a plain decimal number such as `-1.234,56` (decimal `,`) into minor units: -123456 for exponent 2.
 * A leading `-`, `−` or `+` may stand before it; groups of thousands must be whole groups of one mark.
 * Answers null for anything else, and for more decimals than the currency has: `12.345` is not 12.34 nor 12345.
 * Surplus zeros (`12.5000`) are fine unless they could be a group of thousands (`12.500`).
 */
export function parseDecimal(text: string, { decimal }: { decimal: DecimalMark }, exponent: number): number | null {
  let body = text.trim();
  const sign = body.charCodeAt(0);
  const negative = sign === 0x2d || sign === 0x2212;
  if (negative || sign === 0x2b) body = body.slice(1).trimStart();

  const at = body.lastIndexOf(decimal);
  let whole = at === -1 ? body : body.slice(0, at);
  let fraction = at === -1 ? '' : body.slice(at + 1);
  if (fraction !== '' && !digits.test(fraction)) return null;
  if (whole === '') {
    if (fraction === '') return null;
    whole = '0';
  } else if (!digits.test(whole)) {
    if (!grouped[decimal].test(whole) && !(decimal === '.' && groupedIndian.test(whole))) return null;
    whole = whole.replace(groupMarks, '');
  }

  if (fraction.length > exponent) {
    const surplus = fraction.slice(exponent);
    if (/[1-9]/.test(surplus)) return null;
    const couldBeThousands = fraction.length === 3 && whole.length <= 3 && whole !== '0';
    if (couldBeThousands) return null;
    fraction = fraction.slice(0, exponent);
  }
  const minor = Number(whole + fraction.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return negative && minor !== 0 ? -minor : minor;
}

/** The plain decimal string of an amount, for files and inputs: -1234 EUR → `-12.34`, 500 JPY → `500`. */
export function formatMinor(minor: number, currency: string): string {
  return formatDecimal(minor, minorDigits(currency), '.');
}

/** As {@link formatMinor}, with the decimals and the mark given. */
export function formatDecimal(minor: number, exponent: number, decimal: DecimalMark): string {
  assertMinor(minor);
  const text = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (exponent === 0) return sign + text;
  return `${sign}${text.slice(0, -exponent)}${decimal}${text.slice(-exponent)}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

/**
 * An amount for people, in their locale and with a true minus sign: -123456 EUR, `de` → `−1.234,56 €`.
 * `sign: 'always'` shows a plus as well; `symbol: 'none'` leaves the currency out, for columns of one currency.
 */
export function formatMoney(
  minor: number,
  currency: string,
  locale?: string,
  { sign = 'negative', symbol = 'narrow' }: { sign?: 'negative' | 'always'; symbol?: 'narrow' | 'code' | 'none' } = {},
): string {
  const key = `${locale ?? ''} ${currency} ${sign} ${symbol}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const exponent = minorDigits(currency);
    formatter = new Intl.NumberFormat(locale, {
      minimumFractionDigits: exponent,
      maximumFractionDigits: exponent,
      signDisplay: sign === 'always' ? 'exceptZero' : 'negative',
      ...(symbol === 'none'
        ? { style: 'decimal' }
        : { style: 'currency', currency, currencyDisplay: symbol === 'code' ? 'code' : 'narrowSymbol' }),
    });
    formatters.set(key, formatter);
  }
  // A decimal string keeps all digits: Intl formats it exactly, where a division by 100 would make a float.
  const exact = formatMinor(minor, currency) as Intl.StringNumericLiteral;
  return formatter.format(exact).replace('-', '−');
}

/**
 * Shares `total` in proportion to `weights` so that the parts add up to it exactly (largest remainder; ties go to the
 * earlier part). Weights are not negative and not all zero; a negative total makes negative parts.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  assertMinor(total);
  if (weights.length === 0 || weights.some((weight) => !Number.isFinite(weight) || weight < 0)) {
    throw new RangeError('Weights are finite numbers of at least zero, and there is at least one.');
  }
  const integers = toIntegerWeights(weights);
  const sum = integers.reduce((a, b) => a + b, 0n);
  if (sum === 0n) throw new RangeError('At least one weight is above zero.');

  const size = BigInt(Math.abs(total));
  const parts = integers.map((weight) => (size * weight) / sum);
  const remainders = integers.map((weight, index) => ({ index, rest: (size * weight) % sum }));
  let left = Number(size - parts.reduce((a, b) => a + b, 0n));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of remainders) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1;
  }
  const sign = total < 0 ? -1 : 1;
  return parts.map((part) => (part === 0n ? 0 : sign * Number(part)));
}

/** Exact integers in the ratio of the weights: fractional ones are scaled by a power of two, which loses nothing. */
function toIntegerWeights(weights: readonly number[]): bigint[] {
  let scaled = [...weights];
  for (let step = 0; step < 1100 && scaled.some((weight) => !Number.isInteger(weight)); step += 1) {
    scaled = scaled.map((weight) => weight * 2);
  }
  return scaled.map((weight) => {
    if (!Number.isFinite(weight)) throw new RangeError('The weights are too far apart to be shared by.');
    return BigInt(weight);
  });
}
