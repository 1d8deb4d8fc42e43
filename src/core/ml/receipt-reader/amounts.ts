/** Amounts of money in a row as the OCR engine read them: digits taken for letters, lost points, spaces inside. */
import { parseDecimal, type DecimalMark } from '#shared/money.ts';
import type { Box } from './receipt.ts';
import { boxOfSpan, confidenceOfSpan, type Row } from './rows.ts';

export interface FoundAmount {
  /** Minor units; negative for what is taken off. */
  minor: number;
  /** 0 to 1: the engine's confidence, less where letters were taken for digits or the decimal mark was lost. */
  confidence: number;
  /** In `row.text`. */
  start: number;
  end: number;
  box: Box;
  /** A currency sign or code stands at it. */
  marked: boolean;
}

/** Letters that engines give for digits. */
const LOOKALIKES: Record<string, string> = {
  O: '0', o: '0', Q: '0', D: '0', U: '0', C: '0',
  I: '1', l: '1', '|': '1', '!': '1', i: '1', ']': '1', '[': '1',
  Z: '2', z: '2',
  A: '4',
  S: '5', s: '5', '§': '5',
  G: '6', b: '6',
  T: '7', '?': '7',
  B: '8', '&': '8',
  g: '9', q: '9',
};
const CURRENCY = String.raw`(?:US\$|[A-Z]{0,2}\$|[€£¥₹₩₽₺฿₱₫₦₪₴]|\b(?:RM|Rs\.?|Rp\.?|USD|EUR|GBP|MYR|SGD|AUD|CAD|NZD|CHF|SEK|NOK|DKK|JPY|INR|AED|PLN|CZK|HUF|BRL|MXN|ZAR|THB|IDR|PHP|HKD|TWD|Eur|Euro?)\b\.?)`;
/** Groups parted by spaces are believed before a decimal comma only: else two numbers often stand side by side. */
const WHOLE = String.raw`(?:\d{1,3}(?:[,.'’]\d{3})+|\d{1,3}(?: \d{3})+(?=,\d{2})|\d{1,7})`;

const DISCOUNT_FOR_LOOKALIKE = 0.8;
const DISCOUNT_FOR_LOST_MARK = 0.5;

