/**
 * Decides for each row of a bank's file whether the ledger has it already. Pure, and by sets: rows are looked up by key,
 * and texts are compared only for the few that no key decides.
 *
 * In this order: what the bank said word for word and its id; the id alone; the words alone, counted, so that two equal
 * purchases both stay; a pending transaction that the row books; and last, rows that are only likely the same. Those
 * are suggested and added unless a person says otherwise. An id is never enough: banks reuse them.
 */
import { addDays, daysBetween, type PlainDate } from '#shared/dates.ts';
import { likeness } from './text-likeness.ts';

export type Fate = 'new' | 'new-same' | 'already-here' | 'deleted-before' | 'books-pending' | 'maybe-same';

/** What speaks for it. */
export type MatchGround =
  | 'same-id'
  | 'same-words'
  /** Shown as pending by this file, booked here since. */
  | 'booked-since'
  | 'pending'
  /** A pending one of another amount, or one whose parts would not sum any more. */
  | 'pending-changed'
  /** The same bank id with another date or amount. */
  | 'id-reused'
  /** The same words with another bank id. */
  | 'other-id'
  /** Entered by hand. */
  | 'by-hand'
  | 'similar';

/** Rows of one file for one account; amounts in minor units of the account's currency. */
export interface FileRows {
  count: number;
  date(row: number): PlainDate;
  amountMinor(row: number): number;
  fingerprint(row: number): number;
  bankRef(row: number): string | null;
  pending(row: number): boolean;
  text(row: number): string;
}

/** A transaction of the account, as the bank said it (`date` is the bank's). */
export interface HeldRow {
  date: PlainDate;
  amountMinor: number;
  /** Null for what a person entered. */
  fingerprint: number | null;
  bankRef: string | null;
  status: 'pending' | 'cleared' | 'reconciled';
  split: boolean;
  deleted: boolean;
  /** An earlier word of the bank for a transaction that stands in the list besides: for keys only. */
  earlierWord: boolean;
}

export interface Match<Held> {
  held: Held;
  ground: MatchGround;
}

export interface Matching<Held> {
  fates: Fate[];
  /** For rows that are not simply new. */
  matches: Map<number, Match<Held>>;
}

export interface MatchOptions<Held> {
  /** Bank text, payee and note of held rows; asked for at most twice, for few rows. */
  textsOf(held: Held[]): string[];
  /** For files that Saldo wrote itself: only equal words count. */
  wordsOnly?: boolean;
}

/** A booking follows its pending line by up to this many days, and may bear an earlier date by one. */
const BOOKED_WITHIN = 10;
const BOOKED_BEFORE = 1;
/** A person's entry and the bank's booking, or two exports of one bank. */
const BY_HAND_WITHIN = 5;
const SIMILAR_WITHIN = 3;
/** Likeness of texts from which on a row is taken to be the same. */
const SAME_PAYEE = 0.34;
const SAME_PAYEE_OTHER_AMOUNT = 0.5;
/** A tip, a deposit at a pump, a rate: how far a booked amount may be from the pending one. */
const CHANGED_BY = 0.3;
/** Of the candidates for a row, those nearest in time. */
const CANDIDATES = 12;
const SEEN_AT_MOST = 200;

export function matchRows<Held extends HeldRow>(file: FileRows, held: Held[], options: MatchOptions<Held>): Matching<Held> {
  const fates = new Array<Fate | undefined>(file.count);
  const matches = new Map<number, Match<Held>>();
  if (held.length > 0) {
    const used = new Uint8Array(held.length);
    const take = (row: number, at: number, fate: Fate, ground: MatchGround): void => {
      used[at] = 1;
      fates[row] = fate;
      matches.set(row, { held: held[at] as Held, ground });
    };
    const refs = options.wordsOnly ? null : createRefs(file, held);
    matchByKeys(file, held, used, fates, take, refs);
    if (refs) matchByLikeness(file, held, used, fates, take, refs, options.textsOf);
  }
  markSame(file, fates);
  return { fates: fates as Fate[], matches };
}

type Take = (row: number, heldAt: number, fate: Fate, ground: MatchGround) => void;

