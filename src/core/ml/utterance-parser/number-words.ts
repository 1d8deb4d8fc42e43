/** Numbers in words, in the five languages: "twelve hundred", "veintidós", "quatre-vingt-dix", "zweihundertfünfzig". */
import type { Language } from './language.ts';
import type { Token } from './tokens.ts';

export interface SpokenNumber {
  value: number;
  /** How many tokens it takes. */
  length: number;
  /** A single "one" or "a", which is more often an article. */
  article: boolean;
}

const count = (words: string): [string, number][] => words.split(' ').map((word, at) => [word, at]);

const plain: Record<Exclude<Language, 'de'>, Map<string, number>> = {
  en: new Map([
    ...count(
      'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    ),
    ['twenty', 20], ['thirty', 30], ['forty', 40], ['fourty', 40], ['fifty', 50], ['sixty', 60], ['seventy', 70], ['eighty', 80],
    ['ninety', 90],
  ]),
  es: new Map([
    ...count(
      'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho ' +
        'diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
    ),
    ['un', 1], ['una', 1], ['veintiun', 21], ['treinta', 30], ['cuarenta', 40], ['cincuenta', 50], ['sesenta', 60], ['setenta', 70],
    ['ochenta', 80], ['noventa', 90], ['cien', 100], ['ciento', 100], ['doscientos', 200], ['doscientas', 200], ['trescientos', 300],
    ['trescientas', 300], ['cuatrocientos', 400], ['cuatrocientas', 400], ['quinientos', 500], ['quinientas', 500],
    ['seiscientos', 600], ['seiscientas', 600], ['setecientos', 700], ['setecientas', 700], ['ochocientos', 800],
    ['ochocientas', 800], ['novecientos', 900], ['novecientas', 900],
  ]),
  fr: new Map([
    ...count('zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'),
    ['une', 1], ['vingt', 20], ['vingts', 20], ['trente', 30], ['quarante', 40], ['cinquante', 50], ['soixante', 60],
    ['septante', 70], ['huitante', 80], ['octante', 80], ['nonante', 90],
  ]),
  pt: new Map([
    ...count('zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove'),
    ['uma', 1], ['duas', 2], ['quatorze', 14], ['dezasseis', 16], ['dezassete', 17], ['dezanove', 19], ['vinte', 20], ['trinta', 30],
    ['quarenta', 40], ['cinquenta', 50], ['sessenta', 60], ['setenta', 70], ['oitenta', 80], ['noventa', 90], ['cem', 100],
    ['cento', 100], ['duzentos', 200], ['duzentas', 200], ['trezentos', 300], ['trezentas', 300], ['quatrocentos', 400],
    ['quinhentos', 500], ['seiscentos', 600], ['setecentos', 700], ['oitocentos', 800], ['novecentos', 900],
  ]),
};

const hundreds: Record<Exclude<Language, 'de'>, string[]> = { en: ['hundred'], es: [], fr: ['cent', 'cents'], pt: [] };
const thousands: Record<Language, string[]> = {
  en: ['thousand', 'grand'],
  es: ['mil'],
  de: ['tausend'],
  fr: ['mille'],
  pt: ['mil'],
};
const joiners: Record<Exclude<Language, 'de'>, string> = { en: 'and', es: 'y', fr: 'et', pt: 'e' };
const articles = new Set(['one', 'un', 'una', 'une', 'um', 'uma', 'uno', 'ein', 'eine', 'einen', 'eins', 'a']);

/** English before the others where a word is a number in several. */
const languages: Language[] = ['en', 'es', 'de', 'fr', 'pt'];
/** Numbers of one language that are plain words of another. */
const otherwise = new Set(['once', 'elf', 'sept', 'cent', 'cents']);

/**
 * The number that begins at a token, as long as it goes; null when none does. Short sentences do not show their
 * language, so the others are tried as well; articles are numbers in their own language alone.
 */
export function readNumberWords(tokens: readonly Token[], at: number, language: Language): SpokenNumber | null {
  const first = tokens[at];
  if (first?.kind !== 'word') return null;
  // "Pingo Doce" is a shop, not a dozen of anything.
  const before = tokens[at - 1];
  if (before?.kind === 'word' && at > 1 && isCapital(before.text) && isCapital(first.text)) return null;
  if (first.folded === 'half' && tokens[at + 1]?.folded === 'a' && thousands.en.includes(tokens[at + 2]?.folded ?? '')) {
    return { value: 500, length: 3, article: false };
  }
  let best = readIn(tokens, at, language);
  for (const other of languages) {
    if (other === language || (other !== 'en' && otherwise.has(first.folded))) continue;
    const found = readIn(tokens, at, other);
    if (found && !found.article && found.length > (best?.length ?? 0)) best = found;
  }
  return best;
}

function isCapital(text: string): boolean {
  return /^\p{Lu}/u.test(text);
}

function readIn(tokens: readonly Token[], at: number, language: Language): SpokenNumber | null {
  return language === 'de' ? germanNumber(tokens, at) : read(tokens, at, language);
}

function read(tokens: readonly Token[], at: number, language: Exclude<Language, 'de'>): SpokenNumber | null {
  let total = 0;
  let below = 0;
  let length = 0;
  let some = false;
  for (let next = at; ; ) {
    const word = tokens[next]?.kind === 'word' ? (tokens[next]?.folded ?? '') : '';
    const value = plain[language].get(word);
    if (value !== undefined && fits(below, value, language)) {
      below = language === 'fr' && below % 100 === 4 && value === 20 ? below - 4 + 80 : below + value;
    } else if (hundreds[language].includes(word) && below < 100) {
      below = Math.max(below, 1) * 100;
    } else if (thousands[language].includes(word) && total === 0 && (some || language !== 'en')) {
      total = Math.max(below, 1) * 1000;
      below = 0;
    } else if (length === 0 && word === 'a' && ['hundred', 'thousand', 'grand'].includes(tokens[next + 1]?.folded ?? '')) {
      below = 1;
    } else if (some && word === joiners[language] && continues(tokens, next + 1, below, total, language)) {
      next += 1;
      continue;
    } else break;
    some = true;
    next += 1;
    length = next - at;
  }
  if (!some) return null;
  return { value: total + below, length, article: length === 1 && articles.has(tokens[at]?.folded ?? '') };
}

/** Whether a word may stand after what was read: "twenty" takes "five", not "fifteen". */
function fits(below: number, value: number, language: Language): boolean {
  if (below === 0) return true;
  const rest = below % 100;
  if (language === 'fr') {
    if (rest === 4 && value === 20) return true;
    if ((rest === 60 || rest === 80) && value < 20) return true;
  }
  if (value >= 100) return false;
  if (rest === 0) return value > 0;
  return rest >= 20 && rest % 10 === 0 && value > 0 && value < 10;
}

/** "hundred and fifty", "treinta y cinco": the word after the joiner must go on with the same number. */
function continues(
  tokens: readonly Token[],
  at: number,
  below: number,
  total: number,
  language: Exclude<Language, 'de'>,
): boolean {
  const word = tokens[at]?.folded ?? '';
  const value = plain[language].get(word);
  if (value === undefined) return false;
  if (below === 0) return total > 0 && (language === 'pt' || language === 'en') && value < 1000;
  // "twenty and five" is two things in English; "cento e vinte" is one in Portuguese.
  if (language === 'en' && below % 100 !== 0) return false;
  if (language === 'es' && (below % 100 < 30 || value > 9)) return false;
  return fits(below, value, language);
}

const germanUnits = new Map<string, number>([
  ...count(
    'null ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
  ),
  ['eins', 1], ['eine', 1], ['einen', 1], ['zwo', 2],
]);
const germanTens = new Map<string, number>([
  ['zwanzig', 20], ['dreissig', 30], ['vierzig', 40], ['funfzig', 50], ['sechzig', 60], ['siebzig', 70], ['achtzig', 80], ['neunzig', 90],
]);

function germanNumber(tokens: readonly Token[], at: number): SpokenNumber | null {
  const word = (tokens[at]?.folded ?? '').replaceAll('fuenf', 'funf').replaceAll('zwoelf', 'zwolf');
  const value = germanBelowMillion(word);
  if (value === null) return null;
  return { value, length: 1, article: articles.has(word) };
}

function germanBelowMillion(word: string): number | null {
  const [before, after] = parted(word, 'tausend');
  if (after === null) return germanBelowThousand(word);
  const many = before === '' ? 1 : germanBelowThousand(before);
  const rest = after === '' ? 0 : germanBelowThousand(after.replace(/^und/, ''));
  return many === null || rest === null ? null : many * 1000 + rest;
}

function germanBelowThousand(word: string): number | null {
  const [before, after] = parted(word, 'hundert');
  if (after === null) return germanBelowHundred(word);
  const many = before === '' ? 1 : (germanUnits.get(before) ?? null);
  const rest = after === '' ? 0 : germanBelowHundred(after.replace(/^und/, ''));
  return many === null || rest === null ? null : many * 100 + rest;
}

function germanBelowHundred(word: string): number | null {
  const known = germanUnits.get(word) ?? germanTens.get(word);
  if (known !== undefined) return known;
  for (const [tens, value] of germanTens) {
    if (!word.endsWith(`und${tens}`)) continue;
    const unit = germanUnits.get(word.slice(0, -tens.length - 3));
    if (unit !== undefined && unit < 10) return value + unit;
  }
  return null;
}

function parted(word: string, by: string): [string, string | null] {
  const at = word.indexOf(by);
  return at === -1 ? [word, null] : [word.slice(0, at), word.slice(at + by.length)];
}
