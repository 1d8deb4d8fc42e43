/**
 * Rows of a statement as columns: what crosses from the worker to the core. A hundred thousand small objects cost more
 * to copy between threads than to read from the file; a few long arrays do not. Texts repeat, so each distinct one is
 * copied once and rows hold its number, by which later steps also do their work once for each.
 */
import type { StatementPart, StatementRow } from './statement-reader.ts';

export interface StatementColumns {
  count: number;
  line: Int32Array;
  date: TextColumn<string>;
  amountMinor: Float64Array;
  /** NaN where the file shows no running balance. */
  balanceMinor: Float64Array;
  currency: TextColumn;
  payee: TextColumn;
  description: TextColumn<string>;
  bankRef: TextColumn;
  bankCategory: TextColumn;
  note: TextColumn;
  accountName: TextColumn;
  /** The row's date where the file has no other. */
  valueDate: TextColumn<string>;
  /** 1 for rows that are not booked yet. */
  pending: Uint8Array;
  /** 1 for rows that another program had reconciled. */
  reconciled: Uint8Array;
  /** By the number of the row; only of rows that have some. */
  tags: Map<number, string[]>;
  transferAccountName: TextColumn;
  checkNumber: TextColumn;
  /** NaN where the row was paid in the account's currency. */
  originalAmountMinor: Float64Array;
  originalCurrency: TextColumn;
  /** By the number of the row; only of rows that are split. */
  parts: Map<number, StatementPart[]>;
}

/** The distinct values, and for each row the number of its value. */
export interface TextColumn<Value extends string | null = string | null> {
  values: Value[];
  number: Int32Array;
}

export function textAt<Value extends string | null>(column: TextColumn<Value>, row: number): Value {
  return column.values[column.number[row] as number] as Value;
}

export function toColumns(rows: StatementRow[]): StatementColumns {
  const line = new Int32Array(rows.length);
  const amountMinor = new Float64Array(rows.length);
  const balanceMinor = new Float64Array(rows.length).fill(Number.NaN);
  const pending = new Uint8Array(rows.length);
  const reconciled = new Uint8Array(rows.length);
  const tags = new Map<number, string[]>();
  const originalAmountMinor = new Float64Array(rows.length).fill(Number.NaN);
  const parts = new Map<number, StatementPart[]>();
  rows.forEach((row, at) => {
    line[at] = row.line;
    amountMinor[at] = row.amountMinor;
    if (row.balanceMinor !== null) balanceMinor[at] = row.balanceMinor;
    if (row.pending) pending[at] = 1;
    if (row.reconciled) reconciled[at] = 1;
    if (row.tags) tags.set(at, row.tags);
    if (row.originalAmountMinor !== undefined) originalAmountMinor[at] = row.originalAmountMinor;
    if (row.parts) parts.set(at, row.parts);
  });
  return {
    count: rows.length,
    line,
    date: textColumn(rows, (row) => row.date),
    amountMinor,
    balanceMinor,
    currency: textColumn(rows, (row) => row.currency),
    payee: textColumn(rows, (row) => row.payee),
    description: textColumn(rows, (row) => row.description),
    bankRef: textColumn(rows, (row) => row.bankRef),
    bankCategory: textColumn(rows, (row) => row.bankCategory),
    note: textColumn(rows, (row) => row.note),
    accountName: textColumn(rows, (row) => row.accountName),
    valueDate: textColumn(rows, (row) => row.valueDate ?? row.date),
    pending,
    reconciled,
    tags,
    transferAccountName: textColumn(rows, (row) => row.transferAccountName ?? null),
    checkNumber: textColumn(rows, (row) => row.checkNumber ?? null),
    originalAmountMinor,
    originalCurrency: textColumn(rows, (row) => row.originalCurrency ?? null),
    parts,
  };
}

function textColumn<Value extends string | null>(rows: StatementRow[], pick: (row: StatementRow) => Value): TextColumn<Value> {
  const numbers = new Map<Value, number>();
  const number = new Int32Array(rows.length);
  let last: { value: Value; number: number } | null = null;
  rows.forEach((row, at) => {
    const value = pick(row);
    // Dates and currencies come in runs.
    if (last === null || last.value !== value) {
      let known = numbers.get(value);
      if (known === undefined) numbers.set(value, (known = numbers.size));
      last = { value, number: known };
    }
    number[at] = last.number;
  });
  return { values: [...numbers.keys()], number };
}
