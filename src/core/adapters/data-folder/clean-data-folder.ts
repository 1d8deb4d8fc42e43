import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Files that are written under another name until they are complete. */
const UNFINISHED = /\.(part|new)$/;
/** The ledger as it was before an update of Saldo changed its format. */
const BEFORE_UPDATE = /^ledger\.sqlite\.before-\d{4}$/;
const KEEP_BEFORE_UPDATE_DAYS = 90;

/** Removes what an interrupted write left behind a day ago, and copies from before old updates. Answers how many. */
export function cleanDataFolder(folder: string, now: Date): number {
  let removed = 0;
  const removeOld = (dir: string, pattern: RegExp, days: number): void => {
    if (!existsSync(dir)) return;
    for (const name of readdirSync(dir).filter((file) => pattern.test(file))) {
      const path = join(dir, name);
      if (now.getTime() - statSync(path).mtimeMs < days * DAY_MS) continue;
      rmSync(path, { force: true });
      removed += 1;
    }
  };
  for (const dir of [folder, join(folder, 'backups'), join(folder, 'attachments')]) removeOld(dir, UNFINISHED, 1);
  removeOld(folder, BEFORE_UPDATE, KEEP_BEFORE_UPDATE_DAYS);
  return removed;
}
