/**
 * `npm run -s bench -- --rows 100000 --json`: import through the real path, opening, and the queries behind each
 * screen, at the given size and at ten times it; then statements of other formats, rules and export at the given size,
 * and the first forecast of a five-year ledger.
 * Prints one JSON object; times in ms.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp, type SaldoApp } from '../src/core/create-app.ts';
import { measureForecast } from './forecast-bench.ts';
import { round, seconds } from './measured-times.ts';
import { benchPorts } from './ports.ts';
import { plainInsertRate } from './plain-insert.ts';
import { measureQueries } from './screen-queries.ts';
import { camtStatement, ofxStatement, statementFile } from './statement-file.ts';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
});
const rows = Number(values.rows);
if (!Number.isSafeInteger(rows) || rows < 1000) throw new Error('--rows takes a whole number from 1000.');

const small = await measure(rows);
const large = await measure(rows * 10);
const result = {
  rows,
  ...small,
  at10x: large,
  growth: Object.fromEntries(
    Object.entries(small.queries).map(([name, { p95 }]) => [name, growth(p95, large.queries[name]?.p95 ?? Number.NaN)]),
  ),
  formats: {
    ofx: await importRate('bank.ofx', ofxStatement(rows)),
    camt: await importRate('bank.xml', camtStatement(rows)),
  },
  ...(await measureChores(rows)),
  // Always the same household: a forecast is asked for by people, not by rows.
  forecast: await measureForecast(5, 10_000),
  plainInsertRowsPerSecond: plainInsertRate(rows),
  node: process.version,
};
console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));

/** What stays under 2 ms counts as flat. */
function growth(at1x: number, at10x: number): number {
  return at10x < 2 ? 1 : round(at10x / at1x);
}

async function measure(count: number) {
  return inFolder(async (folder) => {
    const first = await openLedger(folder);
    const spent = await importStatement(first, 'bank.csv', statementFile(count));
    if (spent.added !== count) throw new Error(`${spent.added} of ${count} rows were imported.`);
    await first.app.stop();

    const startedOpen = performance.now();
    const app = await createApp(benchPorts(folder));
    const month = app.services.transactions.list({}, null, 1).rows[0]?.date.slice(0, 7) ?? '2016-01';
    app.services.dashboard.get(month);
    const openMs = performance.now() - startedOpen;
    const queries = measureQueries(app, month, first.accountId);
    await app.stop();
    return {
      import: {
        rowsPerSecond: Math.round(count / (spent.readSeconds + spent.commitSeconds)),
        readAndCheckSeconds: round(spent.readSeconds),
        commitSeconds: round(spent.commitSeconds),
      },
      open: { ms: round(openMs) },
      queries,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      ledgerMb: Math.round(statSync(join(folder, 'ledger.sqlite')).size / 1024 / 1024),
    };
  });
}

/** Rows a second from the file to the ledger. */
async function importRate(name: string, bytes: Uint8Array): Promise<{ rowsPerSecond: number }> {
  return inFolder(async (folder) => {
    const opened = await openLedger(folder);
    const { added, readSeconds, commitSeconds } = await importStatement(opened, name, bytes);
    await opened.app.stop();
    return { rowsPerSecond: Math.round(added / (readSeconds + commitSeconds)) };
  });
}

/** What is done now and then, over the whole ledger. */
async function measureChores(count: number) {
  return inFolder(async (folder) => {
    const opened = await openLedger(folder);
    await importStatement(opened, 'bank.csv', statementFile(count));
    const { rules, exports } = opened.app.services;
    const draft = {
      name: '',
      match: 'all' as const,
      conditions: [{ field: 'description' as const, op: 'matches' as const, value: '^(LIDL|REWE).*0[01]' }],
      actions: [{ do: 'setCategory' as const, categoryId: 'food_drink.groceries' }],
      stop: false,
      enabled: true,
    };
    const ruleSeconds = await seconds(() => rules.create(draft, { reconciled: false, byHand: false }));
    const exportSeconds = await seconds(async () => {
      for await (const piece of exports.write({ format: 'json' })) void piece;
    });
    await opened.app.stop();
    return {
      ruleOverAllRows: { seconds: round(ruleSeconds) },
      jsonExport: { seconds: round(exportSeconds), rowsPerSecond: Math.round(count / exportSeconds) },
    };
  });
}

interface OpenedLedger {
  app: SaldoApp;
  accountId: string;
}

async function openLedger(folder: string): Promise<OpenedLedger> {
  const app = await createApp(benchPorts(folder));
  const { accountId } = await app.services.settings.completeOnboarding({
    baseCurrency: 'EUR',
    account: { name: 'Current', kind: 'checking', openingBalanceMinor: 0, openedOn: null },
  });
  return { app, accountId };
}

async function importStatement({ app, accountId }: OpenedLedger, name: string, bytes: Uint8Array) {
  const { imports } = app.services;
  let importId = '';
  const readSeconds = await seconds(async () => {
    ({ importId } = await imports.open({ name, bytes }, accountId));
  });
  let added = 0;
  const commitSeconds = await seconds(async () => {
    ({ added } = await imports.commit(importId));
  });
  return { added, readSeconds, commitSeconds };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'saldo-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
