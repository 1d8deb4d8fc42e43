/** Amounts in a sentence: "$12.50", "12 dollars fifty", "twelve fifty", "1.200,50 €", "3k", "fifty cents", "R$ 45". */
import { currencyOfSymbol } from './currency-words.ts';
import { minorDigits, parseDecimal } from '#shared/money.ts';
import type { Language } from './language.ts';
import { readNumberWords } from './number-words.ts';
import { touches, type Token } from './tokens.ts';

export interface SpokenAmount {
  /** Minor units of the currency, without a sign. */
  minor: number;
  /** Null when none was said. */
  currency: string | null;
  from: number;
  to: number;
  /** How much speaks for its being money: a currency, decimals, a word such as "paid" or "for" before it. */
  score: number;
}

export interface AmountContext {
  language: Language;
  /** For amounts without a currency, and for `$` and "pesos" where the user's own is one of those. */
  currency: string;
}

const leads = new Set(
  ('spent spend paid pay cost costs costing for of was is were bought earned received got made sold gave sent moved transfer ' +
    'transferred deposit deposited withdrew lent owe refund refunded total charged split ' +
    'gaste gastado pague pagado costo cobre recibi por de fueron ' +
    'ausgegeben bezahlt gezahlt kostete kostet fur uber bekommen erhalten ' +
    'depense paye coute recu pour ' +
    'gastei paguei custou recebi ganhei').split(' '),
);
const centWords = new Set('cent cents pence p penny pennies centimo centimos centavo centavos centime centimes c cts'.split(' '));
/** What a small number before it counts, so that the number is no price. */
const counted = new Set(
  ('people persons friends nights night days day weeks months years hours hour kg g km miles litres liters litre pieces times x pack packs ' +
    'bottles bottle tickets ticket cups beers beer coffees pizzas burgers books shirts eggs bananas sandwiches drinks items stops ' +
    'cafes cervezas entradas noches personas kaffee bier biere bucher karten nachte personen bieres billets nuits personnes ' +
    'cervejas bilhetes ingressos noites pessoas').split(' '),
);

/** Every number that may be an amount, in order; `taken` tokens belong to dates and times. */
export function findAmounts(tokens: readonly Token[], taken: ReadonlySet<number>, context: AmountContext): SpokenAmount[] {
  const found: SpokenAmount[] = [];
  for (let at = 0; at < tokens.length; ) {
    const amount = taken.has(at) ? null : readAmount(tokens, at, taken, context);
    if (!amount) at += 1;
    else {
      found.push(amount);
      at = amount.to;
    }
  }
  return found;
}

interface Value {
  /** A plain decimal string. */
  decimal: string;
  length: number;
  words: boolean;
  article: boolean;
}

function readAmount(
  tokens: readonly Token[],
  at: number,
  taken: ReadonlySet<number>,
  context: AmountContext,
): SpokenAmount | null {
  const { language } = context;
  const before = currencyOfSymbol(tokens, at, context.currency, 'before');
  const start = at + (before?.length ?? 0);
  const value = before && taken.has(start) ? null : readValue(tokens, start, language);
  if (!value) return null;
  let to = start + value.length;
  let { decimal } = value;
  let score = before ? 4 : 0;

  const cents = tokens[to];
  if (!before && cents && centWords.has(cents.folded) && (cents.folded.length > 1 || touches(tokens[to - 1], cents)) && !decimal.includes('.')) {
    const currency = cents.folded.startsWith('p') ? 'GBP' : null;
    const minor = Number(decimal);
    return { minor, currency: currency === context.currency ? null : currency, from: at, to: to + 1, score: 4 };
  }

  const scaled = scale(tokens, to, decimal);
  if (scaled) {
    decimal = scaled.decimal;
    to += scaled.length;
    score += 2;
  }
  const after = before ? null : currencyOfSymbol(tokens, to, context.currency);
  if (after && !taken.has(to)) {
    to += after.length;
    score += 4;
  }
  const currency = before?.code ?? after?.code ?? null;

  const rest = decimal.includes('.') || scaled ? null : readMinorPart(tokens, to, taken, language, value, before !== null || after !== null);
  if (rest) {
    decimal = `${decimal}.${String(rest.value).padStart(2, '0')}`;
    to += rest.length;
    score += 2;
    if (!before && !after) {
      const late = currencyOfSymbol(tokens, to, context.currency);
      if (late) return finished(decimal, late.code, at, to + late.length, score + 4, tokens, context);
    }
  }
  if (value.article && score === 0) return null;
  if (folded(tokens, to) === '%' || ['percent', 'prozent', 'por ciento'].includes(folded(tokens, to))) return null;
  if (decimal.includes('.')) score += 3;
  if (leads.has(folded(tokens, at - 1))) score += 2;
  if (at === 0) score += 1;
  if (currency === null && !decimal.includes('.') && isCount(tokens, to, decimal)) score -= 4;
  // Of "95 a night, 190 in all" the whole is meant.
  if (/^(per|each|pro|je|apiece)$/.test(folded(tokens, to))) score -= 3;
  if (folded(tokens, at - 1) === '#' || folded(tokens, at - 1) === '@') score -= 4;
  return finished(decimal, currency, at, to, score, tokens, context);
}

function finished(
  decimal: string,
  currency: string | null,
  from: number,
  to: number,
  score: number,
  tokens: readonly Token[],
  context: AmountContext,
): SpokenAmount | null {
  const code = currency ?? context.currency;
  const minor = parseDecimal(decimal, { decimal: '.' }, minorDigits(code));
  if (minor === null || minor === 0 || tokens[from] === undefined) return null;
  return { minor, currency, from, to, score };
}

