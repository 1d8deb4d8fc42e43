import { decodeText } from '../../statements/csv/decode-text.ts';
import { forEachRecord, lineEndOf } from '../../statements/csv/split-records.ts';
import type { ReadStatementResult } from '../../statements/read-result.ts';

interface Lines {
  text: string;
  /** Where each line begins. */
  starts: number[];
}

/** Pages of one preview read the same file again and again: its text is kept as long as its bytes are. */
const decoded = new WeakMap<Uint8Array, Map<string, Lines>>();

/** A preview shows the cells as the file has them: a record is read again at its line instead of kept in memory. */
export function recordCells(bytes: Uint8Array, read: ReadStatementResult): (line: number) => string[] {
  const { delimiter, mapping } = read;
  if (delimiter === null || mapping === null) return () => [];
  const { text, starts } = linesOf(bytes, mapping.encoding);
  return (line) => {
    const start = starts[line - 1];
    if (start === undefined) return [];
    let cells: string[] = [];
    // A record may span lines inside quotes, but not without end.
    const piece = text.slice(start, start + 20_000);
    forEachRecord(
      piece,
      { delimiter, quote: mapping.quote, expectedWidth: read.columns.length },
      (record) => {
        cells = record.cells;
        return false;
      },
    );
    return cells;
  };
}

function linesOf(bytes: Uint8Array, encoding: string | null): Lines {
  const known = decoded.get(bytes) ?? new Map<string, Lines>();
  decoded.set(bytes, known);
  let lines = known.get(encoding ?? '');
  if (!lines) {
    const { text } = decodeText(bytes, encoding);
    const lineEnd = lineEndOf(text);
    const starts = [0];
    for (let at = text.indexOf(lineEnd); at !== -1; at = text.indexOf(lineEnd, at + 1)) starts.push(at + 1);
    known.set(encoding ?? '', (lines = { text, starts }));
  }
  return lines;
}
