/** Scalars of the REST contract and how they meet the server's own: decimals are strings outside, minor units inside. */
import { z } from 'zod';
import { formatDecimal, minorDigits, parseDecimal } from '../../shared/money.ts';
import { RequestError } from './problem.ts';

export const id = z.uuid();
export const idParam = z.object({ id });
export const userParam = z.object({ user: id });

/** As it leaves: a decimal string with two places (more only where the currency has more). */
export const decimal = z.string().regex(/^-?\d+\.\d{2,}$/);
/** As it comes: a string or a JSON number; a number keeps the digits it was written with. */
export const decimalInput = z
  .union([z.string().trim(), z.number().transform(String)])
  .pipe(z.string().regex(/^[+-]?\d{1,13}(\.\d{1,6})?$/, 'An amount is written like 12.50.'));
/** Unmarked amounts leave as strings; the few that the contract marks leave as JSON numbers. */
export const float = z.number();
export const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'A currency is three letters, such as EUR.');
export const plainDate = z.iso
  .date('A date is written YYYY-MM-DD.')
  .refine((date) => date >= '1000-01-01', 'A date is written YYYY-MM-DD, with a year from 1000 on.');
export const timestamp = z.iso.datetime();
export const messageAnswer = z.object({ message: z.string() });
export const errorAnswer = z.object({ error: z.string() }).loose();

/** @throws RequestError 400 at `field` for what is no amount of that currency. */
export function toMinor(text: string, currencyCode: string, field = 'amount'): number {
  // The decimal point is certain here, so `12.500` is no group of thousands: surplus zeros are cut before reading.
  const minor = parseDecimal(text.replace(/(\.\d*?)0+$/, '$1'), { decimal: '.' }, minorDigits(currencyCode));
  if (minor !== null) return minor;
  const problem = `${text} is not an amount in ${currencyCode}.`;
  throw new RequestError(400, `${field}: ${problem}`, { fields: [{ field, message: problem }] });
}

/** 1250 EUR → "12.50", 1250 JPY → "1250.00", 1250 KWD → "1.250". */
export function toDecimal(minor: number, currencyCode: string): string {
  const exponent = minorDigits(currencyCode);
  const text = formatDecimal(minor, exponent, '.');
  if (exponent >= 2) return text;
  return exponent === 0 ? `${text}.00` : `${text}0`;
}

/** For the fields that the contract marks *float*. Nothing computes with it. */
export function toFloat(minor: number, currencyCode: string): number {
  return Number(toDecimal(minor, currencyCode));
}
