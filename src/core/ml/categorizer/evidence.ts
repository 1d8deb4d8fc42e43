/**
 * What the user chose, kept so that it can be found again: by the same payee, by one that is written much alike, and
 * by amount. It answers with weights, not with a verdict; the categoriser adds them to what the model says.
 */

export interface Choice {
  /** What makes two rows of the same payee one: the payee's id in the ledger, else the normalised description. */
  key: string;
  /** Normalised description, by which those that are written alike are found. */
  payee: string;
  /** As a person would write it. */
  payeeName: string;
  /** Negative is money out; minor units. */
  amountMinor: number;
  categoryId: string;
}

export interface Evidence {
  categoryId: string;
  /** In choices: one fresh choice for the very same payee is 1. */
  weight: number;
  kind: 'same' | 'alike';
  payeeName: string;
  /** How often the user chose this category for that payee. */
  times: number;
}

export interface EvidenceMemory {
  add(choice: Choice): void;
  clear(): void;
  /** Number of payees. */
  readonly size: number;
  /** @param payee normalised description */
  lookup(key: string, payee: string, amountMinor: number): Evidence[];
}

interface Entry {
  key: string;
  name: string;
  words: string[];
  /** Newest last. */
  choices: { categoryId: string; amountMinor: number }[];
  /** Made when first asked for, until the next choice. */
  sums: Sums | null;
}

interface Sums {
  /** Category → weight of the choices for money out, for money in, and how many there were. */
  byCategory: Map<string, { out: number; in: number; times: number }>;
  /** Amount → category → weight of the choices for that very amount. */
  byAmount: Map<number, Map<string, number>>;
}

/** More choices than these for one payee add nothing. */
const REMEMBERED = 48;
/** A choice counts less with each newer one for the same payee. */
const FADING = 0.94;
const SAME_AMOUNT = 2.5;
const ALIKE_FROM = 0.62;
const ALIKE_WEIGHT = 0.16;
const MOST_ALIKE = 4;
const LARGEST_BUCKET = 150;
const MOST_FOUND = 20_000;

export function createEvidenceMemory(): EvidenceMemory {
  const entries = new Map<string, Entry>();
  /** Beginnings of words → payees that have them. */
  const byBeginning = new Map<string, Entry[]>();
  /** Neighbours that were looked for since the last new payee. */
  const found = new Map<string, [Entry, number][]>();

  function index(entry: Entry): void {
    for (const beginning of new Set(entry.words.map(beginningOf))) {
      const bucket = byBeginning.get(beginning);
      if (bucket) bucket.push(entry);
      else byBeginning.set(beginning, [entry]);
    }
  }

  /** Rare words tell payees apart; common ones hardly do. */
  const rarity = (word: string): number => 1 / Math.log2(2 + (byBeginning.get(beginningOf(word))?.length ?? 0));

  function alike(a: string[], b: string[]): number {
    let shared = 0;
    let all = 0;
    const used = new Uint8Array(b.length);
    a.forEach((word, at) => {
      const weight = rarity(word) * (at === 0 ? 1.6 : 1);
      all += weight;
      const found = b.findIndex((other, position) => !used[position] && sameWord(word, other));
      if (found < 0) return;
      used[found] = 1;
      shared += weight;
    });
    b.forEach((word, at) => {
      if (!used[at]) all += rarity(word) * (at === 0 ? 1.6 : 0.7);
    });
    return all === 0 ? 0 : shared / all;
  }

  function neighbours(key: string, payee: string): [Entry, number][] {
    const known = found.get(key);
    if (known) return known;
    const near = findNeighbours(key, payee);
    if (found.size >= MOST_FOUND) found.clear();
    found.set(key, near);
    return near;
  }

  function findNeighbours(key: string, payee: string): [Entry, number][] {
    const words = wordsOf(payee);
    const candidates = new Set<Entry>();
    for (const word of words) {
      const bucket = byBeginning.get(beginningOf(word));
      if (!bucket || bucket.length > LARGEST_BUCKET) continue;
      for (const entry of bucket) candidates.add(entry);
    }
    const near: [Entry, number][] = [];
    for (const entry of candidates) {
      if (entry.key === key) continue;
      const likeness = alike(words, entry.words);
      if (likeness >= ALIKE_FROM) near.push([entry, likeness]);
    }
    return near.sort((a, b) => b[1] - a[1]).slice(0, MOST_ALIKE);
  }

  return {
    get size() {
      return entries.size;
    },

    add({ key, payee, payeeName, amountMinor, categoryId }) {
      if (key === '') return;
      let entry = entries.get(key);
      if (!entry) {
        entries.set(key, (entry = { key, name: payeeName, words: wordsOf(payee), choices: [], sums: null }));
        index(entry);
        found.clear();
      }
      entry.sums = null;
      entry.choices.push({ categoryId, amountMinor });
      if (entry.choices.length > REMEMBERED) entry.choices.shift();
    },

    clear() {
      entries.clear();
      byBeginning.clear();
      found.clear();
    },

    lookup(key, payee, amountMinor) {
      const own = entries.get(key);
      const evidence = own ? weigh(own, amountMinor, 1, 'same') : [];
      // Where the payee itself is known well, its namesakes have nothing to add.
      if (own && own.choices.length >= 3) return evidence;
      for (const [entry, likeness] of neighbours(key, payee)) {
        evidence.push(...weigh(entry, amountMinor, ALIKE_WEIGHT * likeness ** 2, 'alike'));
      }
      return evidence;
    },
  };
}

