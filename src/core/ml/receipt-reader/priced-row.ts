import { amountsIn, type FoundAmount } from './amounts.ts';
import type { DecimalMark } from '#shared/money.ts';
import { labelOf, type LabelledRow } from './row-labels.ts';
import type { Row } from './rows.ts';

/** A row with its amounts and what its words say of them. */
export interface PricedRow extends Row, LabelledRow {
  amounts: FoundAmount[];
  /** From the top. */
  index: number;
}

export function pricedRows(rows: readonly Row[], exponent: number): PricedRow[] {
  const decimal = exponent === 2 ? decimalMarkOf(rows) : null;
  return rows.map((row, index) => ({ ...row, ...labelOf(row.text), amounts: amountsIn(row, exponent, decimal), index }));
}

/** The mark before two last digits, where nearly all amounts have the same; null when there are few or it varies. */
function decimalMarkOf(rows: readonly Row[]): DecimalMark | null {
  const marks = rows.flatMap(({ text }) => [...text.matchAll(/\d([.,])\d{2}(?!\d|[.,]\d)/g)].map((match) => match[1]));
  const points = marks.filter((mark) => mark === '.').length;
  if (marks.length < 3) return null;
  return points >= 0.8 * marks.length ? '.' : points <= 0.2 * marks.length ? ',' : null;
}
