/** Every browser test gets Saldo of its own: a web host on a fresh data folder, and a page that is let in. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { expect, type Page, test as base } from '@playwright/test';
import { WebSocket } from 'ws';
import type { appContract } from '../../src/shared/contract/app-contract.ts';

export type Client = ContractRouterClient<typeof appContract>;

export interface RunningApp {
  /** With its key. */
  url: string;
  dataDir: string;
  /** Calls the core beside the page, to set things up quickly. */
  client: Client;
  /** Chooses the currency and makes a first account, without the first run's page. Answers the account's id. */
  onboard(currency?: string, accountName?: string): Promise<string>;
}

export const test = base.extend<{ app: RunningApp; host: string[] }>({
  /** What runs Saldo, for Node's command line; the data folder follows. */
  host: [['src/web/main.ts', '--no-open', '--port', '0', '--data'], { option: true }],
  app: async ({ host: command }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'saldo-e2e-'));
    const host = spawn(process.execPath, [...command, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const url = await printedUrl(host);
      const { client, close } = await connect(url);
      const onboard: RunningApp['onboard'] = async (currency = 'EUR', name = 'Everyday') => {
        const account = { name, kind: 'checking' as const };
        return (await client.settings.completeOnboarding({ baseCurrency: currency, account })).accountId;
      };
      await use({ url, dataDir, client, onboard });
      close();
    } finally {
      if (host.exitCode === null) {
        host.kill('SIGTERM');
        await once(host, 'exit');
      }
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  page: async ({ page, app }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(app.url);
    await use(page);
    expect(errors, 'errors that nobody caught').toEqual([]);
  },
});

export { expect };

/**
 * Opens an address of the app (`#/transactions?account=…`), read anew: a page that is open already would follow its own
 * idea of where to be. Chromium drops keys that come before the first picture of a page, as no person could press them:
 * wait for it.
 */
export async function visit(page: Page, app: RunningApp, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${new URL('/', app.url).href}${address}`);
  await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
  await page.evaluate(
    () => new Promise<void>((painted) => requestAnimationFrame(() => requestAnimationFrame(() => painted()))),
  );
}

async function printedUrl(host: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: host.stdout! })) {
    const found = /^Saldo is open at (\S+)$/.exec(line);
    if (found?.[1]) return found[1];
  }
  throw new Error('The web host did not start. Is the page built (npm run build)?');
}

async function connect(url: string): Promise<{ client: Client; close: () => void }> {
  const entrance = await fetch(url, { redirect: 'manual' });
  const cookie = entrance.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { origin, host } = new URL(url);
  const websocket = new WebSocket(`ws://${host}/rpc`, { headers: { cookie, origin } });
  await once(websocket, 'open');
  return { client: createORPCClient(new RPCLink({ websocket: websocket as never })), close: () => websocket.close() };
}
