/**
 * Chases the difference between a bank's statement and the ledger. `difference` is the stated balance less the counted
 * one, in minor units: positive when the ledger holds too little. Pure: it only looks at the rows it is given.
 */
import { addDays, daysBetween } from '#shared/dates.ts';

export interface HintRow {
  id: string;
  date: string;
  payee: string;
  amountMinor: number;
  /** It counts towards the balance. */
  ticked: boolean;
}

export interface HintInput {
  difference: number;
  /** The statement's day. */
  date: string;
  /** Unreconciled rows up to the day. */
  rows: readonly HintRow[];
  /** Rows shortly after the day: banks and people disagree on the day of a payment. */
  after: readonly Omit<HintRow, 'ticked'>[];
  /** The last statement that agreed, and what its reconciled rows were moved by since. */
  last: { date: string; movedMinor: number; changed: readonly Omit<HintRow, 'ticked'>[] } | null;
}

export type HintKind = 'tick' | 'untick' | 'after' | 'sign' | 'pair' | 'duplicate' | 'digits' | 'changed' | 'older' | 'nines' | 'opening';

export interface Hint {
  kind: HintKind;
  rows: readonly Omit<HintRow, 'ticked'>[];
  tick: string[];
  untick: string[];
}

const MOST_OF_A_KIND = 3;
const MOST_HINTS = 8;
/** A bank that books a payment twice does so within days. */
const DUPLICATE_DAYS = 3;

/** Likeliest first; empty when nothing is missing. */
export function findHints(input: HintInput): Hint[] {
  const { difference, rows } = input;
  if (difference === 0) return [];
  const ticked = rows.filter((row) => row.ticked);
  const open = rows.filter((row) => !row.ticked);
  const found: Hint[] = [];
  const add = (hints: Hint[]): void => void found.push(...hints.slice(0, MOST_OF_A_KIND));

  add(changedSince(input));
  add(open.filter((row) => row.amountMinor === difference).map((row) => one('tick', row, { tick: [row.id] })));
  add(duplicates(ticked, difference));
  const twice = new Set(found.flatMap((hint) => (hint.kind === 'duplicate' ? hint.untick : [])));
  add(
    ticked
      .filter((row) => row.amountMinor === -difference && !twice.has(row.id))
      .map((row) => one('untick', row, { untick: [row.id] })),
  );
  add(input.after.filter((row) => row.amountMinor === difference).map((row) => one('after', row)));
  // A row with the wrong sign is off by twice its size.
  if (difference % 2 === 0) {
    add(ticked.filter((row) => row.amountMinor === -difference / 2).map((row) => one('sign', row)));
  }
  add(swappedDigits(ticked, difference));
  add(pairs(open, ticked, difference));
  add(olderOpen(input, open));
  if (difference % 9 === 0 && !found.some((hint) => hint.kind === 'digits')) {
    found.push({ kind: 'nines', rows: [], tick: [], untick: [] });
  }
  const first = found.slice(0, MOST_HINTS);
  // Before any statement agreed, the count may have begun wrong.
  return input.last === null ? [...first, { kind: 'opening', rows: [], tick: [], untick: [] }] : first;
}

function one(
  kind: HintKind,
  row: Omit<HintRow, 'ticked'>,
  { tick = [], untick = [] }: { tick?: string[]; untick?: string[] } = {},
): Hint {
  return { kind, rows: [row], tick, untick };
}

/** What was found on earlier statements and is different now: the count began wrong. */
function changedSince({ last }: HintInput): Hint[] {
  if (!last || (last.movedMinor === 0 && last.changed.length === 0)) return [];
  return [{ kind: 'changed', rows: last.changed, tick: [], untick: [] }];
}

/** Two ticked rows alike, where one too many is the difference. */
function duplicates(ticked: readonly HintRow[], difference: number): Hint[] {
  const alike = new Map<string, HintRow[]>();
  for (const row of ticked) {
    if (row.amountMinor !== -difference) continue;
    const key = row.payee.toLowerCase();
    alike.set(key, [...(alike.get(key) ?? []), row]);
  }
  const hints: Hint[] = [];
  for (const rows of alike.values()) {
    for (let at = 1; at < rows.length; at += 1) {
      const [before, row] = [rows[at - 1], rows[at]];
      if (!before || !row || Math.abs(daysBetween(before.date, row.date)) > DUPLICATE_DAYS) continue;
      hints.push({ kind: 'duplicate', rows: [before, row], tick: [], untick: [row.id] });
    }
  }
  return hints;
}

/** Rows whose amount would make up the difference with two neighbouring digits swapped: 63.00 typed for 36.00. */
function swappedDigits(ticked: readonly HintRow[], difference: number): Hint[] {
  if (difference % 9 !== 0) return [];
  return ticked.filter((row) => isSwap(row.amountMinor, row.amountMinor + difference)).map((row) => one('digits', row));
}

/** True when the two differ by the order of two neighbouring digits alone. */
export function isSwap(a: number, b: number): boolean {
  if (Math.sign(a) !== Math.sign(b) || a === b) return false;
  const [from, to] = [String(Math.abs(a)), String(Math.abs(b))];
  const width = Math.max(from.length, to.length);
  const [x, y] = [from.padStart(width, '0'), to.padStart(width, '0')];
  const at = [...x].findIndex((digit, index) => digit !== y[index]);
  return x[at] === y[at + 1] && x[at + 1] === y[at] && x.slice(at + 2) === y.slice(at + 2);
}

/** Two rows that make up the difference together: both to tick, both to untick, or one of each. */
function pairs(open: readonly HintRow[], ticked: readonly HintRow[], difference: number): Hint[] {
  const moves = [
    ...open.map((row) => ({ row, by: row.amountMinor })),
    ...ticked.map((row) => ({ row, by: -row.amountMinor })),
  ];
  const seen = new Map<number, typeof moves>();
  const hints: Hint[] = [];
  for (const move of moves) {
    const other = seen.get(difference - move.by)?.[0];
    if (other && move.by !== 0 && other.by !== 0) {
      const both = [other, move];
      const ids = (wanted: boolean): string[] =>
        both.filter((each) => each.row.ticked === wanted).map((each) => each.row.id);
      hints.push({ kind: 'pair', rows: both.map((each) => each.row), tick: ids(false), untick: ids(true) });
    }
    seen.set(move.by, [...(seen.get(move.by) ?? []), move]);
  }
  // What is still open is likelier than what the person has ticked already.
  return hints.sort((a, b) => a.untick.length - b.untick.length);
}

/** Open rows of the time before the last statement: left over then, or entered since. */
function olderOpen({ last }: HintInput, open: readonly HintRow[]): Hint[] {
  const older = last ? open.filter((row) => row.date <= last.date) : [];
  return older.length > 0 ? [{ kind: 'older', rows: older.slice(0, MOST_OF_A_KIND), tick: [], untick: [] }] : [];
}

/** The last day that {@link HintInput.after} should reach. */
export function hintsReach(date: string): string {
  return addDays(date, 7);
}
