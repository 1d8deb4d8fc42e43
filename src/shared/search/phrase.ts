/**
 * Understands a search phrase: "> 50 groceries last month" becomes an amount, dates and the text "groceries". It works
 * from left to right and takes the longest thing it knows; every word that it does not know stays text. Words in
 * quotation marks are always text. Of two things that exclude each other (two accounts, two dates) the first holds and
 * the other stays text.
 */
import type { TransactionFilter } from '../contract/transactions.ts';
import { foldName } from '../fold-name.ts';
import { readAmount, startsWith, type AmountContext } from './amount-words.ts';
import { readDates, type DateContext } from './date-words.ts';
import { wordsOf, type Word } from './words.ts';

export interface PhraseContext extends AmountContext, DateContext {
  accounts: readonly { id: string; name: string }[];
  /** Leaves and groups. */
  categories: readonly { id: string; name: string }[];
}

export type UnderstoodKind = 'amount' | 'dates' | 'account' | 'category' | 'tag' | 'status' | 'direction' | 'kind' | 'review';

export interface Understood {
  kind: UnderstoodKind;
  /** The words that said it. */
  words: string;
}

export interface ParsedPhrase {
  /** With what was not understood as its `text`. Amounts in minor units of the context's currency. */
  filter: TransactionFilter;
  understood: Understood[];
}

interface Reading {
  kind: UnderstoodKind;
  filter: TransactionFilter;
  words: number;
}

const fixed: readonly [phrase: string, kind: UnderstoodKind, filter: TransactionFilter][] = [
  ['to review', 'review', { needsReview: true }],
  ['needs review', 'review', { needsReview: true }],
  ['need review', 'review', { needsReview: true }],
  ['unreviewed', 'review', { needsReview: true }],
  ['money in', 'direction', { direction: 'in' }],
  ['money out', 'direction', { direction: 'out' }],
  ['paid in', 'direction', { direction: 'in' }],
  ['paid out', 'direction', { direction: 'out' }],
  ['income', 'direction', { direction: 'in' }],
  ['incoming', 'direction', { direction: 'in' }],
  ['received', 'direction', { direction: 'in' }],
  ['earned', 'direction', { direction: 'in' }],
  ['spending', 'direction', { direction: 'out' }],
  ['spent', 'direction', { direction: 'out' }],
  ['expenses', 'direction', { direction: 'out' }],
  ['expense', 'direction', { direction: 'out' }],
  ['outgoing', 'direction', { direction: 'out' }],
  ['refunds', 'kind', { kind: 'refund' }],
  ['refund', 'kind', { kind: 'refund' }],
  ['refunded', 'kind', { kind: 'refund' }],
  ['transfers', 'kind', { kind: 'transfer' }],
  ['uncategorised', 'category', { categoryIds: ['none'] }],
  ['uncategorized', 'category', { categoryIds: ['none'] }],
  ['no category', 'category', { categoryIds: ['none'] }],
  ['without category', 'category', { categoryIds: ['none'] }],
  ['without a category', 'category', { categoryIds: ['none'] }],
  ['pending', 'status', { status: 'pending' }],
  ['cleared', 'status', { status: 'cleared' }],
  ['reconciled', 'status', { status: 'reconciled' }],
];

/** Words that only join what is understood; dropped before and after it. */
const joints = new Set(
  ('in on at for from with and during of the to by a all any everything anything show find me my amount amounts ' +
    'transactions payments purchases').split(' '),
);

export function parsePhrase(phrase: string, context: PhraseContext): ParsedPhrase {
  const words = wordsOf(phrase);
  const filter: TransactionFilter = {};
  const understood: Understood[] = [];
  /** Text, and null where something was taken out. */
  const left: (Word | null)[] = [];
  for (let at = 0; at < words.length; ) {
    const reading = words[at]?.quoted ? null : read(words, at, context);
    if (reading && !clashes(filter, reading.filter)) {
      Object.assign(filter, reading.filter);
      const said = words.slice(at, at + reading.words).map((word) => word.raw);
      understood.push({ kind: reading.kind, words: said.join(' ') });
      left.push(null);
      at += reading.words;
    } else {
      left.push(words[at] ?? null);
      at += 1;
    }
  }
  const text = (understood.length > 0 ? withoutJoints(left) : left)
    .flatMap((word) => (word ? [word.raw] : []))
    .join(' ');
  return { filter: text ? { ...filter, text } : filter, understood };
}

function read(words: readonly Word[], at: number, context: PhraseContext): Reading | null {
  const amount = readAmount(words, at, context);
  const dates = readDates(words, at, context);
  // "from 1 march to 5 march" and "between 20 and 40" begin alike: the longer reading is the right one.
  if (dates && (!amount || dates.words >= amount.words)) {
    const { from, to } = dates.bounds;
    return {
      kind: 'dates',
      filter: { ...(from ? { dateFrom: from } : {}), ...(to ? { dateTo: to } : {}) },
      words: dates.words,
    };
  }
  if (amount) {
    const { min, max, direction } = amount.bounds;
    return {
      kind: 'amount',
      filter: {
        ...(min === undefined ? {} : { amountMin: min }),
        ...(max === undefined ? {} : { amountMax: max }),
        ...(direction ? { direction } : {}),
      },
      words: amount.words,
    };
  }
  return readTag(words, at) ?? readAccount(words, at, context) ?? readCategory(words, at, context) ?? readFixed(words, at);
}

