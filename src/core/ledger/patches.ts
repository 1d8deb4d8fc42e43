import type { SqlValue } from './database.ts';

/** A column's value in a patch; ids are `{ id: hex }` because JSON has no bytes. */
export type PatchValue = string | number | null | { id: string };

/** One row before and after a change; only columns that differ. `before` null: the row was made. */
export interface RowPatch {
  table: LedgerTable;
  id: string | { id: string };
  before: Record<string, PatchValue> | null;
  after: Record<string, PatchValue>;
}

/** All transactions of an import at once: the rows themselves carry the batch id. */
export interface BatchPatch {
  batch: { id: string };
}

export type Patch = RowPatch | BatchPatch;

/** Tables whose rows are changed through the write path. Their key is `id`. */
export const ledgerTables = ['account', 'category', 'payee', 'txn', 'split', 'import_batch', 'tag', 'txn_tag', 'attachment'] as const;
export type LedgerTable = (typeof ledgerTables)[number];

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
