/** Reads amounts as banks write them, and decides over whole columns what the marks in them mean. */
import { currenciesOfSymbol } from '#shared/currencies.ts';
import { parseDecimal, type DecimalMark } from '#shared/money.ts';

export interface ScannedAmount {
  /** Digits and marks, no sign and no currency. */
  body: string;
  /** A minus before or behind, brackets around, or `DR`. */
  negative: boolean;
  /** A sign was written, be it a plus. */
  signed: boolean;
  /** `CR` or `DR` behind the number says it outright. */
  side: 'debit' | 'credit' | null;
  /** The currency sign or code in the cell. */
  symbol: string | null;
}

const plainNumber = /^(-?)(\d[\d.,]*)$/;
const body = /^[\d.,'’\s]*\d[\d.,'’\s]*$|^[.,]\d+$/;
const leadingSign = /^[-−–+]\s*/;
const symbolBefore = /^(\p{Sc}|\p{L}{1,3}\p{Sc}|[A-Z]{3}|kr\.?|Kč|zł|Ft|Rs\.?|S?Fr\.|RM|Rp|TL)\s*/u;
const symbolAfter = /\s*(\p{L}{0,3}\p{Sc}|[A-Z]{3}|kr\.?|Kč|zł|Ft|lei|лв\.?|S?Fr\.?|,-)$/u;

/** Takes a cell apart; null when it is no amount. `-110.7 €`, `(12.00)`, `12.00-`, `$-5`, `+ £1,100.00`, `3.50 CR`. */
export function scanAmount(cell: string): ScannedAmount | null {
  const plain = plainNumber.exec(cell);
  if (plain) {
    const negative = plain[1] === '-';
    return { body: plain[2] ?? '', negative, signed: negative, side: null, symbol: null };
  }
  let text = cell.trim();
  if (text === '' || text.length > 40) return null;
  if (text.startsWith('="') && text.endsWith('"')) text = text.slice(2, -1).trim();
  let negative = false;
  let signed = false;
  let side: ScannedAmount['side'] = null;
  let symbol: string | null = null;
  if (text.startsWith('(') && text.endsWith(')')) {
    negative = signed = true;
    text = text.slice(1, -1).trim();
  }
  const sideMark = /\s*\b(CR|DR)\.?$/i.exec(text);
  if (sideMark) {
    side = sideMark[1]?.toUpperCase() === 'CR' ? 'credit' : 'debit';
    text = text.slice(0, sideMark.index).trim();
  }
  // Sign and currency come in either order, on either side: "-$5", "$-5", "5-€", "5 €-", "− 5".
  for (let round = 0; round < 2; round += 1) {
    const sign = leadingSign.exec(text);
    if (sign && !signed) {
      signed = true;
      negative = !text.startsWith('+');
      text = text.slice(sign[0].length);
    }
    const last = text.at(-1);
    if (!signed && (last === '-' || last === '−' || last === '+') && !text.endsWith(',-')) {
      signed = true;
      negative = last !== '+';
      text = text.slice(0, -1).trim();
    }
    const found: RegExpExecArray | null = symbol === null ? (symbolBefore.exec(text) ?? symbolAfter.exec(text)) : null;
    if (found) {
      if (found[1] !== ',-') symbol = found[1] ?? null;
      text = found.index === 0 ? text.slice(found[0].length) : text.slice(0, found.index);
      text = text.trim();
    }
  }
  if (!body.test(text)) return null;
  if (symbol !== null && currenciesOfSymbol(symbol).length === 0) return null;
  return { body: text, negative, signed, side, symbol };
}

/** True when the cell could be an amount of money: account and card numbers are too long for one. */
export function looksLikeAmount(cell: string): boolean {
  const scanned = scanAmount(cell);
  return scanned !== null && scanned.body.replace(/\D/g, '').length <= 13;
}

/**
 * Minor units of what a cell says, signs within the cell applied; null when it cannot be read without doubt.
 * `invert` turns the sign, for files that show spending as positive; `CR` and `DR` mean what they say even then.
 */
export function parseAmount(cell: string, decimal: DecimalMark, exponent: number, invert = false): number | null {
  const simple = parseSimple(cell, decimal, exponent);
  if (simple !== null) return invert && simple !== 0 ? -simple : simple;
  const scanned = scanAmount(cell);
  if (!scanned) return null;
  const minor = parseDecimal(scanned.body, { decimal }, exponent);
  if (minor === null || minor === 0) return minor;
  const negative = scanned.side ? scanned.side === 'debit' : scanned.negative !== invert;
  return negative ? -minor : minor;
}

