/** One process at a time may open a ledger. The lock is a small file that names the process which holds it. */
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';

export interface FolderLock {
  /** Tells a second start where this one can be reached. */
  announce(url: string): void;
  release(): void;
}

interface Holder {
  pid: number;
  /** Tells a process from a later one that got the same number. */
  born: string;
  url: string | null;
}

export class DataFolderInUse extends Error {
  readonly url: string | null;

  constructor(folder: string, url: string | null) {
    super(url ? `Saldo is already open at ${url}` : `Saldo is already open with the data in ${folder}`);
    this.name = 'DataFolderInUse';
    this.url = url;
  }
}

/** @throws DataFolderInUse while another living process holds the folder. */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'saldo.lock');
  const self: Holder = { pid: process.pid, born: birthOf(process.pid), url: null };
  // Two tries: the second after a lock left by a crash was put away.
  if (!create(path, self)) {
    const found = read(path);
    if (found && lives(found.holder)) throw new DataFolderInUse(folder, found.holder.url);
    if (found) putAway(path, found.text);
    if (!create(path, self)) throw new DataFolderInUse(folder, read(path)?.holder.url ?? null);
  }
  return {
    announce(url) {
      self.url = url;
      const beside = `${path}.${randomUUID()}`;
      writeFileSync(beside, JSON.stringify(self), { mode: 0o600 });
      renameSync(beside, path);
    },
    release() {
      const holder = read(path)?.holder;
      if (holder?.pid === self.pid && holder.born === self.born) rmSync(path, { force: true });
    },
  };
}

function create(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): { text: string; holder: Holder } | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  try {
    return { text, holder: JSON.parse(text) as Holder };
  } catch {
    // Cut short by a crash: held by nobody.
    return { text, holder: { pid: 0, born: '', url: null } };
  }
}

/** Renamed before it is removed: if another start was faster, what was taken is its lock, and goes back. */
function putAway(path: string, expected: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readFileSync(aside, 'utf8') === expected) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function lives({ pid, born }: Holder): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not permitted means that it lives and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return sameBirth(birthOf(pid), born);
}

/** When a process was started, as exactly as the platform says without asking other programs. */
function birthOf(pid: number): string {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The 22nd field; the second, the name in brackets, may hold spaces.
      return `start ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
    } catch {
      return 'unknown';
    }
  }
  // Elsewhere at least a restart of the machine is seen.
  return `boot ${Math.round(Date.now() / 1000 - uptime())}`;
}

/** The time of the boot is reckoned from a clock that is put right now and then. */
const CLOCK_DRIFT_SECONDS = 120;

function sameBirth(a: string, b: string): boolean {
  if (!a.startsWith('boot ') || !b.startsWith('boot ')) return a === b;
  return Math.abs(Number(a.slice(5)) - Number(b.slice(5))) < CLOCK_DRIFT_SECONDS;
}
