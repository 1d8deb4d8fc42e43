/** Reads a receipt: looks at it in several ways, as long as that helps, and takes the best of each look. */
import { mergeReadings } from './merge-readings.ts';
import { parseReceipt, type ParsedReceipt } from './parse-receipt.ts';
import type { KnownMerchants } from './merchant.ts';
import type { Box, ReadField, ReadReceipt, ReadReceiptInput } from './receipt.ts';
import type { Word } from './words.ts';

export type * from './receipt.ts';

/** What an adapter makes of a file: the upright picture, and ways of reading the words on it. */
export interface OpenedReceipt {
  width: number;
  height: number;
  preview: Uint8Array;
  /** Cheapest and likeliest first; each is tried only when those before it did not convince. */
  looks: (() => Promise<Look>)[];
}

export interface Look {
  words: Word[];
  /** From a box of `words` to pixels of the upright picture. */
  toPicture(box: Box): Box;
}

/** @param onProgress looks taken, of how many at most */
export async function readReceipt(
  opened: OpenedReceipt,
  { today, currency, dayFirst, payees }: Pick<ReadReceiptInput, 'today' | 'currency' | 'dayFirst' | 'payees'>,
  isBrand: KnownMerchants['isBrand'],
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ReadReceipt> {
  const readings: ParsedReceipt[] = [];
  const { width, height, preview, looks } = opened;
  for (const [at, look] of looks.entries()) {
    onProgress(at, looks.length);
    const { words, toPicture } = await look();
    const reading = parseReceipt(words, { today, currency, dayFirst, merchants: { payees, isBrand } });
    readings.push(placed(reading, (box) => within(toPicture(box), width, height)));
    if (convinces(mergeReadings(readings))) break;
  }
  onProgress(looks.length, looks.length);
  return { ...mergeReadings(readings), width, height, preview };
}

const CONVINCING = 0.8;

function convinces({ total, date, merchant }: ParsedReceipt): boolean {
  return total.confidence >= CONVINCING && date.confidence >= CONVINCING && merchant.confidence >= 0.5;
}

function placed(reading: ParsedReceipt, place: (box: Box) => Box): ParsedReceipt {
  const field = <Value>(read: ReadField<Value>): ReadField<Value> => ({ ...read, box: read.box && place(read.box) });
  return {
    ...reading,
    merchant: field(reading.merchant),
    date: field(reading.date),
    time: field(reading.time),
    total: field(reading.total),
    subtotal: field(reading.subtotal),
    tax: field(reading.tax),
    tip: field(reading.tip),
    currency: field(reading.currency),
    paymentMethod: field(reading.paymentMethod),
    items: reading.items.map((item) => ({ ...item, box: item.box && place(item.box) })),
  };
}

/** Whole pixels inside the picture. */
function within(box: Box, width: number, height: number): Box {
  const left = Math.max(0, Math.min(width - 1, Math.round(box.left)));
  const top = Math.max(0, Math.min(height - 1, Math.round(box.top)));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round(box.width))),
    height: Math.max(1, Math.min(height - top, Math.round(box.height))),
  };
}
