import type { GreyImage } from './grey-image.ts';

const WIDEST = 12;
const COARSE = 1;
const FINE = 0.2;
/** Brightness under which a pixel of an evenly lit picture is ink. */
const INK = 150;
const LEAST_INK = 50;

export interface Skew {
  /**
   * By how many degrees the lines of text climb to the right, from -12 to 12: turning the picture clockwise by as many
   * makes them level.
   */
  degrees: number;
  /** How much more sharply ink and gaps alternate at this angle than at others, from 1 for no difference. */
  clearness: number;
}

/** Judged by how sharply ink and gaps alternate down the page, which is most when lines are level. `image` must be evenly lit. */
export function skewOf({ data, width, height }: GreyImage, widest = WIDEST): Skew {
  const xs: number[] = [];
  const ys: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] as number) < INK) {
        xs.push(x);
        ys.push(y);
      }
    }
  }
  if (xs.length < LEAST_INK) return { degrees: 0, clearness: 1 };

  const sharpness = (degrees: number): number => {
    const slope = Math.tan((degrees * Math.PI) / 180);
    const reach = Math.ceil(Math.abs(slope) * width);
    const rows = new Float64Array(height + 2 * reach + 2);
    for (let at = 0; at < xs.length; at++) {
      rows[Math.round((ys[at] as number) + slope * (xs[at] as number)) + reach]! += 1;
    }
    let sum = 0;
    for (let row = 1; row < rows.length; row++) {
      const step = (rows[row] as number) - (rows[row - 1] as number);
      sum += step * step;
    }
    return sum;
  };

  const tried: number[] = [];
  const bestAround = (middle: number, reach: number, step: number): { degrees: number; most: number } => {
    let best = { degrees: middle, most: sharpness(middle) };
    for (let degrees = middle - reach; degrees <= middle + reach + 1e-9; degrees += step) {
      const found = sharpness(degrees);
      tried.push(found);
      if (found > best.most) best = { degrees, most: found };
    }
    return best;
  };
  const coarse = bestAround(0, widest, COARSE);
  const usual = tried.sort((a, b) => a - b)[tried.length >> 1] as number;
  const fine = bestAround(coarse.degrees, COARSE, FINE);
  return { degrees: fine.degrees, clearness: fine.most / Math.max(1, usual) };
}
