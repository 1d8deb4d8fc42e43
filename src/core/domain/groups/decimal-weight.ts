/** Weights, percents and amounts as people and files write them: plain decimals, read without floats. */

const plain = /^([-+\u2212]?)(\d{1,15})(?:\.(\d{1,15}))?$/;

/** The text of a decimal from JSON: strings as they are, numbers as JavaScript prints them; null for anything else. */
export function decimalText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** The decimal times 10^15 as an integer: weights of one expense in their exact ratio. Null for what is no number. */
export function readWeight(value: unknown): bigint | null {
  const match = plain.exec(decimalText(value) ?? '');
  if (!match) return null;
  const size = BigInt((match[2] ?? '0') + (match[3] ?? '').padEnd(WEIGHT_DECIMALS, '0'));
  return match[1] === '-' || match[1] === '\u2212' ? -size : size;
}
const WEIGHT_DECIMALS = 15;
export const WEIGHT_ONE = 10n ** BigInt(WEIGHT_DECIMALS);

export type AmountFault = 'no-amount' | 'too-many-decimals' | 'too-large';

/** Minor units of a plain decimal, or what is wrong with it. No amount is beyond 10 thousand million units. */
export function readAmount(value: unknown, digits: number): number | AmountFault {
  const match = plain.exec(decimalText(value) ?? '');
  if (!match) return 'no-amount';
  const fraction = match[3] ?? '';
  if (fraction.length > digits) return 'too-many-decimals';
  const minor = Number((match[2] ?? '0') + fraction.padEnd(digits, '0'));
  if (!(minor <= 10 ** (10 + digits))) return 'too-large';
  return minor !== 0 && (match[1] === '-' || match[1] === '\u2212') ? -minor : minor;
}
