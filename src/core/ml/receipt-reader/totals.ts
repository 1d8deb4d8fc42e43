/**
 * The total and what it is made of. Every amount on the receipt is a candidate; words beside it, its place, how often it
 * is said and whether the sums come out (items + tax, cash − change) are weighed together.
 */
import type { FoundAmount } from './amounts.ts';
import type { PricedRow } from './priced-row.ts';
import type { Box, ReadField, ReadItem } from './receipt.ts';
import { editDistance } from './row-labels.ts';

export interface FoundTotals {
  total: ReadField<number>;
  subtotal: ReadField<number>;
  tax: ReadField<number>;
  tip: ReadField<number>;
}

interface Labelled {
  row: PricedRow;
  amount: FoundAmount;
}

interface Candidate {
  minor: number;
  score: number;
  /** How well it could be read, 0 to 1. */
  read: number;
  box: Box | null;
}

/** More than anybody pays with a paper receipt: a number without its point, an article number. */
const LARGEST_MINOR = 100_000_000;
const LEAST_SCORE = 1;
/** Cash is rounded to 5 or 10 of the smallest coins at most. */
const MOST_ROUNDING = 9;

export function findTotals(rows: readonly PricedRow[], items: readonly ReadItem[]): FoundTotals {
  const labelled = rows.flatMap((row) => amountsOf(row, rows).map((amount) => ({ row, amount })));
  const found = [...printed(rows, labelled, items), ...concluded(rows, labelled, items)].sort((a, b) => b.score - a.score);
  const best = found[0];
  if (!best || best.score < LEAST_SCORE) return { total: nothing(), ...partsOf(Infinity, labelled) };
  const rival = found.find(({ minor }) => minor !== best.minor);
  const margin = Math.min(4, best.score - (rival?.score ?? 0));
  const confidence = (1 / (1 + Math.exp(-(0.55 * best.score - 2 + 0.5 * margin)))) * (0.5 + 0.5 * best.read);
  return { total: { value: best.minor, confidence, box: best.box }, ...partsOf(best.minor, labelled) };
}

/** What the amounts say of each other. */
interface Evidence {
  /** What the total should be, and how much says so. */
  sums: Map<number, number>;
  /** Cash less change. */
  paid: Set<number>;
  /** A total with its rounding, and the total that was rounded. */
  rounded: Map<number, number>;
}

function evidenceOf(labelled: readonly Labelled[], items: readonly ReadItem[]): Evidence {
  const minors = (label: PricedRow['label']): number[] => [
    ...new Set(labelled.filter(({ row }) => row.label === label).map(({ amount }) => amount.minor)),
  ];
  const sizes = (label: PricedRow['label']): number[] => minors(label).map(Math.abs);
  const sums = expectedSums({
    subtotals: sizes('subtotal'),
    taxes: sizes('tax'),
    services: sizes('service'),
    tips: sizes('tip'),
    discounts: sizes('discount'),
    itemSum: items.reduce((sum, item) => sum + item.amountMinor, 0),
    items: items.length,
  });
  const paid = new Set(sizes('cash').flatMap((cash) => sizes('change').map((change) => cash - change)).filter((minor) => minor > 0));
  const rounded = new Map<number, number>();
  for (const by of minors('rounding').filter((minor) => minor !== 0 && Math.abs(minor) <= MOST_ROUNDING)) {
    // The minus is easily lost: a total that is no round number becomes one.
    for (const total of [...sizes('total'), ...sizes('subtotal'), ...sums.keys()]) {
      for (const result of by < 0 ? [total + by] : [total + by, total - by]) if (result % 5 === 0 && total % 5 !== 0) rounded.set(result, total);
    }
  }
  return { sums, paid, rounded };
}

