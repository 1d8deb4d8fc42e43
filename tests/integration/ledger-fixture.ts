/** A real ledger file in a folder of its own, gone after the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openLedger } from '../../src/core/adapters/sqlite/open-ledger.ts';
import { addShippedCategories } from '../../src/core/features/categories/service.ts';
import { createLedger, type Ledger } from '../../src/core/ledger/ledger.ts';
import { fixedClock, silentLogger } from './ports-fixture.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saldo-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openTestLedger(folder = temporaryFolder()): Promise<Ledger & { reopen(): Ledger; close(): void }> {
  const path = join(folder, 'ledger.sqlite');
  let file = openLedger(path, 'migrations/ledger', silentLogger);
  const create = (): Ledger => createLedger(file, fixedClock(), () => undefined);
  const ledger = create();
  await ledger.direct(addShippedCategories);
  onTestFinished(() => file.close());
  return Object.assign(ledger, {
    reopen() {
      file.close();
      file = openLedger(path, 'migrations/ledger', silentLogger);
      return create();
    },
    close: () => file.close(),
  });
}

/** Sums as they should be, worked out from the rows alone. */
export function recomputedSummary(ledger: Ledger): unknown[] {
  return ledger.read
    .sql(
      `SELECT substr(date, 1, 7) AS month, hex(account_id) AS account, currency, coalesce(category_id, '') AS category_id,
         sum(max(amount_minor, 0)) AS in_minor, sum(max(-amount_minor, 0)) AS out_minor, count(*) AS n, sum(review) AS review
       FROM allocation GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    )
    .all();
}

export function keptSummary(ledger: Ledger): unknown[] {
  return ledger.read
    .sql(
      `SELECT month, hex(account_id) AS account, currency, category_id, in_minor, out_minor, allocation_count AS n,
         review_count AS review
       FROM monthly_summary WHERE allocation_count <> 0 ORDER BY 1, 2, 3, 4`,
    )
    .all();
}
