import type { LinkedTransaction } from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { TransferSide } from '../../domain/transfers.ts';
import type { Database } from '../../ledger/database.ts';

export interface OwnAccount {
  id: string;
  name: string;
  kind: string;
  currency: string;
}

/** What an index alone tells of a transaction. */
export interface Movement {
  id: Buffer;
  accountId: string;
  date: string;
  amountMinor: number;
  categoryId: string | null;
}

/** A whole, unlinked transaction, with what linking it must know. */
export interface Side extends TransferSide {
  id: string;
  payee: string;
  categoryId: string | null;
  categorySource: string | null;
  status: string;
  batchId: string | null;
}

/** Ids in one statement. */
const AT_ONCE = 1000;

const LINKED = `SELECT t.id, t.account_id, t.date, t.amount_minor, t.currency, coalesce(own.name, p.name) AS payee
  FROM txn t JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
  LEFT JOIN payee own ON own.id = t.payee_id`;

export function createTransferRepository(db: Database) {
  return {
    accounts(): OwnAccount[] {
      return db
        .sql<{ id: Buffer; name: string; kind: string; currency: string }>(
          'SELECT id, name, kind, currency FROM account WHERE deleted_change IS NULL',
        )
        .all()
        .map((row) => ({ ...row, id: idFromBytes(row.id) }));
    },

    /** The categories that mean a transfer. */
    transferCategories(): Set<string> {
      return new Set(
        db
          .sql<{ id: string }>(`SELECT id FROM category WHERE kind = 'transfer'`)
          .all()
          .map((row) => row.id),
      );
    },

    newestDate(): string | null {
      return (
        db
          .sql<{ date: string }>(
            'SELECT date FROM txn INDEXED BY txn_by_date WHERE deleted_change IS NULL ORDER BY date DESC LIMIT 1',
          )
          .get()?.date ?? null
      );
    },

    lastChange: (): number =>
      db.sql<{ id: number }>('SELECT id FROM change_log ORDER BY id DESC LIMIT 1').get()?.id ?? 0,

    /** Transactions of an account between two days, from the index alone. */
    movements(accountId: string, from: string, to: string): Movement[] {
      return db
        .sql<{ id: Buffer; date: string; amount: number; category: string | null }>(
          `SELECT id, date, amount_minor AS amount, category_id AS category FROM txn INDEXED BY txn_by_account
           WHERE account_id = ? AND date BETWEEN ? AND ? AND deleted_change IS NULL`,
        )
        .all(idToBytes(accountId), from, to)
        .map((row) => ({ id: row.id, accountId, date: row.date, amountMinor: row.amount, categoryId: row.category }));
    },

    /** Of many movements only those of some sizes (amounts without sign) or categories, picked by the database itself. */
    movementsLike(accountId: string, from: string, to: string, sizes: number[], categories: string[]): Movement[] {
      const rows = db
        .sql<{ id: Buffer; date: string; amount: number; category: string | null }>(
          `SELECT id, date, amount_minor AS amount, category_id AS category FROM txn INDEXED BY txn_by_account
           WHERE account_id = ? AND date BETWEEN ? AND ? AND deleted_change IS NULL
             AND (abs(amount_minor) IN (SELECT value FROM json_each(?)) OR category_id IN (SELECT value FROM json_each(?)))`,
        )
        .iterate(idToBytes(accountId), from, to, JSON.stringify(sizes), JSON.stringify(categories));
      return Array.from(rows, (row) => ({
        id: row.id,
        accountId,
        date: row.date,
        amountMinor: row.amount,
        categoryId: row.category,
      }));
    },

    /** Those of the ids that can be a side: not linked, not split, no refund. */
    sides(ids: Buffer[], transferCategories: Set<string>): Side[] {
      const sides: Side[] = [];
      for (let done = 0; done < ids.length; done += AT_ONCE) {
        const rows = db
          .sql<{
            id: Buffer; account_id: Buffer; date: string; amount_minor: number; currency: string; raw: string; note: string;
            payee: string; category_id: string | null; category_source: string | null; status: string;
            original_amount_minor: number | null; original_currency: string | null; import_batch_id: Buffer | null;
          }>(
            `SELECT t.id, t.account_id, t.date, t.amount_minor, t.currency, d.raw, t.note, coalesce(own.name, p.name) AS payee,
               t.category_id, t.category_source, t.status, t.original_amount_minor, t.original_currency, t.import_batch_id
             FROM json_each(?) wanted CROSS JOIN txn t ON t.id = unhex(wanted.value)
             JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
             LEFT JOIN payee own ON own.id = t.payee_id
             WHERE t.transfer_id IS NULL AND t.split_count = 0 AND t.refund_of IS NULL AND t.deleted_change IS NULL`,
          )
          .all(JSON.stringify(ids.slice(done, done + AT_ONCE).map((id) => id.toString('hex'))));
        for (const row of rows) {
          sides.push({
            id: idFromBytes(row.id),
            accountId: idFromBytes(row.account_id),
            date: row.date,
            amountMinor: row.amount_minor,
            currency: row.currency,
            original:
              row.original_amount_minor !== null && row.original_currency !== null
                ? { amountMinor: row.original_amount_minor, currency: row.original_currency }
                : null,
            text: `${row.raw} ${row.note}`,
            payee: row.payee,
            transferCategory: row.category_id !== null && transferCategories.has(row.category_id),
            otherAccountId: null,
            categoryId: row.category_id,
            categorySource: row.category_source,
            status: row.status,
            batchId: row.import_batch_id && idFromBytes(row.import_batch_id),
          });
        }
      }
      return sides;
    },

    /** Pairs of ids, money out first, joined by a space. */
    dismissed(): Set<string> {
      return new Set(
        db
          .sql<{ moneyOut: Buffer; moneyIn: Buffer }>(
            'SELECT out_txn_id AS moneyOut, in_txn_id AS moneyIn FROM transfer_dismissal WHERE deleted_change IS NULL',
          )
          .all()
          .map((row) => `${idFromBytes(row.moneyOut)} ${idFromBytes(row.moneyIn)}`),
      );
    },

    linked(id: string): LinkedTransaction | null {
      const row = db.sql<LinkedRow>(`${LINKED} WHERE t.id = ? AND t.deleted_change IS NULL`).get(idToBytes(id));
      return row ? toLinked(row) : null;
    },

    /** The transactions that carry a transfer's id, deleted ones too. */
    ofTransfer(transferId: Uint8Array) {
      return db
        .sql<{
          id: Buffer; description: string; payee_id: Buffer; amount_minor: number; currency: string;
          category_id: string | null; category_source: string | null; split_count: number;
        }>(
          `SELECT t.id, d.raw AS description, coalesce(t.payee_id, d.payee_id) AS payee_id, t.amount_minor, t.currency,
             t.category_id, t.category_source, t.split_count
           FROM txn t JOIN description d ON d.id = t.description_id WHERE t.transfer_id = ?`,
        )
        .all(transferId);
    },

    stored(id: string) {
      return db
        .sql<{
          id: Buffer; account_id: Buffer; date: string; amount_minor: number; currency: string; category_id: string | null;
          split_count: number; transfer_id: Buffer | null;
        }>('SELECT * FROM txn WHERE id = ? AND deleted_change IS NULL')
        .get(idToBytes(id));
    },

    /** Whole, unlinked transactions of other accounts around a day, with the opposite sign. */
    opposite(id: string, from: string, to: string): LinkedTransaction[] {
      return db
        .sql<LinkedRow>(
          `WITH one AS (SELECT account_id, amount_minor, currency FROM txn WHERE id = @id)
           ${LINKED} CROSS JOIN one
           WHERE t.date BETWEEN @from AND @to AND t.deleted_change IS NULL AND t.account_id <> one.account_id
             AND (t.amount_minor < 0) <> (one.amount_minor < 0) AND t.transfer_id IS NULL AND t.split_count = 0
             AND (t.currency <> one.currency OR t.amount_minor = -one.amount_minor)
           ORDER BY t.date LIMIT 400`,
        )
        .all({ id: idToBytes(id), from, to })
        .map(toLinked);
    },
  };
}

interface LinkedRow {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  payee: string;
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
