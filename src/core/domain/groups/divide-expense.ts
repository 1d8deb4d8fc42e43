/** What an expense as it is written down means for each member. */
import { DomainError } from '#shared/contract/errors.ts';
import type { ExpenseInput } from '#shared/contract/groups.ts';
import { formatMinor } from '#shared/money.ts';
import { readWeight, WEIGHT_ONE } from './decimal-weight.ts';
import { shareOut, weightsOfItems, type Carry } from './share-out.ts';

export interface DividedExpense {
  /** Minor units of the group's currency; `paidMinor` of the currency that was paid in. */
  payers: { memberId: string; amountMinor: number; paidMinor: number }[];
  shares: { memberId: string; amountMinor: number; weight: string; carried: Carry }[];
}

/**
 * @param groupMinor the amount in the group's currency
 * @param carry what each member bore too little so far, see share-out.ts
 * @throws DomainError INVALID with the field at fault
 */
export function divideExpense(
  input: Pick<ExpenseInput, 'amountMinor' | 'currency' | 'payers' | 'split' | 'shares' | 'items'>,
  groupMinor: number,
  carry: ReadonlyMap<string, Carry>,
): DividedExpense {
  const total = input.amountMinor;
  if (total === 0) throw new DomainError('INVALID', 'An expense has an amount.', 'amountMinor');
  const text = (minor: number): string => `${formatMinor(minor, input.currency)} ${input.currency}`;
  const checkParts = (parts: readonly number[], field: string, what: string): void => {
    const sum = parts.reduce((a, b) => a + b, 0);
    if (sum !== total) {
      throw new DomainError('INVALID', `${what} make ${text(sum)}, not ${text(total)}.`, field);
    }
    if (parts.some((part) => part !== 0 && part < 0 !== total < 0)) {
      throw new DomainError('INVALID', `${what} have different signs. Give all of them that of the amount.`, field);
    }
  };

  requireDistinct(input.payers, 'payers');
  checkParts(input.payers.map((payer) => payer.amountMinor), 'payers', 'What the payers paid does');
  const paid = shareOut(groupMinor, sizes(input.payers.map((payer) => payer.amountMinor)));
  const payers = input.payers.map((payer, at) => ({
    memberId: payer.memberId,
    amountMinor: paid.shares[at] ?? 0,
    paidMinor: payer.amountMinor,
  }));

  const { memberIds, weights, written } = weightsOf();
  const due = memberIds.map((memberId) => carry.get(memberId) ?? 0);
  // Exact parts are what a person wrote: nobody is due anything from them.
  const sharing = shareOut(groupMinor, weights, input.split === 'amount' ? [] : due);
  return {
    payers: payers.filter((payer) => payer.paidMinor !== 0),
    shares: memberIds.map((memberId, at) => ({
      memberId,
      amountMinor: sharing.shares[at] ?? 0,
      weight: written[at] ?? '',
      carried: input.split === 'amount' ? 0 : (sharing.carried[at] ?? 0),
    })),
  };

  function weightsOf(): { memberIds: string[]; weights: bigint[]; written: string[] } {
    if (input.split === 'items') {
      if (input.items.length === 0) throw new DomainError('INVALID', 'Write down at least one item.', 'items');
      const people = [...new Set(input.items.flatMap((item) => item.memberIds))];
      const weights = weightsOfItems(
        input.items.map((item) => ({
          amountMinor: item.amountMinor,
          weights: people.map((memberId) => (item.memberIds.includes(memberId) ? 1n : 0n)),
        })),
        people.length,
      );
      if (!weights) throw new DomainError('INVALID', 'The items of somebody come to less than nothing.', 'items');
      return { memberIds: people, weights, written: people.map(() => '') };
    }

    requireDistinct(input.shares, 'shares');
    if (input.shares.length === 0) throw new DomainError('INVALID', 'Say who takes part.', 'shares');
    const memberIds = input.shares.map((share) => share.memberId);
    if (input.split === 'equal') return { memberIds, weights: memberIds.map(() => 1n), written: memberIds.map(() => '1') };
    const written = input.shares.map((share) => share.weight.trim());
    if (input.split === 'amount') {
      const parts = written.map((weight) => (/^-?\d{1,15}$/.test(weight) ? Number(weight) : NaN));
      if (parts.some(Number.isNaN)) throw new DomainError('INVALID', 'Every part is an amount.', 'shares');
      checkParts(parts, 'shares', 'The parts');
      return { memberIds, weights: sizes(parts), written };
    }
    const weights = written.map((weight) => readWeight(weight) ?? -1n);
    if (weights.some((weight) => weight < 0n)) {
      throw new DomainError('INVALID', 'Every share is a number of zero or more.', 'shares');
    }
    const sum = weights.reduce((a, b) => a + b, 0n);
    if (input.split === 'percent' && sum !== 100n * WEIGHT_ONE) {
      const percent = Number((sum * 10_000n) / WEIGHT_ONE) / 10_000;
      throw new DomainError('INVALID', `The percents make ${percent}, not 100.`, 'shares');
    }
    if (sum === 0n) throw new DomainError('INVALID', 'All shares are zero.', 'shares');
    return { memberIds, weights, written };
  }
}

/** Parts of one sign as weights. */
function sizes(parts: readonly number[]): bigint[] {
  return parts.map((part) => BigInt(Math.abs(part)));
}

function requireDistinct(rows: readonly { memberId: string }[], field: string): void {
  if (new Set(rows.map((row) => row.memberId)).size < rows.length) {
    throw new DomainError('INVALID', 'Somebody is named twice.', field);
  }
}
