import Papa from 'papaparse';
import { decodeText } from '../../statements/csv/decode-text.ts';
import type { ReadStatementResult } from '../../statements/read-result.ts';

/** A preview shows the cells as the file has them: a record is read again at its line instead of kept in memory. */
export function recordCells(bytes: Uint8Array, read: ReadStatementResult): (line: number) => string[] {
  const { text } = decodeText(bytes);
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (line) => {
    const start = starts[line - 1];
    if (start === undefined) return [];
    // A record may span lines inside quotes, but not without end.
    const piece = text.slice(start, start + 20_000);
    const parsed = Papa.parse<string[]>(piece, { delimiter: read.delimiter, preview: 1 });
    return parsed.data[0] ?? [];
  };
}
