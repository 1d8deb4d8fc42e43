import type { LinkedTransaction, Transaction, TransactionDetail, TransactionFilter } from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';
import { pageQuery, type Cursor } from './filter-sql.ts';

const COLUMNS = `t.id, t.account_id, t.date, t.amount_minor, t.currency, coalesce(own.name, p.name) AS payee,
  d.raw AS description, t.note, t.category_id, t.category_source, t.confidence, t.review, t.status, t.split_count,
  t.transfer_id, t.import_batch_id, t.import_line, t.refund_of, t.original_amount_minor, t.original_currency,
  (SELECT json_group_array(name) FROM (SELECT g.name FROM txn_tag x JOIN tag g ON g.id = x.tag_id
    WHERE x.txn_id = t.id AND x.deleted_change IS NULL ORDER BY g.folded)) AS tags,
  EXISTS (SELECT 1 FROM attachment a WHERE a.txn_id = t.id AND a.deleted_change IS NULL) AS has_attachment`;
const TABLES = `JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
  LEFT JOIN payee own ON own.id = t.payee_id`;

interface TransactionRow {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  payee: string;
  description: string;
  note: string;
  category_id: string | null;
  category_source: Transaction['categorySource'];
  confidence: number | null;
  review: number;
  status: Transaction['status'];
  split_count: number;
  transfer_id: Buffer | null;
  import_batch_id: Buffer | null;
  import_line: number | null;
  refund_of: Buffer | null;
  original_amount_minor: number | null;
  original_currency: string | null;
  tags: string;
  has_attachment: number;
}

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

export function createTransactionRepository(db: Database) {
  const linked = (where: string, params: SqlValue[]): LinkedTransaction[] =>
    db
      .sql<LinkedRow>(`SELECT ${LINKED} FROM txn t ${TABLES} WHERE ${where} AND t.deleted_change IS NULL ORDER BY t.date`)
      .all(...params)
      .map(toLinked);

  return {
    /** Newest first. `cursor` is what the page before answered. */
    page(filter: TransactionFilter, cursor: string | null, limit: number) {
      const query = pageQuery(db, filter, parseCursor(cursor), limit);
      const rows = db
        .sql<TransactionRow>(
          `SELECT ${COLUMNS} FROM (${query.sql}) page CROSS JOIN txn t ON t.id = page.id ${TABLES} ORDER BY t.date DESC, t.id DESC`,
        )
        .all(...query.params);
      const last = rows.at(-1);
      return {
        rows: rows.map(toTransaction),
        nextCursor: rows.length === limit && last ? `${last.date}|${idFromBytes(last.id)}` : null,
      };
    },

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
    parts(id: Uint8Array): { id: Buffer; category_id: string | null; amount_minor: number }[] {
      return db
        .sql<{ id: Buffer; category_id: string | null; amount_minor: number }>(
          'SELECT id, category_id, amount_minor FROM split WHERE txn_id = ? AND deleted_change IS NULL ORDER BY position',
        )
        .all(id);
    },

    stored(id: string): StoredTransaction | undefined {
      return db.sql<StoredTransaction>('SELECT * FROM txn WHERE id = ? AND deleted_change IS NULL').get(idToBytes(id));
    },

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

function toTransaction(row: TransactionRow): Transaction {
  return {
    id: idFromBytes(row.id),
    accountId: idFromBytes(row.account_id),
    date: row.date,
    amountMinor: row.amount_minor,
    currency: row.currency,
    payee: row.payee,
    description: row.description === row.payee ? '' : row.description,
    note: row.note,
    categoryId: row.category_id,
    categorySource: row.category_source,
    confidence: row.confidence,
    needsReview: row.review === 1,
    status: row.status,
    splitCount: row.split_count,
    isTransfer: row.transfer_id !== null,
    isRefund: row.refund_of !== null,
    tags: JSON.parse(row.tags) as string[],
    hasAttachment: row.has_attachment === 1,
    importBatchId: row.import_batch_id && idFromBytes(row.import_batch_id),
  };
}

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

function parseCursor(cursor: string | null): Cursor | null {
  if (!cursor) return null;
  const [date, id] = cursor.split('|');
  return date && id ? { date, id: idToBytes(id) } : null;
}
