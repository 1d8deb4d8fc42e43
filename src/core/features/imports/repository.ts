import type { ImportBatch } from '#shared/contract/imports.ts';
import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';

export interface KnownRows {
  /** How often each fingerprint stands in the account. */
  alive: Map<number, number>;
  /** How often a person deleted such a row (rows that an undo took away do not count). */
  deleted: Map<number, number>;
}

export interface ImportedRow {
  id: Uint8Array;
  date: string;
  amountMinor: number;
  descriptionId: number;
  payeeId: Uint8Array | null;
  categoryId: string | null;
  categorySource: string | null;
  confidence: number | null;
  review: 0 | 1;
  note: string;
  line: number;
  fingerprint: number;
  bankRef: string | null;
}

/** Rows in one statement: binding values one statement at a time costs more than SQLite's own work. */
const ROWS_AT_ONCE = [500, 25, 1];
const VALUES_A_ROW = 13;

export function createImportRepository(db: Database) {
  return {
    /**
     * What the account holds between two days, by what the bank said of it. `byCurrentValues` compares with what the
     * rows say now instead, for files that Saldo itself exported.
     */
    knownRows(accountId: string, from: string, to: string, byCurrentValues: boolean): KnownRows {
      const account = idToBytes(accountId);
      const known: KnownRows = { alive: new Map(), deleted: new Map() };
      const rows = db
        .sql<{ date: string; amount: number; currency: string; fp: number | null; raw: string | null; deletedBy: string | null }>(
          `SELECT t.date, t.amount_minor AS amount, t.currency, t.fingerprint AS fp,
             CASE WHEN @current OR t.fingerprint IS NULL THEN d.raw END AS raw, c.kind AS deletedBy
           FROM (
             SELECT id FROM txn INDEXED BY txn_by_account
             WHERE account_id = @account AND date BETWEEN @from AND @to AND (@current OR bank_date IS NULL)
             UNION ALL
             SELECT id FROM txn WHERE NOT @current AND account_id = @account AND bank_date BETWEEN @from AND @to AND bank_date IS NOT NULL
           ) near JOIN txn t ON t.id = near.id
           LEFT JOIN description d ON (@current OR t.fingerprint IS NULL) AND d.id = t.description_id
           LEFT JOIN change_log c ON c.id = t.deleted_change`,
        )
        .iterate({ account, from, to, current: byCurrentValues ? 1 : 0 });
      for (const row of rows) {
        if (row.deletedBy === 'undo') continue;
        const print =
          byCurrentValues || row.fp === null
            ? fingerprint(row.date, row.amount, row.currency, row.raw ?? '')
            : row.fp;
        const counts = row.deletedBy === null ? known.alive : known.deleted;
        counts.set(print, (counts.get(print) ?? 0) + 1);
      }
      return known;
    },

    /** Rows of one batch, account and currency, in ascending order of their ids. */
    insertRows(batchId: Uint8Array, accountId: Uint8Array, currency: string, rows: ImportedRow[]): void {
      let done = 0;
      for (const size of ROWS_AT_ONCE) {
        while (rows.length - done >= size) {
          const values: SqlValue[] = [];
          for (const row of rows.slice(done, done + size)) {
            values.push(
              row.id,
              row.date,
              row.amountMinor,
              row.descriptionId,
              row.payeeId,
              row.categoryId,
              row.categorySource,
              row.confidence,
              row.review,
              row.note,
              row.line,
              row.fingerprint,
              row.bankRef,
            );
          }
          db.sql(insertSql(size)).run(values, { batch: batchId, account: accountId, currency });
          done += size;
        }
      }
    },

    insertProblem(batchId: Uint8Array, line: number, message: string, raw: string): void {
      db.sql('INSERT OR IGNORE INTO import_problem (batch_id, line, message, raw) VALUES (?, ?, ?, ?)').run(
        batchId,
        line,
        message,
        raw,
      );
    },

    layout(key: string): { mapping: CsvMapping; accountId: string | null } | null {
      const row = db
        .sql<{ mapping: string; account_id: Buffer | null }>(
          `SELECT l.mapping, a.id AS account_id FROM import_layout l
           LEFT JOIN account a ON a.id = l.account_id AND a.deleted_change IS NULL WHERE l.layout_key = ?`,
        )
        .get(key);
      return row
        ? { mapping: JSON.parse(row.mapping) as CsvMapping, accountId: row.account_id && idFromBytes(row.account_id) }
        : null;
    },

    rememberLayout(key: string, mapping: CsvMapping, accountId: string, at: string): void {
      db.sql(
        `INSERT INTO import_layout (layout_key, mapping, account_id, used_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET mapping = excluded.mapping, account_id = excluded.account_id, used_at = excluded.used_at`,
      ).run(key, JSON.stringify(mapping), idToBytes(accountId), at);
    },

    batches(): ImportBatch[] {
      return db
        .sql<{
          id: Buffer;
          file_name: string;
          format: string;
          account_id: Buffer;
          imported_at: string;
          transaction_count: number;
          problem_count: number;
          state: string | null;
          change_id: number | null;
        }>(
          `SELECT b.*, c.id AS change_id, c.state FROM import_batch b
           LEFT JOIN change_subject s ON s.row_id = b.id
           LEFT JOIN change_log c ON c.id = s.change_id
           WHERE c.kind = 'import' ORDER BY b.id DESC LIMIT 200`,
        )
        .all()
        .map((row) => ({
          id: idFromBytes(row.id),
          fileName: row.file_name,
          format: row.format,
          accountId: idFromBytes(row.account_id),
          importedAt: row.imported_at,
          transactions: row.transaction_count,
          problems: row.problem_count,
          undone: row.state !== 'done',
          changeId: row.change_id,
        }));
    },
  };
}

function insertSql(rows: number): string {
  const row = `(${Array.from({ length: VALUES_A_ROW }, () => '?').join(', ')})`;
  return `INSERT INTO txn (id, account_id, date, amount_minor, currency, description_id, payee_id, category_id,
      category_source, confidence, review, note, import_batch_id, import_line, fingerprint, bank_ref)
    SELECT column1, @account, column2, column3, @currency, column4, column5, column6, column7, column8, column9,
      column10, @batch, column11, column12, column13
    FROM (VALUES ${Array.from({ length: rows }, () => row).join(', ')})`;
}
