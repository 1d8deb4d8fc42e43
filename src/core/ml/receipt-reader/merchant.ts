/** Whose receipt it is: a name at the top, read together with the names that are known already. */
import { foldName } from '#shared/fold-name.ts';
import { editDistance } from './row-labels.ts';
import type { ReadField } from './receipt.ts';
import { usualHeight, type Row } from './rows.ts';

export interface KnownMerchants {
  /** As the user writes them. */
  payees: readonly string[];
  /** Names of shops without spaces, lower case. */
  isBrand(key: string): boolean;
}

/** Legal forms and kinds of shop: a line that ends in one is a name. */
const FORM = /\b(sdn\.? ?bhd|s\/b|bhd|ltd|limited|llc|inc|corp|co|gmbh|ag|kg|ohg|s\.?l\.?u?|s\.?a\.?|s\.?a\.?r\.?l|s\.?r\.?l|b\.?v|plc|pty|oy|ab|as|aps|enterprises?|trading|holdings?|company)\b\.?\)?\s*(\([a-z0-9 .-]*\))?$/i;
const KIND = /\b(restaurants?|restoran|cafe|caf[eé]|coffee|bistro|bar|grill|pub|diner|kitchen|pizz(a|eria)|sushi|burgers?|bakery|bakeries|store|stores|shop|shoppe|mart|market|supermarket|hypermarket|pharmacy|hardware|stationery|books?|hotel|inn|salon|boutique|petrol|station|foods?|house|company|centre|center|deli|taqueria|cuisine|brewery|tavern|garden|palace)\b/i;
const ADDRESS = /\b(street|st\.?|str\.?|road|rd\.?|avenue|ave\.?|blvd|boulevard|lane|drive|dr|hwy|highway|suite|ste|floor|level|lot|jalan|jln|taman|bandar|selangor|kuala|lumpur|johor|plaza|mall|parkway|pkwy|unit|block|blk|calle|c\/|avda|rue|platz|stra(ss|ß)e|via|no\.?\s?\d|p\.?o\.? ?box|singapore|malaysia|usa)\b|\b[A-Z]{2},? \d{5}\b|\b\d{5}\b/i;
const NOT_A_NAME = /\b(tax invoice|invoice|receipt|recei?pt|reg(istration)? ?no|gst ?(id|no|reg)|co\.? ?reg|roc|tel|phone|fax|date|time|cashier|server|table|order|check|chk|guest|customer|copy|duplicate|reprint|terminal|thank|welcome|www\.|http|\.com|@|abn|vat|tin|merchant|approved|qty|item|description|amount|price|total|member|bill|formerly|licensee|trans|sale|closed|hours|open|manager|store\s?#?\s?\d|invoice|cash(?! ?&)|doc|delivery|take ?out|dine|eat ?in|to ?go|pax|counter|operator|host|clerk|goods|sold|returnable|refunds?|exchange|complaints?|feedback|please|come again|call|visit|keep|applicable|returns|policy|voucher|points)\b/i;
const GREETING = /^\W*(welcome to|thank you for (shopping|dining|visiting) (at|with)?|thanks? (for|you).*? at|customer receipt|sold by|merchant:)\s*/i;

interface Candidate {
  row: Row;
  text: string;
  score: number;
}

export function findMerchant(rows: readonly Row[], known: KnownMerchants): ReadField<string> {
  if (rows.length === 0) return { value: null, confidence: 0, box: null };
  const usual = usualHeight(rows.flatMap(({ words }) => words));
  const head = headOf(rows);
  // Scraps of a logo, and the foot of the receipt before, stand above the first row that counts.
  let counted = 0;
  const candidates = head.flatMap((row) => {
    const candidate = candidateOf(row, counted, usual, known);
    if (candidate && !NOT_A_NAME.test(candidate.text) && readOf(row) > 0.5) counted += 1;
    return candidate ? [candidate] : [];
  });
  const payee = findPayee(rows, head.length, known.payees);
  if (payee) return payee;
  const [best] = [...candidates].sort((a, b) => b.score - a.score);
  if (!best) return { value: null, confidence: 0, box: null };
  const joined = joinFollowing(best, rows);
  return {
    value: joined.text,
    confidence: (1 / (1 + Math.exp(-(best.score - 2.5)))) * readOf(best.row),
    box: joined.box,
  };
}

const HEAD_ROWS = 12;

/** The rows above the first date, table of goods or amount: where names stand. */
function headOf(rows: readonly Row[]): Row[] {
  const end = rows.findIndex((row, at) => at > 2 && /\d+[.,]\d{2}\s*[A-Z]?$|\b(qty|item|description|price)\b/i.test(row.text));
  return rows.slice(0, Math.min(HEAD_ROWS, end === -1 ? rows.length : Math.max(3, end)));
}

function candidateOf(row: Row, at: number, usual: number, known: KnownMerchants): Candidate | null {
  const text = cleanName(row);
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  if (letters < 3) return null;
  const share = letters / text.replace(/\s/g, '').length;
  let score = 2.2 - 0.45 * at;
  score += 2 * (share - 0.8);
  score += 3.5 * (readOf(row) - 0.75);
  score += Math.min(1.2, 1.2 * (row.box.height / Math.max(1, usual) - 1));
  if (FORM.test(text)) score += 2;
  if (KIND.test(text)) score += 0.8;
  if (ADDRESS.test(text)) score -= 1.6;
  if (NOT_A_NAME.test(text)) score -= 3;
  if (/\d{4}/.test(text)) score -= 1;
  if (letters < 5) score -= 0.6;
  if (known.isBrand(keyOf(text))) score += 1.5;
  // Noise of frames and logos is made of scraps.
  const lengths = text.split(/\s+/).map((word) => word.length);
  if (Math.max(...lengths) < 4) score -= 1.2;
  if (lengths.length > 3 && lengths.reduce((sum, length) => sum + length, 0) / lengths.length < 3.2) score -= 1;
  return { row, text, score };
}

function readOf({ words }: Row): number {
  return words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length;
}

/** Without what the engine makes of frames and dust at the ends, and without greetings and numbers of registration. */
function cleanName(row: Row): string {
  return row.words
    .filter(({ text, confidence }) => confidence > 0.35 || /[\p{L}\p{N}]{3}/u.test(text))
    .map(({ text }) => text)
    .join(' ')
    .replace(GREETING, '')
    .replace(/^[^\p{L}\p{N}(]+|[^\p{L}\p{N}).!%]+$/gu, '')
    .replace(/\s*\(?\b(co\.?\s*)?(reg\.?|roc)?\s*(no\.?)?:?\s*\d{5,7}\s?-\s?[A-Z]\)?.*$/i, '')
    .replace(/\s*[({[<]\s?S?[\dO]{4,}[\s-]*[A-Z]?[)}\]>]?$/i, '')
    .trim();
}

/** A legal form that did not fit on the line of the name belongs to it. */
function joinFollowing({ row, text }: Candidate, rows: readonly Row[]): { text: string; box: Row['box'] } {
  const next = rows[rows.indexOf(row) + 1];
  if (next && !FORM.test(text) && FORM.test(next.text) && next.words.length <= 3 && !ADDRESS.test(next.text)) {
    return { text: `${text} ${cleanName(next)}`, box: row.box };
  }
  return { text, box: row.box };
}

const SHORTEST_PAYEE = 4;
const ALIKE = 0.84;

/** A payee of the user's that a row at the top says almost to the letter, or that any row says exactly. */
function findPayee(rows: readonly Row[], head: number, payees: readonly string[]): ReadField<string> | null {
  let best: (ReadField<string> & { likeness: number }) | null = null;
  for (const payee of payees) {
    const key = shapeOf(payee);
    if (key.length < SHORTEST_PAYEE) continue;
    for (const [at, row] of rows.entries()) {
      if (at >= head) break;
      const text = shapeOf(cleanName(row));
      const exact = text.startsWith(key) && text.length <= key.length + 12;
      const likeness = exact ? 0.9 + 0.1 * (key.length / text.length) : similarity(text, key);
      if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) {
        best = { value: payee, confidence: Math.min(0.97, likeness), box: row.box, likeness };
      }
    }
  }
  if (!best) return null;
  const { likeness: _, ...field } = best;
  return field;
}

/** Letters and digits that look alike are one. */
function shapeOf(name: string): string {
  return keyOf(name).replace(/0/g, 'o').replace(/[1l|]/g, 'i').replace(/5/g, 's').replace(/8/g, 'b');
}

/** 1 for the same, 0 for nothing in common. */
export function similarity(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - editDistance(one, other) / longest;
}

export function keyOf(name: string): string {
  return foldName(name).replace(/[^\p{L}\p{N}&+]+/gu, '');
}
