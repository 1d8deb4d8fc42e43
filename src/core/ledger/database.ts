/** The part of a SQLite connection that the ledger uses; `adapters/sqlite` implements it with better-sqlite3. */

/** 16-byte ids are written as Uint8Array and read as Buffer. */
export type SqlValue = string | number | null | Uint8Array;
/** For `?`, for `@name`, or for both in one statement (then those of `?` in an array). */
export type SqlParams = SqlValue[] | [Record<string, SqlValue>] | [SqlValue[], Record<string, SqlValue>];

export interface Statement<Row> {
  run(...params: SqlParams): { changes: number; lastInsertRowid: number | bigint };
  get(...params: SqlParams): Row | undefined;
  all(...params: SqlParams): Row[];
  iterate(...params: SqlParams): IterableIterator<Row>;
}

export interface Database {
  /** Statements are cached by their text. */
  sql<Row = unknown>(text: string): Statement<Row>;
  exec(text: string): void;
}

/** Writes go through one connection; reads have their own and see only what is committed. */
export interface LedgerFile {
  path: string;
  schemaVersion: number;
  read: Database;
  write: Database;
  /** The ledger as it is now, on a connection of its own: for reading much of it while others write. Close it soon. */
  snapshot(): { db: Database; close(): void };
  close(): void;
}
