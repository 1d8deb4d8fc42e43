/** What a person makes of a receipt before it is saved. Amounts without a sign, in minor units of `currency`. */
import type { ReceiptBox, ReceiptDetail, ReceiptReading } from '#shared/contract/receipts.ts';
import { SURE } from '#shared/contract/receipts.ts';

export interface DraftItem {
  key: number;
  name: string;
  amountMinor: number | null;
  /** Null: that of the receipt. */
  categoryId: string | null;
  box: ReceiptBox | null;
  unsure: boolean;
}

export interface Draft {
  payee: string;
  date: string | null;
  amountMinor: number | null;
  currency: string;
  categoryId: string | null;
  note: string;
  accountId: string | null;
  /** The transaction that it is attached to; null makes a new one. */
  matchId: string | null;
  /** Items become parts with a category each. */
  split: boolean;
  items: DraftItem[];
}

/** Fields that are shown on the picture. */
export type FieldName = 'merchant' | 'date' | 'total' | 'currency' | 'time' | 'subtotal' | 'tax' | 'tip' | 'paymentMethod';

export function draftOf(receipt: ReceiptDetail, accountId: string | null): Draft {
  const { reading } = receipt;
  return {
    payee: reading?.merchant.value ?? '',
    date: reading?.date.value ?? null,
    amountMinor: reading?.total.value == null ? null : Math.abs(reading.total.value),
    currency: receipt.currency,
    categoryId: receipt.categoryId,
    note: '',
    accountId,
    matchId: null,
    split: false,
    items: (reading?.items ?? []).map((item, key) => ({
      key,
      name: item.quantity === 1 ? item.name : `${item.quantity} × ${item.name}`,
      amountMinor: item.amountMinor,
      categoryId: null,
      box: item.box,
      unsure: item.confidence < SURE,
    })),
  };
}

/** Read, but not surely: shown with a question mark until a person has looked. */
export function isUnsure(reading: ReceiptReading | null, field: FieldName): boolean {
  const found = reading?.[field];
  return found !== undefined && found.value !== null && found.confidence < SURE;
}

/** What of the whole the items leave over; negative when they are too much. */
export function remainderOf(items: readonly DraftItem[], wholeMinor: number): number {
  return items.reduce((left, item) => left - (item.amountMinor ?? 0), wholeMinor);
}

/** Splitting begins with tax and tip as items of their own, where just they are missing from the sum. */
export function withTaxAndTip(items: readonly DraftItem[], wholeMinor: number, reading: ReceiptReading | null): DraftItem[] {
  const left = remainderOf(items, wholeMinor);
  if (!reading || left <= 0) return [...items];
  const named = [
    { name: 'Tax', amountMinor: reading.tax.value, box: reading.tax.box },
    { name: 'Tip', amountMinor: reading.tip.value, box: reading.tip.box },
  ].filter((each) => each.amountMinor !== null && each.amountMinor > 0);
  const all = named.reduce((sum, each) => sum + (each.amountMinor ?? 0), 0);
  const missing = all === left ? named : named.filter((each) => each.amountMinor === left).slice(0, 1);
  return missing.reduce<DraftItem[]>((now, each) => [...now, newItem(now, each)], [...items]);
}

export function newItem(items: readonly DraftItem[], item: Partial<DraftItem>): DraftItem {
  const key = Math.max(-1, ...items.map((each) => each.key)) + 1;
  return { name: '', amountMinor: null, categoryId: null, box: null, unsure: false, ...item, key };
}

/** Parts to save; the first thing that keeps them from being saved, in a sentence. */
export function partsOf(draft: Draft, wholeMinor: number): { parts: { categoryId: string | null; amountMinor: number; note: string }[] } | { problem: string } {
  if (!draft.split) return { parts: [] };
  if (draft.items.length < 2) return { problem: 'A split has two parts or more.' };
  if (draft.items.some((item) => !item.amountMinor)) return { problem: 'Every item needs an amount.' };
  if (remainderOf(draft.items, wholeMinor) !== 0) return { problem: 'The items do not sum to the total yet.' };
  return {
    parts: draft.items.map((item) => ({
      categoryId: item.categoryId ?? draft.categoryId,
      amountMinor: item.amountMinor ?? 0,
      note: item.name.trim().slice(0, 500),
    })),
  };
}
