/**
 * `node actual-peer.mjs FOLDER ROWS.json`: Actual's own API, installed in FOLDER, imports the rows and answers one
 * month by category. Rows come parsed, which spares it the reading. Prints one JSON object; times in ms.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [folder, rowsFile] = process.argv.slice(2);
const api = createRequire(join(folder, 'x.js'))('@actual-app/api');
const rows = JSON.parse(readFileSync(rowsFile, 'utf8'));
const dataDir = mkdtempSync(join(tmpdir(), 'saldo-peer-'));
mkdirSync(dataDir, { recursive: true });
const log = console.log;
console.log = console.info = console.debug = () => undefined;
try {
  await api.init({ dataDir });
  let result;
  await api.runImport('bench', async () => {
    const account = await api.createAccount({ name: 'Current' }, 0);
    const started = performance.now();
    const { added } = await api.importTransactions(account, rows);
    result = { added: added.length, importMs: performance.now() - started };
  });
  const month = rows.at(-1).date.slice(0, 7);
  const query = api
    .q('transactions')
    .filter({ date: { $transform: '$month', $eq: month } })
    .groupBy('category.name')
    .select(['category.name', { total: { $sum: '$amount' } }]);
  const times = [];
  for (let at = 0; at < 20; at++) {
    const started = performance.now();
    await (api.aqlQuery ?? api.runQuery)(query);
    times.push(performance.now() - started);
  }
  result.queryMs = times.sort((a, b) => a - b)[10];
  await api.shutdown();
  log(JSON.stringify(result));
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(0);
