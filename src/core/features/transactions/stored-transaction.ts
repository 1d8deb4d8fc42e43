/** A transaction as the ledger holds it, for what changes it. */
import type { Transaction } from '#shared/contract/transactions.ts';
import { idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

/** What is needed to change a transaction rightly, as the ledger holds it. */
export interface StoredTransaction {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  description_id: number;
  payee_id: Buffer | null;
  category_id: string | null;
  category_source: string | null;
  split_count: number;
  status: Transaction['status'];
  fingerprint: number | null;
  bank_date: string | null;
}

export function storedTransaction(db: Database, id: string): StoredTransaction | undefined {
  return db.sql<StoredTransaction>('SELECT * FROM txn WHERE id = ? AND deleted_change IS NULL').get(idToBytes(id));
}

/** The parts of a split, in their order. */
export function storedParts(db: Database, id: Uint8Array): { id: Buffer; category_id: string | null; amount_minor: number }[] {
  return db
    .sql<{ id: Buffer; category_id: string | null; amount_minor: number }>(
      'SELECT id, category_id, amount_minor FROM split WHERE txn_id = ? AND deleted_change IS NULL ORDER BY position',
    )
    .all(id);
}
