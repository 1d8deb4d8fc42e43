import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../src/core/adapters/sqlite/open-ledger.ts';
import { newIdBytes } from '../../src/shared/ids.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { silentLogger } from './ports-fixture.ts';

const all = readdirSync('migrations/ledger').sort();

/** A ledger as the first `version` migrations made it, with a transaction, a split one and an import in it. */
function olderLedger(folder: string, version: number): string {
  const migrations = join(folder, 'migrations');
  mkdirSync(migrations);
  for (const name of all.slice(0, version)) copyFileSync(join('migrations/ledger', name), join(migrations, name));
  const path = join(folder, 'ledger.sqlite');
  openLedger(path, migrations, silentLogger).close();

  const db = new SQLite(path);
  const [account, payee, batch, dinner, bill] = Array.from({ length: 5 }, () => newIdBytes());
  db.pragma('foreign_keys = ON');
  const insert = (table: string, row: Record<string, unknown>): void => {
    const columns = Object.keys(row);
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
      ...Object.values(row),
    );
  };
  insert('setting', { key: 'baseCurrency', value: '"EUR"' });
  insert('account', { id: account, name: 'Visa', kind: 'credit', currency: 'EUR', opening_balance_minor: 5000 });
  insert('category', { id: 'food_drink', name: 'Food', kind: 'expense', color: '#009E73' });
  insert('category', { id: 'food_drink.own', parent_id: 'food_drink', name: 'Own', kind: 'expense', color: '#009E73' });
  insert('payee', { id: payee, name: 'Roma', folded: 'roma' });
  insert('description', { id: 1, raw: 'TRATTORIA ROMA', normalised: 'trattoria roma', payee_id: payee });
  insert('import_batch', {
    id: batch, account_id: account, file_name: 'bank.csv', format: 'csv', imported_at: '2026-03-01T00:00:00Z',
    transaction_count: 1, problem_count: 0, first_txn_id: bill, last_txn_id: bill,
  });
  const txn = { account_id: account, date: '2026-03-01', currency: 'EUR', description_id: 1 };
  insert('txn', { ...txn, id: dinner, amount_minor: -8400 });
  insert('txn', {
    ...txn, id: bill, amount_minor: -1200, category_id: 'food_drink.own', category_source: 'user',
    import_batch_id: batch, import_line: 2, fingerprint: 42, bank_ref: 'A-1', note: 'with Ana',
    original_amount_minor: -1310, original_currency: 'USD',
  });
  for (const [position, amount] of [-2800, -5600].entries()) {
    insert('split', { id: newIdBytes(), txn_id: dinner, position, category_id: 'food_drink.own', amount_minor: amount });
  }
  db.prepare('UPDATE txn SET split_count = 2 WHERE id = ?').run(dinner);
  if (version >= 8) insertSharedDinner(insert, dinner);
  if (version >= 11) {
    insert('forecast_made', {
      month: '2026-04', kind: 'category', category_id: 'food_drink.own', made_in: '2026-03', made_on: '2026-03-05', currency: 'EUR',
      expected_minor: 4000, low80_minor: 2000, high80_minor: 6000, low95_minor: 0, high95_minor: 9000,
    });
  }
  if (version >= 12) {
    const goal = newIdBytes();
    insert('goal', { id: goal, name: 'Bicycle', target_minor: 90_000, currency: 'EUR', position: 1, created_on: '2026-03-01' });
    insert('goal_contribution', { id: newIdBytes(), goal_id: goal, date: '2026-03-02', amount_minor: 5000 });
    insert('profile', { id: newIdBytes(), name: 'Ada', currency: 'EUR', salary_minor: 250_000 });
    insert('insight_dismissal', { id: newIdBytes(), insight_key: 'double-charge:1', dismissed_on: '2026-03-03' });
  }
  insert('job_run', { job: 'import', started_at: '2026-03-01T00:00:00Z', outcome: 'ok' });
  if (version >= 15) {
    insert('notification', {
      id: newIdBytes(), kind: 'bill-due', subject_id: 'rent', due_on: '2026-03-01', title: 'Rent', body: 'It is due.',
      created_at: '2026-03-01T00:00:00Z', at: '2026-03-01T00:00:00Z', delivery: 'shown',
    });
    insert('reminder', { kind: 'bill-due', subject_id: 'rent', due_on: '2026-03-01', days_before: 0, made_at: '2026-03-01T00:00:00Z' });
  }
  if (version >= 13) {
    insert('receipt', {
      id: newIdBytes(), name: 'photo.jpg', media_type: 'image/jpeg', size_bytes: 9, sha256: 'a'.repeat(64),
      added_at: '2026-03-01T00:00:00Z', status: 'read', txn_id: bill,
    });
  }
  if (version >= 6) {
    insert('bank_record', { id: newIdBytes(), txn_id: bill, account_id: account, date: '2026-02-27', fingerprint: 41, bank_ref: 'A-0' });
    insert('balance_check', {
      id: newIdBytes(), account_id: account, batch_id: batch, date: '2026-03-01', kind: 'closing', stated_minor: -4600,
      ledger_minor: -4600, line: 1,
    });
    insert('import_account', { file_account: 'number:DE02', account_id: account, used_at: '2026-03-01T00:00:00Z' });
    insert('transfer_dismissal', { id: newIdBytes(), out_txn_id: dinner, in_txn_id: bill });
  }
  db.close();
  return path;
}

