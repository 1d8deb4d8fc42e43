/**
 * What accounts counted for at the ends of days. Read from the kept monthly sums, so it costs the same with a thousand
 * or a million transactions; only the months in which a value was entered, or single days, are read row by row.
 *
 * An account counts for its latest valuation on or before the day plus its transactions after the valuation's day.
 * Without one it counts for its opening balance plus its transactions; the opening balance counts from the day the
 * account was opened, or from its first transaction when that is earlier, or always when neither is known.
 */
import type { AccountKind } from '#shared/contract/accounts.ts';
import { addDays, firstDayOf, lastDayOf, monthOf } from '#shared/dates.ts';
import { idFromBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

export interface AccountValues {
  id: string;
  kind: AccountKind;
  currency: string;
  /** One for each date, minor units. */
  values: number[];
}

interface AccountRow {
  id: Buffer;
  kind: AccountKind;
  currency: string;
  opening: number;
  opened_on: string | null;
}

/** @param dates ascending; all ends of months, or all single days in a row. */
export function accountValues(db: Database, dates: readonly string[]): AccountValues[] {
  const monthly = monthSums(db);
  const valuations = readValuations(db);
  const from = dates[0] ?? '';
  const endsOnly = dates.every((date) => date === lastDayOf(monthOf(date)));
  return db
    .sql<AccountRow>(
      `SELECT id, kind, currency, opening_balance_minor AS opening, opened_on FROM account
       WHERE deleted_change IS NULL ORDER BY position, id`,
    )
    .all()
    .map((account) => {
      const key = account.id.toString('hex');
      const months = monthly.get(key) ?? [];
      const firstMonth = months[0]?.month;
      const days = endsOnly ? [] : daySums(db, account.id, firstDayOf(monthOf(from)), dates.at(-1) ?? from);
      const sums = runningSums(months, days, endsOnly);
      const firstDay = firstMonth === undefined ? null : firstTransaction(db, account.id);
      const opened = earlier(account.opened_on, firstDay);
      const values = valuations.get(key) ?? [];
      let at = -1;
      let sumAtValuation = 0;
      return {
        id: idFromBytes(account.id),
        kind: account.kind,
        currency: account.currency,
        values: dates.map((date) => {
          while (at + 1 < values.length && (values[at + 1]?.date ?? '') <= date) {
            at += 1;
            sumAtValuation = sumOn(db, account.id, months, values[at]?.date ?? '');
          }
          const sum = sums(date);
          const valued = values[at];
          if (valued) return valued.amount + sum - sumAtValuation;
          return sum + (opened === null || opened <= date ? account.opening : 0);
        }),
      };
    });
}

interface MonthSum {
  month: string;
  sum: number;
}
interface DaySum {
  date: string;
  sum: number;
}

/** By account (hex), oldest first. */
function monthSums(db: Database): Map<string, MonthSum[]> {
  const found = new Map<string, MonthSum[]>();
  const rows = db
    .sql<{ account: Buffer; month: string; sum: number; n: number }>(
      `SELECT account_id AS account, month, sum(in_minor - out_minor) AS sum
       FROM monthly_summary INDEXED BY monthly_summary_by_account GROUP BY account_id, month ORDER BY account_id, month`,
    )
    .all();
  for (const { account, month, sum } of rows) {
    const key = account.toString('hex');
    const list = found.get(key);
    if (list) list.push({ month, sum });
    else found.set(key, [{ month, sum }]);
  }
  return found;
}

function readValuations(db: Database): Map<string, { date: string; amount: number }[]> {
  const found = new Map<string, { date: string; amount: number }[]>();
  const rows = db
    .sql<{ account: Buffer; date: string; amount: number }>(
      `SELECT account_id AS account, date, amount_minor AS amount FROM valuation WHERE deleted_change IS NULL
       ORDER BY account_id, date`,
    )
    .all();
  for (const { account, date, amount } of rows) {
    const key = account.toString('hex');
    found.set(key, [...(found.get(key) ?? []), { date, amount }]);
  }
  return found;
}

function daySums(db: Database, accountId: Uint8Array, from: string, to: string): DaySum[] {
  return db
    .sql<DaySum>(
      `SELECT date, sum(amount_minor) AS sum FROM txn INDEXED BY txn_by_account
       WHERE account_id = ? AND date BETWEEN ? AND ? AND deleted_change IS NULL GROUP BY date ORDER BY date`,
    )
    .all(accountId, from, to);
}

/** Answers the sum up to a date; dates must be asked for in ascending order. */
function runningSums(months: MonthSum[], days: DaySum[], endsOnly: boolean): (date: string) => number {
  let sum = 0;
  let nextMonth = 0;
  let nextDay = 0;
  let inMonth = 0;
  let current = '';
  return (date) => {
    const month = monthOf(date);
    if (month !== current) {
      inMonth = 0;
      current = month;
    }
    while (nextMonth < months.length && isBefore(months[nextMonth], month, endsOnly)) {
      sum += months[nextMonth]?.sum ?? 0;
      nextMonth += 1;
    }
    while (nextDay < days.length && (days[nextDay]?.date ?? '') <= date) {
      if (monthOf(days[nextDay]?.date ?? '') === month) inMonth += days[nextDay]?.sum ?? 0;
      nextDay += 1;
    }
    return sum + inMonth;
  };
}

function isBefore(entry: MonthSum | undefined, month: string, withMonth: boolean): boolean {
  return entry !== undefined && (withMonth ? entry.month <= month : entry.month < month);
}

/** The sum of transactions up to and with a day. */
function sumOn(db: Database, accountId: Uint8Array, months: MonthSum[], date: string): number {
  const month = monthOf(date);
  let sum = 0;
  for (const entry of months) if (entry.month < month) sum += entry.sum;
  for (const day of daySums(db, accountId, firstDayOf(month), date)) sum += day.sum;
  return sum;
}

function firstTransaction(db: Database, accountId: Uint8Array): string | null {
  return (
    db
      .sql<{ date: string }>(
        `SELECT date FROM txn INDEXED BY txn_by_account WHERE account_id = ? AND deleted_change IS NULL
         ORDER BY date, id LIMIT 1`,
      )
      .get(accountId)?.date ?? null
  );
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** `count` days that end with `today`. */
export function lastDays(today: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(today, index - count + 1));
}
