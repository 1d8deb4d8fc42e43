import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface LogFile {
  write(line: string): void;
  close(): void;
}

/**
 * `saldo.log` and its elders `saldo.1.log` … in a folder; the oldest goes when there are more than `keep`. Lines are
 * few and small, and must be there after a crash: they are written at once.
 */
export function openRotatingFile(folder: string, maxBytes = 1_000_000, keep = 5): LogFile {
  mkdirSync(folder, { recursive: true });
  const path = (age: number): string => join(folder, age === 0 ? 'saldo.log' : `saldo.${age}.log`);
  let file = openSync(path(0), 'a', 0o600);
  let bytes = statSync(path(0)).size;

  const rotate = (): void => {
    closeSync(file);
    rmSync(path(keep - 1), { force: true });
    for (let age = keep - 2; age >= 0; age--) {
      try {
        renameSync(path(age), path(age + 1));
      } catch {
        // There are fewer files than may be kept.
      }
    }
    file = openSync(path(0), 'a', 0o600);
    bytes = 0;
  };

  return {
    write(line) {
      const size = Buffer.byteLength(line);
      if (bytes > 0 && bytes + size > maxBytes) rotate();
      writeSync(file, line);
      bytes += size;
    },
    close: () => closeSync(file),
  };
}
