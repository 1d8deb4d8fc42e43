/**
 * The file that holds a whole ledger (docs/export.md): one JSON document, written and read line by line so that its
 * size does not matter. The first line says what it is, every row has a line of its own, the last line holds the counts
 * and the SHA-256 of everything before it.
 */
import { DomainError } from '#shared/contract/errors.ts';

export const LEDGER_FORMAT = 'saldo-ledger';
/** Rises when the shape of the file changes; the columns of its tables follow `schemaVersion`. */
export const LEDGER_FORMAT_VERSION = 1;

export interface LedgerFileHeader {
  version: number;
  /** The migration that the ledger was at. */
  schemaVersion: number;
  /** The version of Saldo that wrote it. */
  app: string;
  exportedAt: string;
}

/** What a row holds: a column that is not there is null. Money is an integer of minor units beside its currency. */
export type LedgerRow = Record<string, string | number>;

export function headerLine(header: LedgerFileHeader): string {
  return `${JSON.stringify({ format: LEDGER_FORMAT, ...header }).slice(0, -1)},"tables":{\n`;
}

/** `first` of the tables; the columns in the order of the ledger. */
export function tableStart(name: string, columns: readonly string[], first: boolean): string {
  return `${first ? '' : ',\n'}${JSON.stringify(name)}:{"columns":${JSON.stringify(columns)},"rows":[`;
}

export function rowLine(row: LedgerRow, first: boolean): string {
  return `${first ? '\n' : ',\n'}${JSON.stringify(row)}`;
}

export const TABLE_END = '\n]}';
export const TABLES_END = '\n},\n';

/** The last line. `sha256` is of all bytes before it, in hex. */
export function trailerLine(counts: Record<string, number>, sha256: string): string {
  return `${JSON.stringify({ counts, sha256 }).slice(1)}\n`;
}

export interface LedgerReaderEvents {
  header(header: LedgerFileHeader): void;
  table(name: string, columns: readonly string[]): void;
  /** `line` counts from 1. */
  row(row: LedgerRow, line: number): void;
}

export interface LedgerReader {
  /** One line without its end. @throws DomainError UNREADABLE, with the line at fault. */
  line(text: string): void;
  /** After the last line. @throws DomainError UNREADABLE when the file stops too soon. */
  end(): { counts: Record<string, number>; sha256: string };
}

/** True for the line that the checksum stands in and does not cover. */
export function isTrailer(line: string): boolean {
  return line.startsWith('"counts":{');
}

type Place = 'start' | 'tables' | 'rows' | 'trailer' | 'end';

export function createLedgerReader(events: LedgerReaderEvents): LedgerReader {
  let place: Place = 'start';
  let number = 0;
  let rows = 0;
  let trailer: { counts: Record<string, number>; sha256: string } | null = null;
  const found: Record<string, number> = {};
  let table = '';

  const broken = (): DomainError =>
    new DomainError('UNREADABLE', `Line ${number} is not as Saldo writes it. The file was changed or damaged.`);
  const parse = (text: string): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw broken();
    }
  };

  const readTable = (text: string): void => {
    const empty = text.endsWith('"rows":[');
    const parsed = empty ? parse(`{${text}]}}`) : null;
    const [entry, ...others] = isRecord(parsed) ? Object.entries(parsed) : [];
    const columns = entry && isRecord(entry[1]) ? entry[1]['columns'] : null;
    if (!entry || others.length > 0 || !isTextList(columns) || entry[0] in found) throw broken();
    table = entry[0];
    rows = 0;
    place = 'rows';
    events.table(table, columns);
  };

  return {
    line(text) {
      number += 1;
      if (place === 'start') {
        events.header(readHeader(text));
        place = 'tables';
      } else if (place === 'tables') {
        if (text === '},') place = 'trailer';
        else readTable(text);
      } else if (place === 'rows') {
        if (text === ']}' || text === ']},') {
          found[table] = rows;
          place = 'tables';
          return;
        }
        const row = parse(text.endsWith(',') ? text.slice(0, -1) : text);
        if (!isRecord(row)) throw broken();
        for (const value of Object.values(row)) {
          if (typeof value !== 'string' && typeof value !== 'number') throw broken();
        }
        rows += 1;
        events.row(row as LedgerRow, number);
      } else if (place === 'trailer') {
        const last = parse(`{${text}`);
        if (!isRecord(last) || !isRecord(last['counts']) || typeof last['sha256'] !== 'string') throw broken();
        trailer = { counts: last['counts'] as Record<string, number>, sha256: last['sha256'] };
        place = 'end';
      } else if (text !== '') throw broken();
    },
    end() {
      if (number === 0) throw notOurs();
      if (!trailer) {
        throw new DomainError('UNREADABLE', `The file stops at line ${number}: its end is missing. Export it again.`);
      }
      for (const name of new Set([...Object.keys(found), ...Object.keys(trailer.counts)])) {
        if (found[name] !== trailer.counts[name]) {
          throw new DomainError(
            'UNREADABLE',
            `The file should hold ${trailer.counts[name] ?? 0} rows of "${name}" but has ${found[name] ?? 0}.`,
          );
        }
      }
      return trailer;
    },
  };
}

/** @throws DomainError UNREADABLE for another kind of file, CONFLICT for one of a newer shape. */
function readHeader(text: string): LedgerFileHeader {
  const open = ',"tables":{';
  if (!text.endsWith(open)) throw notOurs();
  let header: unknown;
  try {
    header = JSON.parse(`${text.slice(0, -open.length)}}`);
  } catch {
    throw notOurs();
  }
  if (!isRecord(header) || header['format'] !== LEDGER_FORMAT) throw notOurs();
  const { version, schemaVersion, app, exportedAt } = header;
  if (!isCount(version) || !isCount(schemaVersion) || typeof app !== 'string' || typeof exportedAt !== 'string') {
    throw notOurs();
  }
  if (version > LEDGER_FORMAT_VERSION) throw newer(app);
  return { version, schemaVersion, app, exportedAt };
}

export function newer(app: string): DomainError {
  return new DomainError('CONFLICT', `This file was written by a newer Saldo (${app}). Update Saldo to restore it.`);
}

function notOurs(): DomainError {
  return new DomainError('UNREADABLE', 'This is not a ledger that Saldo exported as JSON.');
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
