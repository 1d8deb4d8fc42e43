import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { openTestApp } from './core-fixture.ts';
import { keptSummary, openTestLedger, recomputedSummary, temporaryFolder } from './ledger-fixture.ts';

const ROWS = 20_000;

/** Kills the import with SIGKILL once it has written so many rows; answers false when it ended before. */
async function killImport(folder: string, afterRows: number): Promise<boolean> {
  const child = spawn(process.execPath, ['tests/integration/import-in-child.ts', folder, String(ROWS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let killed = false;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'done' && Number(line) >= afterRows) killed = child.kill('SIGKILL');
    if (killed) break;
  }
  if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
  return killed;
}

describe('an import that is killed with SIGKILL', () => {
  it.each([0, 3000, 12_000, ROWS - 500])('after %i rows leaves a sound ledger with none of it', async (afterRows) => {
    const folder = temporaryFolder();
    const before = await openTestApp(folder);
    await before.stop();
    expect(await killImport(folder, afterRows)).toBe(true);

    const ledger = await openTestLedger(folder);
    expect(ledger.read.sql('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    expect(ledger.read.sql('PRAGMA foreign_key_check').all()).toEqual([]);
    const count = ledger.read.sql<{ n: number }>('SELECT count(*) AS n FROM txn').get()?.n;
    expect([0, ROWS]).toContain(count);
    expect(ledger.read.sql('SELECT count(*) AS n FROM import_batch').get()).toEqual({ n: count === 0 ? 0 : 1 });
    expect(keptSummary(ledger)).toEqual(recomputedSummary(ledger));
  });
});
