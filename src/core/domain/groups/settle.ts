/**
 * Who pays whom so that everybody is even, with as few transfers as possible.
 *
 * Balances that are not zero fall into groups that are even among themselves; a group of k takes k − 1 transfers, so the
 * least number is reached with the most groups. Up to {@link EXACT_UP_TO} people the most groups are found by going
 * through all subsets (n · 2ⁿ steps); beyond, equal amounts are paired off, which never costs a transfer, then threes,
 * and what is left is exact again if it is few enough.
 *
 * Among the solutions of the least number the one with the lowest cost is taken, where a transfer costs its amount times
 * a price of the pair (two prices, the second to break ties). A sum over transfers has no reason to change the rest when one of them is paid: if the rest had a
 * better solution, that and the paid one together would have been better before. Within a group the prices make the
 * cheapest solution the one that goes through debtors and creditors in their order (northwest corner of a Monge array).
 */

/** Places in the list of balances, and minor units above zero. */
export interface Transfer {
  from: number;
  to: number;
  amountMinor: number;
}

export const EXACT_UP_TO = 16;

/**
 * The transfers that settle `balances` (minor units, positive: is owed; they sum to zero), sorted by payer and payee.
 * Only those who owe pay and only those who are owed receive. At most one transfer less than there are open balances.
 *
 * @throws RangeError when the balances do not sum to zero.
 */
export function settle(balances: readonly number[]): Transfer[] {
  if (balances.reduce((a, b) => a + b, 0) !== 0) throw new RangeError('Balances sum to zero.');
  const open = balances.flatMap((minor, index) => (minor === 0 ? [] : [index]));
  const groups = open.length <= EXACT_UP_TO ? mostGroups(open, balances) : manyGroups(open, balances);
  const transfers = groups.flatMap((group) => inOrder(group, balances));
  return transfers.sort((a, b) => a.from - b.from || a.to - b.to);
}

/**
 * The suggestions after payments that were made since the plan: those that were paid are gone or smaller, all others
 * stay as they are. A new plan is made when a payment does not fit the old one or when the new one needs fewer transfers.
 *
 * @param before balances before the payments, by place
 */
export function planAfterPayments(before: readonly number[], payments: readonly Transfer[]): Transfer[] {
  const balances = [...before];
  let plan: Transfer[] | null = null;
  for (const payment of payments) {
    plan ??= settle(balances);
    balances[payment.from] = (balances[payment.from] ?? 0) + payment.amountMinor;
    balances[payment.to] = (balances[payment.to] ?? 0) - payment.amountMinor;
    const { from, to, amountMinor } = payment;
    const fits: Transfer | undefined = plan.find((t) => t.from === from && t.to === to && t.amountMinor >= amountMinor);
    plan =
      fits && amountMinor > 0
        ? plan
            .map((t) => (t === fits ? { ...t, amountMinor: t.amountMinor - amountMinor } : t))
            .filter((t) => t.amountMinor > 0)
        : null;
  }
  const fresh = settle(balances);
  return plan !== null && plan.length <= fresh.length ? plan : fresh;
}

/** Debtors and creditors of an even group in the order of their places, each paying the next that is still open. */
function inOrder(group: readonly number[], balances: readonly number[]): Transfer[] {
  const debtors = group.filter((index) => at(balances, index) < 0);
  const creditors = group.filter((index) => at(balances, index) > 0);
  const transfers: Transfer[] = [];
  let d = 0;
  let c = 0;
  let owes = -at(balances, debtors[0] ?? -1);
  let owed = at(balances, creditors[0] ?? -1);
  while (d < debtors.length && c < creditors.length) {
    const amountMinor = Math.min(owes, owed);
    transfers.push({ from: debtors[d] ?? -1, to: creditors[c] ?? -1, amountMinor });
    owes -= amountMinor;
    owed -= amountMinor;
    if (owes === 0) owes = -at(balances, debtors[++d] ?? -1);
    if (owed === 0) owed = at(balances, creditors[++c] ?? -1);
  }
  return transfers;
}

/** Parts `open` into as many even groups as there can be; of several such partitions the cheapest. */
function mostGroups(open: readonly number[], balances: readonly number[]): number[][] {
  const n = open.length;
  if (n === 0) return [];
  const size = 1 << n;
  const sums = new Float64Array(size);
  /** The most even groups that can be closed on the way to this subset, one member after the other. */
  const most = new Uint8Array(size);
  for (let mask = 1; mask < size; mask += 1) {
    const low = mask & -mask;
    sums[mask] = (sums[mask ^ low] ?? 0) + at(balances, open[31 - Math.clz32(low)] ?? -1);
    let best = 0;
    for (let rest = mask; rest !== 0; rest &= rest - 1) {
      const without = most[mask ^ (rest & -rest)] ?? 0;
      if (without > best) best = without;
    }
    most[mask] = best + (sums[mask] === 0 ? 1 : 0);
  }
  const full = size - 1;

  // Even groups without an even group inside, by their first member.
  const groups: number[][] = Array.from({ length: n }, () => []);
  for (let mask = 1; mask < size; mask += 1) {
    if (sums[mask] === 0 && most[mask] === 1) groups[31 - Math.clz32(mask & -mask)]?.push(mask);
  }
  const costs = new Map<number, Cost>();
  const costOf = (mask: number): Cost => {
    let cost = costs.get(mask);
    if (cost === undefined) {
      cost = costOfGroup(mask, open, balances);
      costs.set(mask, cost);
    }
    return cost;
  };

  const known = new Map<number, Cost & { group: number }>();
  const cheapest = (mask: number): Cost & { group: number } => {
    const before = known.get(mask);
    if (before) return before;
    let choice: (Cost & { group: number }) | null = null;
    for (const group of groups[31 - Math.clz32(mask & -mask)] ?? []) {
      const rest = mask ^ group;
      if ((group & mask) !== group || (most[rest] ?? 0) + 1 !== most[mask]) continue;
      const own = costOf(group);
      const others = rest === 0 ? FREE : cheapest(rest);
      const order = own.order + others.order;
      const tie = own.tie + others.tie;
      if (choice === null || order < choice.order || (order === choice.order && tie < choice.tie)) {
        choice = { order, tie, group };
      }
    }
    if (choice === null) throw new RangeError('Balances sum to zero.');
    known.set(mask, choice);
    return choice;
  };
  const chosen: number[][] = [];
  for (let mask = full; mask !== 0; ) {
    const { group } = cheapest(mask);
    chosen.push(membersOf(group, open));
    mask ^= group;
  }
  return chosen;
}

