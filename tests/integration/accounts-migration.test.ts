import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createAccountService } from '../../src/core/features/accounts/service.ts';
import { createReconcileService } from '../../src/core/features/reconcile/service.ts';
import { rebuildSummaries } from '../../src/core/ledger/summaries.ts';
import { newIdBytes } from '../../src/shared/ids.ts';
import { openTestLedger, temporaryFolder } from './ledger-fixture.ts';
import { openLedger } from '../../src/core/adapters/sqlite/open-ledger.ts';
import { fixedClock, silentLogger } from './ports-fixture.ts';

it('accounts of the version before 0005 are as they were, and can be valued, listed and reconciled', async () => {
  const folder = temporaryFolder();
  const migrations = join(folder, 'migrations');
  mkdirSync(migrations);
  for (const name of readdirSync('migrations/ledger').sort().slice(0, 4)) {
    copyFileSync(join('migrations/ledger', name), join(migrations, name));
  }
  const path = join(folder, 'ledger.sqlite');
  openLedger(path, migrations, silentLogger).close();
  const db = new SQLite(path);
  const [account, payee] = [newIdBytes(), newIdBytes()];
  db.prepare(
    `INSERT INTO account (id, name, kind, currency, institution, opening_balance_minor, opened_on, closed_on)
     VALUES (?, 'Visa', 'credit', 'EUR', 'DKB', 5000, '2025-01-01', '2026-02-01')`,
  ).run(account);
  db.prepare(`INSERT INTO payee (id, name, folded) VALUES (?, 'Roma', 'roma')`).run(payee);
  db.prepare(`INSERT INTO description (id, raw, normalised, payee_id) VALUES (1, 'ROMA', 'roma', ?)`).run(payee);
  const insert = db.prepare(
    `INSERT INTO txn (id, account_id, date, amount_minor, currency, description_id, status) VALUES (?, ?, ?, ?, 'EUR', 1, ?)`,
  );
  insert.run(newIdBytes(), account, '2025-03-01', -1200, 'reconciled');
  insert.run(newIdBytes(), account, '2025-04-01', -300, 'cleared');
  db.close();

  const ledger = await openTestLedger(folder);
  await ledger.direct(rebuildSummaries);
  const accounts = createAccountService(ledger, fixedClock());
  const [visa] = accounts.list();
  expect(visa).toMatchObject({
    name: 'Visa', institution: 'DKB', number: null, note: '', openedOn: '2025-01-01', closedOn: '2026-02-01',
    balanceMinor: 3500, valueMinor: 3500, valuedOn: null, transactionCount: 2,
  });
  const id = visa?.id ?? '';
  expect(accounts.register(id, null, 10).rows.map((row) => row.balanceMinor)).toEqual([3500, 3800]);
  expect(createReconcileService(ledger, fixedClock()).open({ accountId: id, date: '2025-12-31', balanceMinor: 0 })).toMatchObject({
    startMinor: 3800,
    rows: [{ amountMinor: -300 }],
  });
  await accounts.setValuation({ accountId: id, date: '2026-01-01', amountMinor: -70, note: '' });
  expect(accounts.list()[0]?.valueMinor).toBe(-70);
});