function matchByKeys(
  file: FileRows,
  held: HeldRow[],
  used: Uint8Array,
  fates: (Fate | undefined)[],
  take: Take,
  refs: Refs | null,
): void {
  const takeSame = (row: number, at: number, ground: MatchGround): void => {
    const same = held[at] as HeldRow;
    const books = refs !== null && same.status === 'pending' && !same.earlierWord && !file.pending(row);
    if (same.deleted) take(row, at, 'deleted-before', ground);
    else if (books) take(row, at, 'books-pending', 'pending');
    else take(row, at, 'already-here', ground);
  };
  const byWords = groupAlive(held, (row) => row.fingerprint);
  // Rows whose words stand in the ledger with another id: what they are depends on what the ids are worth.
  const otherId: [row: number, heldAt: number][] = [];
  let sameIds = 0;

  // Words and id together come first for all rows, so that no row takes what belongs to another.
  if (refs?.any) {
    for (let row = 0; row < file.count; row++) {
      const ref = telling(file.bankRef(row));
      if (ref === null) continue;
      const at = find(byWords.get(file.fingerprint(row)), used, (each) => telling(held[each]?.bankRef ?? null) === ref);
      if (at === undefined) continue;
      takeSame(row, at, 'same-id');
      sameIds += 1;
    }
    for (let row = 0; row < file.count; row++) {
      const ref = fates[row] === undefined ? telling(file.bankRef(row)) : null;
      if (ref === null || refs.meanings(ref) > 1) continue;
      const at = find(
        refs.held(ref),
        used,
        (each) => held[each]?.amountMinor === file.amountMinor(row) && held[each]?.date === file.date(row),
      );
      if (at === undefined) continue;
      takeSame(row, at, 'same-id');
      sameIds += 1;
    }
  }
  for (let row = 0; row < file.count; row++) {
    if (fates[row] !== undefined) continue;
    const same = byWords.get(file.fingerprint(row));
    if (!same) continue;
    const ref = refs && telling(file.bankRef(row));
    const agrees = (at: number): boolean => {
      const other = refs && telling(held[at]?.bankRef ?? null);
      return ref === null || other === null || ref === other;
    };
    const at = find(same, used, agrees);
    if (at !== undefined) takeSame(row, at, 'same-words');
    else {
      const conflicting = find(same, used, () => true);
      if (conflicting !== undefined) otherId.push([row, conflicting]);
    }
  }

  // Ids that agree elsewhere in the file are kept by this bank: another id is another transaction. When none agrees,
  // the bank makes them up anew for every download, and the words decide.
  if (sameIds > 0 || otherId.length === 0) return;
  const madeUp = new Set(otherId.map(([row]) => file.fingerprint(row))).size > 1;
  for (const [row] of otherId) {
    const at = find(byWords.get(file.fingerprint(row)), used, () => true);
    if (at === undefined) continue;
    if (madeUp) takeSame(row, at, 'same-words');
    else if (held[at]?.deleted === false) take(row, at, 'maybe-same', 'other-id');
  }
}

/** What banks write where they have no id. */
const NO_ID = /^(?:not ?provided|non ?ref|none|null|n\/?a|[0\-. *]*)$/i;

function telling(ref: string | null): string | null {
  return ref === null || NO_ID.test(ref) ? null : ref;
}

interface Refs {
  any: boolean;
  /** Indexes of held rows, those that stand before those that were deleted. */
  held(ref: string): number[] | undefined;
  /** For how many transactions (of different amount or day) the id stands, in the file and in the ledger. */
  meanings(ref: string): number;
}

function createRefs(file: FileRows, held: HeldRow[]): Refs {
  const byRef = new Map<string, number[]>();
  held.forEach((row, at) => {
    const ref = telling(row.bankRef);
    if (ref !== null) push(byRef, ref, at);
  });
  if (byRef.size === 0) return { any: false, held: () => undefined, meanings: () => 1 };
  const first = new Map<string, string>();
  const others = new Map<string, Set<string>>();
  const note = (ref: string, amountMinor: number, date: string): void => {
    const meaning = `${amountMinor} ${date}`;
    const known = first.get(ref);
    if (known === undefined) first.set(ref, meaning);
    else if (known !== meaning) {
      const set = others.get(ref);
      if (set) set.add(meaning);
      else others.set(ref, new Set([meaning]));
    }
  };
  for (const [ref, list] of byRef) {
    list.sort((a, b) => Number(held[a]?.deleted) - Number(held[b]?.deleted));
    for (const at of list) {
      const row = held[at] as HeldRow;
      // A pending line and its booking share an id without reusing it.
      if (row.status !== 'pending' && !row.earlierWord) note(ref, row.amountMinor, row.date);
    }
  }
  for (let row = 0; row < file.count; row++) {
    const ref = telling(file.bankRef(row));
    if (ref !== null && byRef.has(ref) && !file.pending(row)) note(ref, file.amountMinor(row), file.date(row));
  }
  return {
    any: true,
    held: (ref) => byRef.get(ref),
    meanings: (ref) => 1 + (others.get(ref)?.size ?? 0),
  };
}

