import { afterAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { openReceipt } from '../../../src/core/adapters/ocr/open-receipt.ts';
import { closeTesseract } from '../../../src/core/adapters/ocr/tesseract-words.ts';
import { mergeReadings } from '../../../src/core/ml/receipt-reader/merge-readings.ts';
import { readReceipt, type OpenedReceipt, type ReadReceipt } from '../../../src/core/ml/receipt-reader/read-receipt.ts';
import { groceries, renderReceipt, type Paper } from './render-receipt.ts';
import { wordsOfLines } from './words-of-lines.ts';

const options = { today: '2026-11-23', currency: 'GBP', dayFirst: true, payees: [] };
const read = async (bytes: Uint8Array): Promise<ReadReceipt> => readReceipt(await openReceipt({ bytes, name: 'r.png' }), options, () => false);

afterAll(closeTesseract);

describe('a picture', { timeout: 60_000 }, () => {
  it.each<[string, Paper]>([
    ['as scanned', {}],
    ['aslant on a dark table, half in shadow', { turned: 4, table: true, shadow: true }],
  ])('%s is read', async (_how, paper) => {
    const picture = await renderReceipt(groceries, paper);
    const receipt = await read(picture);
    expect(receipt.merchant.value).toMatch(/corner grocery/i);
    expect(receipt.date.value).toBe('2026-09-14');
    expect(receipt.time.value).toBe('17:05');
    expect(receipt.total.value).toBe(1458);
    expect(receipt.currency.value).toBe('GBP');
    if (!paper.shadow) {
      expect(receipt.tax.value).toBe(133);
      expect(receipt.items.map(({ amountMinor }) => amountMinor)).toEqual([240, 475, 610]);
    }

    const { width = 0, height = 0 } = await sharp(picture).metadata();
    expect(receipt).toMatchObject({ width, height });
    const preview = await sharp(receipt.preview).metadata();
    expect(preview.format).toBe('jpeg');
    expect((preview.width ?? 0) / (preview.height ?? 1)).toBeCloseTo(width / height, 1);
    // The box of the total is where it was printed: right half, twelfth of thirteen lines.
    const box = receipt.total.box ?? { left: 0, top: 0, width: 0, height: 0 };
    expect(box.left).toBeGreaterThan(width / 2);
    expect((box.top + box.height / 2) / height).toBeCloseTo(paper.table ? 0.74 : 0.85, 1);
  });

  it('is turned as its camera says', async () => {
    const upright = sharp(await renderReceipt(groceries));
    const lying = await upright.rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const receipt = await read(lying);
    expect(receipt.total.value).toBe(1458);
    expect(receipt.height).toBeGreaterThan(receipt.width / 1.2);
  });
});

describe('several looks', () => {
  const lookAt = (lines: string[], confidence: number): OpenedReceipt['looks'][number] => () =>
    Promise.resolve({ words: wordsOfLines(lines, confidence), toPicture: (box) => box });
  const opened = (looks: OpenedReceipt['looks']): OpenedReceipt => ({ width: 400, height: 600, preview: new Uint8Array(), looks });

  it('stop at one that convinces', async () => {
    let looks = 0;
    const count = (look: OpenedReceipt['looks'][number]) => () => {
      looks += 1;
      return look();
    };
    const good = ['CORNER GROCERY LTD', ' Date 14/09/2026 17:05', ' Bread 2.00', ' Milk 1.00', ' Subtotal 3.00', ' Tax 0.30', ' Total 3.30', ' Cash 5.00', ' Change 1.70'];
    await readReceipt(opened([count(lookAt(good, 0.96)), count(lookAt(good, 0.96))]), options, () => false);
    expect(looks).toBe(1);
  });

  it('take the best of each', async () => {
    const receipt = await readReceipt(
      opened([lookAt(['CORNER GROCERY LTD', ' Tofa1 $#.3'], 0.4), lookAt(['CQRN', ' Date 14/09/2026', ' Total 3.30'], 0.9)]),
      options,
      () => false,
    );
    expect(receipt.total.value).toBe(330);
    expect(receipt.date.value).toBe('2026-09-14');
  });

  it('need at least one reading', () => {
    expect(() => mergeReadings([])).toThrow(RangeError);
  });

  it('keep boxes inside the picture', async () => {
    const look = () => Promise.resolve({ words: wordsOfLines(['SHOP', ' Total 3.30']), toPicture: () => ({ left: -20, top: 900, width: 5000, height: 80 }) });
    const { total } = await readReceipt(opened([look]), options, () => false);
    expect(total.box).toEqual({ left: 0, top: 599, width: 400, height: 1 });
  });
});
