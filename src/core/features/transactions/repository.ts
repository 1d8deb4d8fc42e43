import type { LinkedTransaction, TransactionDetail } from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';
import { COLUMNS, TABLES, toTransaction, type TransactionRow } from './read-page.ts';

interface LinkedRow {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  payee: string;
}

/** Money back comes within half a year, or nobody remembers what for. */
const REFUND_DAYS = 183;
const REFUND_CANDIDATES = 20;

const LINKED = `t.id, t.account_id, t.date, t.amount_minor, t.currency, coalesce(own.name, p.name) AS payee`;

export function createTransactionRepository(db: Database) {
  const linked = (where: string, params: SqlValue[]): LinkedTransaction[] =>
    db
      .sql<LinkedRow>(`SELECT ${LINKED} FROM txn t ${TABLES} WHERE ${where} AND t.deleted_change IS NULL ORDER BY t.date`)
      .all(...params)
      .map(toLinked);

  return {
    detail(id: string): Omit<TransactionDetail, 'reason' | 'attachments'> | null {
      const key = idToBytes(id);
      const row = db
        .sql<TransactionRow>(`SELECT ${COLUMNS} FROM txn t ${TABLES} WHERE t.id = ? AND t.deleted_change IS NULL`)
        .get(key);
      if (!row) return null;
      const batch = row.import_batch_id
        ? db.sql<{ file_name: string }>('SELECT file_name FROM import_batch WHERE id = ?').get(row.import_batch_id)
        : undefined;
      return {
        ...toTransaction(row),
        importFile: batch?.file_name ?? null,
        importLine: row.import_line,
        splits: db
          .sql<{ id: Buffer; category_id: string | null; amount_minor: number; note: string }>(
            'SELECT id, category_id, amount_minor, note FROM split WHERE txn_id = ? AND deleted_change IS NULL ORDER BY position',
          )
          .all(key)
          .map((split) => ({
            id: idFromBytes(split.id),
            categoryId: split.category_id,
            amountMinor: split.amount_minor,
            note: split.note,
          })),
        original:
          row.original_amount_minor !== null && row.original_currency !== null
            ? { amountMinor: row.original_amount_minor, currency: row.original_currency }
            : null,
        transfer: row.transfer_id ? (linked('t.transfer_id = ? AND t.id <> ?', [row.transfer_id, key])[0] ?? null) : null,
        refundOf: row.refund_of ? (linked('t.id = ?', [row.refund_of])[0] ?? null) : null,
        refunds: linked('t.refund_of = ?', [key]),
        history: db
          .sql<{ id: number; label: string; at: string; state: string }>(
            `SELECT c.id, c.label, c.at, c.state FROM change_subject s JOIN change_log c ON c.id = s.change_id
             WHERE s.row_id = ? AND c.kind IN ('edit', 'import') AND c.state = 'done' ORDER BY c.id DESC LIMIT 20`,
          )
          .all(key)
          .map((change) => ({ changeId: change.id, label: change.label, at: change.at, undoable: true })),
      };
    },

    /** Purchases before it of at least its amount: of the same payee first, then of the same amount, then the latest. */
    refundCandidates(id: string): LinkedTransaction[] {
      const refund = db
        .sql<{ account_id: Buffer; date: string; amount_minor: number; currency: string; payee_id: Buffer }>(
          `SELECT t.account_id, t.date, t.amount_minor, t.currency, coalesce(t.payee_id, d.payee_id) AS payee_id
           FROM txn t JOIN description d ON d.id = t.description_id WHERE t.id = ? AND t.deleted_change IS NULL`,
        )
        .get(idToBytes(id));
      if (!refund || refund.amount_minor <= 0) return [];
      return db
        .sql<LinkedRow>(
          `SELECT ${LINKED} FROM txn t ${TABLES}
           WHERE t.deleted_change IS NULL AND t.date BETWEEN date(@date, '-${REFUND_DAYS} days') AND @date
             AND t.amount_minor <= -@amount AND t.currency = @currency AND t.transfer_id IS NULL
             AND (coalesce(t.payee_id, d.payee_id) = @payee OR t.amount_minor = -@amount)
           ORDER BY coalesce(t.payee_id, d.payee_id) = @payee DESC, t.amount_minor = -@amount DESC, t.date DESC, t.id DESC
           LIMIT ${REFUND_CANDIDATES}`,
        )
        .all({ date: refund.date, amount: refund.amount_minor, currency: refund.currency, payee: refund.payee_id })
        .map(toLinked);
    },

    /** The parts of a split that stand. */
    /** Rows of the same payee and direction that no person has set: they follow a person's choice. */
    followers(payeeId: Uint8Array, amountMinor: number, categoryId: string): Buffer[] {
      return db
        .sql<{ id: Buffer }>(
          `SELECT t.id FROM (
             SELECT t1.id FROM description d JOIN txn t1 ON t1.description_id = d.id AND t1.payee_id IS NULL
               AND t1.deleted_change IS NULL WHERE d.payee_id = @payee
             UNION ALL
             SELECT t2.id FROM txn t2 WHERE t2.payee_id = @payee AND t2.deleted_change IS NULL
           ) same JOIN txn t ON t.id = same.id
           WHERE coalesce(t.category_source, '') NOT IN ('user', 'rule') AND t.split_count = 0 AND t.category_id IS NOT @category
             AND (t.amount_minor < 0) = @out`,
        )
        .all({ payee: payeeId, category: categoryId, out: amountMinor < 0 ? 1 : 0 })
        .map((row) => row.id);
    },

    payeeOfDescription(descriptionId: number): Buffer | null {
      return (
        db.sql<{ payee_id: Buffer }>('SELECT payee_id FROM description WHERE id = ?').get(descriptionId)?.payee_id ?? null
      );
    },

    reviewCount(): number {
      return db.sql<{ n: number }>('SELECT coalesce(sum(review_count), 0) AS n FROM account_total').get()?.n ?? 0;
    },
  };
}

export type TransactionRepository = ReturnType<typeof createTransactionRepository>;

function toLinked(row: LinkedRow): LinkedTransaction {
  return {
    id: idFromBytes(row.id),
    accountId: idFromBytes(row.account_id),
    date: row.date,
    payee: row.payee,
    amountMinor: row.amount_minor,
    currency: row.currency,
  };
}
