/** Transactions as the windows list them, a page at a time. */
import type { Transaction, TransactionFilter } from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';
import { pageQuery, type Cursor } from './filter-sql.ts';

export const COLUMNS = `t.id, t.account_id, t.date, t.amount_minor, t.currency, coalesce(own.name, p.name) AS payee,
  d.raw AS description, t.note, t.category_id, t.category_source, t.confidence, t.review, t.status, t.split_count,
  t.transfer_id, t.import_batch_id, t.import_line, t.refund_of, t.original_amount_minor, t.original_currency,
  (SELECT json_group_array(name) FROM (SELECT g.name FROM txn_tag x JOIN tag g ON g.id = x.tag_id
    WHERE x.txn_id = t.id AND x.deleted_change IS NULL ORDER BY g.folded)) AS tags,
  EXISTS (SELECT 1 FROM attachment a WHERE a.txn_id = t.id AND a.deleted_change IS NULL) AS has_attachment`;
export const TABLES = `JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
  LEFT JOIN payee own ON own.id = t.payee_id`;

export interface TransactionRow {
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

/** Newest first. `cursor` is what the page before answered. */
export function readPage(db: Database, filter: TransactionFilter, cursor: string | null, limit: number) {
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
}

export function toTransaction(row: TransactionRow): Transaction {
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

function parseCursor(cursor: string | null): Cursor | null {
  if (!cursor) return null;
  const [date, id] = cursor.split('|');
  return date && id ? { date, id: idToBytes(id) } : null;
}