/** Amounts that stand on the receipt. */
function printed(rows: readonly PricedRow[], labelled: readonly Labelled[], items: readonly ReadItem[]): Candidate[] {
  const { sums, paid, rounded } = evidenceOf(labelled, items);
  const all = rows.flatMap((row) => row.amounts.map((amount) => ({ row, amount })));
  const ofNeighbours = labelled.filter(({ row, amount }) => !row.amounts.includes(amount));
  const largest = Math.max(0, ...all.map(({ amount }) => amount.minor));
  const times = new Map<number, number>();
  for (const { amount } of all) times.set(amount.minor, (times.get(amount.minor) ?? 0) + 1);
  const hasTax = labelled.some(({ row, amount }) => row.label === 'tax' && amount.minor > 0);
  const subtotal = Math.max(0, ...labelled.filter(({ row }) => row.label === 'subtotal').map(({ amount }) => amount.minor));
  const settled = rows.findIndex(({ label, amounts }) => label === 'change' && amounts.length > 0);

  const found = [...ofNeighbours, ...all]
    .filter(({ amount }) => Math.abs(amount.minor) <= LARGEST_MINOR)
    .map(({ row, amount }) => {
      const minor = Math.abs(amount.minor);
      let score = labelled.some((each) => each.row === row && each.amount === amount) ? labelScore(row, amount, hasTax) : 0;
      score += 0.6 * (row.index / Math.max(1, rows.length));
      // Below the change come summaries of tax and of the card, with totals of their own.
      if (settled !== -1 && row.index > settled && score > 1) score -= 2;
      // Nothing is due where all was paid.
      if (minor === 0) score -= row.strength > 6 ? 6 : 2;
      if (amount.minor < 0) score -= 1;
      // The sum of a table of taxes.
      if (minor < subtotal / 2) score -= 2.5;
      if (minor === largest) score += 0.7;
      if (amount.marked) score += 0.3;
      score += Math.min(2, (times.get(amount.minor) ?? 1) - 1) * 0.7;
      score += sums.get(minor) ?? 0;
      if (paid.has(minor)) score += 2.5;
      score += 1.2 * (amount.confidence - 0.8);
      return { minor, score, read: amount.confidence, box: amount.box };
    });
  // What is paid in the end is the rounded amount: it takes over what speaks for the one before.
  return found.map((candidate) => {
    // Cash and change make another total, which stands elsewhere on the paper: the one beside the label has a wrong digit.
    const misread = paid.has(candidate.minor) ? found.filter(({ minor }) => oneDigitOff(minor, candidate.minor)) : [];
    if (misread.length > 0) return { ...candidate, score: Math.max(candidate.score, ...misread.map(({ score }) => score + 0.4)) };
    const before = rounded.get(candidate.minor);
    const inherited = Math.max(...found.filter(({ minor }) => minor === before).map(({ score }) => score));
    return before === undefined ? candidate : { ...candidate, score: Math.max(candidate.score, inherited) + 0.5 };
  });
}

/** Totals that no amount says, where the print failed or was misread, but that others add up to. */
function concluded(rows: readonly PricedRow[], labelled: readonly Labelled[], items: readonly ReadItem[]): Candidate[] {
  const { sums, paid, rounded } = evidenceOf(labelled, items);
  const onPaper = new Set(rows.flatMap(({ amounts }) => amounts.map(({ minor }) => minor)));
  const minors = new Set([...sums.keys(), ...paid].filter((minor) => !onPaper.has(minor)));
  return [...minors].map((minor) => {
    const score = (sums.get(minor) ?? 0) + (paid.has(minor) ? 2.5 : 0) + (rounded.has(minor) ? 1 : 0);
    // The digits of the total may be there, without their point or with one misread.
    const near = rows.find((row) => row.label === 'total' && digitsAlike(row.text, minor));
    const unread = rows.find((row) => row.label === 'total' && row.amounts.length === 0 && row.words.length < 4);
    return { minor, score: near ? score + 2.5 : unread ? score + 1 : score, read: 0.6, box: (near ?? unread)?.box ?? null };
  });
}

function oneDigitOff(one: number, other: number): boolean {
  const [a, b] = [String(one), String(other)];
  return a.length === b.length && a.length >= 3 && editDistance(a, b, 1) === 1;
}

/** Whether the last number of a text has the digits of an amount, one of them changed or lost at most. */
function digitsAlike(text: string, minor: number): boolean {
  const digits = (/([\d.,OoIlSB][\d.,OoIlSB ]*)\W*$/.exec(text)?.[1] ?? '').replace(/\D/g, '');
  return digits.length >= 3 && editDistance(digits, String(minor), 1) <= 1;
}