/** Indexes by key, those that stand before those that were deleted. */
function groupAlive<Key>(held: HeldRow[], keyOf: (row: HeldRow) => Key | null): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  for (const deleted of [false, true]) {
    held.forEach((row, at) => {
      if (row.deleted !== deleted) return;
      const key = keyOf(row);
      if (key === null) return;
      const group = groups.get(key);
      if (group) group.push(at);
      else groups.set(key, [at]);
    });
  }
  return groups;
}

function find(among: number[] | undefined, used: Uint8Array, wanted: (at: number) => boolean): number | undefined {
  return among?.find((at) => !used[at] && wanted(at));
}

interface Candidate {
  row: number;
  at: number;
  score: number;
  fate: Fate;
  ground: MatchGround;
}

/** Pairs the rows that no key decided with what is left of the ledger, the likeliest pair first. */
function matchByLikeness<Held extends HeldRow>(
  file: FileRows,
  held: Held[],
  used: Uint8Array,
  fates: (Fate | undefined)[],
  take: Take,
  refs: Refs,
  textsOf: (held: Held[]) => string[],
): void {
  const left = held.flatMap((row, at) => (used[at] || row.deleted || row.earlierWord ? [] : [at]));
  if (left.length === 0) return;
  const open: number[] = [];
  let [from, to] = ['9999-12-31', '0000-01-01'];
  for (let row = 0; row < file.count; row++) {
    const date = file.date(row);
    if (date < from) from = date;
    if (date > to) to = date;
    if (fates[row] === undefined) open.push(row);
  }
  if (open.length === 0) return;

  const byAmount = new Map<number, number[]>();
  const byRef = new Map<string, number[]>();
  const pending: number[] = [];
  for (const at of left.sort((a, b) => ((held[a] as Held).date < (held[b] as Held).date ? -1 : 1))) {
    const row = held[at] as Held;
    push(byAmount, row.amountMinor, at);
    const ref = telling(row.bankRef);
    if (ref !== null) push(byRef, ref, at);
    if (row.status === 'pending') pending.push(at);
  }

  // First the pairs, then the texts of their held rows, all at once.
  const pairs: [row: number, at: number][] = [];
  for (const row of open) {
    const date = file.date(row);
    const amount = file.amountMinor(row);
    const ref = telling(file.bankRef(row));
    const near = nearest(held, byAmount.get(amount) ?? [], date);
    const changed = file.pending(row)
      ? []
      : nearest(held, pending, date).filter((at) => {
          const before = (held[at] as Held).amountMinor;
          const off = Math.abs(before - amount);
          return off > 0 && Math.sign(before) === Math.sign(amount) && off <= Math.abs(amount) * CHANGED_BY;
        });
    const sameId = (ref !== null && byRef.get(ref)?.slice(0, CANDIDATES)) || [];
    for (const at of new Set([...sameId, ...near, ...changed])) pairs.push([row, at]);
  }
  if (pairs.length === 0) return;
  const wanted = [...new Set(pairs.map(([, at]) => at))];
  const texts = textsOf(wanted.map((at) => held[at] as Held));
  const textOf = new Map(wanted.map((at, index) => [at, texts[index] ?? '']));

  const candidates = pairs.flatMap(([row, at]): Candidate[] => {
    const judged = judge(file, row, held[at] as Held, textOf.get(at) ?? '', refs, { from, to });
    return judged ? [{ row, at, ...judged }] : [];
  });
  candidates.sort((a, b) => b.score - a.score || a.row - b.row || a.at - b.at);
  for (const { row, at, fate, ground } of candidates) {
    if (fates[row] === undefined && !used[at]) take(row, at, fate, ground);
  }
}

