import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the platform keeps a user's data. */
export function defaultDataFolder(platform = process.platform, env = process.env): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Saldo');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Saldo');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'Saldo');
}

export interface DataFolderLock {
  /** Says where the running app can be reached, for whoever comes second. */
  announce(url: string): void;
  release(): void;
}

/** The folder is in use by another running Saldo; `url` is where, when it has one. */
export class DataFolderInUse extends Error {
  readonly url: string | null;

  constructor(folder: string, url: string | null) {
    super(`Saldo is already open with the data in ${folder}${url ? `, at ${url}` : ''}.`);
    this.name = 'DataFolderInUse';
    this.url = url;
  }
}

/** One process a ledger. A lock left by a process that is gone is taken over. @throws DataFolderInUse */
export function lockDataFolder(folder: string): DataFolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'saldo.lock');
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, JSON.stringify({ pid: process.pid, url: null }), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 0) throw error;
      const holder = readHolder(path);
      if (holder && isRunning(holder.pid)) throw new DataFolderInUse(folder, holder.url);
      rmSync(path, { force: true });
    }
  }
  return {
    announce: (url) => writeFileSync(path, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 }),
    release: () => rmSync(path, { force: true }),
  };
}

function readHolder(path: string): { pid: number; url: string | null } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { pid: number; url: string | null };
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
