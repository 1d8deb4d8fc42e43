import type { GreyImage } from './grey-image.ts';

const WIDEST = 12;
const COARSE = 1;
const FINE = 0.2;
/** Brightness under which a pixel of an evenly lit picture is ink. */
const INK = 150;

/**
 * By how many degrees the lines of text climb to the right, from -12 to 12: turning the picture clockwise by as many
 * makes them level. Judged by how sharply ink and gaps alternate down the page. `image` must be evenly lit.
 */
export function skewOf({ data, width, height }: GreyImage): number {
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
  if (xs.length < 50) return 0;

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

  const bestAround = (middle: number, reach: number, step: number): number => {
    let best = middle;
    let most = sharpness(middle);
    for (let degrees = middle - reach; degrees <= middle + reach; degrees += step) {
      const found = sharpness(degrees);
      if (found > most) {
        most = found;
        best = degrees;
      }
    }
    return best;
  };
  return bestAround(bestAround(0, WIDEST, COARSE), COARSE, FINE);
}
