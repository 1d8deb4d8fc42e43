import type { RegisterRow } from '#shared/contract/accounts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { Transaction } from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';
import { readPage } from '../transactions/read-page.ts';
import { sumBefore } from './balances.ts';

/** Newest first; each row with what came after it on the page taken off the balance that the page begins with. */
export const REGISTER_SQL = `SELECT id, @start - coalesce(sum(amount_minor) OVER (
    ORDER BY date DESC, id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS balance
  FROM (SELECT id, date, amount_minor FROM txn INDEXED BY txn_by_account
    WHERE account_id = @account AND deleted_change IS NULL AND (date, id) < (@date, @id)
    ORDER BY date DESC, id DESC LIMIT @limit)`;

const AFTER_ALL = { date: '9999-12-31', id: new Uint8Array(16).fill(0xff) };

/** A page of an account's transactions, each with the balance after it. `cursor` is what the page before answered. */
export function readRegister(db: Database, accountId: string, cursor: string | null, limit: number) {
  const account = db
    .sql<{ opening: number; moved: number }>(
      `SELECT a.opening_balance_minor AS opening, coalesce(t.amount_minor, 0) AS moved
       FROM account a LEFT JOIN account_total t ON t.account_id = a.id WHERE a.id = ? AND a.deleted_change IS NULL`,
    )
    .get(idToBytes(accountId));
  if (!account) throw new DomainError('NOT_FOUND', 'That account is not there any more.');
  const after = parseCursor(cursor);
  const start = account.opening + (after ? sumBefore(db, idToBytes(accountId), after) : account.moved);
  const balances = new Map(
    db
      .sql<{ id: Buffer; balance: number }>(REGISTER_SQL)
      .all({ account: idToBytes(accountId), start, limit, ...(after ?? AFTER_ALL) })
      .map((row) => [idFromBytes(row.id), row.balance]),
  );
  const page = readPage(db, { accountIds: [accountId] }, cursor, limit);
  const withBalance = (row: Transaction): RegisterRow => {
    const balanceMinor = balances.get(row.id);
    if (balanceMinor === undefined) throw new Error('The register and the list differ.');
    return { ...row, balanceMinor };
  };
  return { rows: page.rows.map(withBalance), nextCursor: page.nextCursor };
}

function parseCursor(cursor: string | null): { date: string; id: Uint8Array } | null {
  const [date, id] = (cursor ?? '').split('|');
  return date && id ? { date, id: idToBytes(id) } : null;
}
