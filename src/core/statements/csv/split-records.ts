/**
 * Splits delimited text into records with their line numbers (RFC 4180: quoted cells may hold delimiters, line breaks
 * and doubled quotes). Own code because the line where a record begins must be known for every message, and because a
 * quote that is never closed must cost one line, not the rest of the file.
 */

export interface CsvRecord {
  cells: string[];
  /** The physical line where the record begins, from 1. */
  line: number;
  /** Where it begins and ends in the text, line end excluded. */
  start: number;
  end: number;
  /** A quote was opened and not closed: the cells are those of the first line, taken literally. */
  broken: boolean;
}

export interface SplitOptions {
  delimiter: string;
  /** Empty for none. */
  quote: string;
  /** Lines to leave out at the beginning. */
  skipLines?: number;
  /** Cells of a usual record. A record over several lines with another number of cells is a quote gone astray. */
  expectedWidth?: number;
}

/** How lines end: `\r` alone in files of old Macs, else `\n` with or without `\r` before it. */
export function lineEndOf(text: string): '\n' | '\r' {
  return text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
}

/** Calls `visit` for each record, blank lines included as one empty cell, until it answers false. */
export function forEachRecord(
  text: string,
  { delimiter, quote, skipLines = 0, expectedWidth }: SplitOptions,
  visit: (record: CsvRecord) => boolean | void,
): void {
  const lineEnd = lineEndOf(text);
  let start = 0;
  let line = 1;
  for (; line <= skipLines; line += 1) {
    const at = text.indexOf(lineEnd, start);
    if (at === -1) return;
    start = at + 1;
  }
  // The next quote is looked up once and kept until passed: most records have none and are split natively.
  let nextQuote = quote === '' ? -1 : text.indexOf(quote, start);
  while (start < text.length) {
    if (nextQuote !== -1 && nextQuote < start) nextQuote = text.indexOf(quote, start);
    let lineStop = text.indexOf(lineEnd, start);
    if (lineStop === -1) lineStop = text.length;
    let next = lineStop + 1;
    let end = withoutReturns(text, start, lineStop);
    let lines = 1;
    let broken = false;
    let cells: string[];
    if (nextQuote === -1 || nextQuote >= end) {
      cells = text.slice(start, end).split(delimiter);
    } else {
      const quoted = splitQuoted(text, start, delimiter, quote, lineEnd);
      const astray =
        quoted === null ||
        (quoted.lines > 1 &&
          expectedWidth !== undefined &&
          (quoted.cells.length !== expectedWidth || isRecordOfItsOwn(text, next, { delimiter, quote }, expectedWidth)));
      if (astray) {
        const firstLine = text.slice(start, end);
        const alone = splitQuoted(firstLine, 0, delimiter, quote, lineEnd);
        cells = alone?.cells ?? firstLine.split(delimiter);
        broken = alone === null;
      } else {
        ({ cells, lines } = quoted);
        end = quoted.end;
        next = quoted.next;
      }
    }
    if (visit({ cells, line, start, end, broken }) === false) return;
    start = next;
    line += lines;
  }
}

/** Whether the line at `start` is a whole record: then the quote before it was never meant to reach so far. */
function isRecordOfItsOwn(
  text: string,
  start: number,
  { delimiter, quote }: Pick<SplitOptions, 'delimiter' | 'quote'>,
  expectedWidth: number,
): boolean {
  const lineEnd = lineEndOf(text);
  const stop = text.indexOf(lineEnd, start);
  const line = text.slice(start, stop === -1 ? text.length : stop);
  const quotes = line.split(quote).length - 1;
  // The last line of a real one closes the quote, so its quotes are odd in number.
  if (expectedWidth < 2 || quotes % 2 === 1) return false;
  return splitQuoted(line, 0, delimiter, quote, lineEnd)?.cells.length === expectedWidth;
}

function withoutReturns(text: string, start: number, stop: number): number {
  let end = stop;
  while (end > start && text.charCodeAt(end - 1) === 13) end -= 1;
  return end;
}

interface QuotedRecord {
  cells: string[];
  end: number;
  next: number;
  lines: number;
}

/** Null when a quote is never closed. A quote within a cell that does not begin with one is an ordinary character. */
function splitQuoted(
  text: string,
  start: number,
  delimiter: string,
  quote: string,
  lineEnd: string,
): QuotedRecord | null {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  let lineStop = text.indexOf(lineEnd, start);
  if (lineStop === -1) lineStop = text.length;
  for (;;) {
    let open = at;
    while (text[open] === ' ') open += 1;
    if (text[open] === quote) {
      const cell = readQuotedCell(text, open + 1, delimiter, quote, lineEnd);
      if (cell === null) return null;
      cells.push(cell.value);
      if (cell.after > lineStop) {
        for (let seek = lineStop; seek !== -1 && seek < cell.after; seek = text.indexOf(lineEnd, seek + 1)) {
          if (seek < text.length) lines += 1;
        }
        lineStop = text.indexOf(lineEnd, cell.after);
        if (lineStop === -1) lineStop = text.length;
      }
      at = cell.after;
    } else {
      let stop = text.indexOf(delimiter, at);
      if (stop === -1 || stop > lineStop) stop = withoutReturns(text, at, lineStop);
      cells.push(text.slice(at, stop));
      at = stop;
    }
    if (text[at] === delimiter && at < lineStop) {
      at += 1;
    } else {
      return { cells, end: withoutReturns(text, start, lineStop), next: lineStop + 1, lines };
    }
  }
}

/** The cell after its opening quote; `after` is the delimiter or line end behind it. */
function readQuotedCell(
  text: string,
  from: number,
  delimiter: string,
  quote: string,
  lineEnd: string,
): { value: string; after: number } | null {
  let at = from;
  let doubled = false;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close === -1) return null;
    if (text[close + 1] === quote) {
      doubled = true;
      at = close + 2;
      continue;
    }
    let after = close + 1;
    while (text[after] === ' ' && delimiter !== ' ') after += 1;
    let stop = after;
    while (text[stop] === '\r' && lineEnd === '\n') stop += 1;
    if (after >= text.length || stop >= text.length || text[after] === delimiter || text[stop] === lineEnd) {
      const value = text.slice(from, close);
      return { value: doubled ? value.replaceAll(quote + quote, quote) : value, after: Math.min(after, text.length) };
    }
    // A stray quote inside a quoted cell (`"3" pipe"`): banks forget to double it.
    at = close + 1;
  }
}
