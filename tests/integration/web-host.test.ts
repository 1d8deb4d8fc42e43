import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { appContract } from '../../src/shared/contract/app-contract.ts';

const root = resolve(import.meta.dirname, '..', '..');
const data = mkdtempSync(join(tmpdir(), 'saldo-web-'));
let host: ChildProcess;
let url: URL;
let cookie: string;

beforeAll(async () => {
  // The page itself is no matter here; on a fresh clone it is not built yet.
  const page = join(root, 'dist', 'renderer', 'index.html');
  if (!existsSync(page)) {
    mkdirSync(join(root, 'dist', 'renderer'), { recursive: true });
    writeFileSync(page, '<!doctype html><title>Saldo</title>');
  }
  host = start(data);
  url = new URL(await printedUrl(host));
  const entrance = await get(`${url.pathname}${url.search}`);
  cookie = String(entrance.headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(async () => {
  if (host.exitCode === null) {
    host.kill('SIGTERM');
    await once(host, 'exit');
  }
  rmSync(data, { recursive: true, force: true });
});

function start(folder: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, ['src/web/main.ts', '--no-open', '--port', '0', '--data', folder, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function printedUrl(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /^Saldo is open at (\S+)$/.exec(line);
    if (found?.[1]) return found[1];
  }
  throw new Error('The web host did not start.');
}

/** By hand, since fetch would tidy up paths and refuses to send a foreign Host. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: url.port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', fail).end();
  });
}

describe('the entrance', () => {
  test('the printed address gives a cookie that no script and no other site can use', async () => {
    const entrance = await get(`${url.pathname}${url.search}`);
    expect(entrance.status).toBe(303);
    expect(entrance.headers.location).toBe('/');
    expect(String(entrance.headers['set-cookie'])).toMatch(/^saldo-\d+=[\w-]{32}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(String(entrance.headers['set-cookie'])).not.toContain(url.searchParams.get('key'));
    expect((await get('/', { cookie })).status).toBe(200);
  });

  test.each(['/', '/index.html', '/?key=wrong', '/?key=', `/index.html?key=x`, '/rpc'])('%s without it is refused', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(403);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  test('a made-up cookie is refused', async () => {
    const [name] = cookie.split('=');
    for (const value of ['', 'x', 'A'.repeat(32)]) expect((await get('/', { cookie: `${name}=${value}` })).status).toBe(403);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example', '[::1]:80'])(
    'a request for the host %s is refused, key or not',
    async (name) => {
      expect((await get('/', { cookie, host: name })).status).toBe(403);
      expect((await get(`${url.pathname}${url.search}`, { host: name })).status).toBe(403);
      expect((await get('/healthz', { host: name })).status).toBe(403);
    },
  );

  test.each(['https://evil.example', 'http://127.0.0.1:1', 'null'])('a request from %s is refused', async (origin) => {
    expect((await get('/', { cookie, origin })).status).toBe(403);
  });

  test('only reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', { cookie }, method)).status).toBe(405);
  });
});

describe('the files', () => {
  test('carry a policy that starts from nothing', async () => {
    const page = await get('/', { cookie });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });

  test.each([
    '/../package.json',
    '/../../package.json',
    '/assets/../../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/%252e%252e%252fpackage.json',
    '//etc/passwd',
    '/etc/passwd',
    '/index.html%00.json',
    '/%',
  ])('%s is not there', async (path) => {
    const answer = await get(path, { cookie });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toMatch(/saldo|root:/);
  });
});

describe('the connection', () => {
  const open = (headers: Record<string, string>, path = '/rpc') =>
    new Promise<WebSocket | number>((done) => {
      const socket = new WebSocket(`ws://127.0.0.1:${url.port}${path}`, { headers });
      socket.on('open', () => done(socket));
      socket.on('unexpected-response', (_request, response) => done(response.statusCode ?? 0));
      socket.on('error', () => done(0));
    });

  test('is refused without cookie, from elsewhere, for another host and at another path', async () => {
    const origin = url.origin;
    expect(await open({ origin })).toBe(403);
    expect(await open({ cookie })).toBe(403);
    expect(await open({ cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await open({ cookie, origin: 'http://evil.example', host: 'evil.example' })).toBe(403);
    expect(await open({ cookie, origin }, '/other')).toBe(403);
  });

  test('answers calls and streams events', async () => {
    const socket = await open({ cookie, origin: url.origin });
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
    const client: ContractRouterClient<typeof appContract> = createORPCClient(new RPCLink({ websocket: socket as never }));
    expect(await client.system.info()).toMatchObject({ host: 'web', demo: false, onboarded: false });
    const events = await client.system.events();
    expect((await events.next()).value).toEqual({ kind: 'ready' });
    await client.settings.completeOnboarding({ baseCurrency: 'EUR', account: { name: 'Everyday', kind: 'checking' } });
    expect((await events.next()).value).toMatchObject({ kind: 'ledger-changed' });
    socket.close();
  });
});

test('nobody is listened to but this machine', async () => {
  const others = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []).filter((entry) => !entry.internal);
  for (const { address } of others.filter((entry) => entry.family === 'IPv4')) {
    const outcome = await new Promise((done) => {
      const socket = connect({ host: address, port: Number(url.port) });
      socket.on('connect', () => done('connected')).on('error', () => done('refused'));
    });
    expect({ address, outcome }).toEqual({ address, outcome: 'refused' });
  }
  expect((await get('/healthz')).body).toBe('ok');
});

test('a second start names the first, and the ledger is let go at the end', async () => {
  const second = start(data);
  let said = '';
  second.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  await once(second, 'close');
  expect(second.exitCode).toBe(1);
  expect(said.trim()).toBe(`Saldo is already open at ${url.href}`);
  expect(statSync(join(data, 'saldo.lock')).mode & 0o777).toBe(0o600);

  host.kill('SIGTERM');
  await once(host, 'exit');
  expect(host.exitCode).toBe(0);
  expect(existsSync(join(data, 'saldo.lock'))).toBe(false);
  expect(existsSync(join(data, 'ledger.sqlite-wal'))).toBe(false);
});
