/**
 * Rows of a statement as columns: what crosses from the worker to the core. A hundred thousand small objects cost more
 * to copy between threads than to read from the file; a few long arrays do not.
 */
import type { StatementRow } from './statement-reader.ts';

export interface StatementColumns {
  count: number;
  line: Int32Array;
  date: string[];
  amountMinor: Float64Array;
  /** NaN where the file shows no running balance. */
  balanceMinor: Float64Array;
  currency: (string | null)[];
  payee: (string | null)[];
  description: string[];
  bankRef: (string | null)[];
  bankCategory: (string | null)[];
  note: (string | null)[];
  accountName: (string | null)[];
}

export function toColumns(rows: StatementRow[]): StatementColumns {
  const columns: StatementColumns = {
    count: rows.length,
    line: new Int32Array(rows.length),
    date: new Array<string>(rows.length),
    amountMinor: new Float64Array(rows.length),
    balanceMinor: new Float64Array(rows.length).fill(Number.NaN),
    currency: new Array<string | null>(rows.length),
    payee: new Array<string | null>(rows.length),
    description: new Array<string>(rows.length),
    bankRef: new Array<string | null>(rows.length),
    bankCategory: new Array<string | null>(rows.length),
    note: new Array<string | null>(rows.length),
    accountName: new Array<string | null>(rows.length),
  };
  rows.forEach((row, at) => {
    columns.line[at] = row.line;
    columns.date[at] = row.date;
    columns.amountMinor[at] = row.amountMinor;
    if (row.balanceMinor !== null) columns.balanceMinor[at] = row.balanceMinor;
    columns.currency[at] = row.currency;
    columns.payee[at] = row.payee;
    columns.description[at] = row.description;
    columns.bankRef[at] = row.bankRef;
    columns.bankCategory[at] = row.bankCategory;
    columns.note[at] = row.note;
    columns.accountName[at] = row.accountName;
  });
  return columns;
}
