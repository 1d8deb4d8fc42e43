/** What everybody of a group is owed or owes. */

/** An expense or a payment as far as balances go: by member, minor units of one currency. Both sides have one sum. */
export interface Booking {
  paid: ReadonlyMap<string, number>;
  shares: ReadonlyMap<string, number>;
}

/**
 * The balance of each member: what they paid less what they bore; positive: is owed. Sums to zero.
 *
 * @throws RangeError when a booking names somebody who is no member, or its sides differ.
 */
export function balancesOf(members: readonly string[], bookings: Iterable<Booking>): Map<string, number> {
  const balances = new Map(members.map((member) => [member, 0]));
  const add = (member: string, minor: number): void => {
    const now = balances.get(member);
    if (now === undefined) throw new RangeError('A booking names somebody who is no member.');
    balances.set(member, now + minor);
  };
  for (const { paid, shares } of bookings) {
    if (sumOf(paid) !== sumOf(shares)) throw new RangeError('What was paid is not what is shared.');
    for (const [member, minor] of paid) add(member, minor);
    for (const [member, minor] of shares) add(member, -minor);
  }
  return balances;
}

function sumOf(amounts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const minor of amounts.values()) sum += minor;
  return sum;
}
