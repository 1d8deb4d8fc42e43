import type { GreyImage } from './grey-image.ts';

/** Side of the squares whose paper brightness is taken, as a part of the longer side; text must not fill one. */
const SQUARES_A_SIDE = 48;
const SMALLEST_SQUARE = 8;
/** The paper is what all but the brightest few pixels of a square stay under: not glints, not the text. */
const PAPER_SHARE = 0.9;
/** Below this the square shows no paper, and dividing by it would only amplify noise. */
const DARKEST_PAPER = 40;

/**
 * The same picture as if lit evenly: each pixel divided by the brightness of the paper around it, which turns shadows and
 * the fall of light white and leaves the text dark.
 */
export function flattenLight(image: GreyImage): GreyImage {
  const { data, width, height } = image;
  const square = Math.max(SMALLEST_SQUARE, Math.ceil(Math.max(width, height) / SQUARES_A_SIDE));
  const columns = Math.ceil(width / square);
  const rows = Math.ceil(height / square);
  const paper = smooth(smooth(paperOf(image, square, columns, rows), columns, rows), columns, rows);

  const out = new Uint8Array(data.length);
  // Between the middles of four squares the brightness of the paper changes evenly.
  for (let y = 0; y < height; y++) {
    const gridY = Math.min(rows - 1, Math.max(0, (y + 0.5) / square - 0.5));
    const top = Math.floor(gridY);
    const bottom = Math.min(rows - 1, top + 1);
    const down = gridY - top;
    for (let x = 0; x < width; x++) {
      const gridX = Math.min(columns - 1, Math.max(0, (x + 0.5) / square - 0.5));
      const left = Math.floor(gridX);
      const right = Math.min(columns - 1, left + 1);
      const along = gridX - left;
      const above = (paper[top * columns + left] as number) * (1 - along) + (paper[top * columns + right] as number) * along;
      const below = (paper[bottom * columns + left] as number) * (1 - along) + (paper[bottom * columns + right] as number) * along;
      const around = above * (1 - down) + below * down;
      const value = ((data[y * width + x] as number) * 250) / around;
      out[y * width + x] = value > 255 ? 255 : value;
    }
  }
  return { data: out, width, height };
}

function paperOf({ data, width, height }: GreyImage, square: number, columns: number, rows: number): Float32Array {
  const paper = new Float32Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      let all = 0;
      // A square looks half a square beyond its own bounds, so that a large letter does not become paper.
      const fromY = Math.max(0, (row - 0.5) * square) | 0;
      const toY = Math.min(height, (row + 1.5) * square) | 0;
      const fromX = Math.max(0, (column - 0.5) * square) | 0;
      const toX = Math.min(width, (column + 1.5) * square) | 0;
      for (let y = fromY; y < toY; y++) {
        for (let x = fromX; x < toX; x++) counts[data[y * width + x] as number]! += 1;
        all += toX - fromX;
      }
      let left = all * (1 - PAPER_SHARE);
      let level = 255;
      while (level > DARKEST_PAPER && (left -= counts[level] as number) > 0) level -= 1;
      paper[row * columns + column] = level;
    }
  }
  return paper;
}

/** The mean of each square and its eight neighbours. */
function smooth(grid: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(grid.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      let of = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          sum += grid[y * columns + x] as number;
          of += 1;
        }
      }
      out[row * columns + column] = sum / of;
    }
  }
  return out;
}
