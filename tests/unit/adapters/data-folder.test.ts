import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultDataFolder } from '../../../src/core/adapters/data-folder/default-data-folder.ts';
import { DataFolderInUse, lockFolder } from '../../../src/core/adapters/data-folder/folder-lock.ts';
import { openDataFolder } from '../../../src/core/adapters/data-folder/open-data-folder.ts';
import { readHostArguments } from '../../../src/core/adapters/host-arguments/host-arguments.ts';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'saldo-folder-'));

test('each platform has its place for data', () => {
  expect(defaultDataFolder('linux', {}, '/home/a')).toBe('/home/a/.local/share/Saldo');
  expect(defaultDataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/a')).toBe('/data/Saldo');
  expect(defaultDataFolder('darwin', {}, '/Users/a')).toBe('/Users/a/Library/Application Support/Saldo');
  expect(defaultDataFolder('win32', { APPDATA: '/roaming' }, '/Users/a')).toBe('/roaming/Saldo');
});

test('a second start is told where the first can be reached', () => {
  const folder = newFolder();
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(DataFolderInUse);
  lock.announce('http://127.0.0.1:4780/?key=k');
  expect(() => lockFolder(folder)).toThrow('Saldo is already open at http://127.0.0.1:4780/?key=k');
  expect(statSync(join(folder, 'saldo.lock')).mode & 0o777).toBe(0o600);
  lock.release();
  lockFolder(folder).release();
  expect(existsSync(join(folder, 'saldo.lock'))).toBe(false);
});

test('a lock left by a crash is taken over', async () => {
  const folder = newFolder();
  const script = "import { lockFolder } from './src/core/adapters/data-folder/folder-lock.ts'; lockFolder(process.argv[1]); process.kill(process.pid, 'SIGKILL');";
  const crashed = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, folder], { stdio: 'inherit' });
  await once(crashed, 'exit');
  expect(JSON.parse(readFileSync(join(folder, 'saldo.lock'), 'utf8'))).toMatchObject({ pid: crashed.pid });
  lockFolder(folder).release();
});

test.each([
  ['of a later process with the same number', JSON.stringify({ pid: process.pid, born: 'start 1', url: null })],
  ['cut short', '{"pid":'],
  ['empty', ''],
])('a lock that is %s is taken over', (_name, text) => {
  const folder = newFolder();
  writeFileSync(join(folder, 'saldo.lock'), text);
  const lock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(DataFolderInUse);
  lock.release();
});

test('the demo leaves nothing behind', () => {
  const demo = openDataFolder({ data: null, demo: true });
  writeFileSync(join(demo.path, 'ledger.sqlite'), '');
  demo.release();
  expect(existsSync(demo.path)).toBe(false);
  const kept = openDataFolder({ data: newFolder(), demo: true });
  kept.release();
  expect(existsSync(kept.path)).toBe(true);
});

test('the command line', () => {
  expect(readHostArguments([])).toEqual({ data: null, demo: false, port: null, open: true });
  expect(readHostArguments(['--demo', '--no-open', '--port', '0', '--data', '/x', '--unknown'])).toEqual({
    data: '/x',
    demo: true,
    port: 0,
    open: false,
  });
  expect(readHostArguments(['--port=81']).port).toBe(81);
  expect(() => readHostArguments(['--port', 'http'])).toThrow('--port takes a number');
  expect(() => readHostArguments(['--port', '70000'])).toThrow(RangeError);
});
