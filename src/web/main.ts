/** Saldo in a browser: the core in plain Node, served to this machine only. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataFolderInUse, defaultDataFolder, lockDataFolder } from '#core/adapters/data-folder/data-folder.ts';
import { createApp } from '#core/create-app.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { startHttpServer } from './http-server.ts';
import { openBrowser } from './open-browser.ts';
import { webPorts } from './ports.ts';

const PREFERRED_PORT = 4780;

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    demo: { type: 'boolean', default: false },
    port: { type: 'string' },
    open: { type: 'boolean', default: true },
    web: { type: 'boolean' },
  },
  allowNegative: true,
});

const folder = values.demo ? mkdtempSync(join(tmpdir(), 'saldo-demo-')) : resolve(values.data ?? defaultDataFolder());

try {
  const lock = lockDataFolder(folder);
  const app = await createApp(webPorts(folder, values.demo));
  await app.start();
  const server = await startHttpServer({
    router: app.router,
    rendererDir: resolve('dist/renderer'),
    port: values.port === undefined ? PREFERRED_PORT : Number(values.port),
    orAnyPort: values.port === undefined,
  });
  lock.announce(server.url);
  console.log(`Saldo is open at ${server.url}`);
  if (values.open) openBrowser(server.url, folder);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await server.close();
    await app.stop();
    lock.release();
    if (values.demo) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
} catch (error) {
  if (error instanceof DataFolderInUse && error.url) {
    console.log(`${error.message}`);
    if (values.open) openBrowser(error.url, folder);
  } else {
    console.error(error instanceof DomainError || error instanceof DataFolderInUse ? error.message : error);
    process.exitCode = 1;
  }
}
