/** Words as an OCR engine would give them for lines of a typewriter: each letter 10 by 20 pixels, lines 30 apart. */
import type { Word } from '../../../src/core/ml/receipt-reader/words.ts';

export function wordsOfLines(lines: readonly string[], confidence = 0.95): Word[] {
  return lines.flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
      text,
      confidence,
      box: { left: index * 10, top: row * 30, width: text.length * 10, height: 20 },
    })),
  );
}
