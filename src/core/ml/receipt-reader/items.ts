/** The lines of goods: a name at the left, a price in the column at the right, perhaps a quantity before, behind or below. */
import type { FoundAmount } from './amounts.ts';
import type { PricedRow } from './priced-row.ts';
import type { ReadItem } from './receipt.ts';
import { around } from './rows.ts';

const NEVER = /\b(item ?price|you ?save[ds]?|savings?|reg(ular)? price|table|guests?|server|cashier|terminal|order|check|chk|invoice|receipt|tel|phone|fax|date|time|www|http|auth|ref|approval|points|card|acct|account|register|trans|balance|member|reg no|gst id|summary|vat no|cust)\b|\d{1,2}:\d{2}/i;
const QUANTITY_FIRST = /^\W{0,2}(\d{1,3}(?:[.,]\d{1,3})?)\s?(?:[xX×*@]\s?|pcs?\.?\s|st[ck]?k?\.?\s|ea\s|\s)(?=\S)/;
const QUANTITY_LAST = /(?:\s|^)(?:[xX×]\s?(\d{1,3})|(\d{1,3})\s?[xX×@*])\s*$/;
/** `2 x 3.00`, `0.515 kg @ 1.20`, `2 @ 1.00`. */
const QUANTITY_TIMES = /(?:^|\s)(\d{1,3}(?:[.,]\d{1,4})?)\s?(?:kgs?|lbs?|l|pcs?|pc|nos?|ea|unit|ut|pkt|g)?\.?\s?(?:[xX×*@]|at)\s*(?:rm|[$€£])?\s*$/i;

const LEAST_LETTERS = 2;
/** How far from the column of prices an amount may end, as a part of the receipt's width. */
const COLUMN_REACH = 0.14;

export function findItems(rows: readonly PricedRow[]): ReadItem[] {
  const end = endOfItems(rows);
  const column = priceColumn(rows.slice(0, end));
  if (column === null) return [];
  const items: (ReadItem & { row: PricedRow })[] = [];
  let nameAbove: PricedRow | null = null;
  for (const row of rows.slice(0, end)) {
    const price = row.amounts.at(-1);
    if (row.label !== null && row.label !== 'discount' && !isNamedLikeALabel(row)) {
      nameAbove = null;
      continue;
    }
    if (!price || Math.abs(rightOf(price) - column.right) > column.reach) {
      nameAbove = lettersIn(row.text) >= 3 && !NEVER.test(row.text) ? row : null;
      continue;
    }
    if (NEVER.test(row.text)) continue;
    const first = row.amounts[0] as FoundAmount;
    const left = row.text.slice(0, first.start);
    const { name, quantity } = named(left, row.amounts, price);
    if (lettersIn(name) >= LEAST_LETTERS) {
      items.push(itemOf(row, name, quantity, price, [row]));
    } else if (nameAbove) {
      const above = named(nameAbove.text, [], price);
      items.push(itemOf(row, above.name, quantity !== 1 ? quantity : above.quantity, price, [nameAbove, row]));
    } else {
      const last = items.at(-1);
      // `2 @ 1.50` below the item that it explains.
      if (last && last.row.index === row.index - 1 && quantity !== 1 && last.amountMinor === price.minor) last.quantity = quantity;
    }
    nameAbove = null;
  }
  return items.map(({ row: _, ...item }) => item);
}

function itemOf(row: PricedRow, name: string, quantity: number, price: FoundAmount, rows: PricedRow[]): ReadItem & { row: PricedRow } {
  const amountMinor = row.label === 'discount' ? -Math.abs(price.minor) : price.minor;
  return { row, name, quantity, amountMinor, confidence: price.confidence, box: around(rows.map(({ box }) => box)) };
}

/** Goods come before the first subtotal, total or payment that has an amount (or whose amount stands below). */
function endOfItems(rows: readonly PricedRow[]): number {
  const at = rows.findIndex(
    (row, index) =>
      ['subtotal', 'total', 'cash', 'change', 'rounding'].includes(row.label ?? '') &&
      index > 0 &&
      (row.amounts.length > 0 || (rows[index + 1]?.amounts.length ?? 0) > 0) &&
      rows.slice(0, index).some((before) => before.amounts.length > 0),
  );
  return at === -1 ? rows.length : at;
}

/** Where most prices end, seen from the left. */
function priceColumn(rows: readonly PricedRow[]): { right: number; reach: number } | null {
  const rights = rows.flatMap(({ amounts }) => (amounts.length > 0 ? [rightOf(amounts.at(-1) as FoundAmount)] : []));
  if (rights.length === 0) return null;
  const width = Math.max(...rows.map(({ box }) => box.left + box.width));
  const reach = COLUMN_REACH * width;
  let best = rights[0] as number;
  let most = 0;
  for (const right of rights) {
    const near = rights.filter((other) => Math.abs(other - right) <= reach).length;
    if (near > most || (near === most && right > best)) {
      most = near;
      best = right;
    }
  }
  return { right: best, reach };
}

function rightOf({ box }: FoundAmount): number {
  return box.left + box.width;
}

function named(left: string, amounts: readonly FoundAmount[], price: FoundAmount): { name: string; quantity: number } {
  let name = left.trim();
  let quantity = 1;
  const times = QUANTITY_TIMES.exec(name);
  const first = QUANTITY_FIRST.exec(name);
  const last = QUANTITY_LAST.exec(name);
  if (times) {
    quantity = numberOf(times[1] as string);
    name = name.slice(0, times.index);
  } else if (first && !/^0\d/.test(first[1] as string)) {
    quantity = numberOf(first[1] as string);
    name = name.slice(first[0].length);
  } else if (last) {
    quantity = numberOf((last[1] ?? last[2]) as string);
    name = name.slice(0, last.index);
  } else {
    // A unit price and a line price tell the quantity where they divide evenly.
    const unit = amounts.length >= 2 ? (amounts.at(-2) as FoundAmount).minor : 0;
    if (unit > 0 && price.minor > unit && price.minor % unit === 0) quantity = price.minor / unit;
  }
  if (!(quantity > 0) || quantity > 999) quantity = 1;
  return { name: tidy(name), quantity };
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}

/** Without article numbers, marks of the OCR engine and currency signs at the ends. */
function tidy(name: string): string {
  return name
    .replace(/^[\s\W_]*(?:\d{5,}\s+)+/, '')
    .replace(/\s+\d{6,}(?=\s|$)/g, ' ')
    .replace(/^[^\p{L}\p{N}(]+|[^\p{L}\p{N})%!]+$/gu, '')
    .replace(/\s+(?:rm|usd|eur|aed|gbp|[$€£])$/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function lettersIn(text: string): number {
  return (text.match(/\p{L}/gu) ?? []).length;
}

/** `Change Oil`, `Sales Tax Guide`: goods can be named with the words of labels, but total and tax rows are short. */
function isNamedLikeALabel({ label, words }: PricedRow): boolean {
  return (label === 'amount' || label === 'count' || label === 'card' || label === 'cash') && words.length > 5;
}
