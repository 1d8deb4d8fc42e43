import type { Box } from './receipt.ts';
import type { Word } from './words.ts';

/** What stands side by side on a receipt, from left to right. */
export interface Row {
  words: Word[];
  /** The words with one space between them. */
  text: string;
  /** Where each word begins in `text`. */
  starts: number[];
  box: Box;
}

/** Words share a row when they overlap upright by this part of the lower one. */
const LEAST_OVERLAP = 0.5;
/** A box so much higher than the usual is a frame, a logo or several lines at once: it must not hold rows together. */
const HIGHEST = 3;

/** Rows from top to bottom. Follows lines that climb a little, since a word is compared with its nearest neighbour. */
export function rowsOf(words: readonly Word[]): Row[] {
  const usual = usualHeight(words);
  const rows: Word[][] = [];
  for (const word of [...words].sort((a, b) => a.box.left - b.box.left)) {
    if (usual > 0 && word.box.height > HIGHEST * usual && !/\p{L}{3}|\d{2}/u.test(word.text)) continue;
    let best: Word[] | null = null;
    let most = LEAST_OVERLAP;
    for (const row of rows) {
      const shared = overlap(word.box, (row.at(-1) as Word).box);
      if (shared > most) {
        most = shared;
        best = row;
      }
    }
    if (best) best.push(word);
    else rows.push([word]);
  }
  return rows.map(rowOf).sort((a, b) => middleOf(a.box) - middleOf(b.box));
}

export function rowOf(words: Word[]): Row {
  let text = '';
  const starts = words.map((word) => {
    if (text !== '') text += ' ';
    const start = text.length;
    text += word.text;
    return start;
  });
  return { words, text, starts, box: around(words.map(({ box }) => box)) };
}

/** The box of what stands in `text` of the row from `start` to before `end`, as exactly as its words are known. */
export function boxOfSpan(row: Row, start: number, end: number): Box {
  return around(wordsOfSpan(row, start, end).map(({ box }) => box));
}

export function wordsOfSpan({ words, starts }: Row, start: number, end: number): Word[] {
  return words.filter((word, at) => (starts[at] as number) < end && (starts[at] as number) + word.text.length > start);
}

/** The lowest confidence among the words of a span. */
export function confidenceOfSpan(row: Row, start: number, end: number): number {
  return Math.min(1, ...wordsOfSpan(row, start, end).map(({ confidence }) => confidence));
}

export function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  return {
    left,
    top,
    width: Math.max(...boxes.map((box) => box.left + box.width)) - left,
    height: Math.max(...boxes.map((box) => box.top + box.height)) - top,
  };
}

export function middleOf(box: Box): number {
  return box.top + box.height / 2;
}

/** The median height of words, 0 when there are none. */
export function usualHeight(words: readonly Word[]): number {
  const heights = words.map(({ box }) => box.height).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 0;
}

function overlap(one: Box, other: Box): number {
  const shared = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top);
  return shared / Math.max(1, Math.min(one.height, other.height));
}
