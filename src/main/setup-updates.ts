import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Logger } from '#core/ports.ts';

/**
 * Looks for a newer version, where the package names a place to look: only a packaged app with `app-update.yml` among
 * its resources ever asks anyone. What was fetched is installed when the user quits.
 */
export async function setupUpdates(logger: Logger): Promise<void> {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return;
  try {
    const { default: updater } = await import('electron-updater');
    updater.autoUpdater.logger = null;
    updater.autoUpdater.autoInstallOnAppQuit = true;
    await updater.autoUpdater.checkForUpdatesAndNotify();
  } catch (error) {
    logger.warn('update-check-failed', { error });
  }
}
