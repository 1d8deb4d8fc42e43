import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeElectron, type FakeElectron } from './fake-electron.ts';

let fake: FakeElectron;
let folder: string;
const warnings: string[] = [];
const logger = { debug() {}, info() {}, error() {}, warn: (event: string) => void warnings.push(event) };

beforeEach(() => {
  vi.resetModules();
  warnings.length = 0;
  fake = fakeElectron();
  folder = mkdtempSync(join(tmpdir(), 'saldo-secrets-'));
  vi.doMock('electron', () => ({ ...fake.electron, default: fake.electron }));
});

async function secrets() {
  const { setupSecrets } = await import('../../../src/main/setup-secrets.ts');
  return setupSecrets(folder, logger);
}

test('are sealed on disk, for the owner only', async () => {
  const kept = await secrets();
  await Promise.all([kept.set('a', 'open sesame'), kept.set('b', 'second')]);
  expect(await kept.get('a')).toBe('open sesame');
  expect(await kept.get('b')).toBe('second');
  const file = join(folder, 'secrets.sealed.json');
  expect(readFileSync(file, 'utf8')).not.toContain('sesame');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await kept.remove('a');
  expect(await kept.get('a')).toBeNull();
});

test('a lost keyring reads as no secret, and what was stored comes back with the keyring', async () => {
  const kept = await secrets();
  await kept.set('a', 'open sesame');
  const decrypt = vi.spyOn(fake.electron.safeStorage, 'decryptStringAsync').mockRejectedValue(new Error('no key'));
  expect(await kept.get('a')).toBeNull();
  expect(warnings).toEqual(['keyring-lost']);
  decrypt.mockRestore();
  expect(await kept.get('a')).toBe('open sesame');
});

test('without a keyring the file of the owner has to do', async () => {
  fake.electron.safeStorage.isAsyncEncryptionAvailable = async () => false;
  const kept = await secrets();
  await kept.set('a', 'open sesame');
  expect(await kept.get('a')).toBe('open sesame');
  expect(warnings).toEqual(['keyring-missing']);
});
