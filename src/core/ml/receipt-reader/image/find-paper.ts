import type { Box } from '../receipt.ts';
import { connectedShapes, type Shape } from './connected-shapes.ts';
import { histogramOf, partingBrightness, type GreyImage } from './grey-image.ts';

/** A receipt smaller than this part of the photo could not be read anyway. */
const LEAST_AREA = 0.12;
/** Paper fills its box even when it lies somewhat aslant and has text on it. */
const LEAST_FILLED = 0.6;
/** The table must be this much darker than the paper for its edge to be believed. */
const LEAST_CONTRAST = 50;
/** A scan, or a photo that the paper fills, has no ground to be seen at its edges. */
const LEAST_DARK_FRAME = 0.15;
const MARGIN = 0.01;

export interface Paper {
  box: Box;
  /** For each row of pixels in `box`, from and to before which column (in the picture) the paper reaches; 0, 0 for none. */
  edges: { from: number; to: number }[];
}

/** Where a light sheet lies on a darker ground, in pixels of `image` (a small version will do); null when unclear. */
export function findPaper(image: GreyImage): Paper | null {
  const { width, height } = image;
  const parting = partingBrightness(histogramOf(image));
  if (contrastAt(image, parting) < LEAST_CONTRAST || darkFrame(image, parting) < LEAST_DARK_FRAME) return null;
  const shapes = connectedShapes(image, (brightness) => brightness > parting);
  const [paper] = shapes.sort((a, b) => b.area - a.area);
  if (!paper || paper.width * paper.height < LEAST_AREA * width * height) return null;
  if (paper.area < LEAST_FILLED * paper.width * paper.height) return null;
  const margin = Math.round(MARGIN * Math.max(width, height));
  const left = Math.max(0, paper.left - margin);
  const top = Math.max(0, paper.top - margin);
  const box = {
    left,
    top,
    width: Math.min(width, paper.left + paper.width + margin) - left,
    height: Math.min(height, paper.top + paper.height + margin) - top,
  };
  return { box, edges: edgesIn(image, box, paper, parting) };
}

/** The outermost light pixels of each row, evened out: neighbouring rows end at nearly the same place. */
function edgesIn({ data, width }: GreyImage, box: Box, paper: Shape, parting: number): Paper['edges'] {
  const found = Array.from({ length: box.height }, (_, row) => {
    const y = box.top + row;
    let from = paper.left;
    let to = paper.left + paper.width;
    while (from < to && (data[y * width + from] as number) <= parting) from += 1;
    while (to > from && (data[y * width + to - 1] as number) <= parting) to -= 1;
    return from < to ? { from, to } : { from: 0, to: 0 };
  });
  const reach = Math.max(2, Math.round(box.height / 40));
  return found.map((edge, row) => {
    if (edge.to === 0) return edge;
    const around = found.slice(Math.max(0, row - reach), row + reach + 1).filter(({ to }) => to > 0);
    return { from: Math.min(...around.map(({ from }) => from)), to: Math.max(...around.map(({ to }) => to)) };
  });
}

/** How much of the picture's outermost pixels is dark. */
function darkFrame({ data, width, height }: GreyImage, parting: number): number {
  let dark = 0;
  for (let x = 0; x < width; x++) {
    if ((data[x] as number) <= parting) dark += 1;
    if ((data[(height - 1) * width + x] as number) <= parting) dark += 1;
  }
  for (let y = 0; y < height; y++) {
    if ((data[y * width] as number) <= parting) dark += 1;
    if ((data[y * width + width - 1] as number) <= parting) dark += 1;
  }
  return dark / (2 * (width + height));
}

function contrastAt({ data }: GreyImage, parting: number): number {
  let [dark, darks, light, lights] = [0, 0, 0, 0];
  for (const value of data) {
    if (value > parting) {
      light += value;
      lights += 1;
    } else {
      dark += value;
      darks += 1;
    }
  }
  return darks === 0 || lights === 0 ? 0 : light / lights - dark / darks;
}
