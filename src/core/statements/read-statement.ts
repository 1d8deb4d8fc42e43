/** Reads a statement file of any known format into columns. Runs in a worker; pure. */
import { DomainError } from '#shared/contract/errors.ts';
import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import { camtReader } from './camt/read-camt.ts';
import { decodeText } from './csv/decode-text.ts';
import { isProgramExport, readProgramExport } from './csv/program-exports.ts';
import { readCsv } from './csv/read-csv.ts';
import { detectFormat } from './detect-format.ts';
import { mt940Reader } from './mt940/read-mt940.ts';
import { ofxReader } from './ofx/read-ofx.ts';
import { qifReader } from './qif/read-qif.ts';
import type { ReadStatementInput, ReadStatementResult } from './read-result.ts';
import { toColumns } from './statement-columns.ts';
import type { ReadOptions, StatementReader, StatementReading } from './statement-reader.ts';

/** Larger files are refused before they are read. */
export const MAX_STATEMENT_BYTES = 100 * 1024 * 1024;

/** Formats without columns, that leave nothing to choose. */
const readers: readonly StatementReader[] = [ofxReader, camtReader, mt940Reader];

/** Throws DomainError UNREADABLE, with what to do, for a file that is too large or no statement of a known format. */
export function readStatement(
  { bytes, fileName, mapping, defaultCurrency }: ReadStatementInput,
  options: Pick<ReadOptions, 'onProgress' | 'signal'> = {},
): ReadStatementResult {
  const { format, reason } = detectFormat(bytes, fileName);
  if (bytes.length > MAX_STATEMENT_BYTES) {
    throw new DomainError('UNREADABLE', `${fileName} is larger than 100 MB. Export a shorter span from your bank.`);
  }
  if (reason !== null) throw new DomainError('UNREADABLE', reason);
  if (format === 'qif') {
    const reading = qifReader.read(bytes, mapping, { ...options, defaultCurrency });
    return { ...withoutColumns(format, reading), mapping: reading.mapping };
  }
  const reader = readers.find((each) => each.format === format);
  if (reader) return withoutColumns(format, reader.read(bytes, null, { ...options, defaultCurrency }));
  if (hasEndlessLine(bytes)) {
    throw new DomainError('UNREADABLE', `${fileName} has a line of over a million characters: it is no table of transactions.`);
  }
  if (mapping === null && isProgramExport(decodeText(bytes.subarray(0, 4096)).text)) {
    const { text, encoding } = decodeText(bytes);
    const known = readProgramExport(text, { ...options, defaultCurrency });
    if (known) {
      const read = withoutColumns(format, { ...known, encoding });
      return { ...read, dialect: [known.program, ...read.dialect], layoutKey: `${known.program}:${read.layoutKey}` };
    }
  }
  const reading = readCsv(bytes, mapping, { ...options, defaultCurrency });
  const { inspection, rows, problems, questions, balanceCheck } = reading;
  return {
    format,
    encoding: inspection.encoding,
    dialect: describe(inspection.encoding, inspection.mapping),
    columns: inspection.columns,
    mapping: inspection.mapping,
    layoutKey: inspection.layoutKey,
    questions,
    rows: toColumns(rows),
    problems,
    balanceCheck,
    delimiter: inspection.mapping.delimiter,
    accounts: reading.accounts,
    balances: reading.balances,
  };
}

/** No record of a table is so long; taking it apart could need more memory than there is. */
function hasEndlessLine(bytes: Uint8Array): boolean {
  const lineEnd = bytes.includes(10) ? 10 : 13;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(lineEnd, start);
    if ((end === -1 ? bytes.length : end) - start > 1_000_000) return true;
    if (end === -1) return false;
    start = end + 1;
  }
  return false;
}

function withoutColumns(format: string, reading: StatementReading): ReadStatementResult {
  const { rows, encoding, accounts, balances, problems, questions } = reading;
  return {
    format,
    encoding,
    dialect: [encodingNames[encoding] ?? encoding.toUpperCase()],
    columns: [],
    mapping: null,
    // The accounts of a file tell one bank's from another's.
    layoutKey: [format, ...accounts.map(({ name }) => name).sort()].join(':').slice(0, 200),
    questions,
    rows: toColumns(rows),
    problems,
    balanceCheck: null,
    delimiter: null,
    accounts,
    balances,
  };
}

const encodingNames: Record<string, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
  'windows-1250': 'Windows-1250',
  macintosh: 'Mac Roman',
};
const delimiterNames: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
const orderNames = { dmy: 'day first', mdy: 'month first', ymd: 'year first', ydm: 'year, day, month' } as const;

/** For a person: "Windows-1252", "semicolon", "decimal comma", "day first". What is undecided is left out. */
function describe(encoding: string, mapping: CsvMapping): string[] {
  return [
    encodingNames[encoding] ?? encoding.toUpperCase(),
    delimiterNames[mapping.delimiter] ?? mapping.delimiter,
    ...(mapping.decimal ? [mapping.decimal === ',' ? 'decimal comma' : 'decimal point'] : []),
    ...(mapping.dateOrder ? [orderNames[mapping.dateOrder]] : []),
  ];
}