function readFixed(words: readonly Word[], at: number): Reading | null {
  for (const [phrase, kind, filter] of fixed) {
    const parts = phrase.split(' ');
    if (startsWith(words, at, parts)) return { kind, filter, words: parts.length };
  }
  return null;
}

function readTag(words: readonly Word[], at: number): Reading | null {
  const raw = words[at]?.raw ?? '';
  const named = /^(?:#|tag:)(.+)$/iu.exec(raw)?.[1]?.replace(/[,;]$/u, '');
  if (named && !/^\d+$/.test(named)) return { kind: 'tag', filter: { tag: named }, words: 1 };
  if (words[at]?.text === 'tagged' && words[at + 1]) {
    return { kind: 'tag', filter: { tag: (words[at + 1]?.raw ?? '').replace(/^#/, '') }, words: 2 };
  }
  return null;
}

/** After "from", "in", "on", "via" or `@`: the account of that name, or the only one with that word in its name. */
function readAccount(words: readonly Word[], at: number, { accounts }: PhraseContext): Reading | null {
  const text = words[at]?.text ?? '';
  const marked = /^(?:@|account:)(.+)$/u.exec(text)?.[1];
  const lead = marked ? 0 : ['from', 'in', 'on', 'via', 'account', 'to', 'into'].includes(text) ? 1 : null;
  if (lead === null) return null;
  const skip = lead + (lead === 1 && ['my', 'the', 'account'].includes(words[at + 1]?.text ?? '') ? 1 : 0);
  const found = longestName(words, at + skip, accounts, marked) ?? onlyOneWith(words, at + skip, accounts, marked);
  if (!found) return null;
  const trailing = words[at + skip + found.words]?.text === 'account' ? 1 : 0;
  return { kind: 'account', filter: { accountIds: [found.id] }, words: skip + found.words + trailing };
}

function readCategory(words: readonly Word[], at: number, { categories }: PhraseContext): Reading | null {
  const text = words[at]?.text ?? '';
  const marked = /^category:(.+)$/u.exec(text)?.[1];
  const lead = marked ? 0 : ['in', 'on', 'category', 'for'].includes(text) ? 1 : null;
  if (lead === null) return null;
  const found = longestName(words, at + lead, categories, marked);
  return found && { kind: 'category', filter: { categoryIds: [found.id] }, words: lead + found.words };
}

interface Named {
  id: string;
  words: number;
}

function longestName(
  words: readonly Word[],
  at: number,
  named: readonly { id: string; name: string }[],
  first: string | undefined,
): Named | null {
  let best: Named | null = null;
  for (const { id, name } of named) {
    const parts = foldName(name).split(/\s+/u).filter(Boolean);
    const said = parts.map((_, index) => (index === 0 && first ? first : words[at + index]?.text));
    const same = parts.length > 0 && parts.every((part, index) => part === said[index]);
    if (same && parts.length > (best?.words ?? 0)) best = { id, words: parts.length };
  }
  return best;
}

function onlyOneWith(
  words: readonly Word[],
  at: number,
  named: readonly { id: string; name: string }[],
  first: string | undefined,
): Named | null {
  const said = first ?? words[at]?.text;
  if (!said || said.length < 3) return null;
  const found = named.filter(({ name }) => foldName(name).split(/\s+/u).includes(said));
  return found.length === 1 && found[0] ? { id: found[0].id, words: 1 } : null;
}

function clashes(filter: TransactionFilter, next: TransactionFilter): boolean {
  if ('dateFrom' in next || 'dateTo' in next) {
    // "since march until june" fits together; two spans do not.
    if (('dateFrom' in next && 'dateFrom' in filter) || ('dateTo' in next && 'dateTo' in filter)) return true;
  }
  return Object.keys(next).some((key) => key in filter && filter[key as keyof TransactionFilter] !== next[key as keyof TransactionFilter]);
}

/** Takes away joining words beside what was taken out: "tesco in [march 2025]". */
function withoutJoints(left: readonly (Word | null)[]): (Word | null)[] {
  const kept = [...left];
  const drop = (at: number): boolean => {
    const word = kept[at];
    if (word && (word.quoted || !joints.has(word.text))) return false;
    kept[at] = null;
    return true;
  };
  // From both ends, and from what was taken out to both sides, as far as joining words go.
  for (let at = 0; at < kept.length; at += 1) if ((at === 0 || !kept[at - 1]) && kept[at]) drop(at);
  for (let at = kept.length - 1; at >= 0; at -= 1) if ((at === kept.length - 1 || !kept[at + 1]) && kept[at]) drop(at);
  return kept;
}
