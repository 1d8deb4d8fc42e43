/**
 * What the model looks at: known names, words, pieces of words, direction and size of the amount, and what the host
 * knows beside the text. Names have slots of their own; the rest is hashed into the buckets above them.
 */
import { findNames, type Gazetteer, type NameMatch, type NameSource } from './gazetteer.ts';
import { normaliseDescription } from './normalise-description.ts';

/** Slots and buckets together. A model keeps weights for the most telling of them. */
export const FEATURE_COUNT = 1 << 18;
export const FEATURE_VERSION = 1;

const HOWS = { whole: 0, start: 1, inside: 2, part: 3 };
const KINDS: Record<NameSource, number> = { merchant: 0, brand: 1, word: 2 };
const VAGUE_KIND = 3;
/** A known name says more than any of its letters. */
const NAME_STRENGTH = 2.2;
/** Room for 4 ways × 4 kinds × 100 leaves of names, and as many for merchant category codes and the bank's words. */
const NAME_SLOTS = 1600;
const MCC_SLOTS = NAME_SLOTS;
/** Features below this are known names; those above are words and letters. */
export const NAMED_FEATURES = 2048;

export interface ModelInput {
  description: string;
  /** Negative is money out; minor units. */
  amountMinor: number;
  /** Decimal places of the currency; 2 where not given. */
  minorDigits?: number;
  accountKind?: string | null;
  /** 0 is Sunday. */
  weekday?: number | null;
  /** Leaf that the merchant category code stands for. */
  mccLeaf?: number | null;
}

export interface Features {
  index: Int32Array;
  value: Float32Array;
  count: number;
  matches: NameMatch[];
  words: string[];
}

const CAPACITY = 512;
const index = new Int32Array(CAPACITY);
const value = new Float32Array(CAPACITY);

/** Amounts are alike when they double no further than this; minor units. */
export function sizeOf(amountMinor: number, minorDigits = 2): number {
  return Math.round(Math.log2(Math.abs(amountMinor) / 10 ** minorDigits + 1));
}

const FRAME_WORD = /[a-z\u00c0-\uffff]+/g;
const FRAME_WORDS = 24;

/** The words of the bank's text as it is: what stands around the shop tells a card from a transfer. */
export function frameOf(description: string): string[] {
  return (description.toLowerCase().match(FRAME_WORD) ?? []).slice(0, FRAME_WORDS);
}

/** The returned arrays are used again by the next call. */
export function extractFeatures(input: ModelInput, gazetteer: Gazetteer, hidden?: string): Features {
  const { normalised } = normaliseDescription(input.description);
  const words = normalised === '' ? [] : normalised.split(' ').slice(0, 14);
  const sign = input.amountMinor < 0 ? -1 : 1;
  const matches = findNames(gazetteer, words, sign, hidden);
  let count = 0;
  const add = (slot: number, weight: number): void => {
    if (count < CAPACITY) {
      index[count] = slot;
      value[count++] = weight;
    }
  };
  const addHash = (hash: number, weight: number): void =>
    add(NAMED_FEATURES + ((hash >>> 0) % (FEATURE_COUNT - NAMED_FEATURES)), weight);

  addHash(hashText('bias', 1), 1);
  addHash(hashText(sign < 0 ? 'out' : 'in', 2), 1);
  const size = sizeOf(input.amountMinor, input.minorDigits);
  addHash(mix(hashText(sign < 0 ? 'out' : 'in', 3), size), 0.7);
  if (input.accountKind) addHash(hashText(input.accountKind, 4), 0.5);
  if (input.weekday !== null && input.weekday !== undefined) addHash(mix(5, input.weekday), 0.3);
  if (input.mccLeaf !== null && input.mccLeaf !== undefined) add(MCC_SLOTS + input.mccLeaf, 2);

  for (const match of matches) {
    const share = 1 / Math.sqrt(match.names.length);
    const strength = NAME_STRENGTH * share * (1 + 0.35 * (match.length - 1));
    for (const { leaf, source } of match.names) {
      const kind = match.vague ? VAGUE_KIND : KINDS[source];
      add((HOWS[match.how] * 4 + kind) * 100 + leaf, strength);
      add((HOWS[match.how] * 4 + kind) * 100 + 99, strength);
    }
  }

  // Longer texts have more pieces; each then says less.
  const wordWeight = 1 / Math.sqrt(Math.max(1, words.length));
  let letters = 0;
  for (const word of words) letters += word.length;
  const pieceWeight = 1.6 / Math.sqrt(Math.max(6, letters * 2));
  let before = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const hash = hashText(word, 11);
    addHash(hash, 1.4 * wordWeight);
    if (sign > 0) addHash(mix(hash, 77), wordWeight);
    if (at === 0) addHash(mix(hash, 78), 0.7);
    if (at > 0) addHash(mix(before, hash), wordWeight);
    before = hash;
    addPieces(word, 3, 17, pieceWeight, addHash);
    addPieces(word, 4, 19, pieceWeight, addHash);
    if (word.length > 5) addPieces(word, 5, 23, pieceWeight, addHash);
    // Words are often cut off at their end.
    if (word.length >= 5) addHash(hashText(word.slice(0, 5), 29), wordWeight);
  }
  for (const word of frameOf(input.description)) {
    const hash = hashText(word, 31);
    addHash(hash, 0.35);
    if (sign > 0) addHash(mix(hash, 79), 0.35);
  }
  return { index, value, count, matches, words };
}

function addPieces(word: string, size: number, seed: number, weight: number, addHash: (hash: number, weight: number) => void): void {
  // A space on either side marks beginning and end.
  const last = word.length + 2 - size;
  for (let from = 0; from <= last; from++) {
    let hash = seed ^ 0x811c9dc5;
    for (let at = from; at < from + size; at++) {
      const code = at === 0 || at === word.length + 1 ? 32 : word.charCodeAt(at - 1);
      hash = Math.imul(hash ^ code, 0x01000193);
    }
    addHash(scramble(hash), weight);
  }
}

function hashText(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return scramble(hash);
}

function mix(a: number, b: number): number {
  return scramble(Math.imul(a ^ (b + 0x9e3779b9), 0x85ebca6b));
}

function scramble(hash: number): number {
  let x = hash ^ (hash >>> 15);
  x = Math.imul(x, 0x2c1b3c6d);
  x ^= x >>> 12;
  return x ^ (x >>> 15);
}
