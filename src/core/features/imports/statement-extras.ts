/** What only some formats state: accounts, balances, parts of splits, pending rows. Absent fields read as "not stated". */
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { ReadStatementResult } from '../../statements/read-result.ts';
import { textAt, type TextColumn } from '../../statements/statement-columns.ts';

export interface StatedAccount {
  name: string | null;
  number: string | null;
  kind: AccountKind | null;
  currency: string | null;
}

export interface StatedBalance {
  accountName: string | null;
  date: string;
  amountMinor: number;
  currency: string | null;
  kind: 'opening' | 'closing' | 'available';
  line: number | null;
}

export interface StatedPart {
  amountMinor: number;
  category: string | null;
  note: string | null;
}

interface MoreColumns {
  pending: Uint8Array;
  parts: Map<number, StatedPart[]>;
  transferAccountName: TextColumn;
  checkNumber: TextColumn;
  originalAmountMinor: Float64Array;
  originalCurrency: TextColumn;
}

function more(read: ReadStatementResult): Partial<MoreColumns> {
  return read.rows as Partial<MoreColumns>;
}

export function accountsIn(read: ReadStatementResult): StatedAccount[] {
  return (read as { accounts?: StatedAccount[] }).accounts ?? [];
}

export function balancesIn(read: ReadStatementResult): StatedBalance[] {
  return (read as { balances?: StatedBalance[] }).balances ?? [];
}

export function isPending(read: ReadStatementResult, at: number): boolean {
  return more(read).pending?.[at] === 1;
}

export function partsOf(read: ReadStatementResult, at: number): StatedPart[] {
  return more(read).parts?.get(at) ?? [];
}

/** The account on the other side, as the file names it. */
export function transferAccountAt(read: ReadStatementResult, at: number): string | null {
  const column = more(read).transferAccountName;
  return column ? textAt(column, at) : null;
}

export function checkNumberAt(read: ReadStatementResult, at: number): string | null {
  const column = more(read).checkNumber;
  return column ? textAt(column, at) : null;
}

export function originalAt(read: ReadStatementResult, at: number): { amountMinor: number; currency: string } | null {
  const { originalAmountMinor, originalCurrency } = more(read);
  const currency = originalCurrency ? textAt(originalCurrency, at) : null;
  const amountMinor = originalAmountMinor?.[at];
  return currency !== null && amountMinor !== undefined && !Number.isNaN(amountMinor) ? { amountMinor, currency } : null;
}
