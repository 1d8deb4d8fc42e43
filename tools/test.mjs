/**
 * `npm test`: all checks and all tests, the quickest first; a failure stops nothing. Ends with one line of counts, in
 * which a check (types, lint, layers, the build) counts as one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWhenChanged } from './build-when-changed.mjs';
import { ensureInstalled, projectEnv, projectNode, root, run } from './ensure-installed.mjs';

ensureInstalled();
// The tests run TypeScript as it is, which a machine's older Node cannot.
if (process.env.SALDO_TEST_NODE !== projectNode) {
  const again = spawnSync(projectNode, process.argv.slice(1), {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...projectEnv, SALDO_TEST_NODE: projectNode },
  });
  process.exit(again.status ?? 1);
}

const started = performance.now();
const reports = mkdtempSync(join(tmpdir(), 'saldo-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
const troubles = [];

check('types', () => run('tsc', ['--noEmit']) === 0);
check('lint', () => run('eslint', ['.']) === 0);
check('layers', () => run('depcruise', ['src', '--config', '.dependency-cruiser.cjs']) === 0);
vitest('unit');
vitest('property');
vitest('integration');
check('build of the page', () => buildWhenChanged('renderer'));
await playwright();

rmSync(reports, { recursive: true, force: true });
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`);
for (const trouble of troubles) console.log(`failed: ${trouble}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);

function check(name, passes) {
  heading(name);
  if (passes()) counts.passed += 1;
  else trouble(name);
}

function vitest(project) {
  heading(`${project} tests`);
  const report = join(reports, `${project}.json`);
  const status = run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const result = readReport(report);
  count(`${project} tests`, status, {
    passed: result?.numPassedTests ?? 0,
    failed: result?.numFailedTests ?? 0,
    skipped: (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0),
  });
}

async function playwright() {
  heading('browser tests');
  const { findChromium } = await import('./find-chromium.ts');
  const chromium = findChromium();
  if (!chromium) {
    console.log(
      'No Chromium was found. Install one (Debian: apt-get install chromium; anywhere: npx playwright install chromium)\n' +
        'or name one in CHROME_PATH.',
    );
    trouble('browser tests: no Chromium');
    return;
  }
  const report = join(reports, 'playwright.json');
  const status = run('playwright', ['test'], { CHROME_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const stats = readReport(report)?.stats;
  count('browser tests', status, {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: stats?.unexpected ?? 0,
    skipped: stats?.skipped ?? 0,
  });
}

/** A runner that ended badly without a failed test (it crashed), or that ran no test at all, has failed too. */
function count(name, status, { passed, failed, skipped }) {
  counts.passed += passed;
  counts.failed += failed;
  counts.skipped += skipped;
  if (failed > 0) troubles.push(`${name}: ${failed}`);
  else if (status !== 0 || passed === 0) trouble(passed === 0 ? `${name}: none passed` : `${name}: ended with ${status}`);
}

function trouble(name) {
  counts.failed += 1;
  troubles.push(name);
}

function heading(name) {
  console.log(`\n── ${name}`);
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
