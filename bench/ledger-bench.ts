/**
 * `npm run -s bench -- --rows 100000 --json`: import through the real path, opening, and the queries behind each
 * screen, at the given size and at ten times it. Prints one JSON object; times in ms.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TransactionFilter } from '../src/shared/contract/transactions.ts';
import { createApp, type SaldoApp } from '../src/core/create-app.ts';
import { benchPorts } from './ports.ts';
import { plainInsertRate } from './plain-insert.ts';
import { statementFile } from './statement-file.ts';

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
  plainInsertRowsPerSecond: plainInsertRate(rows),
  node: process.version,
};
console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));

/** What stays under 2 ms counts as flat. */
function growth(at1x: number, at10x: number): number {
  return at10x < 2 ? 1 : round(at10x / at1x);
}

async function measure(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'saldo-bench-'));
  try {
    const first = await createApp(benchPorts(folder));
    const { accountId } = await first.services.settings.completeOnboarding({
      baseCurrency: 'EUR',
      account: { name: 'Current', kind: 'checking', openingBalanceMinor: 0, openedOn: null },
    });
    const bytes = statementFile(count);
    const startedImport = performance.now();
    const preview = await first.services.imports.open({ name: 'bank.csv', bytes }, accountId);
    const opened = performance.now();
    const done = await first.services.imports.commit(preview.importId);
    const seconds = (performance.now() - startedImport) / 1000;
    if (done.added !== count) throw new Error(`${done.added} of ${count} rows were imported.`);
    await first.stop();

    const startedOpen = performance.now();
    const app = await createApp(benchPorts(folder));
    const month = app.services.transactions.list({}, null, 1).rows[0]?.date.slice(0, 7) ?? '2016-01';
    app.services.dashboard.get(month);
    const openMs = performance.now() - startedOpen;
    const queries = measureQueries(app, month, accountId);
    await app.stop();
    return {
      import: {
        rowsPerSecond: Math.round(count / seconds),
        readAndCheckSeconds: round((opened - startedImport) / 1000),
        commitSeconds: round(seconds - (opened - startedImport) / 1000),
      },
      open: { ms: round(openMs) },
      queries,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      ledgerMb: Math.round(statSync(join(folder, 'ledger.sqlite')).size / 1024 / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureQueries(app: SaldoApp, month: string, accountId: string): Record<string, { p50: number; p95: number }> {
  const { transactions, dashboard } = app.services;
  const page = (filter: TransactionFilter, cursor: string | null = null) => transactions.list(filter, cursor, 100);
  const deep = page({ dateTo: `${month.slice(0, 4)}-01-01` }).nextCursor;
  const filters: TransactionFilter[] = [
    { accountIds: [accountId], dateFrom: `${month}-01`, dateTo: `${month}-28` },
    { categoryIds: ['food_drink'] },
    { amountMin: 20_090, direction: 'out' },
    { categoryIds: ['none'], amountMin: 5_000 },
    { accountIds: [accountId], categoryIds: ['transport'], amountMax: 2_000, direction: 'in' },
  ];
  const texts = ['lidl', 'spotify 01', 'ref 12345', 'apotheke am markt 0007', 'nothing like this', 'cafe', 'db'];
  return {
    listPage: timed((at) => void page({}, at % 2 ? deep : null)),
    filteredPage: timed((at) => void page(filters[at % filters.length] ?? {})),
    textSearch: timed((at) => void page({ text: texts[at % texts.length] })),
    dashboard: timed(() => void dashboard.get(month)),
    totals: timed((at) => void transactions.totals(at % 2 ? {} : (filters[0] ?? {}))),
  };
}

function timed(run: (at: number) => void): { p50: number; p95: number } {
  const times: number[] = [];
  for (let at = 0; at < 210; at++) {
    const started = performance.now();
    run(at);
    // The first rounds warm the caches, as the first seconds of use do.
    if (at >= 10) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
