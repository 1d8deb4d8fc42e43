import { receiptReading, type Receipt, type ReceiptReading } from '#shared/contract/receipts.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import { HIGHEST_TIP, type ReceiptCandidate } from '../../domain/receipts/match-receipt.ts';
import type { Database } from '../../ledger/database.ts';

/** What the reader may still do to a receipt; `done` is not its business. */
export type ReadingStatus = 'waiting' | 'reading' | 'read' | 'failed' | 'stopped';

export interface StoredReceipt {
  id: Buffer;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: string;
  added_at: string;
  status: ReadingStatus;
  problem: string | null;
  reading: string | null;
  preview_sha256: string | null;
  txn_id: Buffer | null;
}

interface ListedRow {
  id: Buffer;
  name: string;
  added_at: string;
  status: ReadingStatus;
  problem: string | null;
  txn_id: Buffer | null;
  merchant: string | null;
  date: string | null;
  total: number | null;
  currency: string | null;
}

interface CandidateRow {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  original_amount_minor: number | null;
  original_currency: string | null;
  payee: string;
  raw: string;
  attachments: number;
}

export interface FoundCandidate extends ReceiptCandidate {
  id: string;
  accountId: string;
}

const LISTED = 500;
/** More than a busy week holds. */
const CANDIDATES = 600;

/** The transaction that a receipt is attached to; null again when that was deleted. */
const ATTACHED = '(SELECT t.id FROM txn t WHERE t.id = receipt.txn_id AND t.deleted_change IS NULL)';

const LISTED_COLUMNS = `id, name, added_at, status, problem, ${ATTACHED} AS txn_id,
  json_extract(reading, '$.merchant.value') AS merchant, json_extract(reading, '$.date.value') AS date,
  json_extract(reading, '$.total.value') AS total, json_extract(reading, '$.currency.value') AS currency`;

const STORED_COLUMNS = `id, name, media_type, size_bytes, sha256, added_at, status, problem, reading, preview_sha256, ${ATTACHED} AS txn_id`;

