/** What an OCR engine or the text layer of a PDF gives: words with their places. Everything after this is pure. */
import type { Box } from './receipt.ts';

export interface Word {
  text: string;
  /** 0 to 1. */
  confidence: number;
  box: Box;
}

export interface WordPage {
  words: Word[];
  /** Pixels that the boxes are counted in. */
  width: number;
  height: number;
}
