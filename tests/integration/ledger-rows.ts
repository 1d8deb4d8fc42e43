/** What a ledger file holds, read beside the app: to compare before, after, undone and done again. */
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect } from 'vitest';
import type { SaldoApp } from '../../src/core/create-app.ts';

/** Tables of history and sums, which no undo brings back to the letter. */
const OTHER = ['change_log', 'change_subject', 'monthly_summary', 'account_total', 'setting', 'job', 'job_run', 'notification', 'reminder'];

function read<T>(folder: string, look: (db: SQLite.Database) => T): T {
  const db = new SQLite(join(folder, 'ledger.sqlite'), { readonly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** Every row that stands, of every table but those of `without`. */
export function ledgerRows(folder: string, without: string[] = []): Record<string, unknown[]> {
  return read(folder, (db) => {
    const tables = db
      .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'description_text%' ORDER BY name`)
      .all() as { name: string }[];
    return Object.fromEntries(
      tables
        .filter(({ name }) => !OTHER.includes(name) && !without.includes(name))
        .map(({ name }) => {
          const columns = (db.prepare('SELECT name FROM pragma_table_info(?)').all(name) as { name: string }[]).map((c) => c.name);
          const stands = columns.includes('deleted_change') ? 'WHERE deleted_change IS NULL' : '';
          return [name, db.prepare(`SELECT * FROM ${name} ${stands} ORDER BY 1, 2`).all()];
        }),
    );
  });
}

/** The kept monthly sums. */
function keptLedgerSummary(folder: string): unknown[] {
  return read(folder, (db) =>
    db
      .prepare(
        `SELECT month, hex(account_id) AS account, currency, category_id, in_minor, out_minor, allocation_count AS n,
           review_count AS review FROM monthly_summary WHERE allocation_count <> 0 ORDER BY 1, 2, 3, 4`,
      )
      .all(),
  );
}

/** The same, from the rows alone. */
function recomputedLedgerSummary(folder: string): unknown[] {
  return read(folder, (db) =>
    db
      .prepare(
        `SELECT substr(date, 1, 7) AS month, hex(account_id) AS account, currency, coalesce(category_id, '') AS category_id,
           sum(max(amount_minor, 0)) AS in_minor, sum(max(-amount_minor, 0)) AS out_minor, count(*) AS n, sum(review) AS review
         FROM allocation GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      )
      .all(),
  );
}

/** Does something, undoes it and does it again; compares every table but those of `without`, and the sums with the rows. */
export function reversibleIn(app: SaldoApp, folder: string) {
  const sumsHold = (): void => expect(keptLedgerSummary(folder)).toEqual(recomputedLedgerSummary(folder));
  return async <T>(act: () => Promise<T>, without: string[] = []): Promise<T> => {
    const before = ledgerRows(folder, without);
    const done = await act();
    const after = ledgerRows(folder, without);
    sumsHold();
    await app.services.history.undo(undefined);
    expect(ledgerRows(folder, without)).toEqual(before);
    sumsHold();
    await app.services.history.redo();
    expect(ledgerRows(folder, without)).toEqual(after);
    sumsHold();
    return done;
  };
}
