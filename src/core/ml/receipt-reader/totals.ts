/**
 * The total and what it is made of. Every amount on the receipt is a candidate; words beside it, its place, how often it
 * is said and whether the sums come out (items + tax, cash − change) are weighed together.
 */
import type { FoundAmount } from './amounts.ts';
import type { PricedRow } from './priced-row.ts';
import type { ReadField, ReadItem } from './receipt.ts';
import { confidenceOfSpan } from './rows.ts';

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

interface Candidate extends Labelled {
  score: number;
}

/** More than anybody pays with a paper receipt: a number without its point, an article number. */
const LARGEST_MINOR = 100_000_000;

export function findTotals(rows: readonly PricedRow[], items: readonly ReadItem[]): FoundTotals {
  const labelled = rows.flatMap((row) => amountsOf(row, rows).map((amount) => ({ row, amount })));
  const of = (label: PricedRow['label']): Labelled[] => labelled.filter(({ row }) => row.label === label);
  const last = (label: PricedRow['label']): Labelled | undefined => of(label).at(-1);
  const lasts = (label: PricedRow['label']): number[] => [...new Set(of(label).map(({ amount }) => Math.abs(amount.minor)))];

  const subtotals = lasts('subtotal');
  const taxes = lasts('tax');
  const services = lasts('service');
  const tips = lasts('tip');
  const roundings = of('rounding').map(({ amount }) => amount.minor);
  const discounts = lasts('discount');
  const itemSum = items.reduce((sum, item) => sum + item.amountMinor, 0);
  const sums = expectedSums({ subtotals, taxes, services, tips, discounts, itemSum, items: items.length });
  const paid = new Set(lasts('cash').flatMap((cash) => lasts('change').map((change) => cash - change)).filter((minor) => minor > 0));
  const totals = new Set(of('total').map(({ amount }) => Math.abs(amount.minor)));

  const all = rows.flatMap((row) => row.amounts.map((amount) => ({ row, amount, own: false })));
  const found: Candidate[] = [];
  const largest = Math.max(0, ...all.map(({ amount }) => amount.minor));
  const times = new Map<number, number>();
  for (const { amount } of all) times.set(amount.minor, (times.get(amount.minor) ?? 0) + 1);

  for (const { row, amount } of [...labelled, ...all]) {
    if (amount.minor > LARGEST_MINOR) continue;
    const value = Math.abs(amount.minor);
    const isLabelled = labelled.some((each) => each.row === row && each.amount === amount);
    let score = isLabelled ? labelScore(row) : 0;
    score += 0.6 * (row.index / Math.max(1, rows.length));
    if (value === 0) score -= 2;
    if (amount.minor < 0) score -= 1;
    if (value === largest) score += 0.7;
    if (amount.marked) score += 0.3;
    score += Math.min(2, (times.get(amount.minor) ?? 1) - 1) * 0.7;
    score += sums.get(value) ?? 0;
    if (paid.has(value)) score += 2.5;
    if (value > 0 && roundings.some((by) => by !== 0 && Math.abs(by) < 10 && (totals.has(value - by) || totals.has(value + by) || subtotals.includes(value - by) || subtotals.includes(value + by)))) {
      // After rounding, not before: the later of the two.
      score += row.index > (last('rounding')?.row.index ?? 0) ? 1.5 : 0;
    }
    score += 1.2 * (amount.confidence - 0.8);
    found.push({ row, amount, score });
  }
  found.sort((a, b) => b.score - a.score);
  const best = found[0];
  if (!best || best.score < 0.5) return { total: nothing(), subtotal: fieldOf(of('subtotal').at(-1)), tax: fieldOf(last('tax')), tip: fieldOf(last('tip')) };

  const rival = found.find(({ amount }) => amount.minor !== best.amount.minor);
  const margin = best.score - (rival?.score ?? 0);
  const confidence = (1 / (1 + Math.exp(-(0.55 * best.score - 2 + 0.5 * Math.min(4, margin))))) * (0.5 + 0.5 * best.amount.confidence);
  const total = Math.abs(best.amount.minor);
  return {
    total: { value: total, confidence, box: best.amount.box },
    ...partsOf(total, labelled),
  };
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

function labelScore(row: PricedRow): number {
  switch (row.label) {
    case 'total':
    case 'amount':
      return row.strength;
    case 'card':
      return 2.5;
    case 'cash':
      return 1;
    case 'subtotal':
      return 1.2;
    case 'rounding':
      return -1.5;
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
  const { row, amount } = labelled;
  return { value: amount.minor, confidence: Math.max(least, 0.7 * amount.confidence * confidenceOfSpan(row, amount.start, amount.end)), box: amount.box };
}

function nothing(): ReadField<number> {
  return { value: null, confidence: 0, box: null };
}
