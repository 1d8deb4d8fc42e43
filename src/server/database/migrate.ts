/**
 * Brings the database to the newest schema: the files of migrations/server in order, each in one transaction with its
 * line in `schema_migration`. Several processes may start at once; an advisory lock lets one do it while the others wait.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ConfigError } from '../config/config-error.ts';

/** Any number that no other program uses on the same database. */
const LOCK = 5_417_250_036;

export const migrationsFolder = join(import.meta.dirname, '..', '..', '..', 'migrations', 'server');

interface Migration {
  name: string;
  sql: string;
  hash: string;
}

/** Answers the names of the migrations it ran. @throws ConfigError when the database is newer than this program. */
export async function migrate(url: string, folder: string = migrationsFolder): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'saldo-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(
      `CREATE TABLE IF NOT EXISTS schema_migration (
         name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const applied = await client.query<{ name: string; hash: string }>('SELECT name, hash FROM schema_migration');
    const known = readMigrations(folder);
    refuseForeign(known, applied.rows);
    const done = new Set(applied.rows.map(({ name }) => name));
    const ran: string[] = [];
    for (const migration of known.filter(({ name }) => !done.has(name))) {
      await run(client, migration);
      ran.push(migration.name);
    }
    return ran;
  } finally {
    await client.end();
  }
}

async function run(client: pg.Client, { name, sql, hash }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query('INSERT INTO schema_migration (name, hash) VALUES ($1, $2)', [name, hash]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function refuseForeign(known: readonly Migration[], applied: readonly { name: string; hash: string }[]): void {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  const unknown = applied.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  if (unknown.length > 0) {
    throw new ConfigError([`The database was made by a newer Saldo (it has ${unknown.join(', ')}). Start that version or a later one.`]);
  }
  const changed = applied.filter(({ name, hash }) => byName.get(name)?.hash !== hash).map(({ name }) => name);
  if (changed.length > 0) {
    throw new ConfigError([`Migrations were changed after they ran: ${changed.join(', ')}. Changes go into a new migration.`]);
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      return { name: file.slice(0, -'.sql'.length), sql, hash: createHash('sha256').update(sql).digest('hex') };
    });
}
