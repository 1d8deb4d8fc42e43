import type { SqlValue } from './database.ts';

/** A column's value in a patch; ids are `{ id: hex }` because JSON has no bytes. */
export type PatchValue = string | number | null | { id: string };

/** One row before and after a change; only columns that differ. `before` null: the row was made. */
export interface RowPatch {
  table: LedgerTable;
  /** What the row is known by, see {@link keyOf}. */
  id: string | { id: string };
  before: Record<string, PatchValue> | null;
  after: Record<string, PatchValue>;
}

/** All transactions of an import at once: the rows themselves carry the batch id. */
export interface BatchPatch {
  batch: { id: string };
}

export type Patch = RowPatch | BatchPatch;

/** Tables whose rows are changed through the write path. */
export const ledgerTables = [
  'account',
  'category',
  'payee',
  'payee_alias',
  'description',
  'txn',
  'split',
  'import_batch',
  'tag',
  'txn_tag',
  'attachment',
  'receipt',
  'correction',
  'rule',
  'bank_record',
  'balance_check',
  'transfer_dismissal',
  'valuation',
  'reconciliation',
  'saved_filter',
  'own_rate',
  'expense_group',
  'group_member',
  'group_schedule',
  'group_expense',
  'group_payer',
  'group_share',
  'group_item',
  'group_comment',
  'group_receipt',
  'budget',
  'budget_answer',
  'goal',
  'goal_contribution',
  'profile',
  'insight_dismissal',
  'bill',
  'bill_occurrence',
  'bill_dismissal',
] as const;
export type LedgerTable = (typeof ledgerTables)[number];

/** The column by which a row is known in every copy of the ledger: the number of a description is this copy's own. */
export function keyOf(table: LedgerTable): 'id' | 'raw' {
  return table === 'description' ? 'raw' : 'id';
}

export function toPatchValue(value: SqlValue): PatchValue {
  return value instanceof Uint8Array ? { id: Buffer.from(value).toString('hex') } : value;
}

export function fromPatchValue(value: PatchValue): SqlValue {
  return typeof value === 'object' && value !== null ? Buffer.from(value.id, 'hex') : value;
}

export function sameValue(a: SqlValue | undefined, b: SqlValue | undefined): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  return a === b;
}