/** From left to right. `exponent`: decimals of the receipt's currency; `decimal`: its decimal mark, which then parts no thousands. */
export function amountsIn(row: Row, exponent: number, decimal: DecimalMark | null = null): FoundAmount[] {
  const text = digitised(row.text);
  const found: FoundAmount[] = [];
  const take = (start: number, end: number, minor: number | null, discount: number, marked: boolean): void => {
    if (minor === null || found.some((other) => start < other.end && end > other.start)) return;
    const changed = text.slice(start, end) !== row.text.slice(start, end);
    found.push({
      minor: isNegative(text, start, end) ? -minor : minor,
      confidence: confidenceOfSpan(row, start, end) * discount * (changed ? DISCOUNT_FOR_LOOKALIKE : 1),
      start,
      end,
      box: boxOfSpan(row, start, end),
      marked,
    });
  };

  if (exponent > 0) {
    const decimals = new RegExp(String.raw`(${CURRENCY}\s?)?(?<![\d.,:/]|\d[-])(${WHOLE})\s?([.,])\s?(\d{${exponent}})(?!\d|[.,:/]\d|\s?%)(\s?${CURRENCY})?`, 'g');
    for (const match of text.matchAll(decimals)) {
      const [all, before, whole = '', mark, fraction = '', after] = match;
      const start = match.index + (before ?? '').length;
      const end = match.index + all.length - (after ?? '').length;
      const minor = parseDecimal(`${whole.replace(/[^\d]/g, '')}.${fraction}`, { decimal: '.' }, exponent);
      // `1.234.56`: the groups and the decimals cannot share a mark, unless one of them was misread.
      const muddled = mark !== undefined && whole.includes(mark);
      take(start, end, minor, muddled ? DISCOUNT_FOR_LOST_MARK : 1, Boolean(before ?? after));
    }
    // `$6 83` anywhere, `6 83` at the end of a row.
    const marked = new RegExp(String.raw`(${CURRENCY}\s?)(\d{1,4}) (\d{${exponent}})(?!\d|[.,:/]\d|\s?%)`, 'g');
    for (const match of text.matchAll(marked)) {
      const [all, before = '', whole = '', fraction = ''] = match;
      take(match.index + before.length, match.index + all.length, Number(whole) * 10 ** exponent + Number(fraction), DISCOUNT_FOR_LOST_MARK, true);
    }
    const lost = new RegExp(String.raw`(${CURRENCY}\s?)?(?<![\d.,:/-])(\d{1,4}) (\d{${exponent}})(?=\W*[A-Za-z*]?\W*$)`, 'g');
    for (const match of text.matchAll(lost)) {
      const [all, before, whole = '', fraction = ''] = match;
      const start = match.index + (before ?? '').length;
      take(start, match.index + all.length, Number(whole) * 10 ** exponent + Number(fraction), DISCOUNT_FOR_LOST_MARK, Boolean(before));
    }
  }
  const plain = new RegExp(String.raw`(${CURRENCY}\s?)(${WHOLE})(?![\d]|[.,:/]|\s?%)`, 'g');
  for (const match of text.matchAll(plain)) {
    const [all, before = '', whole = ''] = match;
    if (decimal !== null && whole.includes(decimal)) continue;
    take(match.index + before.length, match.index + all.length, Number(whole.replace(/\D/g, '')) * 10 ** exponent, exponent === 0 ? 1 : 0.7, true);
  }
  const grouped = /(?<![\d.,:/-])(\d{1,3}(?:[,.]\d{3})+)(?![\d]|[.,:/]\d|\s?%)/g;
  for (const match of text.matchAll(grouped)) {
    if (decimal !== null && match[0].includes(decimal)) continue;
    take(match.index, match.index + match[0].length, Number(match[0].replace(/\D/g, '')) * 10 ** exponent, exponent === 0 ? 0.9 : 0.4, false);
  }
  if (exponent === 0) {
    for (const match of text.matchAll(/(?<![\d.,:/-])\d{2,6}(?=\W*[A-Za-z*]?\W*$)/g)) {
      take(match.index, match.index + match[0].length, Number(match[0]), 0.6, false);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The text of the same length with letters that must be digits as digits. */
export function digitised(text: string): string {
  return text.replace(/\S+/g, (word) => {
    if (!/\d/.test(word)) return word;
    const sign = /^([-(]?)(?:S|s|5)(?=\d+[.,]\d{2}\D?$)/.exec(word);
    // `S12.50` is `$12.50`, the commonest misreading of the sign; a 5 there cannot be told from a digit.
    const body = sign && /[Ss]/.test(word[sign[1]?.length ?? 0] ?? '') ? `${sign[1]}$${word.slice((sign[1]?.length ?? 0) + 1)}` : word;
    const digits = body.replace(/[^\d]/g, '').length;
    const strange = body.replace(/[\d.,$€£()'’+\-:/*%]/g, '');
    if (strange.length === 0 || strange.length > digits || [...strange].some((letter) => !(letter in LOOKALIKES))) return body;
    // A single capital at the end is a tax class (`3.50 A`), not a digit.
    if (/[.,]\d{2}[A-Za-z]$/.test(body) && strange.length === 1) return body;
    if (!/[.,]/.test(body)) return body;
    return [...body].map((letter) => LOOKALIKES[letter] ?? letter).join('');
  });
}

function isNegative(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 4), start).replace(/[\s$€£]|RM/g, '');
  return /[-−–]$/.test(before) || /^\s?-(?!\d|\s?\w)/.test(text.slice(end)) || (before.endsWith('(') && /^\s?\)/.test(text.slice(end)));
}
