/**
 * `npm run -s bench:peers -- [--rows 10000]`: the same import and the same question, asked of Saldo, of Actual (its API
 * from npm, installed by this command alone into the cache of npm's modules) and of hledger and ledger where they are
 * installed. Prints one JSON object: times in ms, and how many times as long each peer took.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '../../src/core/create-app.ts';
import { readStatement } from '../../src/core/statements/read-statement.ts';
import { benchPorts } from '../ports.ts';
import { statementFile } from '../statement-file.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000' } } });
const count = Number(values.rows);
if (!Number.isSafeInteger(count) || count < 100) throw new Error('--rows takes a whole number from 100.');

interface PeerResult {
  /** From the file's bytes to transactions, nothing kept. */
  readMs?: number;
  /** Into the ledger, with duplicates looked for. */
  importMs?: number;
  queryMs?: number;
  /** Why there is no figure. */
  missing?: string;
}

const work = mkdtempSync(join(tmpdir(), 'saldo-peers-'));
try {
  const bytes = statementFile(count);
  const csvFile = join(work, 'bank.csv');
  writeFileSync(csvFile, bytes);
  const saldo = await measureSaldo(bytes);
  const peers: Record<string, PeerResult> = {
    actual: measureActual(bytes),
    hledger: measureHledger(csvFile),
    ledger: measureLedger(csvFile),
  };
  const ratios = Object.fromEntries(
    Object.entries(peers).map(([name, peer]) => [
      name,
      Object.fromEntries(
        (['readMs', 'importMs', 'queryMs'] as const)
          .filter((figure) => peer[figure] !== undefined)
          .map((figure) => [figure, round((peer[figure] ?? Number.NaN) / saldo[figure])]),
      ),
    ]),
  );
  console.log(JSON.stringify({ rows: count, saldo, ...peers, timesAsLong: ratios, node: process.version }));
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function measureSaldo(bytes: Uint8Array): Promise<Required<Omit<PeerResult, 'missing'>>> {
  const reading = performance.now();
  readStatement({ bytes, fileName: 'bank.csv', mapping: null, defaultCurrency: 'EUR' });
  const readMs = performance.now() - reading;
  const app = await createApp(benchPorts(join(work, 'saldo')));
  const { accountId } = await app.services.settings.completeOnboarding({
    baseCurrency: 'EUR',
    account: { name: 'Current', kind: 'checking', openingBalanceMinor: 0, openedOn: null },
  });
  const started = performance.now();
  const preview = await app.services.imports.open({ name: 'bank.csv', bytes }, accountId);
  await app.services.imports.commit(preview.importId);
  const importMs = performance.now() - started;
  const month = app.services.transactions.list({}, null, 1).rows[0]?.date.slice(0, 7) ?? '';
  const times: number[] = [];
  for (let at = 0; at < 20; at++) {
    const asked = performance.now();
    app.services.dashboard.get(month, 'EUR');
    times.push(performance.now() - asked);
  }
  await app.stop();
  return { readMs: round(readMs), importMs: round(importMs), queryMs: round(times.sort((a, b) => a - b)[10] ?? Number.NaN) };
}

function measureActual(bytes: Uint8Array): PeerResult {
  const folder = join('node_modules', '.cache', 'saldo-peers');
  if (!existsSync(join(folder, 'node_modules', '@actual-app', 'api'))) {
    mkdirSync(folder, { recursive: true });
    // Its own SQLite binding is downloaded as a binary; ours has the same API and comes with its package.
    const about = {
      private: true,
      dependencies: { '@actual-app/api': 'latest' },
      overrides: { 'better-sqlite3': 'npm:better-sqlite3-multiple-ciphers@13.0.3' },
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
    const installed = spawnSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' });
    if (installed.status !== 0) return { missing: `npm could not install @actual-app/api: ${installed.stderr.slice(-300)}` };
  }
  const rowsFile = join(work, 'rows.json');
  writeFileSync(rowsFile, JSON.stringify(actualRows(bytes)));
  const script = join(import.meta.dirname, 'actual-peer.mjs');
  const run = spawnSync(process.execPath, [script, join(process.cwd(), folder), rowsFile], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const line = run.stdout.trim().split('\n').at(-1) ?? '';
  if (run.status !== 0 || !line.startsWith('{')) return { missing: run.stderr.slice(-300) || 'it printed nothing' };
  const { importMs, queryMs } = JSON.parse(line) as { importMs: number; queryMs: number };
  return { importMs: round(importMs), queryMs: round(queryMs) };
}

/** Amounts as Actual takes them: integers of minor units. */
function actualRows(bytes: Uint8Array): { date: string; payee_name: string; amount: number }[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .slice(1)
    .map((line) => {
      const [date = '', payee_name = '', amount = ''] = line.split(',');
      return { date, payee_name, amount: Number(amount.replace('.', '')) };
    });
}

/** Months by account from the file: it keeps nothing between runs, so reading is part of every question. */
function measureHledger(csvFile: string): PeerResult {
  const rules = join(work, 'bank.rules');
  writeFileSync(rules, 'skip 1\nfields date, description, amount, currency\naccount1 assets:current\n');
  return timed('hledger', ['-f', csvFile, '--rules-file', rules, 'balance', '-N', '-M']);
}

function measureLedger(csvFile: string): PeerResult {
  return timed('ledger', ['-f', '/dev/null', 'convert', csvFile, '--input-date-format', '%Y-%m-%d', '--account', 'Assets:Current']);
}

function timed(program: string, args: string[]): PeerResult {
  const started = performance.now();
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 600_000 });
  const ms = performance.now() - started;
  if (run.error) return { missing: `${program} is not installed or took too long` };
  if (run.status !== 0) return { missing: run.stderr.slice(0, 300) };
  return { readMs: round(ms) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
