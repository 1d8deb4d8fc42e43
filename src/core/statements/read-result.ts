import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import type { StatementColumns } from './statement-columns.ts';
import type { MappingQuestion, RowProblem, StatementAccount, StatementBalance } from './statement-reader.ts';

/** What a worker answers for a statement file: plain data, cheap to copy between threads. */
export interface ReadStatementResult {
  format: string;
  encoding: string;
  /** For a person: "Windows-1252", "semicolon", "decimal comma", "day first". */
  dialect: string[];
  columns: { index: number; header: string; samples: string[] }[];
  /**
   * Null where nothing is left to choose: all formats without columns, but QIF, whose dates and amounts may need a
   * person's word. Its mapping has no columns.
   */
  mapping: CsvMapping | null;
  /** Equal for files of the same layout. */
  layoutKey: string;
  questions: MappingQuestion[];
  rows: StatementColumns;
  problems: RowProblem[];
  balanceCheck: { checked: number; agreeing: number } | null;
  /** Null for formats without columns. */
  delimiter: string | null;
  accounts: StatementAccount[];
  balances: StatementBalance[];
}

export interface ReadStatementInput {
  bytes: Uint8Array;
  fileName: string;
  mapping: CsvMapping | null;
  defaultCurrency: string | null;
}
