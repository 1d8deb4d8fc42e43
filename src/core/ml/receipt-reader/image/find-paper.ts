import type { Box } from '../receipt.ts';
import { connectedShapes } from './connected-shapes.ts';
import { histogramOf, partingBrightness, type GreyImage } from './grey-image.ts';

/** A receipt smaller than this part of the photo could not be read anyway; a larger one needs no cutting out. */
const LEAST_AREA = 0.12;
const MOST_AREA = 0.9;
/** Paper fills its box even when it lies somewhat aslant and has text on it. */
const LEAST_FILLED = 0.6;
/** The table must be this much darker than the paper for its edge to be believed. */
const LEAST_CONTRAST = 50;
const MARGIN = 0.01;

/** Where a light sheet lies on a darker ground, in pixels of `image` (a small version will do); null when unclear. */
export function findPaper(image: GreyImage): Box | null {
  const { width, height } = image;
  const parting = partingBrightness(histogramOf(image));
  if (contrastAt(image, parting) < LEAST_CONTRAST) return null;
  const shapes = connectedShapes(image, (brightness) => brightness > parting);
  const paper = shapes.reduce((most, shape) => (shape.area > most.area ? shape : most), { left: 0, top: 0, width: 0, height: 0, area: 0 });
  const boxArea = paper.width * paper.height;
  if (boxArea < LEAST_AREA * width * height || boxArea > MOST_AREA * width * height) return null;
  if (paper.area < LEAST_FILLED * boxArea) return null;
  const margin = Math.round(MARGIN * Math.max(width, height));
  const left = Math.max(0, paper.left - margin);
  const top = Math.max(0, paper.top - margin);
  return {
    left,
    top,
    width: Math.min(width, paper.left + paper.width + margin) - left,
    height: Math.min(height, paper.top + paper.height + margin) - top,
  };
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
