import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startEmbeddedCluster } from '../../../src/server/database/embedded-cluster.ts';
import { migrate, migrationsFolder } from '../../../src/server/database/migrate.ts';
import * as schema from '../../../src/server/database/schema/index.ts';
import { newDatabase } from './server-fixture.ts';

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

test('processes that start at once migrate once', async () => {
  const url = await newDatabase();
  const ran = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
  expect(await migrate(url)).toEqual([]);
});

test('a migration that was changed, or is not known here, is refused; one that fails leaves nothing behind', async () => {
  const url = await newDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'saldo-migrations-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(migrationsFolder, folder, { recursive: true });
  await migrate(url, folder);
  writeFileSync(join(folder, '9000_later.sql'), 'CREATE TABLE later (id integer); SELECT nonsense;');
  await expect(migrate(url, folder)).rejects.toThrow('9000_later failed');
  const client = await connected(url);
  expect((await client.query("SELECT to_regclass('later') AS found")).rows).toEqual([{ found: null }]);
  writeFileSync(join(folder, '9000_later.sql'), 'CREATE TABLE later (id integer);');
  expect(await migrate(url, folder)).toEqual(['9000_later']);
  await expect(migrate(url)).rejects.toThrow('made by a newer Saldo (it has 9000_later)');
  writeFileSync(join(folder, '9000_later.sql'), 'CREATE TABLE later (id bigint);');
  await expect(migrate(url, folder)).rejects.toThrow('changed after they ran: 9000_later');
});

test('the schema in the code is the schema of the migrations', async () => {
  const url = await newDatabase();
  await migrate(url);
  const client = await connected(url);
  const { rows } = await client.query<{ table_name: string; column_name: string; udt_name: string; is_nullable: string }>(
    `SELECT table_name, column_name, udt_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const types: Record<string, string> = { int8: 'bigint', int4: 'integer', bool: 'boolean', timestamptz: 'timestamp with time zone', float8: 'double precision' };
  const inDatabase = new Map(
    rows.map((row) => [`${row.table_name}.${row.column_name}`, `${types[row.udt_name] ?? row.udt_name}${row.is_nullable === 'NO' ? ' not null' : ''}`]),
  );
  const tables = Object.values(schema).filter((value) => value instanceof PgTable);
  expect(tables.length).toBeGreaterThan(15);
  for (const table of tables) {
    const { name, columns } = getTableConfig(table);
    const own = [...inDatabase.keys()].filter((key) => key.startsWith(`${name}.`)).length;
    expect(own, `columns of ${name}`).toBe(columns.length);
    for (const column of columns) {
      const key = `${name}.${column.name}`;
      expect(inDatabase.get(key), key).toBe(`${column.getSQLType()}${column.notNull ? ' not null' : ''}`);
    }
  }
});

test('the own PostgreSQL outlives a killed server with all it had confirmed, and is stopped by the last to leave', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'saldo-killed-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const child = spawn(process.execPath, [join(import.meta.dirname, 'write-until-killed.ts'), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let confirmed = 0;
  let rest = '';
  await new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      confirmed = Number(lines.at(-1) ?? confirmed);
      if (confirmed >= 50) child.kill('SIGKILL');
    });
    child.on('exit', () => resolve());
  });

  const cluster = await startEmbeddedCluster(folder);
  const second = await startEmbeddedCluster(folder);
  expect(second.url).toBe(cluster.url);
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  const { rows } = await client.query<{ n: number; most: number }>('SELECT count(*)::int AS n, max(n) AS most FROM written');
  expect(rows[0]?.n).toBeGreaterThanOrEqual(confirmed);
  expect(rows[0]?.most).toBe(rows[0]?.n);
  await client.end();

  // A PostgreSQL that is killed itself recovers from its journal.
  const postmaster = Number(readFileSync(join(folder, 'postgres', '18', 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(postmaster, 'SIGKILL');
  const recovered = await startEmbeddedCluster(folder);
  const again = await connected(recovered.url);
  expect((await again.query('SELECT count(*)::int AS n FROM written')).rows).toEqual([{ n: rows[0]?.n }]);
  await again.end();
  await recovered.leave();
  await expect(new pg.Client({ connectionString: recovered.url }).connect()).rejects.toThrow();
});