/** Money back from a shop says little about what is bought there, and the other way round. */
const OTHER_DIRECTION = 0.35;

function weigh(entry: Entry, amountMinor: number, strength: number, kind: Evidence['kind']): Evidence[] {
  const sums = (entry.sums ??= sumUp(entry));
  const same = sums.byAmount.get(amountMinor);
  const evidence: Evidence[] = [];
  for (const [categoryId, { out, in: received, times }] of sums.byCategory) {
    const weight =
      (amountMinor < 0 ? out + OTHER_DIRECTION * received : received + OTHER_DIRECTION * out) +
      (SAME_AMOUNT - 1) * (same?.get(categoryId) ?? 0);
    evidence.push({ categoryId, weight: strength * weight, kind, payeeName: entry.name, times });
  }
  return evidence;
}

function sumUp(entry: Entry): Sums {
  const sums: Sums = { byCategory: new Map(), byAmount: new Map() };
  let fresh = 1;
  for (const { categoryId, amountMinor } of entry.choices.toReversed()) {
    let sum = sums.byCategory.get(categoryId);
    if (!sum) sums.byCategory.set(categoryId, (sum = { out: 0, in: 0, times: 0 }));
    sum[amountMinor < 0 ? 'out' : 'in'] += fresh;
    sum.times += 1;
    let amount = sums.byAmount.get(amountMinor);
    if (!amount) sums.byAmount.set(amountMinor, (amount = new Map()));
    amount.set(categoryId, (amount.get(categoryId) ?? 0) + fresh);
    fresh *= FADING;
  }
  return sums;
}

function wordsOf(payee: string): string[] {
  return payee.split(' ').filter((word) => word.length > 1).slice(0, 6);
}

function beginningOf(word: string): string {
  return word.slice(0, 4);
}

/** Equal, one cut off, or one slip of the keyboard apart in a word long enough to tell. */
function sameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 4 || b.length < 4) return false;
  if (a.startsWith(b) || b.startsWith(a)) return true;
  return Math.min(a.length, b.length) >= 5 && withinOneEdit(a, b);
}

export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const left = endA - start;
  const right = endB - start;
  // One letter changed, added or left out, or two neighbours swapped.
  return (
    Math.max(left, right) <= 1 || (left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start])
  );
}

/** Whether two normalised descriptions may be the same shop: their first words agree, and most of the others. */
export function writtenAlike(a: string, b: string): boolean {
  const first = wordsOf(a);
  const second = wordsOf(b);
  if (!first[0] || !second[0] || !sameWord(first[0], second[0])) return false;
  const [fewer, more] = first.length <= second.length ? [first, second] : [second, first];
  const shared = fewer.filter((word) => more.some((other) => sameWord(word, other))).length;
  return shared === fewer.length && shared / more.length >= 0.5;
}
