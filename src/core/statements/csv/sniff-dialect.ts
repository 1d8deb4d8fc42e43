/** Finds how a file is cut into cells: delimiter, quote, where the heading and the rows begin. */
import { looksLikeDate } from './infer-dates.ts';
import { looksLikeAmount } from './infer-amounts.ts';
import { knownHeadings } from './heading-words.ts';
import { forEachRecord, type CsvRecord } from './split-records.ts';

export interface Dialect {
  delimiter: string;
  quote: string;
  /** The line of the heading, from 1; null when there is none. */
  headerLine: number | null;
  /** The first line after the heading (or of all rows) and the last that holds a row; null in a file without rows. */
  firstDataLine: number | null;
  lastDataLine: number | null;
  /** Cells of a usual row. */
  width: number;
}

export interface SniffedDialect extends Dialect {
  header: string[] | null;
  /** Lines before the heading or the first row. */
  preamble: CsvRecord[];
  /** Records after the heading, blank ones left out: the beginning of the file only. */
  sample: CsvRecord[];
}

const delimiters = [',', ';', '\t', '|'] as const;
const sampleSize = 400;
const headerDepth = 60;

/** `fixed` keeps what a mapping already says. */
export function sniffDialect(
  text: string,
  fixed: { delimiter?: string; quote?: string; skipLines?: number | null; hasHeader?: boolean } = {},
): SniffedDialect {
  const quote = fixed.quote ?? sniffQuote(text);
  const named = /^sep=(.)\r?\n/i.exec(text.slice(0, 10));
  const delimiter = fixed.delimiter ?? named?.[1] ?? sniffDelimiter(text, quote);
  const skipLines = fixed.skipLines ?? (named ? 1 : 0);
  const records = readSample(text, delimiter, quote, skipLines);

  const kinds = records.map(kindOf);
  const headerAt =
    fixed.hasHeader === false
      ? -1
      : fixed.hasHeader === true && fixed.skipLines != null
        ? 0
        : findHeader(records, kinds, fixed.hasHeader === true);
  const firstRow = headerAt >= 0 ? headerAt + 1 : Math.max(0, fixed.skipLines == null ? kinds.indexOf('row') : 0);
  const sample = records.slice(firstRow);
  const rowWidths = sample.filter((_, at) => kinds[firstRow + at] === 'row').map((record) => record.cells.length);
  return {
    delimiter,
    quote,
    headerLine: headerAt >= 0 ? (records[headerAt]?.line ?? null) : null,
    firstDataLine: sample[0]?.line ?? null,
    lastDataLine: null,
    width: mostFrequent(rowWidths) ?? records[headerAt]?.cells.length ?? 0,
    header: headerAt >= 0 ? (records[headerAt]?.cells ?? null) : null,
    preamble: records.slice(0, headerAt >= 0 ? headerAt : firstRow),
    sample,
  };
}

export function isBlank(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function readSample(
  text: string,
  delimiter: string,
  quote: string,
  skipLines: number,
  limit = sampleSize,
): CsvRecord[] {
  const records: CsvRecord[] = [];
  forEachRecord(text, { delimiter, quote, skipLines }, (record) => {
    if (!isBlank(record.cells)) records.push(record);
    return records.length < limit;
  });
  return records;
}

/** Single quotes count only where they enclose whole cells and double ones do not. */
function sniffQuote(text: string): string {
  const head = text.slice(0, 20_000);
  const enclosing = (quote: string): number => {
    const wholeCell = new RegExp(`(^|[,;\\t|\\n])${quote}[^\\n${quote}]*${quote}(?=$|[,;\\t|\\r\\n])`, 'g');
    return head.match(wholeCell)?.length ?? 0;
  };
  return enclosing("'") > 4 && enclosing('"') === 0 ? "'" : '"';
}

function sniffDelimiter(text: string, quote: string): string {
  let best = ',';
  let bestScore = -1;
  for (const delimiter of delimiters) {
    const records = readSample(text, delimiter, quote, 0, 120);
    const widths = records.map((record) => record.cells.length).filter((width) => width > 1);
    if (widths.length === 0) continue;
    const usual = mostFrequent(widths) ?? 0;
    const share = widths.filter((width) => width === usual).length / records.length;
    const rows = records.filter((record) => kindOf(record) === 'row').length / records.length;
    const headings = Math.max(0, ...records.slice(0, headerDepth).map((record) => knownHeadings(record.cells)));
    const score = share + rows * 4 + Math.min(headings, 4) * 0.5 + Math.min(usual, 8) * 0.02;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

type RecordKind = 'row' | 'words' | 'other';

function kindOf({ cells }: CsvRecord): RecordKind {
  let dates = 0;
  let amounts = 0;
  let filled = 0;
  for (const cell of cells) {
    if (cell.trim() === '') continue;
    filled += 1;
    if (looksLikeDate(cell)) dates += 1;
    else if (looksLikeAmount(cell)) amounts += 1;
  }
  if (dates > 0 && amounts > 0) return 'row';
  return dates === 0 && amounts === 0 && filled >= 2 ? 'words' : 'other';
}

/** The index of the heading among the records, or -1. */
function findHeader(records: CsvRecord[], kinds: RecordKind[], mustExist: boolean): number {
  let best = -1;
  let bestWords = 1;
  const depth = Math.min(records.length, headerDepth);
  for (let at = 0; at < depth; at += 1) {
    if (kinds[at] === 'row') continue;
    const words = knownHeadings(records[at]?.cells ?? []);
    if (words > bestWords) {
      best = at;
      bestWords = words;
    }
  }
  if (best >= 0) return best;
  // Unknown words: a line of words right above the first row and as wide is its heading.
  const firstRow = kinds.indexOf('row');
  const above = records[firstRow - 1];
  const row = records[firstRow];
  if (above && row && kinds[firstRow - 1] === 'words' && Math.abs(above.cells.length - row.cells.length) <= 1) {
    return firstRow - 1;
  }
  return mustExist && records.length > 0 ? 0 : -1;
}

function mostFrequent(numbers: number[]): number | null {
  const counts = new Map<number, number>();
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
  let best: number | null = null;
  for (const [each, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = each;
  return best;
}
