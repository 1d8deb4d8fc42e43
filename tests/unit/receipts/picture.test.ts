import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { prepareImage, rawOf } from '../../../src/core/adapters/ocr/prepare-image.ts';
import { findPaper } from '../../../src/core/ml/receipt-reader/image/find-paper.ts';
import { flattenLight } from '../../../src/core/ml/receipt-reader/image/flatten-light.ts';
import type { GreyImage } from '../../../src/core/ml/receipt-reader/image/grey-image.ts';
import { skewOf } from '../../../src/core/ml/receipt-reader/image/skew.ts';
import { textHeight } from '../../../src/core/ml/receipt-reader/image/text-height.ts';
import { groceries, renderReceipt } from './render-receipt.ts';

const grey = async (picture: Buffer): Promise<GreyImage> => rawOf(sharp(picture).greyscale());

describe('a picture is made ready', () => {
  it.each([-7, -2, 3, 8])('turned by %i degrees', async (turned) => {
    const image = await grey(await renderReceipt(groceries, { turned }));
    expect(skewOf(flattenLight(image)).degrees).toBeCloseTo(-turned, 0);
  });

  it('by finding the paper on a table', async () => {
    const image = await grey(await renderReceipt(groceries, { table: true }));
    const paper = findPaper(image);
    expect(Math.abs((paper?.box.left ?? 0) - 120)).toBeLessThan(15);
    expect(Math.abs((paper?.box.top ?? 0) - 120)).toBeLessThan(15);
    expect(findPaper(await grey(await renderReceipt(groceries)))).toBeNull();
  });

  it('by taking away a shadow', async () => {
    const image = await grey(await renderReceipt(groceries, { shadow: true }));
    const paperAt = ({ data, width }: GreyImage, x: number): number => data[10 * width + x] as number;
    expect(paperAt(image, 20) - paperAt(image, image.width - 20)).toBeGreaterThan(80);
    const flat = flattenLight(image);
    expect(Math.abs(paperAt(flat, 20) - paperAt(flat, flat.width - 20))).toBeLessThan(15);
  });

  it('with letters of one height, and boxes that lead back to where they were', async () => {
    const image = await grey(await renderReceipt(groceries, { table: true, turned: 3 }));
    const { image: ready, toSource } = await prepareImage(image);
    expect(textHeight(ready)).toBeGreaterThan(22);
    expect(textHeight(ready)).toBeLessThan(36);
    // The middle of what is left after cutting is the middle of the paper, which lay in the middle.
    const middle = toSource({ left: ready.width / 2 - 5, top: ready.height / 2 - 5, width: 10, height: 10 });
    expect(Math.abs(middle.left + middle.width / 2 - image.width / 2)).toBeLessThan(12);
    expect(Math.abs(middle.top + middle.height / 2 - image.height / 2)).toBeLessThan(12);
  });
});
