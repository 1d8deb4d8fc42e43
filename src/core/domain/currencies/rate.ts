/** Exchange rates as exact fractions. A rate never becomes a float: it comes from decimal text and goes back to it. */
import { DomainError } from '#shared/contract/errors.ts';
import { minorDigits } from '#shared/currencies.ts';

/** So many units of one currency for one unit of another. Both parts are above zero. */
export interface Rate {
  numerator: bigint;
  denominator: bigint;
}

export const one: Rate = { numerator: 1n, denominator: 1n };

const plain = /^(\d{1,15})(?:\.(\d{1,15}))?$/;

/** A plain decimal above zero with a point and up to 15 digits on either side of it, such as `1.0843`; else null. */
export function parseRate(text: string): Rate | null {
  const match = plain.exec(text);
  if (!match) return null;
  const fraction = match[2] ?? '';
  const numerator = BigInt((match[1] ?? '') + fraction);
  return numerator === 0n ? null : { numerator, denominator: 10n ** BigInt(fraction.length) };
}

export function inverse({ numerator, denominator }: Rate): Rate {
  return { numerator: denominator, denominator: numerator };
}

/** One rate after the other: EUR→USD times USD→ARS is EUR→ARS. */
export function times(a: Rate, b: Rate): Rate {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/**
 * The rate as decimal text, for people and files: exact where `significant` digits are enough, else rounded half up.
 * Digits before the point are all kept; zeros at the end are not.
 */
export function formatRate({ numerator, denominator }: Rate, significant = 10): string {
  // Decimals that make the first significant digit the first of `significant` ones.
  let decimals = Math.max(0, significant - (String(numerator / denominator).replace(/^0$/, '').length || 0));
  if (numerator < denominator) {
    for (let size = numerator * 10n; size < denominator; size *= 10n) decimals += 1;
  }
  const scaled = divideHalfUp(numerator * 10n ** BigInt(decimals), denominator);
  if (decimals === 0) return String(scaled);
  const digits = String(scaled).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, '');
}

/**
 * An amount in minor units of `from`, as minor units of `to`: multiplied exactly and rounded once, halves away from
 * zero, so that money out and the same money in differ by their sign alone.
 * @throws DomainError INVALID when the result is larger than an amount can be.
 */
export function convertMinor(amountMinor: number, { numerator, denominator }: Rate, from: string, to: string): number {
  if (amountMinor === 0) return 0;
  const size = BigInt(Math.abs(amountMinor)) * numerator * 10n ** BigInt(minorDigits(to));
  const converted = Number(divideHalfUp(size, denominator * 10n ** BigInt(minorDigits(from))));
  if (!Number.isSafeInteger(converted)) {
    throw new DomainError('INVALID', `That is more ${to} than an amount can hold.`, 'amountMinor');
  }
  return amountMinor < 0 && converted !== 0 ? -converted : converted;
}

/** The rate by which one amount is the other: what a card payment abroad was converted at. Null when one is zero. */
export function impliedRate(fromMinor: number, from: string, toMinor: number, to: string): Rate | null {
  if (fromMinor === 0 || toMinor === 0) return null;
  return {
    numerator: BigInt(Math.abs(toMinor)) * 10n ** BigInt(minorDigits(from)),
    denominator: BigInt(Math.abs(fromMinor)) * 10n ** BigInt(minorDigits(to)),
  };
}

function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}