export function createReceiptRepository(db: Database) {
  return {
    list(currencyOfReports: string): Receipt[] {
      return db
        .sql<ListedRow>(
          `SELECT ${LISTED_COLUMNS} FROM receipt WHERE deleted_change IS NULL
           ORDER BY ${ATTACHED} IS NOT NULL, id DESC LIMIT ${LISTED}`,
        )
        .all()
        .map((row) => listed(row, currencyOfReports));
    },

    one(id: string, currencyOfReports: string): (Receipt & { reading: ReceiptReading | null }) | null {
      const row = db
        .sql<ListedRow & { reading: string | null }>(
          `SELECT ${LISTED_COLUMNS}, reading FROM receipt WHERE id = ? AND deleted_change IS NULL`,
        )
        .get(idToBytes(id));
      return row ? { ...listed(row, currencyOfReports), reading: parseReading(row.reading) } : null;
    },

    stored(id: string): StoredReceipt | undefined {
      return db.sql<StoredReceipt>(`SELECT ${STORED_COLUMNS} FROM receipt WHERE id = ? AND deleted_change IS NULL`).get(idToBytes(id));
    },

    nextWaiting(): StoredReceipt | undefined {
      return db
        .sql<StoredReceipt>(
          `SELECT ${STORED_COLUMNS} FROM receipt WHERE status = 'waiting' AND deleted_change IS NULL AND ${ATTACHED} IS NULL
           ORDER BY id LIMIT 1`,
        )
        .get();
    },

    bySha256(sha256: string): StoredReceipt | undefined {
      return db
        .sql<StoredReceipt>(`SELECT ${STORED_COLUMNS} FROM receipt WHERE sha256 = ? AND deleted_change IS NULL ORDER BY id LIMIT 1`)
        .get(sha256);
    },

    /** The transaction that has this very file, receipts or not. */
    attachedTo(sha256: string): { txnId: string; payee: string; date: string } | null {
      const row = db
        .sql<{ id: Buffer; payee: string; date: string }>(
          `SELECT t.id, coalesce(own.name, p.name) AS payee, t.date
           FROM attachment a JOIN txn t ON t.id = a.txn_id AND t.deleted_change IS NULL
           JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
           LEFT JOIN payee own ON own.id = t.payee_id
           WHERE a.sha256 = ? AND a.deleted_change IS NULL LIMIT 1`,
        )
        .get(sha256);
      return row ? { txnId: idFromBytes(row.id), payee: row.payee, date: row.date } : null;
    },

    payeeNames(): string[] {
      return db
        .sql<{ name: string }>('SELECT name FROM payee WHERE deleted_change IS NULL')
        .all()
        .map((row) => row.name);
    },

    /**
     * Money out between two days, both included, that may be of that amount: the same, up to the highest tip more, or in
     * another currency. Transfers are no purchases.
     */
    moneyOutBetween(from: string, to: string, amountMinor: number | null, currency: string): FoundCandidate[] {
      return db
        .sql<CandidateRow>(
          `SELECT t.id, t.account_id, t.date, t.amount_minor, t.currency, t.original_amount_minor, t.original_currency,
             coalesce(own.name, p.name) AS payee, d.raw,
             (SELECT count(*) FROM attachment a WHERE a.txn_id = t.id AND a.deleted_change IS NULL) AS attachments
           FROM txn t JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
           LEFT JOIN payee own ON own.id = t.payee_id
           WHERE t.date BETWEEN @from AND @to AND t.amount_minor < 0 AND t.transfer_id IS NULL AND t.deleted_change IS NULL
             AND (@least IS NULL OR t.amount_minor BETWEEN -@most AND -@least OR t.currency <> @currency)
           ORDER BY t.date DESC, t.id DESC LIMIT ${CANDIDATES}`,
        )
        .all({ from, to, least: amountMinor, most: amountMinor === null ? null : Math.ceil(amountMinor * (1 + HIGHEST_TIP)), currency })
        .map((row) => ({
          id: idFromBytes(row.id),
          accountId: idFromBytes(row.account_id),
          date: row.date,
          amountMinor: row.amount_minor,
          currency: row.currency,
          original:
            row.original_amount_minor !== null && row.original_currency !== null
              ? { amountMinor: row.original_amount_minor, currency: row.original_currency }
              : null,
          payee: row.payee,
          bankText: row.raw,
          attachments: row.attachments,
        }));
    },

    insert(row: { id: Uint8Array; name: string; media_type: string; size_bytes: number; sha256: string; added_at: string }): void {
      db.sql(
        `INSERT INTO receipt (id, name, media_type, size_bytes, sha256, added_at)
         VALUES (@id, @name, @media_type, @size_bytes, @sha256, @added_at)`,
      ).run({ ...row });
    },

    /** Only from the states given: a receipt that was taken out of the turn meanwhile stays out. */
    setStatus(id: Uint8Array, status: ReadingStatus, from: ReadingStatus[], problem: string | null = null): boolean {
      const changed = db
        .sql(
          `UPDATE receipt SET status = ?, problem = ?
           WHERE id = ? AND ${ATTACHED} IS NULL AND status IN (SELECT value FROM json_each(?))`,
        )
        .run(status, problem, id, JSON.stringify(from));
      return Number(changed.changes) > 0;
    },

    setReading(id: Uint8Array, reading: ReceiptReading, previewSha256: string): void {
      db.sql(
        `UPDATE receipt SET status = 'read', problem = NULL, reading = ?, preview_sha256 = ? WHERE id = ? AND status = 'reading'`,
      ).run(JSON.stringify(reading), previewSha256, id);
    },

    /** What was being read when the app ended waits again. */
    resumeInterrupted(): void {
      db.sql(`UPDATE receipt SET status = 'waiting' WHERE status = 'reading'`).run();
    },
  };
}

function listed(row: ListedRow, currencyOfReports: string): Receipt {
  return {
    id: idFromBytes(row.id),
    name: row.name,
    addedAt: row.added_at,
    status: row.txn_id ? 'done' : row.status,
    problem: row.problem,
    progress: null,
    merchant: row.merchant,
    date: row.date,
    totalMinor: row.total,
    currency: row.currency ?? currencyOfReports,
    transactionId: row.txn_id ? idFromBytes(row.txn_id) : null,
  };
}

function parseReading(json: string | null): ReceiptReading | null {
  if (!json) return null;
  const parsed = receiptReading.safeParse(JSON.parse(json));
  return parsed.success ? parsed.data : null;
}
