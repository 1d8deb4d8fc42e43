/**
 * Who bears how much of an expense. What does not come out even in whole minor units is never lost: everybody gets the
 * part that is sure, and the units left over go to those who have borne the least too much so far (their carry), so
 * that the odd cent goes round from expense to expense instead of staying with the first of the list.
 */

/** A carry of 1,000,000 is one minor unit that a member has borne too little so far; negative: too much. */
export type Carry = number;
const CARRY_UNIT = 1_000_000n;

export interface Sharing {
  /** Minor units, in the order of the weights; they sum to the total. */
  shares: number[];
  /** What to add to the carry of each, in the order of the weights; sums to zero but for roundings. */
  carried: Carry[];
}

/**
 * Shares `total` (minor units; negative for money received) in proportion to `weights`: integers of at least zero, one
 * of them above zero. Each share is the exact one rounded down or up. Ties go to the one who stands first.
 *
 * @throws RangeError for other weights: callers check what a person wrote.
 */
export function shareOut(total: number, weights: readonly bigint[], carry: readonly Carry[] = []): Sharing {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n)) throw new RangeError('Weights are at least zero, one above.');
  const parts = weights.map((weight, index) => {
    const exact = BigInt(total) * weight;
    const floor = floorDiv(exact, sum);
    const rest = ((exact - floor * sum) * CARRY_UNIT) / sum;
    return { index, floor, rest: Number(rest), even: exact === floor * sum };
  });
  let left = total - Number(parts.reduce((a, part) => a + part.floor, 0n));
  const due = ({ index, rest }: { index: number; rest: number }): number => (carry[index] ?? 0) + rest;
  const turn = parts.filter((part) => !part.even).sort((a, b) => due(b) - due(a) || a.index - b.index);
  const odd = new Set<number>();
  for (const { index } of turn) {
    if (left === 0) break;
    odd.add(index);
    left -= 1;
  }
  return {
    shares: parts.map(({ index, floor }) => Number(floor) + (odd.has(index) ? 1 : 0)),
    carried: parts.map(({ index, rest }) => rest - (odd.has(index) ? Number(CARRY_UNIT) : 0)),
  };
}

/** Something on the bill and those who had it. */
export interface BillItem {
  amountMinor: number;
  /** By member, in the order of the members of the expense. */
  weights: readonly bigint[];
}

/**
 * The weights by which a bill of items is shared: what each one's items come to, exactly. What the bill has beyond its
 * items (tip, tax, a discount) follows in the same proportion. Null when somebody's items come to less than nothing, or
 * all to nothing.
 */
export function weightsOfItems(items: readonly BillItem[], members: number): bigint[] | null {
  const sums = items.map((item) => item.weights.reduce((a, b) => a + b, 0n));
  if (sums.some((sum) => sum <= 0n)) return null;
  const denominator = sums.reduce((a, b) => (a / gcd(a, b)) * b, 1n);
  const weights = Array.from({ length: members }, () => 0n);
  items.forEach((item, at) => {
    const scale = denominator / (sums[at] ?? 1n);
    item.weights.forEach((weight, index) => {
      weights[index] = (weights[index] ?? 0n) + BigInt(item.amountMinor) * weight * scale;
    });
  });
  const total = weights.reduce((a, b) => a + b, 0n);
  const sign = total < 0n ? -1n : 1n;
  const turned = weights.map((weight) => sign * weight);
  return total === 0n || turned.some((weight) => weight < 0n) ? null : turned;
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n ? quotient - 1n : quotient;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
