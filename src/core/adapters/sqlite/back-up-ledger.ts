import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';

export interface BackupInput {
  ledger: string;
  folder: string;
  /** The day, by which the copy is named; another one of the same day takes its place. */
  day: string;
  /** How many copies stay; the oldest go. */
  keep: number;
}

export interface BackupResult {
  file: string;
  bytes: number;
  kept: number;
}

const COPY = /^saldo-\d{4}-\d{2}-\d{2}\.sqlite$/;

/**
 * Writes a whole and compact copy of the ledger beside it, while others go on reading and writing. Under another name
 * until it is complete: a copy that was cut off is never taken for one.
 */
export function backUpLedger({ ledger, folder, day, keep }: BackupInput): BackupResult {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = `saldo-${day}.sqlite`;
  const path = join(folder, file);
  const part = `${path}.part`;
  rmSync(part, { force: true });
  const connection = new SQLite(ledger, { readonly: true, fileMustExist: true });
  try {
    connection.prepare('VACUUM INTO ?').run(part);
  } finally {
    connection.close();
  }
  check(part);
  renameSync(part, path);
  const copies = readdirSync(folder).filter((name) => COPY.test(name)).sort();
  for (const old of copies.slice(0, Math.max(0, copies.length - keep))) rmSync(join(folder, old), { force: true });
  return { file, bytes: statSync(path).size, kept: Math.min(copies.length, keep) };
}

/** @throws Error when the copy cannot be read back. */
function check(path: string): void {
  const copy = new SQLite(path, { readonly: true });
  try {
    const answer = copy.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') throw new Error(`The copy is not in order: ${String(answer)}`);
  } finally {
    copy.close();
  }
}