/** For many people: equal and opposite pairs, then threes, then the rest. */
function manyGroups(open: readonly number[], balances: readonly number[]): number[][] {
  const groups: number[][] = [];
  const waiting = new Map<number, number[]>();
  const paired = new Set<number>();
  for (const index of open) {
    const partner = waiting.get(-at(balances, index))?.shift();
    if (partner === undefined) {
      const line = waiting.get(at(balances, index));
      if (line) line.push(index);
      else waiting.set(at(balances, index), [index]);
    } else {
      paired.add(index).add(partner);
      groups.push([partner, index]);
    }
  }
  let rest = open.filter((index) => !paired.has(index));
  if (rest.length > EXACT_UP_TO) {
    const threes = inThrees(rest, balances);
    groups.push(...threes);
    const placed = new Set(threes.flat());
    rest = rest.filter((index) => !placed.has(index));
  }
  if (rest.length === 0) return groups;
  return rest.length <= EXACT_UP_TO ? [...groups, ...mostGroups(rest, balances)] : [...groups, rest];
}

/** Disjoint even groups of three, the first that are found in the order of places. */
function inThrees(open: readonly number[], balances: readonly number[]): number[][] {
  const byAmount = new Map<number, number[]>();
  for (const index of open) {
    const line = byAmount.get(at(balances, index));
    if (line) line.push(index);
    else byAmount.set(at(balances, index), [index]);
  }
  const used = new Set<number>();
  const groups: number[][] = [];
  for (const [place, first] of open.entries()) {
    for (const second of open.slice(place + 1)) {
      if (used.has(first)) break;
      if (used.has(second)) continue;
      const wanted = -(at(balances, first) + at(balances, second));
      const third = byAmount.get(wanted)?.find((index) => index > second && !used.has(index));
      if (third === undefined) continue;
      groups.push([first, second, third]);
      used.add(first).add(second).add(third);
    }
  }
  return groups;
}

function membersOf(mask: number, open: readonly number[]): number[] {
  return open.filter((_, bit) => (mask & (1 << bit)) !== 0);
}

/** Compared by `order`, then by `tie`. Exact for balances of up to a thousand million in a currency of cents. */
interface Cost {
  order: number;
  tie: number;
}
const FREE: Cost = { order: 0, tie: 0 };

/** What the transfers of {@link inOrder} cost for the group of these bits, without making them: there are thousands. */
function costOfGroup(mask: number, open: readonly number[], balances: readonly number[]): Cost {
  let order = 0;
  let tie = 0;
  let debtor = 0;
  let creditor = 0;
  let owes = 0;
  let owed = 0;
  for (;;) {
    if (owes === 0) debtor = nextOf(mask, open, balances, debtor, -1);
    if (owed === 0) creditor = nextOf(mask, open, balances, creditor, 1);
    const from = open[debtor - 1];
    const to = open[creditor - 1];
    if (from === undefined || to === undefined) return { order, tie };
    if (owes === 0) owes = -at(balances, from);
    if (owed === 0) owed = at(balances, to);
    const amountMinor = Math.min(owes, owed);
    order -= (from + 1) * (to + 1) * amountMinor;
    tie += scattered(from, to) * amountMinor;
    owes -= amountMinor;
    owed -= amountMinor;
  }
}

/** One more than the next bit of the group, from `start` on, whose balance has that sign; beyond all when there is none. */
function nextOf(mask: number, open: readonly number[], balances: readonly number[], start: number, sign: number): number {
  for (let bit = start; bit < open.length; bit += 1) {
    if ((mask & (1 << bit)) !== 0 && at(balances, open[bit] ?? -1) * sign > 0) return bit + 1;
  }
  return open.length + 1;
}

/** A fixed number of 16 bits for each pair, so that two partitions hardly ever cost the same. */
function scattered(from: number, to: number): number {
  let hash = Math.imul(from + 1, 0x9e3779b1) ^ Math.imul(to + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) & 0xffff;
}

function at(balances: readonly number[], index: number): number {
  return balances[index] ?? 0;
}