/** Two people, of whom one paid the dinner with that transaction. */
function insertSharedDinner(insert: (table: string, row: Record<string, unknown>) => void, txnId: unknown): void {
  const [group, ana, ben, expense] = Array.from({ length: 4 }, () => newIdBytes());
  insert('expense_group', { id: group, name: 'Lisbon', currency: 'EUR' });
  insert('group_member', { id: ana, group_id: group, name: 'Ana', folded: 'ana', is_me: 1 });
  insert('group_member', { id: ben, group_id: group, name: 'Ben', folded: 'ben' });
  insert('group_expense', {
    id: expense, group_id: group, kind: 'expense', title: 'Dinner', date: '2026-03-01', amount_minor: 8400,
    paid_minor: 8400, paid_currency: 'EUR', split: 'equal', txn_id: txnId,
  });
  const of = { expense_id: expense, amount_minor: 4200 };
  insert('group_payer', { id: newIdBytes(), ...of, member_id: ana, amount_minor: 8400, paid_minor: 8400 });
  insert('group_share', { id: newIdBytes(), ...of, member_id: ana, weight: '1', carried: 0 });
  insert('group_share', { id: newIdBytes(), ...of, member_id: ben, weight: '1', carried: 0 });
}

const facts = (path: string): unknown => {
  const db = new SQLite(path, { readonly: true });
  try {
    return {
      rows: db
        .prepare(
          `SELECT hex(id) AS id, date, amount_minor, currency, category_id, note, status, split_count, fingerprint, bank_ref,
             original_amount_minor, original_currency
           FROM txn ORDER BY id`,
        )
        .all(),
      allocations: db.prepare('SELECT category_id, amount_minor FROM allocation ORDER BY amount_minor').all(),
      accounts: db.prepare('SELECT name, kind, currency, opening_balance_minor FROM account').all(),
      shares: db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'group_share'`).get()
        ? db.prepare('SELECT hex(member_id) AS member, amount_minor FROM group_share ORDER BY id').all()
        : [],
      receipts: db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'receipt'`).get()
        ? db.prepare('SELECT name, status, hex(txn_id) AS txn FROM receipt').all()
        : [],
      goals: db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'goal'`).get()
        ? db.prepare(
            `SELECT g.name, g.target_minor, c.amount_minor, p.name AS person, p.salary_minor, i.insight_key
             FROM goal g JOIN goal_contribution c ON c.goal_id = g.id, profile p, insight_dismissal i`,
          ).all()
        : [],
      runs: db.prepare('SELECT job, started_at, outcome FROM job_run').all(),
      told: db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'reminder'`).get()
        ? db.prepare('SELECT n.title, r.days_before FROM notification n JOIN reminder r USING (kind, subject_id, due_on)').all()
        : [],
      batches: db.prepare('SELECT file_name, transaction_count FROM import_batch').all(),
      forecasts: db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'forecast_made'`).get()
        ? db.prepare('SELECT month, category_id, made_on, expected_minor FROM forecast_made').all()
        : [],
    };
  } finally {
    db.close();
  }
};

describe.each(all.map((name, at) => ({ name, before: at })).slice(1))('migration $name', ({ name, before }) => {
  it('keeps every row of a ledger of the version before it, after copying it', () => {
    const folder = temporaryFolder();
    const path = olderLedger(folder, before);
    const earlier = facts(path);
    openLedger(path, 'migrations/ledger', silentLogger).close();
    expect(facts(path)).toEqual(earlier);
    const db = new SQLite(path, { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
    expect(readdirSync(folder)).toContain(`ledger.sqlite.before-${name.slice(0, 4)}`);
  });
});
