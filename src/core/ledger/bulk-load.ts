/**
 * Index upkeep is half of what inserting a transaction costs, since dates arrive in order but amounts, categories and
 * descriptions do not. When a batch is large beside what the ledger holds, building the indexes anew from sorted rows
 * is cheaper. All of it happens inside the batch's own SQLite transaction: it is rolled back or committed with the rows.
 */
import type { Database } from './database.ts';

/** Those that every imported row is in; the others are partial and small. */
const WIDE_INDEXES = ['txn_by_date', 'txn_by_account', 'txn_by_category', 'txn_by_description', 'txn_by_size'];

/** Measured: 14 µs a row to keep them, 4 µs for each row of the ledger to build them anew. */
const WORTH_IT_FROM = 5_000;
const SHARE_OF_LEDGER = 0.4;

/**
 * Takes the wide indexes away if that is worth it for `rows` new transactions, and answers a generator that brings
 * them back, pausing between one and the next. Run it before anything reads the transactions.
 */
export function suspendIndexes(db: Database, rows: number): () => Generator<void, void> {
  const held = db.sql<{ n: number }>('SELECT coalesce(sum(txn_count), 0) AS n FROM account_total').get()?.n ?? 0;
  if (rows < WORTH_IT_FROM || rows < held * SHARE_OF_LEDGER) return function* () {};
  const indexes = db
    .sql<{ name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(WIDE_INDEXES));
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  return function* () {
    for (const { sql } of indexes) {
      db.exec(sql);
      yield;
    }
  };
}
