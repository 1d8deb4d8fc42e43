import type { Account } from '#shared/contract/accounts.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

interface AccountRow {
  id: Buffer;
  name: string;
  kind: Account['kind'];
  currency: string;
  institution: string | null;
  opening_balance_minor: number;
  opened_on: string | null;
  closed_on: string | null;
  position: number;
  amount_minor: number;
  txn_count: number;
}

export function createAccountRepository(db: Database) {
  const select = `SELECT a.*, coalesce(t.amount_minor, 0) AS amount_minor, coalesce(t.txn_count, 0) AS txn_count
    FROM account a LEFT JOIN account_total t ON t.account_id = a.id WHERE a.deleted_change IS NULL`;
  return {
    list: (): Account[] => db.sql<AccountRow>(`${select} ORDER BY a.position, a.id`).all().map(toAccount),
    find(id: string): Account | null {
      const row = db.sql<AccountRow>(`${select} AND a.id = ?`).get(idToBytes(id));
      return row ? toAccount(row) : null;
    },
    nextPosition: (): number =>
      db.sql<{ n: number }>('SELECT coalesce(max(position), 0) + 1 AS n FROM account').get()?.n ?? 1,
    transactionIds: (id: string): Buffer[] =>
      db
        .sql<{ id: Buffer }>('SELECT id FROM txn WHERE account_id = ? AND deleted_change IS NULL')
        .all(idToBytes(id))
        .map((row) => row.id),
  };
}

function toAccount(row: AccountRow): Account {
  return {
    id: idFromBytes(row.id),
    name: row.name,
    kind: row.kind,
    currency: row.currency,
    institution: row.institution,
    openingBalanceMinor: row.opening_balance_minor,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    position: row.position,
    balanceMinor: row.opening_balance_minor + row.amount_minor,
    transactionCount: row.txn_count,
  };
}
