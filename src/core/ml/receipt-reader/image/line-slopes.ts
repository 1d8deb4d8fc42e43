/**
 * A receipt that was photographed aslant or lies in waves has lines that climb at its top and fall at its bottom: the
 * slope is taken in bands from top to bottom, and each row of pixels is drawn level by the slope there.
 */
import type { Box } from '../receipt.ts';
import type { GreyImage } from './grey-image.ts';
import { skewOf } from './skew.ts';

const BANDS = 9;
/** Of the height: a band holds a few lines. */
const BAND_HEIGHT = 0.2;
const WIDEST = 8;
const LEAST_CLEARNESS = 1.35;
/** From one band to the next lines do not turn more than this, in degrees. */
const MOST_TURN = 3;

/** Slope of the lines (rise to the right, in pixels a pixel) by height, as a part of the image's height. */
export type LineSlopes = (part: number) => number;

/** Null where all lines are level within a quarter of a degree, or too few are seen. `image` must be evenly lit. */
export function lineSlopes(image: GreyImage): LineSlopes | null {
  const { data, width, height } = image;
  const bandHeight = Math.max(1, Math.round(BAND_HEIGHT * height));
  const found: { part: number; degrees: number; weight: number }[] = [];
  for (let band = 0; band < BANDS; band++) {
    const top = Math.round(((height - bandHeight) * band) / (BANDS - 1));
    const { degrees, clearness } = skewOf({ data: data.subarray(top * width, (top + bandHeight) * width), width, height: bandHeight }, WIDEST);
    if (clearness < LEAST_CLEARNESS) continue;
    found.push({ part: (top + bandHeight / 2) / height, degrees, weight: Math.min(4, clearness - 1) });
  }
  const kept = found.filter((one, at) => {
    const neighbours = [found[at - 1], found[at + 1]].filter((other) => other !== undefined);
    return neighbours.length > 0 && neighbours.some(({ degrees }) => Math.abs(degrees - one.degrees) <= MOST_TURN);
  });
  if (kept.length < 3) return null;
  const line = fitted(kept);
  if ([0, 0.5, 1].every((part) => Math.abs(line(part)) < 0.25)) return null;
  return (part) => Math.tan((line(part) * Math.PI) / 180);
}

/** A straight line through the angles: perspective turns lines evenly from top to bottom. */
function fitted(points: readonly { part: number; degrees: number; weight: number }[]): (part: number) => number {
  let kept = points;
  let line = (_part: number): number => 0;
  for (let round = 0; round < 3; round++) {
    const weight = kept.reduce((sum, each) => sum + each.weight, 0);
    const x = kept.reduce((sum, each) => sum + each.weight * each.part, 0) / weight;
    const y = kept.reduce((sum, each) => sum + each.weight * each.degrees, 0) / weight;
    const spread = kept.reduce((sum, each) => sum + each.weight * (each.part - x) ** 2, 0);
    const slope = spread < 1e-6 ? 0 : kept.reduce((sum, each) => sum + each.weight * (each.part - x) * (each.degrees - y), 0) / spread;
    line = (part) => y + slope * (part - x);
    const near = kept.filter(({ part, degrees }) => Math.abs(degrees - line(part)) <= 1.2);
    if (near.length < 3 || near.length === kept.length) break;
    kept = near;
  }
  return line;
}

/** The picture with its lines drawn level: columns are shifted, each row by its own slope, about the middle. */
export function levelLines({ data, width, height }: GreyImage, slopes: LineSlopes): GreyImage {
  const out = new Uint8Array(data.length).fill(255);
  for (let y = 0; y < height; y++) {
    const slope = slopes(y / height);
    for (let x = 0; x < width; x++) {
      const from = y - slope * (x - width / 2);
      const above = Math.floor(from);
      if (above < 0 || above + 1 >= height) continue;
      const part = from - above;
      const at = above * width + x;
      out[y * width + x] = (data[at] as number) * (1 - part) + (data[at + width] as number) * part;
    }
  }
  return { data: out, width, height };
}

/** Where a box of the levelled picture was before. */
export function unlevelled(box: Box, { width, height }: GreyImage, slopes: LineSlopes): Box {
  const middle = box.top + box.height / 2;
  return { ...box, top: box.top - slopes(middle / height) * (box.left + box.width / 2 - width / 2) };
}
