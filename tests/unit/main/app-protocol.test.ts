import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeElectron } from './fake-electron.ts';

const folder = mkdtempSync(join(tmpdir(), 'saldo-page-'));
const root = join(folder, 'renderer');
mkdirSync(join(root, 'assets'), { recursive: true });
writeFileSync(join(root, 'index.html'), '<!doctype html>page');
writeFileSync(join(root, 'assets', 'main.js'), 'script');
writeFileSync(join(folder, 'secret.json'), '{"secret":1}');
mkdirSync(join(folder, 'renderer-evil'));
writeFileSync(join(folder, 'renderer-evil', 'secret.json'), '{"secret":1}');
symlinkSync(join(folder, 'secret.json'), join(root, 'assets', 'link.json'));

let get: (url: string, method?: string) => Promise<Response>;

beforeEach(async () => {
  vi.resetModules();
  const { electron, seen } = fakeElectron();
  vi.doMock('electron', () => ({ ...electron, default: electron }));
  const { setupAppProtocol } = await import('../../../src/main/setup-app-protocol.ts');
  setupAppProtocol(root);
  await vi.waitFor(() => expect(seen.protocols.has('app')).toBe(true));
  expect(seen.schemes).toMatchObject([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  expect(seen.schemes[0]?.privileges).not.toHaveProperty('bypassCSP');
  // Not a Request: that would tidy the address up before the handler sees it.
  get = async (url, method = 'GET') => seen.protocols.get('app')!({ url, method } as Request);
});

test('the page and its assets are served with a policy that forbids everything else', async () => {
  const page = await get('app://saldo/');
  expect(await page.text()).toBe('<!doctype html>page');
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe-eval');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  const script = await get('app://saldo/assets/main.js');
  expect(await script.text()).toBe('script');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test.each([
  'app://saldo/../secret.json',
  'app://saldo/%2e%2e/secret.json',
  'app://saldo/..%2fsecret.json',
  'app://saldo/..%2Frenderer-evil%2Fsecret.json',
  'app://saldo/..%5csecret.json',
  'app://saldo/%252e%252e%252fsecret.json',
  'app://saldo/assets/..%2f..%2fsecret.json',
  'app://saldo/assets/link.json',
  'app://saldo/%2fetc%2fpasswd.json',
  'app://saldo/index.html%00.json',
  'app://saldo/%',
  'app://saldo/assets/',
  'app://saldo/missing.js',
])('%s is not there', async (url) => {
  const response = await get(url);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('');
});

test.each([
  ['app://other/', 'GET'],
  ['app://saldo:1/', 'GET'],
  ['app://saldo/', 'POST'],
])('%s by %s is refused', async (url, method) => {
  expect((await get(url, method)).status).toBe(403);
});
