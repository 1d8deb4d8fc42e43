import type { AccountKind } from '#shared/contract/accounts.ts';
import { addDays, daysInMonth, firstDayOf, lastDayOf, monthNumber, yearOf, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import type { Database } from '../../ledger/database.ts';

export interface FlowRow {
  date: PlainDate;
  amount: number;
  currency: string;
  category: string | null;
  payee: Buffer;
}

export interface AccountFlowRow {
  date: PlainDate;
  amount: number;
  currency: string;
  category: string | null;
  payee: Buffer;
  transfer_id: Buffer | null;
}

export interface ForecastCategory {
  id: string;
  name: string;
  kind: 'income' | 'transfer' | 'expense';
  color: string;
}

export interface ForecastAccount {
  id: Buffer;
  name: string;
  kind: AccountKind;
  currency: string;
  balance: number;
  closed_on: string | null;
}

export interface MadeForecast {
  month: PlainMonth;
  kind: 'total' | 'category' | 'income';
  category_id: string;
  made_on: PlainDate;
  currency: string;
  expected_minor: number;
  low80_minor: number;
  high80_minor: number;
  low95_minor: number;
  high95_minor: number;
}

export interface CachedForecast {
  stamp: string;
  fingerprint: string;
  payload: string;
}

export interface DateWindow {
  from: PlainDate;
  to: PlainDate;
}

/** Rows that one statement may read: well under the time that a window would miss. */
const ROWS_A_STATEMENT = 1500;

export function createForecastRepository(db: Database) {
  return {
    /** Of the last change; a restored ledger has others. */
    lastChange(): string {
      return db.sql<{ hlc: string }>('SELECT hlc FROM change_log ORDER BY id DESC LIMIT 1').get()?.hlc ?? '';
    },

    /** Stretches of days from `from` on, each of which can be read in one go. */
    windows(from: PlainMonth): DateWindow[] {
      return db
        .sql<{ month: PlainMonth; n: number }>(
          'SELECT month, sum(allocation_count) AS n FROM monthly_summary WHERE month >= ? GROUP BY month HAVING n > 0 ORDER BY month',
        )
        .all(from)
        .flatMap(({ month, n }) => splitMonth(month, Math.ceil(n / ROWS_A_STATEMENT)));
    },

    /** What was booked under categories; parts of split transactions apart. */
    flows({ from, to }: DateWindow): FlowRow[] {
      return db
        .sql<FlowRow>(
          `SELECT t.date, t.amount_minor AS amount, t.currency, t.category_id AS category, coalesce(t.payee_id, d.payee_id) AS payee
           FROM txn t JOIN description d ON d.id = t.description_id
           WHERE t.date BETWEEN @from AND @to AND t.deleted_change IS NULL AND t.split_count = 0
           UNION ALL
           SELECT t.date, s.amount_minor, t.currency, s.category_id, coalesce(t.payee_id, d.payee_id)
           FROM txn t JOIN description d ON d.id = t.description_id
             JOIN split s ON s.txn_id = t.id AND s.deleted_change IS NULL
           WHERE t.date BETWEEN @from AND @to AND t.deleted_change IS NULL AND t.split_count > 0
           ORDER BY 1`,
        )
        .all({ from, to });
    },

    /** What moved one account, whole transactions. */
    accountFlows(accountId: Uint8Array, { from, to }: DateWindow): AccountFlowRow[] {
      return db
        .sql<AccountFlowRow>(
          `SELECT t.date, t.amount_minor AS amount, t.currency, t.category_id AS category, t.transfer_id,
             coalesce(t.payee_id, d.payee_id) AS payee
           FROM txn t JOIN description d ON d.id = t.description_id
           WHERE t.account_id = ? AND t.date BETWEEN ? AND ? AND t.deleted_change IS NULL ORDER BY t.date, t.id`,
        )
        .all(accountId, from, to);
    },

    /** What is booked for days after `today`. */
    bookedAfter(accountId: Uint8Array, today: PlainDate): number {
      return (
        db
          .sql<{ sum: number | null }>('SELECT sum(amount_minor) AS sum FROM txn WHERE account_id = ? AND date > ? AND deleted_change IS NULL')
          .get(accountId, today)?.sum ?? 0
      );
    },

    accounts(): ForecastAccount[] {
      return db
        .sql<ForecastAccount>(
          `SELECT a.id, a.name, a.kind, a.currency, a.closed_on, a.opening_balance_minor + coalesce(t.amount_minor, 0) AS balance
           FROM account a LEFT JOIN account_total t ON t.account_id = a.id WHERE a.deleted_change IS NULL ORDER BY a.position, a.id`,
        )
        .all();
    },

    categories(): Map<string, ForecastCategory> {
      return new Map(
        db.sql<ForecastCategory>('SELECT id, name, kind, color FROM category').all().map((category) => [category.id, category]),
      );
    },

    /** By id in hex. */
    payeeNames(ids: readonly string[]): Map<string, string> {
      return new Map(
        db
          .sql<{ id: string; name: string }>('SELECT wanted.value AS id, p.name FROM json_each(?) wanted JOIN payee p ON p.id = unhex(wanted.value)')
          .all(JSON.stringify(ids))
          .map(({ id, name }) => [id, name]),
      );
    },

    cached(name: string): CachedForecast | undefined {
      return db.sql<CachedForecast>('SELECT stamp, fingerprint, payload FROM forecast_cache WHERE name = ?').get(name);
    },

    keep(name: string, { stamp, fingerprint, payload }: CachedForecast): void {
      db.sql('INSERT OR REPLACE INTO forecast_cache (name, stamp, fingerprint, payload) VALUES (?, ?, ?, ?)').run(name, stamp, fingerprint, payload);
    },

    restamp(name: string, stamp: string): void {
      db.sql('UPDATE forecast_cache SET stamp = ? WHERE name = ?').run(stamp, name);
    },

    /** Balances of accounts that nobody asked for today. */
    dropOthers(prefix: string, stamp: string): void {
      db.sql(`DELETE FROM forecast_cache WHERE name LIKE ? || '%' AND stamp <> ?`).run(prefix, stamp);
    },

    wasMadeIn(month: PlainMonth): boolean {
      return db.sql('SELECT 1 FROM forecast_made WHERE made_in = ? LIMIT 1').get(month) !== undefined;
    },

    keepMade(madeIn: PlainMonth, made: readonly MadeForecast[]): void {
      const insert = db.sql(
        `INSERT OR REPLACE INTO forecast_made (month, kind, category_id, made_in, made_on, currency, expected_minor, low80_minor,
           high80_minor, low95_minor, high95_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const one of made) {
        insert.run(
          one.month, one.kind, one.category_id, madeIn, one.made_on, one.currency, one.expected_minor, one.low80_minor,
          one.high80_minor, one.low95_minor, one.high95_minor,
        );
      }
    },

    /** For each month and series the last one made before the month began. */
    madeBefore(from: PlainMonth, currency: string): MadeForecast[] {
      return db
        .sql<MadeForecast>(
          `SELECT m.* FROM forecast_made m
           WHERE m.month >= @from AND m.currency = @currency AND m.made_in = (
             SELECT max(o.made_in) FROM forecast_made o
             WHERE o.month = m.month AND o.kind = m.kind AND o.category_id = m.category_id AND o.made_in < o.month
           ) ORDER BY m.month`,
        )
        .all({ from, currency });
    },
  };
}

function splitMonth(month: PlainMonth, parts: number): DateWindow[] {
  if (parts <= 1) return [{ from: firstDayOf(month), to: lastDayOf(month) }];
  const days = daysInMonth(yearOf(month), monthNumber(month));
  const each = Math.max(1, Math.ceil(days / parts));
  const windows: DateWindow[] = [];
  for (let first = 0; first < days; first += each) {
    const from = addDays(firstDayOf(month), first);
    const to = addDays(from, each - 1);
    windows.push({ from, to: to < lastDayOf(month) ? to : lastDayOf(month) });
  }
  return windows;
}
