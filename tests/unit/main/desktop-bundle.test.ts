import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkerPool } from '../../../src/core/adapters/workers/worker-pool.ts';
import type { ForecastInput } from '../../../src/core/features/forecasts/forecast-task.ts';
import { createPacker } from '../../../src/core/features/forecasts/packed-bookings.ts';
import type { SlowFit } from '../../../src/core/ml/forecast/slow-models.ts';
import { addDays } from '../../../src/shared/dates.ts';
import { copyNativeFiles } from '../../../tools/native-files.ts';
import type { ReadReceipt, ReadReceiptInput } from '../../../src/core/ml/receipt-reader/read-receipt.ts';
import { copyReceiptEngines } from '../../../tools/receipt-engines.ts';
import { makePdf } from '../receipts/make-pdf.ts';
import { groceries, renderReceipt } from '../receipts/render-receipt.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
/** Away from the project, so that nothing of its node_modules can be found by accident. */
const appDir = mkdtempSync(join(tmpdir(), 'saldo-bundle-'));
const bundles = join(appDir, '.vite', 'build');

beforeAll(async () => {
  for (const name of ['main', 'preload']) {
    await build({ configFile: join(project, `vite.${name}.config.ts`), build: { outDir: bundles }, logLevel: 'error' });
  }
}, 60_000);
afterAll(() => rmSync(appDir, { recursive: true, force: true }));

test('the bundles need Electron and Node, and nothing else that is not beside them', () => {
  const known = new Set(['electron', ...builtinModules, '@napi-rs/nice']);
  for (const file of readdirSync(bundles).filter((name) => name.endsWith('.js'))) {
    const code = readFileSync(join(bundles, file), 'utf8');
    const wanted = [...code.matchAll(/(?<![.\w])require\("([^"]+)"\)/g)].map((match) => match[1] ?? '');
    const beside = (name: string): boolean => [bundles, join(bundles, 'node_modules')].some((folder) => existsSync(join(folder, name)));
    const missing = wanted.filter((name) => !known.has(name.replace(/^node:/, '')) && !beside(name));
    expect({ file, missing }).toEqual({ file, missing: [] });
  }
  expect(readFileSync(join(bundles, 'preload.js'), 'utf8').match(/require\(/g)).toHaveLength(1);
});

test('the bundled app starts, opens its ledger, reads a file in a worker and stops', { timeout: 30_000 }, async () => {
  cpSync(join(project, 'migrations'), join(appDir, 'migrations'), { recursive: true });
  if (existsSync(join(project, 'models'))) cpSync(join(project, 'models'), join(appDir, 'models'), { recursive: true });
  mkdirSync(join(appDir, 'dist', 'renderer'), { recursive: true });
  writeFileSync(join(appDir, 'dist', 'renderer', 'index.html'), '<!doctype html>');
  const data = join(appDir, 'data');
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'boot-bundle.ts'), appDir, data]);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    host: 'electron',
    onboarded: true,
    read: 2,
    loaded: 'app://saldo/',
    userData: join(data, 'window'),
    page: 200,
  });
  expect(readdirSync(data)).toContain('ledger.sqlite');
  expect(readdirSync(data)).not.toContain('saldo.lock');
});

test('the bundled process for speech finds its library', { timeout: 30_000 }, async () => {
  const child = fork(join(bundles, 'recognise-speech.js'), { serialization: 'advanced', stdio: 'ignore', execArgv: [] });
  writeFileSync(join(appDir, 'encoder.onnx'), new Uint8Array(5000).fill(255));
  const encoder = join(appDir, 'encoder.onnx');
  const model = { kind: 'whisper', files: { encoder, decoder: encoder, tokens: encoder }, voiceActivity: null, englishOnly: false };
  child.send({ id: 1, model, language: null, samples: null });
  const [answer] = (await once(child, 'message')) as [unknown];
  child.kill();
  expect(answer).toEqual({ id: 1, failure: 'encoder.onnx is damaged, or not a model that can be used.' });
});

test('the bundled worker for forecasts finds Prophet and the LSTM', { timeout: 60_000 }, async () => {
  const packer = createPacker();
  for (let day = 0; day < 900; day++) {
    const amountMinor = -(1000 + ((day * 37) % 900));
    packer.add({ date: addDays('2023-01-01', day), amountMinor, payee: '', category: `${day % 3}`, income: false, transfer: false });
  }
  const pool = createWorkerPool({ workersDir: bundles, maxThreads: 1 });
  for (const model of ['prophet', 'lstm'] as const) {
    const input = { kind: 'fit' as const, model, bookings: packer.pack(), today: '2025-06-18', horizon: 3, categories: 3 };
    const fit = await pool.run<ForecastInput, SlowFit | null>('forecast', input);
    expect(fit?.ahead[0]).toHaveLength(3);
  }
  await pool.close();
});

