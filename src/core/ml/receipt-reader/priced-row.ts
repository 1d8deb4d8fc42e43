import { amountsIn, type FoundAmount } from './amounts.ts';
import { labelOf, type LabelledRow } from './row-labels.ts';
import type { Row } from './rows.ts';

/** A row with its amounts and what its words say of them. */
export interface PricedRow extends Row, LabelledRow {
  amounts: FoundAmount[];
  /** From the top. */
  index: number;
}

export function pricedRows(rows: readonly Row[], exponent: number): PricedRow[] {
  return rows.map((row, index) => ({ ...row, ...labelOf(row.text), amounts: amountsIn(row, exponent), index }));
}
