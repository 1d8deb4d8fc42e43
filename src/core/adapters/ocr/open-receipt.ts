/** Opens a photo or a PDF of a receipt and offers ways to read it, the likeliest first. */
import type { GreyImage } from '#core/ml/receipt-reader/image/grey-image.ts';
import type { Look, OpenedReceipt } from '#core/ml/receipt-reader/read-receipt.ts';
import type { Box, ReadReceiptInput } from '#core/ml/receipt-reader/receipt.ts';
import { openImage } from './open-image.ts';
import { openPdf } from './open-pdf.ts';
import { prepareImage, sharpOf, type TextScale } from './prepare-image.ts';
import { tesseractWords, type PageLayout } from './tesseract-words.ts';

const PREVIEW_WIDTH = 1200;

/** @throws DomainError UNREADABLE with a sentence */
export async function openReceipt({ bytes, name }: Pick<ReadReceiptInput, 'bytes' | 'name'>): Promise<OpenedReceipt> {
  if (isPdf(bytes)) {
    const { image, words } = await openPdf(bytes, name);
    const { width, height } = image;
    const preview = await sharpOf(image).resize({ width: Math.min(width, PREVIEW_WIDTH) }).jpeg({ quality: 80 }).toBuffer();
    const looks = words ? [() => Promise.resolve({ words, toPicture: (box: Box) => box })] : looksAt(image, 1);
    return { width, height, preview: new Uint8Array(preview), looks };
  }
  const { image, width, height, preview } = await openImage(bytes, name);
  return { width, height, preview, looks: looksAt(image, width / image.width) };
}

/** @param ratio from pixels of `image` to those of the upright picture */
function looksAt(image: GreyImage, ratio: number): (() => Promise<Look>)[] {
  const look = (scale: TextScale, layout: PageLayout) => async (): Promise<Look> => {
    const prepared = await prepareImage(image, scale);
    return {
      words: await tesseractWords(prepared.image, layout),
      toPicture: (box) => {
        const { left, top, width, height } = prepared.toSource(box);
        return { left: left * ratio, top: top * ratio, width: width * ratio, height: height * ratio };
      },
    };
  };
  return [look('letters', 'block'), look('letters', 'column')];
}

/** The mark may stand behind a few bytes of something else. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}
