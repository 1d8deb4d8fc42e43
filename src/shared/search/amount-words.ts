/** Amounts in a search phrase: "> 50", "between 20 and 40", "about 30 €", "12,50". Minor units, without sign. */
import { minorDigits } from '../currencies.ts';
import { parseDecimal, type DecimalMark } from '../money.ts';
import type { Word } from './words.ts';

export interface AmountBounds {
  min?: number;
  max?: number;
  direction?: 'in' | 'out';
}

export interface AmountContext {
  currency: string;
  /** How the user writes decimals; the other way is understood where it can mean nothing else. */
  decimal: DecimalMark;
}

interface Amount {
  minor: number;
  direction?: 'in' | 'out';
  /** It cannot be anything but money: a currency stood beside it, or it has cents. */
  sure: boolean;
  /** How many words it took. */
  words: number;
}

const currencies: Record<string, true> = Object.fromEntries(
  ['€', '$', '£', '¥', '₹', 'eur', 'euro', 'euros', 'usd', 'dollar', 'dollars', 'gbp', 'pound', 'pounds', 'chf', 'franken',
    'francs', 'jpy', 'yen', 'kr', 'sek', 'nok', 'dkk', 'pln', 'zl', 'cad', 'aud', 'bucks', 'quid'].map((name) => [name, true]),
);

/** Longest first: "more than or equal to" before "more than". */
const lower: readonly [words: string[], inclusive: boolean][] = [
  [['greater', 'than'], false], [['more', 'than'], false], [['larger', 'than'], false], [['bigger', 'than'], false],
  [['at', 'least'], true], [['no', 'less', 'than'], true], [['from'], true], [['minimum'], true], [['min'], true],
  [['over'], false], [['above'], false], [['exceeding'], false],
  [['>='], true], [['=>'], true], [['≥'], true], [['>'], false],
];
const upper: readonly [words: string[], inclusive: boolean][] = [
  [['smaller', 'than'], false], [['less', 'than'], false], [['lower', 'than'], false], [['cheaper', 'than'], false],
  [['at', 'most'], true], [['no', 'more', 'than'], true], [['up', 'to'], true], [['maximum'], true], [['max'], true],
  [['under'], false], [['below'], false],
  [['<='], true], [['=<'], true], [['≤'], true], [['<'], false],
];
const equal: readonly string[][] = [['exactly'], ['equal', 'to'], ['equals'], ['=']];
const near: readonly string[][] = [['about'], ['around'], ['roughly'], ['circa'], ['ca'], ['approximately'], ['approx'], ['~']];

/** Sizes taken for near are off by at most a tenth. */
const NEAR_PARTS = 10;

/** What the words from `at` say about amounts, and how many they are; null when they say nothing. */
export function readAmount(words: readonly Word[], at: number, context: AmountContext): { bounds: AmountBounds; words: number } | null {
  return readBetween(words, at, context) ?? readCompared(words, at, context) ?? readBare(words, at, context);
}

function readBetween(words: readonly Word[], at: number, context: AmountContext) {
  const opened = words[at]?.text === 'between' || words[at]?.text === 'from';
  const from = readNumber(words, opened ? at + 1 : at, context);
  if (!from) return null;
  const joint = (opened ? at + 1 : at) + from.words;
  const joins = words[at]?.text === 'between' ? ['and', 'to', '-', '–', '&'] : ['to', '-', '–'];
  if (!joins.includes(words[joint]?.text ?? '')) return null;
  const to = readNumber(words, joint + 1, context);
  if (!to) return null;
  // "1 to 5" alone may be a name; with "between", cents or a currency it is not.
  if (!opened && !from.sure && !to.sure && !isPlain(words[at]) && words[joint]?.text !== 'to') return null;
  const [min, max] = from.minor <= to.minor ? [from.minor, to.minor] : [to.minor, from.minor];
  return { bounds: { min, max }, words: joint + 1 + to.words - at };
}