function readValue(tokens: readonly Token[], at: number, language: Language): Value | null {
  const token = tokens[at];
  if (token?.kind === 'number') {
    const decimal = plainNumber(token.text);
    return decimal === null ? null : { decimal, length: 1, words: false, article: false };
  }
  const words = readNumberWords(tokens, at, language);
  if (!words) return null;
  let { length } = words;
  let decimal = String(words.value);
  // "three point five", "tres coma cinco"
  if (['point', 'coma', 'komma', 'virgule', 'virgula', 'comma'].includes(folded(tokens, at + length))) {
    const fraction = readNumberWords(tokens, at + length + 1, language);
    if (fraction && fraction.value < 100) {
      decimal = `${decimal}.${fraction.value}`;
      length += 1 + fraction.length;
    }
  }
  return { decimal, length, words: true, article: words.article };
}

/** "1,234.50", "1.234,50", "3,200", "12,5": one mark before three digits groups, any other is the decimal one. */
function plainNumber(text: string): string | null {
  if (/[:/-]/.test(text)) return null;
  const body = text.replace(/[\u00a0\u202f'’ ]/g, '');
  const marks = body.replace(/\d/g, '');
  const last = marks.at(-1);
  if (last === undefined) return body;
  const [whole = '', fraction = ''] = [body.slice(0, body.lastIndexOf(last)), body.slice(body.lastIndexOf(last) + 1)];
  const groups = /^\d{1,3}([.,]\d{3})*$/.test(whole);
  const twice = marks.length > 1 && marks.indexOf(last) !== marks.length - 1;
  if (twice || (marks.length === 1 && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole))) {
    return /^\d{1,3}([.,]\d{3})+$/.test(body) ? body.replace(/[.,]/g, '') : null;
  }
  if (marks.length > 1 && !groups) return null;
  return `${whole.replace(/[.,]/g, '')}.${fraction}`;
}

/** "1.2k", "2 grand", "3 mil", "5 thousand", "1.5m": as a decimal string. */
function scale(tokens: readonly Token[], at: number, decimal: string): { decimal: string; length: number } | null {
  const word = folded(tokens, at);
  const glued = touches(tokens[at - 1], tokens[at]);
  const zeros =
    (glued && word === 'k') || ['grand', 'thousand', 'mil', 'tausend', 'mille'].includes(word)
      ? 3
      : (glued && word === 'm') || ['million', 'mio', 'millon', 'millions'].includes(word)
        ? 6
        : 0;
  if (zeros === 0) return null;
  const [whole = '', fraction = ''] = decimal.split('.');
  if (fraction.length > zeros) return null;
  return { decimal: whole + fraction.padEnd(zeros, '0'), length: 1 };
}

/** Cents after a currency ("12 dollars fifty", "5 pounds and 20 pence") or after a number word ("twelve fifty"). */
function readMinorPart(
  tokens: readonly Token[],
  at: number,
  taken: ReadonlySet<number>,
  language: Language,
  value: Value,
  hasCurrency: boolean,
): { value: number; length: number } | null {
  if (taken.has(at)) return null;
  const joined = ['and', 'y', 'et', 'e', 'und', 'con', 'com'].includes(folded(tokens, at)) ? 1 : 0;
  const part = readSmall(tokens, at + joined, language);
  if (!part) return null;
  const end = at + joined + part.length;
  const named = centWords.has(folded(tokens, end));
  if (hasCurrency) {
    if (named) return { value: part.value, length: end + 1 - at };
    // "20 euros and 12 parking" are two amounts; "20 euros 2 coffees" counts coffees.
    const open = currencyOfSymbol(tokens, end, 'EUR') === null && !counted.has(folded(tokens, end));
    // "doze euros e cinquenta": all in words, and nothing behind it that the second number could count.
    const saidWhole = joined > 0 && value.words && part.words && (tokens[end] === undefined || tokens[end]?.kind === 'sign');
    const withCents = saidWhole || ['con', 'com'].includes(folded(tokens, at));
    return (!joined || withCents) && part.value >= 10 && open ? { value: part.value, length: end - at } : null;
  }
  if (['con', 'com'].includes(folded(tokens, at)) && part.value >= 10) return { value: part.value, length: end - at };
  const spokenPrice = value.words && !value.article && Number(value.decimal) < 100 && !joined && part.words && part.value >= 10;
  return spokenPrice ? { value: part.value, length: part.length } : null;
}

/** A number below 100, "oh five" included. */
function readSmall(tokens: readonly Token[], at: number, language: Language): { value: number; length: number; words: boolean } | null {
  const token = tokens[at];
  if (token?.kind === 'number') return /^\d{2}$/.test(token.text) ? { value: Number(token.text), length: 1, words: false } : null;
  const oh = ['oh', 'o'].includes(token?.folded ?? '') ? 1 : 0;
  const words = readNumberWords(tokens, at + oh, language);
  if (!words || words.value > 99 || words.article) return null;
  return { value: words.value, length: oh + words.length, words: true };
}

function isCount(tokens: readonly Token[], after: number, decimal: string): boolean {
  return Number(decimal) <= 50 && counted.has(folded(tokens, after));
}

function folded(tokens: readonly Token[], at: number): string {
  return tokens[at]?.folded ?? '';
}
