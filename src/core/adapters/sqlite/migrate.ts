import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type SQLite from 'better-sqlite3';
import { DomainError } from '#shared/contract/errors.ts';

export interface Migration {
  version: number;
  name: string;
  sql: string;
}

/** `NNNN_name.sql` in ascending order, without gaps. */
export function readMigrations(dir: string): Migration[] {
  const migrations = readdirSync(dir)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => ({ version: Number(file.slice(0, 4)), name: file, sql: readFileSync(join(dir, file), 'utf8') }));
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1) throw new Error(`Migration ${migration.name} is out of order.`);
  });
  return migrations;
}

/** @throws DomainError CONFLICT when the file is of a newer version than any known migration. */
export function pendingMigrations(connection: SQLite.Database, dir: string): Migration[] {
  const known = readMigrations(dir);
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (version > known.length) {
    throw new DomainError(
      'CONFLICT',
      `This ledger was written by a newer version of Saldo (format ${version}; this one reads up to ${known.length}). ` +
        'Nothing was changed. Update Saldo to open it.',
    );
  }
  return known.slice(version);
}

/** Each migration in one transaction with its version. Answers the version reached. */
export function migrate(connection: SQLite.Database, pending: Migration[]): number {
  for (const migration of pending) {
    connection.transaction(() => {
      connection.exec(migration.sql);
      connection.pragma(`user_version = ${migration.version}`);
    })();
  }
  return Number(connection.pragma('user_version', { simple: true }));
}