function readCompared(words: readonly Word[], at: number, context: AmountContext) {
  const read = (phrase: readonly string[]): Amount | null =>
    startsWith(words, at, phrase) ? readNumber(words, at + phrase.length, context) : null;
  for (const [phrase, inclusive] of lower) {
    const amount = read(phrase);
    if (!amount || (phrase[0] === 'from' && !amount.sure)) continue;
    const min = inclusive ? amount.minor : amount.minor + 1;
    return { bounds: { min, ...directed(amount) }, words: phrase.length + amount.words };
  }
  for (const [phrase, inclusive] of upper) {
    const amount = read(phrase);
    if (!amount || (!inclusive && amount.minor === 0)) continue;
    return { bounds: { max: inclusive ? amount.minor : amount.minor - 1, ...directed(amount) }, words: phrase.length + amount.words };
  }
  for (const phrase of equal) {
    const amount = read(phrase);
    if (amount) return { bounds: { min: amount.minor, max: amount.minor, ...directed(amount) }, words: phrase.length + amount.words };
  }
  for (const phrase of near) {
    const amount = read(phrase);
    if (!amount) continue;
    const slack = Math.floor(amount.minor / NEAR_PARTS);
    return { bounds: { min: amount.minor - slack, max: amount.minor + slack, ...directed(amount) }, words: phrase.length + amount.words };
  }
  return null;
}

/** "12.50" and "€50" are amounts by themselves; "50" may be a word of a name. "50+" is fifty or more. */
function readBare(words: readonly Word[], at: number, context: AmountContext) {
  const plus = /^(\D{0,2}\d[\d.,']*)\+$/u.exec(words[at]?.quoted ? '' : (words[at]?.text ?? ''));
  if (plus?.[1]) {
    const minor = toMinor(plus[1].replace(/^\D+/u, ''), context);
    return minor === null ? null : { bounds: { min: minor }, words: 1 };
  }
  const amount = readNumber(words, at, context);
  if (!amount?.sure) return null;
  return { bounds: { min: amount.minor, max: amount.minor, ...directed(amount) }, words: amount.words };
}

function readNumber(words: readonly Word[], at: number, context: AmountContext): Amount | null {
  const first = words[at];
  if (!first || first.quoted) return null;
  if (first.text in currencies) {
    const amount = readNumber(words, at + 1, context);
    return amount && { ...amount, sure: true, words: amount.words + 1 };
  }
  const parts = /^([+−-]?)(\p{Sc}|[a-z]{3})?([+−-]?)(\d[\d.,'’]*)(k|m)?(\p{Sc}|[a-z]{1,5})?$/u.exec(first.text);
  if (!parts) return null;
  const [, sign, before, innerSign, digits = '', scale, after] = parts;
  if ((before && !isCurrency(before)) || (after && !isCurrency(after))) return null;
  const minor = toMinor(digits.replace(/[.,]$/u, ''), context, scale);
  if (minor === null) return null;
  const next = words[at + 1];
  const named = !after && next !== undefined && !next.quoted && next.text in currencies;
  const marked = sign || innerSign;
  return {
    minor,
    ...(marked ? { direction: marked === '+' ? ('in' as const) : ('out' as const) } : {}),
    sure: Boolean(before ?? after) || named || Boolean(marked) || hasCents(digits, context),
    words: named ? 2 : 1,
  };
}

function isCurrency(text: string): boolean {
  return text in currencies || /^\p{Sc}$/u.test(text);
}

function toMinor(digits: string, { currency, decimal }: AmountContext, scale?: string): number | null {
  const exponent = minorDigits(currency);
  const other: DecimalMark = decimal === '.' ? ',' : '.';
  const plain = digits.replaceAll('’', "'");
  // A thousand is three more decimals: read with them, it stays an integer.
  const power = scale === 'k' ? 3 : scale === 'm' ? 6 : 0;
  const read = (mark: DecimalMark): number | null => parseDecimal(plain, { decimal: mark }, exponent + power);
  return read(decimal) ?? read(other);
}

/** One or two decimals after the mark; three are thousands. */
function hasCents(digits: string, { currency }: AmountContext): boolean {
  return minorDigits(currency) > 0 && /^\d[\d.,'’]*[.,]\d{2}$/u.test(digits) && !/[.,]\d{2}[.,]/u.test(digits);
}

function isPlain(word: Word | undefined): boolean {
  return /^\d+$/.test(word?.text ?? '');
}

function directed(amount: Amount): Pick<AmountBounds, 'direction'> {
  return amount.direction ? { direction: amount.direction } : {};
}

export function startsWith(words: readonly Word[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((text, index) => {
    const word = words[at + index];
    return word !== undefined && !word.quoted && word.text === text;
  });
}