test('the bundled worker for receipts finds sharp, Tesseract with its data, and PDFium', { timeout: 60_000 }, async () => {
  const options = { today: '2026-11-23', payees: [], currency: 'GBP', dayFirst: true, modelsDir: join(project, 'models') };
  const pool = createWorkerPool({ workersDir: bundles, maxThreads: 1 });
  for (const [name, bytes] of [
    ['a.png', new Uint8Array(await renderReceipt(groceries))],
    ['a.pdf', makePdf([groceries])],
  ] as const) {
    const read = await pool.run<ReadReceiptInput, ReadReceipt>('read-receipt', { ...options, name, bytes });
    expect({ name, total: read.total.value, date: read.date.value }).toEqual({ name, total: 1458, date: '2026-09-14' });
  }
  const broken = pool.run<ReadReceiptInput, ReadReceipt>('read-receipt', { ...options, name: 'b.jpg', bytes: new Uint8Array(9) });
  await expect(broken).rejects.toMatchObject({ code: 'UNREADABLE', message: expect.stringContaining('b.jpg') as string });
  await pool.close();
});

test('receipts are read with the compiled library of the target platform, and of no other', () => {
  const engines = (platform: string, arch: string): string[] => {
    copyReceiptEngines(bundles, platform, arch);
    return readdirSync(join(bundles, 'node_modules', '@img')).sort();
  };
  expect(engines('win32', 'arm64')).not.toContain('sharp-linux-x64');
  const own = engines(process.platform, process.arch);
  expect(own).toEqual(expect.arrayContaining(['colour', `sharp-${process.platform}-${process.arch}`]));
  const kept = (path: string): boolean => existsSync(join(bundles, 'node_modules', path));
  expect(kept('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz')).toBe(true);
  expect(kept('@tesseract.js-data/eng/4.0.0/eng.traineddata.gz')).toBe(false);
  expect(kept('tesseract.js-core/tesseract-core-relaxedsimd.wasm')).toBe(true);
  expect(kept('@hyzyla/pdfium/dist/pdfium.wasm')).toBe(true);
});

describe('the package of each platform carries its own compiled libraries', () => {
  test.each([
    ['linux', 'x64', ['linux-x64.node', 'linuxmusl-x64.node']],
    ['linux', 'arm64', ['linux-arm64.node', 'linuxmusl-arm64.node']],
    ['win32', 'x64', ['win32-x64.node']],
    ['darwin', 'arm64', ['darwin-arm64.node']],
    ['darwin', 'universal', ['darwin-arm64.node', 'darwin-x64.node']],
  ])('%s %s', (platform, arch, files) => {
    const target = mkdtempSync(join(tmpdir(), 'saldo-package-'));
    copyNativeFiles(join(target, '.vite', 'build'), 'linux', 'x64');
    copyNativeFiles(join(target, '.vite', 'build'), platform, arch);
    expect(readdirSync(join(target, '.vite', 'prebuilds')).sort()).toEqual(files);
    rmSync(target, { recursive: true });
  });

  test('and says so when there is none', () => {
    expect(() => copyNativeFiles(join(tmpdir(), 'nowhere', 'build'), 'sunos', 'x64')).toThrow('no library for sunos-x64');
  });
});

test('the package holds the bundles and the page, and no sources', async () => {
  const { default: config, isPackaged } = await import('../../../forge.config.ts');
  const kept = ['', '/.vite', '/.vite/build/main.js', '/.vite/prebuilds/linux-x64.node', '/dist', '/dist/renderer/index.html', '/package.json'];
  const left = ['/src', '/src/main/main.ts', '/node_modules', '/tests', '/dist/.main-built-from', '/package-lock.json', '/.git', '/out'];
  expect(kept.filter((file) => !isPackaged(file))).toEqual([]);
  expect(left.filter((file) => isPackaged(file))).toEqual([]);
  expect(config.packagerConfig).toMatchObject({ asar: { unpack: '**/*.{node,so,so.*,dylib,dll}' } });
  expect(config.packagerConfig?.extraResource).toContain(join(project, 'migrations'));
});

test('the Forge hook copies into the package that is being built', async () => {
  const { default: config } = await import('../../../forge.config.ts');
  const target = mkdtempSync(join(tmpdir(), 'saldo-package-'));
  await config.hooks?.packageAfterCopy?.(config as never, target, '45.0.0', 'win32', 'arm64');
  expect(readdirSync(join(target, '.vite', 'prebuilds'))).toEqual(['win32-arm64.node']);
  rmSync(target, { recursive: true });
});
