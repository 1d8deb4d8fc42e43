/** The server's own pages in a browser: a real server with a PostgreSQL of its own, started for these tests alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

interface Started {
  url: string;
  setup: string;
}

let server: ChildProcess;
let dataDir: string;
let started: Started;

test.beforeAll(async () => {
  test.setTimeout(90_000);
  dataDir = mkdtempSync(join(tmpdir(), 'saldo-server-e2e-'));
  server = spawn(process.execPath, ['src/server/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', SALDO_DATA_DIR: dataDir, LOG_LEVEL: 'error', DATABASE_URL: '' },
  });
  let url = '';
  for await (const line of createInterface({ input: server.stdout! })) {
    url ||= /^Saldo's server is at (\S+)/.exec(line)?.[1] ?? '';
    const setup = /^\s+(http\S+\/setup#\S+)$/.exec(line)?.[1];
    if (setup) {
      started = { url, setup };
      return;
    }
  }
  throw new Error('The server ended before it said where it is.');
});

test.afterAll(async () => {
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  rmSync(dataDir, { recursive: true, force: true });
});

async function send<Body>(path: string, body: unknown, access?: string): Promise<Body> {
  const response = await fetch(started.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(access ? { authorization: `Bearer ${access}` } : {}) },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Body;
}

async function checkLooks(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
}

test('the first administrator is made by the link that the server prints, once; an invitation is accepted', async ({ page }) => {
  await page.goto(started.setup);
  await checkLooks(page);
  await page.getByLabel('Username').fill('boss');
  await page.getByLabel('E-mail address').fill('boss@example.org');
  await page.getByLabel('Password').fill('a sentence for the boss');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).not.toHaveText(/^(One moment|$)/);
  await expect(page.getByRole('button', { name: 'Make the account' })).toBeHidden();

  const { access } = await send<{ access: string }>('/api/users/login/', { username: 'boss', password: 'a sentence for the boss' });
  const stats = await fetch(`${started.url}/api/analytics/user-stats/`, { headers: { authorization: `Bearer ${access}` } });
  expect(await stats.json()).toMatchObject({ total_users: 1 });

  await send('/api/users/signup/', { username: 'ana', email: 'ana@example.org', password: 'a sentence for ana' });
  const group = await send<{ id: string }>('/api/group-expenses/api/groups/', { name: 'Flat' }, access);
  const { link } = await send<{ link: string }>(`/api/group-expenses/api/groups/${group.id}/invitations/`, {}, access);
  await page.goto('about:blank');
  await page.goto(link);
  await checkLooks(page);
  await page.getByLabel('Username or e-mail address').fill('ana');
  await page.getByLabel('Password').fill('a wrong sentence');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('Invalid Credentials');
  await page.getByLabel('Password').fill('a sentence for ana');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText('You are a member now.');

  await page.goto('about:blank');
  await page.goto(started.setup);
  await page.getByLabel('Username').fill('eve');
  await page.getByLabel('E-mail address').fill('eve@example.org');
  await page.getByLabel('Password').fill('a sentence for eve');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).not.toHaveText(/^(One moment|$)/);
  await expect(page.getByRole('button', { name: 'Make the account' })).toBeVisible();
});
