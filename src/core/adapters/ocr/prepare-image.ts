/** From a photo to what the OCR engine reads best: the paper alone, level, evenly lit, its text of a good height. */
import sharp, { type Sharp } from 'sharp';
import { findPaper } from '#core/ml/receipt-reader/image/find-paper.ts';
import { flattenLight } from '#core/ml/receipt-reader/image/flatten-light.ts';
import type { GreyImage } from '#core/ml/receipt-reader/image/grey-image.ts';
import { levelLines, lineSlopes, unlevelled } from '#core/ml/receipt-reader/image/line-slopes.ts';
import { skewOf } from '#core/ml/receipt-reader/image/skew.ts';
import { textHeight } from '#core/ml/receipt-reader/image/text-height.ts';
import type { Box } from '#core/ml/receipt-reader/receipt.ts';

/** Height of letters that the engine reads best, in pixels. */
const GOOD_HEIGHT = 28;
const LARGEST_SCALE = 4;
/** What the engine gets at most; it takes about half a second a megapixel. */
const MOST_PIXELS = 8e6;
const PAPER_LOOK = 400;
const SKEW_LOOK = 900;
const LEAST_SKEW = 0.3;

export interface PreparedImage {
  image: GreyImage;
  /** From a box in `image` to one in the picture it was made of. */
  toSource(box: Box): Box;
}

export interface PrepareOptions {
  goodHeight?: number;
  largestScale?: number;
}

export async function prepareImage(
  source: GreyImage,
  { goodHeight = GOOD_HEIGHT, largestScale = LARGEST_SCALE }: PrepareOptions = {},
): Promise<PreparedImage> {
  const paper = await findPaperIn(source);
  const cut = paper ? crop(source, paper) : source;
  const flat = flattenLight(cut);
  const degrees = await skewIn(flat);
  const height = textHeight(flat);
  const wanted = height ? goodHeight / height : 1;
  const scale = Math.min(wanted, largestScale, Math.sqrt(MOST_PIXELS / (flat.width * flat.height)));
  const turned = degrees === 0 ? flat : await rawOf(sharpOf(flat).rotate(degrees, { background: '#fff' }));
  const image =
    Math.abs(scale - 1) < 0.05
      ? turned
      : await rawOf(sharpOf(turned).resize(Math.round(turned.width * scale), Math.round(turned.height * scale), { kernel: 'lanczos3', fit: 'fill' }));

  const slopes = lineSlopes(await smaller(image));
  const level = slopes ? levelLines(image, slopes) : image;

  const angle = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const toSource = (box: Box): Box => {
    const { left, top, width: wide, height: high } = slopes ? unlevelled(box, level, slopes) : box;
    const width = wide / scale;
    const boxHeight = high / scale;
    // Turned back about the middle; the box itself stays upright, text being nearly level.
    const x = (left + wide / 2) / scale - turned.width / 2;
    const y = (top + high / 2) / scale - turned.height / 2;
    const middleX = x * cos + y * sin + flat.width / 2 + (paper?.left ?? 0);
    const middleY = -x * sin + y * cos + flat.height / 2 + (paper?.top ?? 0);
    return { left: middleX - width / 2, top: middleY - boxHeight / 2, width, height: boxHeight };
  };
  return { image: level, toSource };
}

async function findPaperIn(source: GreyImage): Promise<Box | null> {
  const ratio = Math.min(1, PAPER_LOOK / Math.max(source.width, source.height));
  const small = await rawOf(
    sharpOf(source).resize(Math.max(1, Math.round(source.width * ratio)), Math.max(1, Math.round(source.height * ratio)), { fit: 'fill' }).blur(2),
  );
  const paper = findPaper(small);
  if (!paper) return null;
  const left = Math.floor(paper.left / ratio);
  const top = Math.floor(paper.top / ratio);
  return {
    left,
    top,
    width: Math.min(source.width - left, Math.ceil(paper.width / ratio)),
    height: Math.min(source.height - top, Math.ceil(paper.height / ratio)),
  };
}

async function skewIn(flat: GreyImage): Promise<number> {
  const { degrees } = skewOf(await smaller(flat));
  return Math.abs(degrees) < LEAST_SKEW ? 0 : degrees;
}

function smaller(image: GreyImage): Promise<GreyImage> | GreyImage {
  const ratio = Math.min(1, SKEW_LOOK / Math.max(image.width, image.height));
  return ratio === 1 ? image : rawOf(sharpOf(image).resize(Math.round(image.width * ratio), Math.round(image.height * ratio), { fit: 'fill' }));
}

function crop({ data, width }: GreyImage, box: Box): GreyImage {
  const out = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.top + y) * width + box.left;
    out.set(data.subarray(from, from + box.width), y * box.width);
  }
  return { data: out, width: box.width, height: box.height };
}

export function sharpOf({ data, width, height }: GreyImage): Sharp {
  return sharp(data, { raw: { width, height, channels: 1 } });
}

export async function rawOf(picture: Sharp): Promise<GreyImage> {
  const { data, info } = await picture.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width: info.width, height: info.height };
}
