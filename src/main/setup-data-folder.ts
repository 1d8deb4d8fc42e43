import { join } from 'node:path';
import { app } from 'electron';
import { defaultDataFolder } from '#core/adapters/data-folder/default-data-folder.ts';
import { openDataFolder, type DataFolder } from '#core/adapters/data-folder/open-data-folder.ts';
import { setupSingleInstance } from './setup-single-instance.ts';

/**
 * The same folder as in the web host; Chromium's own files go into `window` inside it. Null when another window of the
 * same data is open. @throws DataFolderInUse when the web host holds it.
 */
export function setupDataFolder(
  { data, demo }: { data: string | null; demo: boolean },
  onSecondStart: () => void,
): DataFolder | null {
  if (demo && data === null) {
    const folder = openDataFolder({ data, demo });
    app.setPath('userData', join(folder.path, 'window'));
    return folder;
  }
  const path = data ?? defaultDataFolder();
  // The lock of single instances lies in this folder: set it first.
  app.setPath('userData', join(path, 'window'));
  return setupSingleInstance(onSecondStart) ? openDataFolder({ data: path, demo }) : null;
}
