import { connectedShapes } from './connected-shapes.ts';
import type { GreyImage } from './grey-image.ts';

const INK = 150;
const LEAST = 4;
const FEWEST = 20;

/**
 * The usual height of letters and digits in pixels, or null where there are too few shapes that could be letters.
 * `image` must be evenly lit.
 */
export function textHeight(image: GreyImage): number | null {
  const most = Math.max(image.width, image.height) / 12;
  const heights = connectedShapes(image, (brightness) => brightness < INK)
    .filter(({ width, height, area }) => {
      const aspect = width / height;
      return height >= LEAST && height <= most && aspect > 0.15 && aspect < 1.6 && area > 0.15 * width * height;
    })
    .map(({ height }) => height)
    .sort((a, b) => a - b);
  if (heights.length < FEWEST) return null;
  // Commas, dots and broken strokes are small and many: the middle of the upper part is a letter.
  return heights[Math.floor(heights.length * 0.6)] as number;
}
