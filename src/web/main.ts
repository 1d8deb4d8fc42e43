/** Saldo in plain Node: the same core as the desktop app, with the page in a browser on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#core/adapters/clock/system-clock.ts';
import { DataFolderInUse } from '#core/adapters/data-folder/folder-lock.ts';
import { openDataFolder } from '#core/adapters/data-folder/open-data-folder.ts';
import { createDownload } from '#core/adapters/download/download.ts';
import { readHostArguments } from '#core/adapters/host-arguments/host-arguments.ts';
import { createLogger } from '#core/adapters/logging/create-logger.ts';
import { forkSpeechProcess } from '#core/adapters/speech/fork-speech-process.ts';
import { createSherpaRecognizer } from '#core/adapters/speech/sherpa-recognizer.ts';
import { createWorkerPool } from '#core/adapters/workers/worker-pool.ts';
import { createApp } from '#core/create-app.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { createFileSecrets } from './file-secrets.ts';
import { startHttpHost } from './http-server.ts';
import { openWindow } from './open-window.ts';
import { pageNotifier } from './page-notifier.ts';

const root = join(import.meta.dirname, '..', '..');

try {
  await run();
} catch (error) {
  // Failures that a person can do something about have a sentence; anything else shows where it happened.
  const expected = error instanceof DataFolderInUse || error instanceof RangeError || error instanceof DomainError;
  console.error(expected ? (error as Error).message : error);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const args = readHostArguments(process.argv.slice(2));
  const rendererDir = join(root, 'dist', 'renderer');
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new RangeError('The page is not built yet. Run "npm run build" first, or "npm start", which does.');
  }
  const folder = openDataFolder(args);
  const logger = createLogger(folder.path, { verbose: true });
  try {
    const app = await createApp({
      host: { kind: 'web', version: version(), platform: process.platform, demo: args.demo },
      clock: systemClock,
      logger,
      notifier: pageNotifier,
      secrets: createFileSecrets(folder.path),
      files: { data: folder.path, migrations: join(root, 'migrations', 'ledger'), models: join(root, 'models') },
      workers: createWorkerPool({ workersDir: join(root, 'src', 'workers') }),
      download: createDownload(),
      speechRecognizer: createSherpaRecognizer(forkSpeechProcess(join(root, 'src', 'workers'))),
    });
    await app.start();
    const http = await startHttpHost(app, rendererDir, args.port);
    folder.announce(http.url());
    console.log(`Saldo is open at ${http.url()}`);
    if (args.open) openWindow(http.url(http.access.issueTicket()), folder.path);

    onceAskedToStop(async () => {
      await http.close();
      await app.stop();
      logger.close();
      folder.release();
    });
  } catch (error) {
    logger.close();
    folder.release();
    throw error;
  }
}

function onceAskedToStop(stop: () => Promise<void>): void {
  let stopping = false;
  const handle = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  process.on('SIGHUP', handle);
}

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}
