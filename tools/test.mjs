/** `npm test`: everything, in the order that fails soonest. Ends with one line of counts. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled, root, run } from './ensure-installed.mjs';

ensureInstalled();
const started = Date.now();
const reports = join(root, 'test-results');
rmSync(reports, { recursive: true, force: true });
const counts = { passed: 0, failed: 0, skipped: 0 };

check('types', 'tsc', ['--noEmit']);
check('lint', 'eslint', ['.']);
check('layering', 'depcruise', ['src', '--config', '.dependency-cruiser.cjs']);
vitest(['unit', 'property']);
vitest(['integration']);
check('renderer builds', 'vite', ['build', '--config', 'vite.renderer.config.ts', '--logLevel', 'warn']);
playwright();

console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);

function check(name, command, args) {
  console.log(`\n── ${name}`);
  if (run(command, args) === 0) counts.passed += 1;
  else counts.failed += 1;
}

function vitest(projects) {
  const file = join(reports, `${projects.join('-')}.json`);
  console.log(`\n── ${projects.join(' and ')} tests`);
  const status = run('vitest', [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = read(file);
  add(status, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0, report?.numPendingTests ?? 0);
}

function playwright() {
  const file = join(reports, 'playwright.json');
  console.log('\n── browser tests');
  const status = run('playwright', ['test'], { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
  const stats = read(file)?.stats;
  add(status, stats?.expected ?? 0, stats?.unexpected ?? 0, stats?.skipped ?? 0);
}

/** A runner that failed without a failing test (it crashed, or found none) counts as one. */
function add(status, passed, failed, skipped) {
  counts.passed += passed;
  counts.failed += failed === 0 && (status !== 0 || passed === 0) ? 1 : failed;
  counts.skipped += skipped;
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
