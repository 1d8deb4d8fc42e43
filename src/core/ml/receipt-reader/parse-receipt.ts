/** From words with places to the fields of a receipt. Pure: the same words always give the same fields. */
import type { PlainDate } from '#shared/dates.ts';
import { minorDigits } from '#shared/currencies.ts';
import { dayFirstEvidence, findCurrency } from './currency.ts';
import { findDate } from './dates.ts';
import { findItems } from './items.ts';
import { findMerchant, type KnownMerchants } from './merchant.ts';
import { findPayment } from './payment.ts';
import { pricedRows } from './priced-row.ts';
import type { ReadReceipt } from './receipt.ts';
import { rowsOf } from './rows.ts';
import { findTime } from './times.ts';
import { findTotals } from './totals.ts';
import type { Word } from './words.ts';

export interface ParseOptions {
  today: PlainDate;
  /** Of the user's books. */
  currency: string;
  dayFirst: boolean;
  merchants: KnownMerchants;
}

/** Boxes are in the pixels of the words. */
export type ParsedReceipt = Omit<ReadReceipt, 'width' | 'height' | 'preview'>;

export function parseReceipt(words: readonly Word[], { today, currency: home, dayFirst, merchants }: ParseOptions): ParsedReceipt {
  const rows = rowsOf(words);
  const currency = findCurrency(rows, home);
  const priced = pricedRows(rows, minorDigits(currency.value ?? home));
  const items = findItems(priced);
  const date = findDate(rows, { today, dayFirst, dayFirstEvidence: dayFirstEvidence(rows, currency.value) });
  const dateRow = rows.find((row) => date.box && row.box.top <= date.box.top && row.box.top + row.box.height >= date.box.top + date.box.height) ?? null;
  return {
    merchant: findMerchant(rows, merchants),
    date,
    time: findTime(rows, dateRow),
    ...findTotals(priced, items),
    currency,
    paymentMethod: findPayment(rows, (row) => priced.some(({ box, amounts }) => box === row.box && amounts.length > 0)),
    items,
    text: rows.map(({ text }) => text).join('\n'),
  };
}
