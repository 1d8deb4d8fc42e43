/** From a photo to what the OCR engine reads best: the paper alone, level, evenly lit, its text of a good height. */
import sharp, { type Sharp } from 'sharp';
import { findPaper, type Paper } from '#core/ml/receipt-reader/image/find-paper.ts';
import { flattenLight } from '#core/ml/receipt-reader/image/flatten-light.ts';
import type { GreyImage } from '#core/ml/receipt-reader/image/grey-image.ts';
import { levelLines, lineSlopes, unlevelled } from '#core/ml/receipt-reader/image/line-slopes.ts';
import { skewOf } from '#core/ml/receipt-reader/image/skew.ts';
import { textHeight } from '#core/ml/receipt-reader/image/text-height.ts';
import type { Box } from '#core/ml/receipt-reader/receipt.ts';

/** Height of letters that the engine reads best, in pixels. */
const GOOD_HEIGHT = 28;
/** Width of a receipt of about forty letters of that height. */
const GOOD_WIDTH = 1000;
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

/** How the height of the text is found: by its letters, or from the width of the paper, which holds about forty of them. */
export type TextScale = 'letters' | 'width';

/** @param source the upright photo */
export async function prepareImage(source: GreyImage, textScale: TextScale = 'letters'): Promise<PreparedImage> {
  const sheet = await findSheet(source);
  const paper = sheet?.box ?? { left: 0, top: 0, width: source.width, height: source.height };
  const flat = flattenLight(crop(source, paper));
  if (sheet) whiten(flat, sheet);
  const degrees = await skewIn(flat);
  const height = textHeight(flat);
  const wanted = textScale === 'width' ? GOOD_WIDTH / flat.width : height ? GOOD_HEIGHT / height : 1;
  const scale = Math.min(wanted, LARGEST_SCALE, Math.sqrt(MOST_PIXELS / (flat.width * flat.height)));
  const turned = degrees === 0 ? flat : await rawOf(sharpOf(flat).rotate(degrees, { background: '#fff' }));
  const image = await scaled(turned, scale);
  const slopes = lineSlopes(await smaller(image, SKEW_LOOK));
  const level = slopes ? levelLines(image, slopes) : image;

  const angle = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const toSource = (box: Box): Box => {
    const { left, top, width: wide, height: high } = slopes ? unlevelled(box, level, slopes) : box;
    // Turned back about the middle; the box itself stays upright, text being nearly level.
    const x = (left + wide / 2) / scale - turned.width / 2;
    const y = (top + high / 2) / scale - turned.height / 2;
    const middleX = x * cos + y * sin + flat.width / 2 + paper.left;
    const middleY = -x * sin + y * cos + flat.height / 2 + paper.top;
    return { left: middleX - wide / scale / 2, top: middleY - high / scale / 2, width: wide / scale, height: high / scale };
  };
  return { image: level, toSource };
}

/** The paper in pixels of `source`, found on a small blurred copy, where text does not tear it apart. */
async function findSheet(source: GreyImage): Promise<Paper | null> {
  const small = await smaller(source, PAPER_LOOK);
  const paper = findPaper(await rawOf(sharpOf(small).blur(2)));
  if (!paper) return null;
  const ratio = source.width / small.width;
  const left = Math.floor(paper.box.left * ratio);
  const top = Math.floor(paper.box.top * ratio);
  return {
    box: {
      left,
      top,
      width: Math.min(source.width - left, Math.ceil(paper.box.width * ratio)),
      height: Math.min(source.height - top, Math.ceil(paper.box.height * ratio)),
    },
    edges: paper.edges.map(({ from, to }) => ({ from: Math.floor((from - 1) * ratio), to: to === 0 ? 0 : Math.ceil((to + 1) * ratio) })),
  };
}

/** What lies beside the paper becomes white: dark edges would be read as text, and make the text look light. */
function whiten({ data, width, height }: GreyImage, { box, edges }: Paper): void {
  for (let y = 0; y < height; y++) {
    const edge = edges[Math.min(edges.length - 1, Math.floor((y * edges.length) / height))];
    if (!edge) continue;
    const from = Math.max(0, Math.min(width, edge.from - box.left));
    const to = Math.max(from, Math.min(width, edge.to - box.left));
    data.fill(255, y * width, y * width + from);
    data.fill(255, y * width + to, (y + 1) * width);
  }
}

async function skewIn(flat: GreyImage): Promise<number> {
  const { degrees } = skewOf(await smaller(flat, SKEW_LOOK));
  return Math.abs(degrees) < LEAST_SKEW ? 0 : degrees;
}

function smaller(image: GreyImage, longest: number): Promise<GreyImage> {
  return scaled(image, Math.min(1, longest / Math.max(image.width, image.height)));
}

async function scaled(image: GreyImage, scale: number): Promise<GreyImage> {
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  if (width === image.width && height === image.height) return image;
  return rawOf(sharpOf(image).resize(width, height, { kernel: 'lanczos3', fit: 'fill' }));
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