/** The fast way for the commonest form, `-123.45` with all its decimals: nine in ten cells are written so. */
function parseSimple(cell: string, decimal: DecimalMark, exponent: number): number | null {
  const length = cell.length;
  const mark = length - exponent - 1;
  if (mark < 1 || length > 15 || exponent === 0 || cell[mark] !== decimal) return null;
  const negative = cell.charCodeAt(0) === 45;
  let value = 0;
  for (let at = negative ? 1 : 0; at < length; at += 1) {
    if (at === mark) continue;
    const digit = cell.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  if (negative && mark === 1) return null;
  return negative && value !== 0 ? -value : value;
}

/** Counts what the cells of the amount columns say about their marks. Feed it every cell, then ask. */
export class DecimalEvidence {
  private readonly certain: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  /** One mark with three digits behind: thousands, or the decimals of a currency that has three. */
  private readonly triple: Record<DecimalMark, number> = { '.': 0, ',': 0 };
  private readonly examples: Partial<Record<DecimalMark, string>> = {};
  private tripleExample = '';

  add(cell: string, scanned: ScannedAmount | null = scanAmount(cell)): void {
    const text = scanned?.body;
    if (text === undefined) return;
    const lastDot = text.lastIndexOf('.');
    const lastComma = text.lastIndexOf(',');
    if (lastDot === -1 && lastComma === -1) return;
    const mark: DecimalMark = lastDot > lastComma ? '.' : ',';
    const other: DecimalMark = mark === '.' ? ',' : '.';
    const at = Math.max(lastDot, lastComma);
    const repeated = text.indexOf(mark) !== at;
    if (repeated) {
      if (!text.includes(other)) this.note(other, cell);
      return;
    }
    if (text.includes(other)) return this.note(mark, cell);
    const behind = text.length - at - 1;
    const whole = text.slice(0, at).replace(/\D/g, '');
    if (behind !== 3 || whole.length > 3 || whole === '' || whole === '0') return this.note(mark, cell);
    if (/[^\d]/.test(text.slice(0, at))) return this.note(mark, cell);
    this.triple[mark] += 1;
    this.tripleExample ||= cell.trim();
  }

  /**
   * The fast way for the commonest cells, `-12.34` and `12,34`: counts one and answers its sign, 1, -1 or 0 for zero;
   * null when the cell is of another form and must be scanned.
   */
  addSimple(cell: string): number | null {
    const length = cell.length;
    const mark = cell[length - 3];
    if ((mark !== '.' && mark !== ',') || length > 15) return null;
    const start = cell.charCodeAt(0) === 45 ? 1 : 0;
    let nonZero = false;
    for (let at = start; at < length; at += 1) {
      if (at === length - 3) continue;
      const digit = cell.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) return null;
      if (digit > 0) nonZero = true;
    }
    if (length - 3 === start) return null;
    this.note(mark, cell);
    return nonZero ? (start === 1 ? -1 : 1) : 0;
  }

  private note(mark: DecimalMark, cell: string): void {
    this.certain[mark] += 1;
    this.examples[mark] ??= cell.trim();
  }

  get isEmpty(): boolean {
    return this.certain['.'] + this.certain[','] + this.triple['.'] + this.triple[','] === 0;
  }

  /** Null: undecided, `1.000` of a currency with three decimals. Without any mark it does not matter. */
  decide(exponent: number): { decimal: DecimalMark | null; reason: string; example: string } {
    const { '.': dots, ',': commas } = this.certain;
    if (dots !== commas) {
      const decimal = dots > commas ? '.' : ',';
      const example = this.examples[decimal] ?? '';
      return { decimal, reason: `Decimal ${decimal === '.' ? 'point' : 'comma'}: ${example}.`, example };
    }
    const example = this.examples['.'] ?? this.tripleExample;
    if (dots > 0) return { decimal: null, reason: 'Points and commas are used as decimals alike.', example };
    const { '.': tripleDots, ',': tripleCommas } = this.triple;
    if (tripleDots + tripleCommas === 0) {
      return { decimal: '.', reason: 'Amounts have no decimals.', example };
    }
    if (exponent >= 3 || (tripleDots > 0 && tripleCommas > 0)) {
      return { decimal: null, reason: `${example} may have decimals or thousands.`, example };
    }
    const decimal = tripleDots > 0 ? ',' : '.';
    return { decimal, reason: `Thousands, not decimals: ${example} and all others have three digits behind.`, example };
  }
}

const signWords: Readonly<Record<'debit' | 'credit', string>> = {
  debit:
    'd dr db dt s - − debit debet debits debito adeudo cargo soll lastschrift af out o outflow outgoing ausgang ausgabe ab ' +
    'expense expenses withdrawal payment-out saida salida gasto dare addebito sortie depense wydatek obciazenie wn vydaj ' +
    'odchozi kiadas terheles ut uttag meno pano-',
  credit:
    'c cr ct k h + credit credits credito kredit abono haben gutschrift bij in i inflow incoming eingang einnahme zu ' +
    'income deposit payment-in entrada ingreso avere accredito entree recette wplyw uznanie ma prijem prichozi bevetel ' +
    'jovairas inn insattning tulo',
};
const sideByWord = new Map<string, 'debit' | 'credit'>();
for (const side of ['debit', 'credit'] as const) {
  for (const word of signWords[side].split(' ')) sideByWord.set(word, side);
}

/** What a cell of a sign column says, if it is a known word: `Af`, `D`, `Haben`, `CREDIT`, `-`. */
export function sideOfWord(cell: string): 'debit' | 'credit' | null {
  const text = cell.trim().toLowerCase();
  return sideByWord.get(text) ?? sideByWord.get(text.normalize('NFD').replace(/\p{M}/gu, '')) ?? null;
}
