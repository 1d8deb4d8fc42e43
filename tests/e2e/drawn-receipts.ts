/** Receipts drawn for tests, and what a reader would find on them. */
import sharp from 'sharp';
import type { ReadField, ReadReceipt } from '../../src/core/ml/receipt-reader/receipt.ts';
import { formatMinor } from '../../src/shared/money.ts';

interface Drawn {
  merchant: string;
  date: string;
  items: [name: string, amountMinor: number][];
  tax: number;
  /** Fields that the reader is not sure of. */
  doubts?: ('merchant' | 'date' | 'total')[];
}

const WIDTH = 640;
const LINE = 44;
const TOP = 96;

const receipts: Record<string, Drawn> = {
  'tesco.jpg': {
    merchant: 'Tesco',
    date: '2026-03-12',
    items: [['Sourdough loaf', 340], ['Shampoo', 650], ['Oranges 1 kg', 295], ['Dish soap', 255]],
    tax: 300,
    doubts: ['date'],
  },
  'trattoria.jpg': { merchant: 'Trattoria Roma', date: '2026-03-10', items: [['Pizza Margherita', 1150], ['Acqua', 300]], tax: 0 },
  'bakery.jpg': { merchant: 'Bäckerei Nord', date: '2026-03-09', items: [['Brezel', 120], ['Kaffee', 290]], tax: 0, doubts: ['merchant'] },
};

const totalOf = ({ items, tax }: Drawn): number => items.reduce((sum, [, amount]) => sum + amount, tax);

interface Line {
  key: string;
  left: string;
  right: string;
}

function linesOf(drawn: Drawn): Line[] {
  return [
    { key: 'merchant', left: drawn.merchant.toUpperCase(), right: '' },
    { key: 'date', left: drawn.date.split('-').reverse().join('/'), right: '12:31' },
    ...drawn.items.map(([name, amount], at) => ({ key: `item-${at}`, left: name, right: formatMinor(amount, 'EUR') })),
    ...(drawn.tax > 0 ? [{ key: 'tax', left: 'TAX', right: formatMinor(drawn.tax, 'EUR') }] : []),
    { key: 'total', left: 'TOTAL', right: formatMinor(totalOf(drawn), 'EUR') },
  ];
}

/** JPEG of a receipt of that name. */
export async function drawReceipt(name: string): Promise<Buffer> {
  const drawn = receipts[name];
  if (!drawn) throw new Error(`No receipt ${name}.`);
  const lines = linesOf(drawn);
  const height = TOP * 2 + lines.length * LINE;
  const text = lines
    .map(({ left, right }, at) => {
      const y = TOP + at * LINE + 30;
      return `<text x="40" y="${y}">${left}</text><text x="${WIDTH - 40}" y="${y}" text-anchor="end">${right}</text>`;
    })
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">
    <rect width="100%" height="100%" fill="#fbfaf6"/><g font-family="monospace" font-size="26" fill="#222">${text}</g></svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
}

/** Null for a file that nobody drew. */
export function readingOf(name: string): Omit<ReadReceipt, 'preview'> | null {
  const drawn = receipts[name];
  if (!drawn) return null;
  const lines = linesOf(drawn);
  const box = (key: string) => {
    const at = lines.findIndex((line) => line.key === key);
    return { left: 40, top: TOP + at * LINE + 4, width: WIDTH - 80, height: 34 };
  };
  const read = <Value>(key: 'merchant' | 'date' | 'total' | 'tax', value: Value): ReadField<Value> => ({
    value,
    confidence: drawn.doubts?.some((doubt) => doubt === key) ? 0.4 : 0.95,
    box: box(key),
  });
  const nothing = { value: null, confidence: 0, box: null };
  return {
    merchant: read('merchant', drawn.merchant),
    date: read('date', drawn.date),
    time: { value: '12:31', confidence: 0.9, box: box('date') },
    total: read('total', totalOf(drawn)),
    subtotal: nothing,
    tax: drawn.tax > 0 ? read('tax', drawn.tax) : nothing,
    tip: nothing,
    currency: { value: 'EUR', confidence: 0.8, box: null },
    paymentMethod: { value: 'card', confidence: 0.8, box: null },
    items: drawn.items.map(([itemName, amountMinor], at) => ({
      name: itemName,
      quantity: 1,
      amountMinor,
      confidence: 0.9,
      box: box(`item-${at}`),
    })),
    width: WIDTH,
    height: TOP * 2 + lines.length * LINE,
    text: lines.map(({ left, right }) => `${left} ${right}`.trim()).join('\n'),
  };
}
