import type { SplitShare } from '#shared/contract/rules.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { allocate } from '#shared/money.ts';

/** Hundredths of a percent. */
const WHOLE = 10_000;

/** @throws DomainError INVALID unless the shares make 100 %, or leave something to the one part that is the rest. */
export function checkShares(parts: readonly SplitShare[], field: string): void {
  const rests = parts.filter((part) => part.share === 'rest').length;
  const named = sumOfNamed(parts);
  if (rests > 1) throw new DomainError('INVALID', 'Only one part can be the rest.', field);
  if (rests === 1 && named >= WHOLE) throw new DomainError('INVALID', 'The parts leave nothing for the rest.', field);
  if (rests === 0 && named !== WHOLE) {
    throw new DomainError('INVALID', `The parts make ${named / 100} %, not 100 %.`, field);
  }
}

/**
 * The amounts of the parts, which sum to the whole. Null when the amount is too small to give every part something: a
 * part of nothing is none.
 */
export function sharedAmounts(totalMinor: number, parts: readonly SplitShare[]): number[] | null {
  const rest = WHOLE - sumOfNamed(parts);
  const amounts = allocate(
    totalMinor,
    parts.map((part) => (part.share === 'rest' ? rest : part.share)),
  );
  return amounts.includes(0) ? null : amounts;
}

function sumOfNamed(parts: readonly SplitShare[]): number {
  return parts.reduce((sum, part) => sum + (part.share === 'rest' ? 0 : part.share), 0);
}
