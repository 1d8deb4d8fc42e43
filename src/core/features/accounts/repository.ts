import type { Account, Valuation } from '#shared/contract/accounts.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

interface AccountRow {
  id: Buffer;
  name: string;
  kind: Account['kind'];
  currency: string;
  institution: string | null;
  number: string | null;
  note: string;
  opening_balance_minor: number;
  opened_on: string | null;
  closed_on: string | null;
  position: number;
  amount_minor: number;
  txn_count: number;
  valued_on: string | null;
  value_minor: number | null;
}

interface ValuationRow {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  note: string;
}

// Only accounts that have a value pay for the sum of what came after it.
const SELECT = `SELECT a.*, coalesce(t.amount_minor, 0) AS amount_minor, coalesce(t.txn_count, 0) AS txn_count,
    v.date AS valued_on, CASE WHEN v.date IS NOT NULL THEN v.amount_minor + coalesce((
      SELECT sum(x.amount_minor) FROM txn x INDEXED BY txn_by_account
      WHERE x.account_id = a.id AND x.date > v.date AND x.deleted_change IS NULL), 0) END AS value_minor
  FROM account a LEFT JOIN account_total t ON t.account_id = a.id
    LEFT JOIN valuation v ON v.id = (SELECT id FROM valuation l WHERE l.account_id = a.id AND l.deleted_change IS NULL
      ORDER BY l.date DESC LIMIT 1)
  WHERE a.deleted_change IS NULL`;

export function createAccountRepository(db: Database) {
  return {
    list: (): Account[] => db.sql<AccountRow>(`${SELECT} ORDER BY a.position, a.id`).all().map(toAccount),

    find(id: string): Account | null {
      const row = db.sql<AccountRow>(`${SELECT} AND a.id = ?`).get(idToBytes(id));
      return row ? toAccount(row) : null;
    },

    nextPosition: (): number =>
      db.sql<{ n: number }>('SELECT coalesce(max(position), 0) + 1 AS n FROM account').get()?.n ?? 1,

    /** The day of its latest transaction, future ones included. */
    lastActivity: (id: string): string | null =>
      db
        .sql<{ date: string }>(
          `SELECT date FROM txn INDEXED BY txn_by_account WHERE account_id = ? AND deleted_change IS NULL
           ORDER BY date DESC, id DESC LIMIT 1`,
        )
        .get(idToBytes(id))?.date ?? null,

    lastReconciled: (id: string): string | null =>
      db
        .sql<{ date: string | null }>(
          'SELECT max(date) AS date FROM reconciliation WHERE account_id = ? AND deleted_change IS NULL',
        )
        .get(idToBytes(id))?.date ?? null,

    valuations: (accountId: string): Valuation[] =>
      db
        .sql<ValuationRow>('SELECT * FROM valuation WHERE account_id = ? AND deleted_change IS NULL ORDER BY date DESC')
        .all(idToBytes(accountId))
        .map(toValuation),

    findValuation(id: string): Valuation | null {
      const row = db.sql<ValuationRow>('SELECT * FROM valuation WHERE id = ? AND deleted_change IS NULL').get(idToBytes(id));
      return row ? toValuation(row) : null;
    },

    valuationOn: (accountId: string, date: string): Buffer | null =>
      db
        .sql<{ id: Buffer }>('SELECT id FROM valuation WHERE account_id = ? AND date = ? AND deleted_change IS NULL')
        .get(idToBytes(accountId), date)?.id ?? null,
  };
}

function toAccount(row: AccountRow): Account {
  const balanceMinor = row.opening_balance_minor + row.amount_minor;
  return {
    id: idFromBytes(row.id),
    name: row.name,
    kind: row.kind,
    currency: row.currency,
    institution: row.institution,
    number: row.number,
    note: row.note,
    openingBalanceMinor: row.opening_balance_minor,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    position: row.position,
    balanceMinor,
    valueMinor: row.value_minor ?? balanceMinor,
    valuedOn: row.valued_on,
    transactionCount: row.txn_count,
  };
}

function toValuation(row: ValuationRow): Valuation {
  return {
    id: idFromBytes(row.id),
    accountId: idFromBytes(row.account_id),
    date: row.date,
    amountMinor: row.amount_minor,
    note: row.note,
  };
}
