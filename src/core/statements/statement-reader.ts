/** What every reader of bank statements answers: CSV, OFX, QIF, CAMT and MT940 alike. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { PlainDate } from '#shared/dates.ts';

/** One transaction as the bank's file states it. Amounts are in minor units of `currency`. */
export interface StatementRow {
  /** The physical line of the file where the record begins, from 1. */
  line: number;
  date: PlainDate;
  valueDate?: PlainDate;
  /** Negative is money out of the account. */
  amountMinor: number;
  /** Null when the file does not say: then it is the account's. */
  currency: string | null;
  payee: string | null;
  description: string;
  /** The account's balance as printed with this row. */
  balanceMinor: number | null;
  /** The bank's own id of the transaction. */
  bankRef: string | null;
  bankCategory: string | null;
  note: string | null;
  /** The amount in the currency that it was paid in, when the file has it. */
  originalAmountMinor?: number;
  originalCurrency?: string;
  /** The name or number of the account, where the file says it: the `name` of one of the reading's accounts, if any. */
  accountName: string | null;
  /** Not booked yet. */
  pending?: true;
  /** Compared with a statement of the bank in the program that the file comes from. */
  reconciled?: true;
  tags?: string[];
  /** Of a split transaction: two or more, which add up to `amountMinor`. */
  parts?: StatementPart[];
  /** The account on the other side of a transfer, as the file names it. */
  transferAccountName?: string | null;
  checkNumber?: string | null;
}

export interface StatementPart {
  /** In minor units of the row's currency, with the sign as in the row. */
  amountMinor: number;
  category: string | null;
  note: string | null;
  transferAccountName?: string | null;
}

/** An account that the file holds statements of. */
export interface StatementAccount {
  /** How rows and balances name it. */
  name: string;
  number: string | null;
  kind: AccountKind | null;
  currency: string | null;
}

/** A balance that the file states apart from its rows. */
export interface StatementBalance {
  accountName: string | null;
  /** At the end of this day for `closing` and `available`; before its first row for `opening`. */
  date: PlainDate;
  amountMinor: number;
  currency: string | null;
  kind: 'opening' | 'closing' | 'available';
  line: number;
}

/** A line that did not become a transaction. It stops nothing else. */
export interface RowProblem {
  line: number;
  /**
   * `problem`: looks like a transaction but cannot be read. `note`: left out because it is none (an opening balance, a
   * total, a repeated header), said so that nothing vanishes in silence.
   */
  severity: 'problem' | 'note';
  code: RowProblemCode;
  /** A sentence for a person that begins with the line: "line 41: no such date (31.02.2026)". */
  message: string;
  /** The heading (or number) of the column at fault. */
  column?: string;
  /** The record as the file has it, shortened. */
  raw: string;
}

export type RowProblemCode =
  | 'no-date'
  | 'bad-date'
  | 'no-amount'
  | 'bad-amount'
  | 'two-amounts'
  | 'bad-sign'
  | 'bad-currency'
  | 'too-few-columns'
  | 'not-finished'
  | 'broken-quote'
  | 'balance-line'
  | 'total-line'
  | 'junk-line'
  | 'repeated-header'
  | 'continued'
  /** The record has none of its own: the statement's is taken. */
  | 'statement-date'
  /** Securities move, money does not. */
  | 'no-money'
  /** The file ends in the middle of it. */
  | 'cut-off'
  /** The parts of a split do not add up to it: it is kept whole. */
  | 'bad-parts';

/** Something the file does not decide by itself. It is answered by a mapping that says it. */
export interface MappingQuestion {
  kind:
    | 'date-column'
    | 'amount-column'
    | 'date-order'
    | 'decimal-mark'
    | 'sign-values'
    | 'amount-sign'
    | 'currency';
  message: string;
  options: { value: string; label: string }[];
}

export interface ReadOptions {
  /** The account's currency: gives the decimals where the file names no currency, and settles `$` or `kr`. */
  defaultCurrency?: string | null;
  signal?: AbortSignal;
  /** Bytes or rows done of the total, whichever the format counts. */
  onProgress?: (done: number, total: number) => void;
  /** Rows as they are read, in order. */
  onRows?: (batch: StatementRow[]) => void;
}

export interface StatementReading {
  rows: StatementRow[];
  problems: RowProblem[];
  /** Unless empty, the rows are a preview only: they must not be committed before these are answered. */
  questions: MappingQuestion[];
  /** Empty where the file names none. */
  accounts: StatementAccount[];
  balances: StatementBalance[];
  /** How the bytes were read as text. */
  encoding: string;
}

export type StatementFormat = 'csv' | 'ofx' | 'qif' | 'camt' | 'mt940';

export interface StatementReader<Mapping = never> {
  readonly format: StatementFormat;
  /** How surely the file is of this format, 0 to 1, judged by its first kilobytes. */
  detect(head: Uint8Array, fileName: string): number;
  /** Reads the whole file. Throws an AbortError when the signal fires; bad rows are answered, never thrown. */
  read(bytes: Uint8Array, mapping: Mapping | null, options: ReadOptions): StatementReading;
}
