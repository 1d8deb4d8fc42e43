import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..', '..');
let copy: string;

/** A small project of the same shape, under the same rules. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'saldo-layers-'));
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) cpSync(join(project, file), join(copy, file));
  symlinkSync(join(project, 'node_modules'), join(copy, 'node_modules'));
  plant('src/shared/money.ts', 'export const one = 1;');
  plant('src/core/ports.ts', 'export interface Clock { now(): Date }');
  plant('src/core/features/a/repository.ts', "import { one } from '#shared/money.ts';\nexport const a = one;");
  plant('src/core/features/b/service.ts', "import type { Clock } from '../../ports.ts';\nexport type B = Clock;");
  plant('src/core/adapters/sqlite/open.ts', "import SQLite from 'better-sqlite3';\nexport const open = SQLite;");
  plant('src/main/main.ts', "import { app } from 'electron';\nimport '#core/ports.ts';\nexport const a = app;");
  plant('src/web/main.ts', "import '#core/ports.ts';");
  plant('src/renderer/main.tsx', "import '#shared/money.ts';");
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the shape itself is clean', { timeout: 30_000 }, async () => {
  expect(await violations()).toEqual([]);
});

/** Rule, file that breaks it, and how. */
const planted: [string, string, string][] = [
  ['shared-stands-alone', 'src/shared/planted.ts', "import type { Clock } from '../core/ports.ts';\nexport type C = Clock;"],
  ['domain-is-pure', 'src/core/domain/planted.ts', "import type { Clock } from '../ports.ts';\nexport type C = Clock;"],
  ['features-reach-out-through-ports', 'src/core/features/b/planted.ts', "import '../../adapters/sqlite/open.ts';"],
  ['tables-of-others', 'src/core/features/b/planted-table.ts', "import '../a/repository.ts';"],
  ['core-knows-no-host', 'src/core/planted.ts', "import '../web/main.ts';"],
  ['electron-in-its-host', 'src/core/planted-electron.ts', "import { app } from 'electron';\nexport const a = app;"],
  ['electron-in-its-host', 'src/web/planted-electron.ts', "import { app } from 'electron';\nexport const a = app;"],
  ['electron-host-knows-the-core', 'src/main/planted.ts', "import '../web/main.ts';"],
  ['web-host-knows-the-core', 'src/web/planted.ts', "import '../main/main.ts';"],
  ['renderer-knows-contracts', 'src/renderer/planted.ts', "import type { Clock } from '#core/ports.ts';\nexport type C = Clock;"],
  ['preload-knows-contracts', 'src/preload/planted.ts', "import '#core/ports.ts';"],
  ['sqlite-in-its-adapter', 'src/core/features/b/planted-sql.ts', "import SQLite from 'better-sqlite3';\nexport const s = SQLite;"],
  ['no-node-in-the-page', 'src/renderer/planted-node.ts', "import 'node:fs';"],
  ['no-circles', 'src/shared/planted-circle.ts', "import './planted-circle.ts';"],
  ['nothing-missing', 'src/shared/planted-missing.ts', "import './not-there.ts';"],
];

test('planted violations of every rule are found', { timeout: 30_000 }, async () => {
  for (const [, file, source] of planted) plant(file, source);
  const found = await violations();
  expect(found).toEqual(expect.arrayContaining(planted.map(([rule, file]) => `${rule}: ${file}`)));
});

function plant(file: string, source: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), `${source}\n`);
}

/** `rule: file`, sorted. The command fails when there are any. */
function violations(): Promise<string[]> {
  const depcruise = join(project, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [depcruise, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: copy }, (error, stdout, stderr) => {
      const found = [...stdout.matchAll(/error ([a-z-]+): (\S+)/g)].map((match) => `${match[1]}: ${match[2]}`);
      if ((error !== null) !== found.length > 0) fail(new Error(`${stdout}\n${stderr}`));
      else done([...new Set(found)].sort());
    });
  });
}
