import { firstDayOf, lastDayOf, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import type { Database } from '../../ledger/database.ts';

export interface BookingRow {
  id: Buffer;
  date: PlainDate;
  amount: number;
  currency: string;
  category: string | null;
  payee: Buffer;
  payee_name: string;
}

export interface CategoryRow {
  id: string;
  parent_id: string | null;
  name: string;
  kind: 'income' | 'transfer' | 'expense';
  color: string;
}

export interface MonthRow {
  month: PlainMonth;
  currency: string;
  category_id: string;
  money_in: number;
  money_out: number;
}

export function createInsightRepository(db: Database) {
  return {
    categories: (): Map<string, CategoryRow> =>
      new Map(db.sql<CategoryRow>('SELECT id, parent_id, name, kind, color FROM category').all().map((row) => [row.id, row])),

    /** Who is paid is known by the payee, else by the merchant in the bank's words. */
    bookings(month: PlainMonth): BookingRow[] {
      return db
        .sql<BookingRow>(
          `SELECT t.id, t.date, t.amount_minor AS amount, t.currency, t.category_id AS category, p.id AS payee, p.name AS payee_name
           FROM txn t JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = coalesce(t.payee_id, d.payee_id)
           WHERE t.date BETWEEN @from AND @to AND t.deleted_change IS NULL AND t.split_count = 0
           UNION ALL
           SELECT t.id, t.date, s.amount_minor, t.currency, s.category_id, p.id, p.name
           FROM txn t JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = coalesce(t.payee_id, d.payee_id)
             JOIN split s ON s.txn_id = t.id AND s.deleted_change IS NULL
           WHERE t.date BETWEEN @from AND @to AND t.deleted_change IS NULL AND t.split_count > 0
           ORDER BY 2`,
        )
        .all({ from: firstDayOf(month), to: lastDayOf(month) });
    },

    months: (from: PlainMonth, to: PlainMonth): MonthRow[] =>
      db
        .sql<MonthRow>(
          `SELECT month, currency, category_id, sum(in_minor) AS money_in, sum(out_minor) AS money_out FROM monthly_summary
           WHERE month BETWEEN ? AND ? GROUP BY month, currency, category_id`,
        )
        .all(from, to),

    /** By day, so that a report may begin and end anywhere. */
    days: (from: PlainDate, to: PlainDate): { date: PlainDate; currency: string; category_id: string; amount: number; money_in: number }[] =>
      db
        .sql<{ date: PlainDate; currency: string; category_id: string; amount: number; money_in: number }>(
          `SELECT date, currency, coalesce(category_id, '') AS category_id, sum(amount_minor) AS amount, sum(max(amount_minor, 0)) AS money_in
           FROM allocation WHERE date BETWEEN ? AND ? GROUP BY date, currency, category_id`,
        )
        .all(from, to),

    firstDate: (): PlainDate | null =>
      db.sql<{ date: string }>('SELECT date FROM txn INDEXED BY txn_by_date WHERE deleted_change IS NULL ORDER BY date LIMIT 1').get()?.date ?? null,

    lastDate: (until: PlainDate): PlainDate | null =>
      db
        .sql<{ date: string }>('SELECT date FROM txn INDEXED BY txn_by_date WHERE deleted_change IS NULL AND date <= ? ORDER BY date DESC LIMIT 1')
        .get(until)?.date ?? null,

    lastChange: (): number => db.sql<{ id: number | null }>('SELECT max(id) AS id FROM change_log').get()?.id ?? 0,

    dismissals: (): { id: Buffer; key: string }[] =>
      db.sql<{ id: Buffer; key: string }>('SELECT id, insight_key AS key FROM insight_dismissal WHERE deleted_change IS NULL').all(),
  };
}
