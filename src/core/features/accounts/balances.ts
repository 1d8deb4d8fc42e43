/**
 * What an account held at the end of a day, from the kept sums: `monthly_summary` has whole months, so at most the rows
 * of one month are added up, however many there are before. Minor units of the account's currency.
 */
import { lastDayOf, monthOf } from '#shared/dates.ts';
import type { Database } from '../../ledger/database.ts';

/** The sum of the account's transactions up to and with the day, without its opening balance. */
export function sumUpTo(db: Database, accountId: Uint8Array, date: string): number {
  const month = monthOf(date);
  if (date === lastDayOf(month)) return sumOfMonths(db, accountId, '<=', month);
  const inMonth = db
    .sql<{ sum: number }>(
      `SELECT coalesce(sum(amount_minor), 0) AS sum FROM txn INDEXED BY txn_by_account
       WHERE account_id = ? AND date BETWEEN ? AND ? AND deleted_change IS NULL`,
    )
    .get(accountId, `${month}-01`, date);
  return sumOfMonths(db, accountId, '<', month) + (inMonth?.sum ?? 0);
}

/** The sum of the transactions that a register, newest first, shows after (date, id). */
export function sumBefore(db: Database, accountId: Uint8Array, cursor: { date: string; id: Uint8Array }): number {
  const month = monthOf(cursor.date);
  const inMonth = db
    .sql<{ sum: number }>(
      `SELECT coalesce(sum(amount_minor), 0) AS sum FROM txn INDEXED BY txn_by_account
       WHERE account_id = @account AND date >= @first AND (date, id) < (@date, @id) AND deleted_change IS NULL`,
    )
    .get({ account: accountId, first: `${month}-01`, date: cursor.date, id: cursor.id });
  return sumOfMonths(db, accountId, '<', month) + (inMonth?.sum ?? 0);
}

function sumOfMonths(db: Database, accountId: Uint8Array, compare: '<' | '<=', month: string): number {
  return (
    db
      .sql<{ sum: number }>(
        `SELECT coalesce(sum(in_minor - out_minor), 0) AS sum FROM monthly_summary INDEXED BY monthly_summary_by_account
         WHERE account_id = ? AND month ${compare} ?`,
      )
      .get(accountId, month)?.sum ?? 0
  );
}
