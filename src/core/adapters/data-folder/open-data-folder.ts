import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultDataFolder } from './default-data-folder.ts';
import { lockFolder } from './folder-lock.ts';

export interface DataFolder {
  path: string;
  /** Tells a second start where this one can be reached. */
  announce(url: string): void;
  /** Lets others in; what the demo wrote is removed. */
  release(): void;
}

/** Creates the folder, readable by its owner only. @throws DataFolderInUse while another process holds it. */
export function openDataFolder({ data, demo }: { data: string | null; demo: boolean }): DataFolder {
  const throwAway = demo && data === null;
  const path = throwAway ? mkdtempSync(join(tmpdir(), 'saldo-demo-')) : (data ?? defaultDataFolder());
  mkdirSync(path, { recursive: true });
  if (data === null) chmodSync(path, 0o700);
  const lock = lockFolder(path);
  return {
    path,
    announce: (url) => lock.announce(url),
    release() {
      lock.release();
      if (!throwAway) return;
      try {
        rmSync(path, { recursive: true, force: true, maxRetries: 3 });
      } catch {
        // Windows keeps files that a window still holds; the system clears its temporary folder.
      }
    },
  };
}