/** The amount that a row's label speaks of: behind it, else alone in the next row, or in the one above. */
function amountsOf(row: PricedRow, rows: readonly PricedRow[]): FoundAmount[] {
  if (row.label === null) return [];
  const behind = row.amounts.filter(({ start }) => start >= row.end);
  if (behind.length > 0) return row.label === 'tax' || row.label === 'subtotal' ? behind.slice(-1) : [behind.at(-1) as FoundAmount];
  if (row.amounts.length > 0 && row.label === 'total') return [row.amounts.at(-1) as FoundAmount];
  for (const neighbour of [rows[row.index + 1], rows[row.index - 1]]) {
    if (!neighbour || neighbour.label !== null || neighbour.amounts.length === 0) continue;
    if (!/\p{L}{3}/u.test(neighbour.text) && Math.abs(neighbour.box.top - row.box.top) < 2.5 * row.box.height) return [neighbour.amounts.at(-1) as FoundAmount];
  }
  return [];
}

function labelScore(row: PricedRow, amount: FoundAmount, hasTax: boolean): number {
  switch (row.label) {
    case 'total':
    case 'amount':
      return row.strength;
    case 'card':
      return 2.5;
    case 'cash':
      return 1;
    case 'subtotal':
      return hasTax ? 0 : 1.2;
    case 'rounding':
      // `Rounding 37.45` names the result.
      return amount.minor > 10 * MOST_ROUNDING ? 6.2 : -1.5;
    case 'tax':
    case 'tip':
    case 'service':
    case 'discount':
    case 'change':
    case 'count':
    case 'other':
      return -2.5;
    default:
      return 0;
  }
}

/** What the total should be by the other amounts, and how much each sum says. */
function expectedSums(parts: {
  subtotals: number[];
  taxes: number[];
  services: number[];
  tips: number[];
  discounts: number[];
  itemSum: number;
  items: number;
}): Map<number, number> {
  const sums = new Map<number, number>();
  const say = (minor: number, weight: number): void => {
    if (minor > 0) sums.set(minor, Math.max(sums.get(minor) ?? 0, weight));
  };
  const bases: [number, number][] = parts.subtotals.map((minor) => [minor, 2.5]);
  if (parts.itemSum > 0) bases.push([parts.itemSum, parts.items > 1 ? 1.5 : 0.7]);
  const all = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
  for (const [base, weight] of bases) {
    say(base, weight === 2.5 ? 0 : weight);
    for (const tax of parts.taxes) say(base + tax, weight);
    if (parts.taxes.length > 1) say(base + all(parts.taxes), weight);
    for (const service of parts.services) {
      say(base + service, weight);
      for (const tax of parts.taxes) say(base + service + tax, weight);
    }
    for (const tip of parts.tips) {
      say(base + tip, weight);
      for (const tax of parts.taxes) say(base + tip + tax, weight + 0.5);
    }
    for (const discount of parts.discounts) {
      say(base - discount, weight);
      for (const tax of parts.taxes) say(base - discount + tax, weight);
    }
  }
  return sums;
}

/** Subtotal, tax and tip that fit the total; what is larger than it is not a part of it. */
function partsOf(total: number, labelled: readonly Labelled[]): Omit<FoundTotals, 'total'> {
  const of = (label: PricedRow['label']): Labelled[] =>
    labelled.filter(({ row, amount }) => row.label === label && amount.minor > 0 && amount.minor <= total);
  const subtotals = of('subtotal');
  const taxes = of('tax');
  const tips = of('tip');
  for (const subtotal of subtotals) {
    for (const tax of taxes) {
      if (subtotal.amount.minor + tax.amount.minor === total) return { subtotal: fieldOf(subtotal, 0.95), tax: fieldOf(tax, 0.95), tip: fieldOf(tips.at(-1)) };
      for (const tip of tips) {
        if (subtotal.amount.minor + tax.amount.minor + tip.amount.minor === total) {
          return { subtotal: fieldOf(subtotal, 0.95), tax: fieldOf(tax, 0.95), tip: fieldOf(tip, 0.95) };
        }
      }
    }
  }
  const tax = taxes.filter(({ amount }) => amount.minor < total / 2).at(0);
  return { subtotal: fieldOf(subtotals.at(-1)), tax: fieldOf(tax), tip: fieldOf(tips.at(-1)) };
}

function fieldOf(labelled: Labelled | undefined, least = 0): ReadField<number> {
  if (!labelled) return nothing();
  const { amount } = labelled;
  return { value: amount.minor, confidence: Math.max(least, 0.7 * amount.confidence), box: amount.box };
}

function nothing(): ReadField<number> {
  return { value: null, confidence: 0, box: null };
}
