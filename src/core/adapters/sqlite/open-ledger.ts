import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Database, LedgerFile, Statement } from '../../ledger/database.ts';
import type { Logger } from '../../ports.ts';
import { migrate, pendingMigrations } from './migrate.ts';

/** Statements slower than this are written down, by their text alone (parameters hold private data). */
const SLOW_MS = 40;

/**
 * Opens or creates a ledger file and brings it to the newest schema, after copying it beside itself.
 * @throws DomainError CONFLICT when the file was written by a newer Saldo.
 */
export function openLedger(path: string, migrationsDir: string, logger: Logger): LedgerFile {
  mkdirSync(dirname(path), { recursive: true });
  const isNew = !existsSync(path);
  const writer = new SQLite(path);
  try {
    configure(writer);
    const pending = pendingMigrations(writer, migrationsDir);
    if (!isNew && pending.length > 0) {
      writer.pragma('wal_checkpoint(TRUNCATE)');
      copyFileSync(path, `${path}.before-${String(pending[0]?.version).padStart(4, '0')}`);
    }
    const schemaVersion = migrate(writer, pending);
    const reader = new SQLite(path, { readonly: true });
    configure(reader);
    return {
      path,
      schemaVersion,
      read: asDatabase(reader, logger),
      write: asDatabase(writer, logger),
      snapshot() {
        const connection = new SQLite(path, { readonly: true });
        configure(connection);
        connection.exec('BEGIN');
        // The first read is what fixes the state that is seen from then on.
        connection.prepare('SELECT 1 FROM sqlite_schema').get();
        return { db: asDatabase(connection, logger), close: () => connection.close() };
      },
      close() {
        reader.close();
        writer.pragma('optimize');
        writer.close();
      },
    };
  } catch (error) {
    writer.close();
    throw error;
  }
}

function configure(connection: SQLite.Database): void {
  if (!connection.readonly) connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  connection.pragma('temp_store = MEMORY');
  connection.pragma('busy_timeout = 5000');
}

function asDatabase(connection: SQLite.Database, logger: Logger): Database {
  const cache = new Map<string, Statement<unknown>>();
  return {
    sql<Row>(text: string) {
      let statement = cache.get(text);
      if (!statement) {
        statement = timed(connection.prepare(text) as unknown as Statement<unknown>, text, logger);
        cache.set(text, statement);
      }
      return statement as Statement<Row>;
    },
    exec(text) {
      connection.exec(text);
    },
  };
}

function timed(statement: Statement<unknown>, text: string, logger: Logger): Statement<unknown> {
  const watch = <T>(run: () => T): T => {
    const started = performance.now();
    const result = run();
    const ms = performance.now() - started;
    if (ms > SLOW_MS) logger.warn('slow-statement', { ms: Math.round(ms), sql: text });
    return result;
  };
  return {
    run: (...params) => watch(() => statement.run(...params)),
    get: (...params) => watch(() => statement.get(...params)),
    all: (...params) => watch(() => statement.all(...params)),
    iterate: (...params) => statement.iterate(...params),
  };
}
