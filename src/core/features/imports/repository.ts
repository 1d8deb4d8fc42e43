import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import type { ImportBatch, PreviewRow } from '#shared/contract/imports.ts';
import { addDays } from '#shared/dates.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { HeldRow } from '../../domain/matching.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';

/** A transaction of an account as the duplicate check sees it. */
export interface KnownRow extends HeldRow {
  id: Buffer;
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
  status: 'pending' | 'cleared' | 'reconciled';
  originalAmountMinor: number | null;
  originalCurrency: string | null;
  bankCategory: string | null;
  checkNumber: string | null;
  /** The rule that set the category. */
  ruleId?: Uint8Array;
}

export interface StoredMatch {
  id: Buffer;
  account_id: Buffer;
  date: string;
  bank_date: string | null;
  amount_minor: number;
  description_id: number;
  payee_id: Buffer | null;
  status: 'pending' | 'cleared' | 'reconciled';
  split_count: number;
  fingerprint: number | null;
  bank_ref: string | null;
}

/** Ids in one statement. */
const IDS_AT_ONCE = 1000;

/** Rows in one statement: binding values one statement at a time costs more than SQLite's own work. */
const ROWS_AT_ONCE = [500, 25, 1];
const VALUES_A_ROW = 19;

/** A booking may follow its pending line by days; the ledger is read so much beyond the days of a file. */
const DAYS_AROUND = 10;

