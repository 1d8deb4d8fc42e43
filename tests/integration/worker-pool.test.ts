import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createWorkerPool } from '../../src/core/adapters/workers/worker-pool.ts';
import type { WorkerTask } from '../../src/core/ports.ts';
import { DomainError } from '../../src/shared/contract/errors.ts';

const dir = mkdtempSync(join(tmpdir(), 'saldo-workers-'));
const define = resolve('src/core/adapters/workers/define-task.ts');
const task = (name: string, body: string): WorkerTask => {
  writeFileSync(
    join(dir, `${name}.ts`),
    `import { defineTask } from '${define}';
     import { DomainError } from '${resolve('src/shared/contract/errors.ts')}';
     export default defineTask<any, any>((input, onProgress) => { ${body} });`,
  );
  return name as WorkerTask;
};
const pool = createWorkerPool({ workersDir: dir, maxThreads: 1 });
afterAll(() => pool.close());

test('answers come back, with progress before them', async () => {
  const sum = task('sum', 'for (let i = 1; i <= 1000; i++) onProgress(i, 1000); return input.a + input.b;');
  const reports: [number, number][] = [];
  expect(await pool.run(sum, { a: 1, b: 2 }, { onProgress: (...report) => reports.push(report) })).toBe(3);
  expect(reports.at(-1)).toEqual([1000, 1000]);
  expect(reports.length).toBeLessThan(20);
});

test('buffers can be handed over instead of copied', async () => {
  const size = task('size', 'return input.byteLength;');
  const bytes = new ArrayBuffer(1000);
  expect(await pool.run(size, bytes, { transfer: [bytes] })).toBe(1000);
  expect(bytes.byteLength).toBe(0);
});

test('an expected failure stays one, a bug stays a bug', async () => {
  const unreadable = task('unreadable', "throw new DomainError('UNREADABLE', 'This is a PDF.', 'file');");
  await expect(pool.run(unreadable, null)).rejects.toSatisfy(
    (error) => error instanceof DomainError && error.code === 'UNREADABLE' && error.message === 'This is a PDF.' && error.field === 'file',
  );
  const bug = task('bug', 'return input.missing.thing;');
  await expect(pool.run(bug, {})).rejects.toMatchObject({ name: 'TypeError', stack: expect.stringContaining('bug.ts') });
});

test('cancel ends work that never looks up, and the next task runs', async () => {
  const endless = task('endless', 'onProgress(0, 1); for (;;);');
  const abort = new AbortController();
  const running = pool.run(endless, null, { signal: abort.signal });
  setTimeout(() => abort.abort(), 200);
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  await expect(pool.run(endless, null, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(await pool.run(task('next', 'return 1;'), null)).toBe(1);
});

test('the real reader runs in its thread', async () => {
  const real = createWorkerPool({ workersDir: resolve('src/workers') });
  const bytes = new TextEncoder().encode('Date,Description,Amount\n2026-01-31,COFFEE,-3.50\n2026-02-01,SALARY,1200.00\n');
  const result = await real.run<object, { rows: { count: number; amountMinor: Float64Array } }>('read-statement', {
    bytes,
    fileName: 'a.csv',
    mapping: null,
    defaultCurrency: 'EUR',
  });
  await real.close();
  expect(result.rows.count).toBe(2);
  expect([...result.rows.amountMinor]).toEqual([-350, 120_000]);
});
