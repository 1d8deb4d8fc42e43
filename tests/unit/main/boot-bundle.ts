/**
 * Run by desktop-bundle.test.ts in a process of its own: starts the bundled main process with a fake Electron, opens
 * the window's port and talks through it. `node boot-bundle.ts APP_DIR DATA_DIR`; prints one line of JSON.
 */
import Module from 'node:module';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { appContract } from '../../../src/shared/contract/app-contract.ts';
import { fakeElectron } from './fake-electron.ts';

const [appPath = '', data = ''] = process.argv.slice(2);
const { electron, seen } = fakeElectron({ appPath });

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'electron' ? electron : load.call(loader, request, ...rest));

process.argv = [process.execPath, '.', '--data', data];
createRequire(import.meta.url)(join(appPath, '.vite', 'build', 'main.js'));

const window = await until(() => seen.windows[0]);
const frame = window.webContents.mainFrame;
electron.ipcMain.emit('saldo:request-port', { sender: window.webContents, senderFrame: frame });
const port = (await until(() => frame.posted[0])).ports[0] as MessagePort;
port.start();
const client: ContractRouterClient<typeof appContract> = createORPCClient(new RPCLink({ port: port as never }));

await client.settings.completeOnboarding({ baseCurrency: 'EUR', account: { name: 'Everyday', kind: 'checking' } });
const statement = new File(['Date,Description,Amount\n2026-01-31,COFFEE,-3.50\n2026-02-01,SALARY,1200.00\n'], 'a.csv');
const preview = await client.imports.open({ file: statement, accountId: null });
const info = await client.system.info();
const page = await seen.protocols.get('app')?.(new Request('app://saldo/'));
console.log(
  JSON.stringify({
    host: info.host,
    onboarded: info.onboarded,
    read: preview.counts.total,
    loaded: window.loaded,
    userData: seen.paths.get('userData'),
    page: page?.status,
  }),
);
port.close();
electron.app.quit();
await until(() => (seen.exits.length > 0 ? seen.exits : undefined));
process.exit(seen.exits[0]);

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not happen within ten seconds.');
}
