/** What only some formats state of a row. */
import type { ReadStatementResult } from '../../statements/read-result.ts';
import type { StatementPart } from '../../statements/statement-reader.ts';
import { textAt } from '../../statements/statement-columns.ts';

export function isPending({ rows }: ReadStatementResult, at: number): boolean {
  return rows.pending[at] === 1;
}

/** Another program's reconciled rows stay so: they were compared with the bank's statement already. */
export function statusAt(read: ReadStatementResult, at: number): 'pending' | 'cleared' | 'reconciled' {
  if (isPending(read, at)) return 'pending';
  return read.rows.reconciled[at] === 1 ? 'reconciled' : 'cleared';
}

export function tagsOf({ rows }: ReadStatementResult, at: number): string[] {
  return rows.tags.get(at) ?? [];
}

/** Of a split row; else empty. */
export function partsOf({ rows }: ReadStatementResult, at: number): StatementPart[] {
  return rows.parts.get(at) ?? [];
}

/** The account on the other side, as the file names it. */
export function transferAccountAt({ rows }: ReadStatementResult, at: number): string | null {
  return textAt(rows.transferAccountName, at);
}

/** What was paid in another currency than the account's. */
export function originalAt({ rows }: ReadStatementResult, at: number): { amountMinor: number; currency: string } | null {
  const currency = textAt(rows.originalCurrency, at);
  const amountMinor = rows.originalAmountMinor[at] ?? Number.NaN;
  return currency === null || Number.isNaN(amountMinor) ? null : { amountMinor, currency };
}
