/** The desktop app itself. Where no Electron binary can be had these count as skipped; see tests/unit/main besides. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, expect, test, type ElectronApplication } from '@playwright/test';
import { findElectron } from '../../tools/electron-binary.mjs';

const electron = findElectron();
test.skip(electron === null, 'no Electron binary');
test.describe.configure({ mode: 'serial' });

const root = resolve(import.meta.dirname, '..', '..');
const data = mkdtempSync(join(tmpdir(), 'saldo-electron-'));
let app: ElectronApplication;

test.beforeAll(async () => {
  if (!electron) return;
  for (const name of ['main', 'preload']) {
    const built = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--config', `vite.${name}.config.ts`], { cwd: root });
    expect(built.status).toBe(0);
  }
  app = await _electron.launch({ executablePath: electron, args: ['.', '--data', data, '--no-sandbox'], cwd: root });
});
test.afterAll(async () => {
  if (electron) await app.close();
  rmSync(data, { recursive: true, force: true });
});

test('opens its page and reaches the core', async () => {
  const page = await app.firstWindow();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(page.url()).toMatch(/^app:\/\/saldo\//);
  expect(await page.evaluate(() => typeof (window as { saldo?: { requestPort?: unknown } }).saldo?.requestPort)).toBe('function');
});

test('the page has no Node', async () => {
  const page = await app.firstWindow();
  expect(await page.evaluate(() => ['require', 'process', 'Buffer', 'module'].filter((name) => name in window))).toEqual([]);
});

test('no other address, no second window', async () => {
  const page = await app.firstWindow();
  await page.evaluate(() => void window.open('file:///etc/passwd'));
  await page.evaluate(() => (window.location.href = 'https://example.org/'));
  await page.waitForTimeout(300);
  expect(page.url()).toMatch(/^app:\/\/saldo\//);
  expect(app.windows()).toHaveLength(1);
});
