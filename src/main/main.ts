/** The desktop app: a window around the core. Reads as the list of what the shell does. */
import { join } from 'node:path';
import { app, dialog, session } from 'electron';
import { systemClock } from '#core/adapters/clock/system-clock.ts';
import { readHostArguments } from '#core/adapters/host-arguments/host-arguments.ts';
import { createLogger } from '#core/adapters/logging/create-logger.ts';
import { createDownload } from '#core/adapters/download/download.ts';
import { createSherpaRecognizer } from '#core/adapters/speech/sherpa-recognizer.ts';
import { createWorkerPool } from '#core/adapters/workers/worker-pool.ts';
import { createApp } from '#core/create-app.ts';
import { setupAppProtocol } from './setup-app-protocol.ts';
import { setupDataFolder } from './setup-data-folder.ts';
import { setupLifecycle } from './setup-lifecycle.ts';
import { HIDDEN_ARGUMENT, setupLoginItem } from './setup-login-item.ts';
import { setupMenu } from './setup-menu.ts';
import { setupNavigationLocks } from './setup-navigation-locks.ts';
import { setupNotifications } from './setup-notifications.ts';
import { setupPermissions } from './setup-permissions.ts';
import { setupRpcPort } from './setup-rpc-port.ts';
import { setupSecrets } from './setup-secrets.ts';
import { setupSpeechProcess } from './setup-speech-process.ts';
import { setupTray } from './setup-tray.ts';
import { setupUpdates } from './setup-updates.ts';
import { setupWake } from './setup-wake.ts';
import { setupWindow } from './setup-window.ts';

main().catch((error: unknown) => {
  dialog.showErrorBox('Saldo could not start', error instanceof Error ? error.message : String(error));
  app.exit(1);
});

async function main(): Promise<void> {
  const appDir = app.getAppPath();
  const bundles = join(appDir, '.vite', 'build');
  const resources = app.isPackaged ? process.resourcesPath : appDir;
  const args = readHostArguments(process.argv.slice(app.isPackaged ? 1 : 2));

  setupAppProtocol(join(appDir, 'dist', 'renderer'));
  setupNavigationLocks();
  const folder = setupDataFolder(args, () => window.show());
  if (!folder) return;
  const window = setupWindow(join(bundles, 'preload.js'), join(folder.path, 'window', 'bounds.json'));
  await app.whenReady();

  const logger = createLogger(folder.path, { verbose: !app.isPackaged });
  const core = await createApp({
    host: { kind: 'electron', version: app.getVersion(), platform: process.platform, demo: args.demo },
    clock: systemClock,
    logger,
    notifier: setupNotifications(() => window.show()),
    secrets: setupSecrets(folder.path, logger),
    files: { data: folder.path, migrations: join(resources, 'migrations', 'ledger'), models: join(resources, 'models') },
    workers: createWorkerPool({ workersDir: bundles }),
    download: createDownload(),
    speechRecognizer: createSherpaRecognizer(setupSpeechProcess(bundles)),
  });
  setupPermissions(session.defaultSession, () => core.services.speech.mayListen());
  setupLifecycle(window, async () => {
    await core.stop();
    logger.close();
    folder.release();
  }, () => core.services.settings.get().closeToTray);
  await core.start();
  setupWake(() => core.wake());
  const tray = setupTray(window, (to) => core.openPage(to));
  const startAtLogin = setupLoginItem();
  core.followSettings((settings) => {
    // Without its icon, an app without a window could not be reached.
    tray.show(settings.trayIcon || settings.closeToTray);
    startAtLogin(settings.startAtLogin);
  });

  setupRpcPort(core.router, () => window.current(), logger);
  setupMenu(window, {
    goTo: (to) => core.openPage(to),
    undo: () => core.services.history.undo(),
    redo: () => core.services.history.redo(),
  });
  if (!process.argv.includes(HIDDEN_ARGUMENT)) window.show();
  await setupUpdates(logger);
}