export function createImportRepository(db: Database) {
  return {
    /**
     * What the account holds between two days and a few around them, by what the bank said of it. `byCurrentValues`
     * compares with what the rows say now instead, for files that Saldo itself exported. Rows that an undo took away are
     * not among them; those that a person deleted are.
     */
    knownRows(accountId: string, from: string, to: string, byCurrentValues: boolean): KnownRow[] {
      const account = idToBytes(accountId);
      const span = byCurrentValues ? { from, to } : { from: addDays(from, -DAYS_AROUND), to: addDays(to, DAYS_AROUND) };
      const rows = db
        .sql<{
          id: Buffer; date: string; amount: number; currency: string; fp: number | null; ref: string | null;
          status: KnownRow['status']; splits: number; raw: string | null; deletedBy: string | null;
        }>(
          `SELECT t.id, CASE WHEN @current THEN t.date ELSE coalesce(t.bank_date, t.date) END AS date, t.amount_minor AS amount,
             t.currency, t.fingerprint AS fp, t.bank_ref AS ref, t.status, t.split_count AS splits, d.raw, c.kind AS deletedBy
           FROM (
             SELECT id FROM txn INDEXED BY txn_by_account
             WHERE account_id = @account AND date BETWEEN @from AND @to AND (@current OR bank_date IS NULL)
             UNION ALL
             SELECT id FROM txn WHERE NOT @current AND account_id = @account AND bank_date BETWEEN @from AND @to AND bank_date IS NOT NULL
           ) near JOIN txn t ON t.id = near.id
           LEFT JOIN description d ON @current AND d.id = t.description_id
           LEFT JOIN change_log c ON c.id = t.deleted_change`,
        )
        .iterate({ account, ...span, current: byCurrentValues ? 1 : 0 });
      const known: KnownRow[] = [];
      for (const row of rows) {
        if (row.deletedBy === 'undo') continue;
        // What a person entered and deleted again says nothing about the bank's rows.
        if (row.fp === null && row.deletedBy !== null && !byCurrentValues) continue;
        known.push({
          id: row.id,
          date: row.date,
          amountMinor: row.amount,
          fingerprint: byCurrentValues ? fingerprint(row.date, row.amount, row.currency, row.raw ?? '') : row.fp,
          bankRef: row.ref,
          status: row.status,
          split: row.splits > 0,
          deleted: row.deletedBy !== null,
          earlierWord: false,
        });
      }
      if (!byCurrentValues) known.push(...this.earlierWords(account, span.from, span.to));
      return known;
    },

    /** What the bank said of transactions besides what they carry themselves. */
    earlierWords(account: Uint8Array, from: string, to: string): KnownRow[] {
      return db
        .sql<{
          id: Buffer; date: string; amount: number; fp: number; ref: string | null; status: KnownRow['status']; splits: number;
          deletedBy: string | null;
        }>(
          `SELECT t.id, r.date, t.amount_minor AS amount, r.fingerprint AS fp, r.bank_ref AS ref, t.status, t.split_count AS splits,
             c.kind AS deletedBy
           FROM bank_record r JOIN txn t ON t.id = r.txn_id LEFT JOIN change_log c ON c.id = t.deleted_change
           WHERE r.account_id = ? AND r.date BETWEEN ? AND ? AND r.deleted_change IS NULL`,
        )
        .all(account, from, to)
        .filter((row) => row.deletedBy !== 'undo')
        .map((row) => ({
          id: row.id,
          date: row.date,
          amountMinor: row.amount,
          fingerprint: row.fp,
          bankRef: row.ref,
          status: row.status,
          split: row.splits > 0,
          deleted: row.deletedBy !== null,
          earlierWord: true,
        }));
    },

    /** Bank text, payee and note, for comparing; in the order of the ids. */
    textsOf(ids: Buffer[]): string[] {
      const texts = new Map<string, string>();
      for (let done = 0; done < ids.length; done += IDS_AT_ONCE) {
        const rows = db
          .sql<{ id: Buffer; raw: string; payee: string; note: string }>(
            `SELECT t.id, d.raw, coalesce(own.name, p.name) AS payee, t.note
             FROM json_each(?) wanted CROSS JOIN txn t ON t.id = unhex(wanted.value)
             JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
             LEFT JOIN payee own ON own.id = t.payee_id`,
          )
          .all(JSON.stringify(ids.slice(done, done + IDS_AT_ONCE).map((id) => id.toString('hex'))));
        for (const { id, raw, payee, note } of rows) {
          texts.set(id.toString('hex'), [...new Set([raw, payee, note])].join(' ').trim());
        }
      }
      return ids.map((id) => texts.get(id.toString('hex')) ?? '');
    },

    /** A matched transaction, as it is shown beside a row of the file. */
    matched(id: Buffer): NonNullable<PreviewRow['match']> | null {
      const row = db
        .sql<{ id: Buffer; date: string; payee: string; amount_minor: number; fingerprint: number | null; status: string }>(
          `SELECT t.id, t.date, t.amount_minor, t.fingerprint, t.status, coalesce(own.name, p.name) AS payee
           FROM txn t JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
           LEFT JOIN payee own ON own.id = t.payee_id WHERE t.id = ?`,
        )
        .get(id);
      return row
        ? {
            id: idFromBytes(row.id),
            date: row.date,
            payee: row.payee,
            amountMinor: row.amount_minor,
            byHand: row.fingerprint === null,
            reconciled: row.status === 'reconciled',
          }
        : null;
    },

    /** All that a booking or merging must know of a transaction that stands. */
    stored(id: Uint8Array): StoredMatch | undefined {
      return db.sql<StoredMatch>('SELECT * FROM txn WHERE id = ? AND deleted_change IS NULL').get(id);
    },

    splits(id: Uint8Array): { id: Buffer; position: number }[] {
      return db
        .sql<{ id: Buffer; position: number }>('SELECT id, position FROM split WHERE txn_id = ? AND deleted_change IS NULL')
        .all(id);
    },

    payeeOf(descriptionId: number): Buffer | null {
      return db.sql<{ id: Buffer }>('SELECT payee_id AS id FROM description WHERE id = ?').get(descriptionId)?.id ?? null;
    },

    /** The balance of an account at the end of a day: what it began with and its booked transactions. */
    bookedBalance(accountId: string, date: string): number {
      const account = idToBytes(accountId);
      const month = date.slice(0, 7);
      const sum = (query: string, ...params: SqlValue[]): number => db.sql<{ sum: number | null }>(query).get(...params)?.sum ?? 0;
      return (
        sum('SELECT opening_balance_minor AS sum FROM account WHERE id = ?', account) +
        sum('SELECT sum(in_minor - out_minor) AS sum FROM monthly_summary WHERE month < ? AND account_id = ?', month, account) +
        sum(
          `SELECT sum(amount_minor) AS sum FROM txn INDEXED BY txn_by_account
           WHERE account_id = ? AND date BETWEEN ? AND ? AND deleted_change IS NULL`,
          account,
          `${month}-01`,
          date,
        ) -
        sum(
          `SELECT sum(amount_minor) AS sum FROM txn
           WHERE status = 'pending' AND deleted_change IS NULL AND account_id = ? AND date <= ?`,
          account,
          date,
        )
      );
    },

    /** Whether anything stands in the account before a day. */
    hasBefore(accountId: string, date: string): boolean {
      return (
        db
          .sql('SELECT 1 FROM txn INDEXED BY txn_by_account WHERE account_id = ? AND date < ? AND deleted_change IS NULL LIMIT 1')
          .get(idToBytes(accountId), date) !== undefined
      );
    },

    openingBalance: (accountId: string): number =>
      db.sql<{ minor: number }>('SELECT opening_balance_minor AS minor FROM account WHERE id = ?').get(idToBytes(accountId))?.minor ?? 0,

    /** Balances that files stated for an account, newest first. */
    statedBalances(accountId: string) {
      return db
        .sql<{ date: string; kind: 'opening' | 'closing'; stated_minor: number; name: string; currency: string }>(
          `SELECT b.date, b.kind, b.stated_minor, a.name, a.currency FROM balance_check b JOIN account a ON a.id = b.account_id
           WHERE b.account_id = ? AND b.deleted_change IS NULL ORDER BY b.date DESC, b.id DESC LIMIT 100`,
        )
        .all(idToBytes(accountId));
    },

    /** The accounts of the ledger that accounts of files stood for before. */
    fileAccounts(keys: string[]): Map<string, string> {
      return new Map(
        db
          .sql<{ file_account: string; account_id: Buffer }>(
            `SELECT f.file_account, f.account_id FROM json_each(?) wanted CROSS JOIN import_account f ON f.file_account = wanted.value
             JOIN account a ON a.id = f.account_id AND a.deleted_change IS NULL`,
          )
          .all(JSON.stringify(keys))
          .map((row) => [row.file_account, idFromBytes(row.account_id)]),
      );
    },

    rememberFileAccount(key: string, accountId: string, at: string): void {
      db.sql(
        `INSERT INTO import_account (file_account, account_id, used_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET account_id = excluded.account_id, used_at = excluded.used_at`,
      ).run(key, idToBytes(accountId), at);
    },

    /** Categories of the ledger: by their names and paths, and by what a person said of the names of files. */
    categories() {
      return {
        tree: db
          .sql<{ id: string; name: string; parentId: string | null; parent: string | null }>(
            `SELECT c.id, c.name, c.parent_id AS parentId, g.name AS parent FROM category c LEFT JOIN category g ON g.id = c.parent_id
             WHERE c.deleted_change IS NULL`,
          )
          .all(),
        remembered: db
          .sql<{ name: string; id: string }>(
            `SELECT f.file_category AS name, c.id FROM import_category f
             JOIN category c ON c.id = f.category_id AND c.deleted_change IS NULL`,
          )
          .all(),
      };
    },

    rememberCategory(name: string, categoryId: string, at: string): void {
      db.sql(
        `INSERT INTO import_category (file_category, category_id, used_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET category_id = excluded.category_id, used_at = excluded.used_at`,
      ).run(name, categoryId, at);
    },

    forgetCategory(name: string): void {
      db.sql('DELETE FROM import_category WHERE file_category = ?').run(name);
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
              row.status,
              row.originalAmountMinor,
              row.originalCurrency,
              row.bankCategory,
              row.checkNumber,
              row.ruleId ?? null,
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

    layout(key: string): { mapping: CsvMapping | null; accountId: string | null } | null {
      const row = db
        .sql<{ mapping: string; account_id: Buffer | null }>(
          `SELECT l.mapping, a.id AS account_id FROM import_layout l
           LEFT JOIN account a ON a.id = l.account_id AND a.deleted_change IS NULL WHERE l.layout_key = ?`,
        )
        .get(key);
      return row
        ? { mapping: JSON.parse(row.mapping) as CsvMapping | null, accountId: row.account_id && idFromBytes(row.account_id) }
        : null;
    },

    rememberLayout(key: string, mapping: CsvMapping | null, accountId: string | null, at: string): void {
      db.sql(
        `INSERT INTO import_layout (layout_key, mapping, account_id, used_at) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET mapping = excluded.mapping, account_id = excluded.account_id, used_at = excluded.used_at`,
      ).run(key, JSON.stringify(mapping), accountId && idToBytes(accountId), at);
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
      category_source, confidence, review, note, import_batch_id, import_line, fingerprint, bank_ref, status,
      original_amount_minor, original_currency, bank_category, check_number, rule_id)
    SELECT column1, @account, column2, column3, @currency, column4, column5, column6, column7, column8, column9,
      column10, @batch, column11, column12, column13, column14, column15, column16, column17, column18, column19
    FROM (VALUES ${Array.from({ length: rows }, () => row).join(', ')})`;
}
