import type { ReconcileRow, Reconciliation, Statement } from '#shared/contract/reconcile.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

interface ReconciliationRow {
  id: Buffer;
  date: string;
  balance_minor: number;
  txn_count: number;
  adjustment_minor: number;
  finished_at: string;
}

interface SheetRow {
  id: Buffer;
  date: string;
  payee: string;
  note: string;
  amount_minor: number;
  status: ReconcileRow['status'];
}

const ROW = `t.id, t.date, coalesce(own.name, p.name) AS payee, t.note, t.amount_minor, t.status
  FROM txn t JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = d.payee_id
  LEFT JOIN payee own ON own.id = t.payee_id`;

/** After the last reconciled transaction everything is open; the status of each row is looked up. */
export const RECENT_SQL = `SELECT id FROM txn INDEXED BY txn_by_account
  WHERE account_id = @account AND date > @after AND date <= @date AND deleted_change IS NULL AND status <> 'reconciled'
  ORDER BY date DESC, id DESC`;

/** Before it nearly everything is reconciled: both sides are read from indexes alone, and no row is looked up. */
export const OLDER_SQL = `SELECT id FROM txn INDEXED BY txn_by_account
  WHERE account_id = @account AND date <= @date AND deleted_change IS NULL
    AND id NOT IN (SELECT id FROM txn INDEXED BY txn_reconciled_by_account
      WHERE account_id = @account AND date <= @date AND status = 'reconciled' AND deleted_change IS NULL)
  ORDER BY date DESC, id DESC`;

export function createReconcileRepository(db: Database) {
  const counts = (accountId: string, date: string): { open: number } =>
    db
      .sql<{ open: number }>(
        `SELECT (SELECT count(*) FROM txn INDEXED BY txn_by_account
             WHERE account_id = @account AND date <= @date AND deleted_change IS NULL)
           - (SELECT count(*) FROM txn INDEXED BY txn_reconciled_by_account
             WHERE account_id = @account AND date <= @date AND status = 'reconciled' AND deleted_change IS NULL) AS open`,
      )
      .get({ account: idToBytes(accountId), date }) ?? { open: 0 };

  return {
    account: (id: string) =>
      db
        .sql<{ name: string; currency: string; opening: number }>(
          `SELECT name, currency, opening_balance_minor AS opening FROM account WHERE id = ? AND deleted_change IS NULL`,
        )
        .get(idToBytes(id)),

    /** Another with every change of the ledger. */
    lastChange: (): string =>
      db.sql<{ hlc: string }>('SELECT hlc FROM change_log ORDER BY id DESC LIMIT 1').get()?.hlc ?? '',

    list: (accountId: string): Reconciliation[] =>
      db
        .sql<ReconciliationRow>(
          'SELECT * FROM reconciliation WHERE account_id = ? AND deleted_change IS NULL ORDER BY date DESC, id DESC',
        )
        .all(idToBytes(accountId))
        .map(toReconciliation),

    /** The sum of what was reconciled up to the day. */
    reconciledSum: (accountId: string, date: string): number =>
      db
        .sql<{ sum: number }>(
          `SELECT coalesce(sum(amount_minor), 0) AS sum FROM txn INDEXED BY txn_reconciled_by_account
           WHERE account_id = ? AND date <= ? AND status = 'reconciled' AND deleted_change IS NULL`,
        )
        .get(idToBytes(accountId), date)?.sum ?? 0,

    /** Not reconciled, up to the day, newest first. */
    openIds(accountId: string, date: string, limit: number): Buffer[] {
      const account = idToBytes(accountId);
      // The day up to which reconciled ones may be: before it, few are open.
      const last =
        db
          .sql<{ date: string }>(
            `SELECT date FROM txn INDEXED BY txn_reconciled_by_account
             WHERE account_id = ? AND date <= ? AND status = 'reconciled' AND deleted_change IS NULL
             ORDER BY date DESC LIMIT 1`,
          )
          .get(account, date)?.date ?? '';
      const recent = db.sql<{ id: Buffer }>(`${RECENT_SQL} LIMIT @limit`).all({ account, after: last, date, limit });
      const rest = limit - recent.length;
      const older =
        rest > 0 && last !== '' && counts(accountId, last).open > 0
          ? db.sql<{ id: Buffer }>(`${OLDER_SQL} LIMIT @limit`).all({ account, date: last, limit: rest })
          : [];
      return [...recent, ...older].map((row) => row.id);
    },

    openCount: (accountId: string, date: string): number => counts(accountId, date).open,

    rows: (ids: Buffer[]): ReconcileRow[] =>
      db
        .sql<SheetRow>(
          `SELECT ${ROW} WHERE t.id IN (SELECT unhex(value) FROM json_each(?)) ORDER BY t.date, t.id`,
        )
        .all(JSON.stringify(ids.map((id) => id.toString('hex'))))
        .map(toRow),

    /** Not reconciled, after the day and up to another. */
    openBetween: (accountId: string, after: string, to: string): ReconcileRow[] =>
      db
        .sql<SheetRow>(
          `SELECT ${ROW} WHERE t.account_id = ? AND t.date > ? AND t.date <= ? AND t.deleted_change IS NULL
             AND t.status <> 'reconciled' ORDER BY t.date, t.id LIMIT 200`,
        )
        .all(idToBytes(accountId), after, to)
        .map(toRow),

    /** Once found on a statement of the account, and since unlocked or deleted. */
    changedSince: (accountId: string): ReconcileRow[] =>
      db
        .sql<SheetRow>(
          `SELECT ${ROW} WHERE t.reconciliation_id IN (
             SELECT id FROM reconciliation WHERE account_id = ? AND deleted_change IS NULL)
             AND (t.status <> 'reconciled' OR t.deleted_change IS NOT NULL) ORDER BY t.date DESC LIMIT 20`,
        )
        .all(idToBytes(accountId))
        .map(toRow),

    /** What a bank's file stated last, after a day. */
    stated(accountId: string, after: string): Statement | null {
      const row = db
        .sql<{ date: string; stated_minor: number }>(
          `SELECT date, stated_minor FROM balance_check
           WHERE account_id = ? AND date > ? AND kind = 'closing' AND deleted_change IS NULL ORDER BY date DESC LIMIT 1`,
        )
        .get(idToBytes(accountId), after);
      return row ? { accountId, date: row.date, balanceMinor: row.stated_minor } : null;
    },
  };
}

function toReconciliation(row: ReconciliationRow): Reconciliation {
  return {
    id: idFromBytes(row.id),
    date: row.date,
    balanceMinor: row.balance_minor,
    transactions: row.txn_count,
    adjustmentMinor: row.adjustment_minor,
    finishedAt: row.finished_at,
  };
}

function toRow(row: SheetRow): ReconcileRow {
  return {
    id: idFromBytes(row.id),
    date: row.date,
    payee: row.payee,
    note: row.note,
    amountMinor: row.amount_minor,
    status: row.status,
  };
}
