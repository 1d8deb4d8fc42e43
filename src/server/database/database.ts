/** The connection pool and drizzle over it. */
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import pg from 'pg';

/** What repositories take: the pool, or a transaction on it. */
export type Database = PgDatabase<NodePgQueryResultHKT, Record<string, never>>;

export interface DatabaseHandle {
  db: NodePgDatabase<Record<string, never>>;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** `onIdleError` hears of connections that break while nobody uses them; the pool replaces them by itself. */
export function openDatabase(url: string, { max, onIdleError }: { max: number; onIdleError(error: Error): void }): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'saldo-server',
    // A statement that runs longer is a defect; it must not hold a connection for ever.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on('error', onIdleError);
  return { db: drizzle(pool), pool, close: () => pool.end() };
}

/** Whether an error of the driver says that a unique index already holds such a row; `constraint` narrows it to one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof pg.DatabaseError) || cause.code !== '23505') return false;
  return constraint === undefined || cause.constraint === constraint;
}