/** Of indexes in the order of their dates, those close to a day, the nearest first. */
function nearest(held: HeldRow[], among: number[], date: PlainDate): number[] {
  if (among.length === 0) return [];
  const earliest = addDays(date, -BOOKED_WITHIN);
  let [low, high] = [0, among.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((held[among[middle] as number] as HeldRow).date < earliest) low = middle + 1;
    else high = middle;
  }
  const latest = addDays(date, BOOKED_WITHIN);
  const found: number[] = [];
  for (let index = low; index < among.length; index++) {
    const at = among[index] as number;
    if ((held[at] as HeldRow).date > latest || found.length === SEEN_AT_MOST) break;
    found.push(at);
  }
  const apart = (at: number): number => Math.abs(daysBetween((held[at] as HeldRow).date, date));
  return found.sort((a, b) => apart(a) - apart(b)).slice(0, CANDIDATES);
}

function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** What one row of the file and one of the ledger are to each other; null: nothing. */
function judge(
  file: FileRows,
  row: number,
  held: HeldRow,
  heldText: string,
  refs: Refs,
  span: { from: string; to: string },
): Pick<Candidate, 'score' | 'fate' | 'ground'> | null {
  // Positive: the file's row is the later one.
  const later = daysBetween(held.date, file.date(row));
  const apart = Math.abs(later);
  const equal = held.amountMinor === file.amountMinor(row);
  const ref = telling(file.bankRef(row));
  const heldRef = telling(held.bankRef);
  const sameId = ref !== null && ref === heldRef;
  const alike = sameId ? 1 : likeness(file.text(row), heldText);
  const score = (sameId ? 40 : 0) + alike * 20 + (equal ? 10 : 0) - apart;

  if (held.status === 'pending' && !file.pending(row)) {
    if (later < -BOOKED_BEFORE || later > BOOKED_WITHIN) return null;
    if ((equal || sameId) && alike >= SAME_PAYEE) {
      // Parts sum to the amount: with another one, a person has to look.
      if (equal || !held.split) return { score: score + 30, fate: 'books-pending', ground: 'pending' };
      return { score: score + 20, fate: 'maybe-same', ground: 'pending-changed' };
    }
    if (equal && apart <= BY_HAND_WITHIN) return { score, fate: 'maybe-same', ground: 'pending-changed' };
    return !equal && alike >= SAME_PAYEE_OTHER_AMOUNT
      ? { score, fate: 'maybe-same', ground: 'pending-changed' }
      : null;
  }
  if (file.pending(row) && held.status !== 'pending') {
    if (later < -BOOKED_WITHIN || later > BOOKED_BEFORE || !(equal || sameId) || alike < SAME_PAYEE) return null;
    return { score: score + 20, fate: 'already-here', ground: 'booked-since' };
  }
  if (sameId && equal && apart <= BY_HAND_WITHIN) {
    // An id that stands for many is that of a kind of booking, such as daily interest.
    return refs.meanings(ref) > 2 ? null : { score, fate: 'maybe-same', ground: 'id-reused' };
  }
  // Two ids are two transactions.
  if (!equal || (ref !== null && heldRef !== null)) return null;
  if (held.fingerprint === null) {
    return apart <= BY_HAND_WITHIN && alike >= SAME_PAYEE ? { score: score + 5, fate: 'maybe-same', ground: 'by-hand' } : null;
  }
  // A row of an earlier file that lies within the days of this one should have stood in it, by these words or others.
  if (held.date < span.from || held.date > span.to || apart > SIMILAR_WITHIN) return null;
  return alike >= SAME_PAYEE_OTHER_AMOUNT ? { score, fate: 'maybe-same', ground: 'similar' } : null;
}

/** Equal new rows of one file are both real; it is said of each. The rest is new. */
function markSame(file: FileRows, fates: (Fate | undefined)[]): void {
  const first = new Map<number, number>();
  for (let row = 0; row < file.count; row++) {
    if (fates[row] !== undefined) continue;
    const print = file.fingerprint(row);
    const before = first.get(print);
    fates[row] = before === undefined ? 'new' : 'new-same';
    if (before === undefined) first.set(print, row);
    else fates[before] = 'new-same';
  }
}
