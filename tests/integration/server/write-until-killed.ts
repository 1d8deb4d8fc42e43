/** Starts PostgreSQL in the folder given, then writes one row after the other and says which are confirmed. */
import pg from 'pg';
import { startEmbeddedCluster } from '../../../src/server/database/embedded-cluster.ts';

const [, , folder = ''] = process.argv;
const { url } = await startEmbeddedCluster(folder);
const client = new pg.Client({ connectionString: url });
await client.connect();
await client.query('CREATE TABLE written (n integer PRIMARY KEY)');
for (let n = 1; ; n += 1) {
  await client.query('INSERT INTO written VALUES ($1)', [n]);
  process.stdout.write(`${n}\n`);
}
