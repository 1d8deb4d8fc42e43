import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../src/core/adapters/sqlite/open-ledger.ts';
import { newIdBytes } from '../../src/shared/ids.ts';
import { openTestLedger, temporaryFolder } from './ledger-fixture.ts';
import { silentLogger } from './ports-fixture.ts';

async function bookedDinner() {
  const ledger = await openTestLedger();
  const account = newIdBytes();
  const dinner = newIdBytes();
  await ledger.commit({ label: 'Dinner' }, (writer) => {
    const payee = newIdBytes();
    writer.insert('account', { id: account, name: 'Visa', kind: 'credit', currency: 'EUR' });
    writer.insert('payee', { id: payee, name: 'Trattoria Roma', folded: 'trattoria roma' });
    writer.db
      .sql('INSERT INTO description (id, raw, normalised, payee_id) VALUES (1, ?, ?, ?)')
      .run('TRATTORIA ROMA', 'trattoria roma', payee);
    writer.insert('txn', {
      id: dinner, account_id: account, date: '2026-03-01', amount_minor: -8400, currency: 'EUR', description_id: 1,
    });
  });
  const part = (amount: number, category: string) => ({
    id: newIdBytes(), txn_id: dinner, position: amount, category_id: category, amount_minor: amount,
  });
  return { ledger, dinner, part };
}

describe('a split transaction', () => {
  it('is closed only when its parts sum to it', async () => {
    const { ledger, dinner, part } = await bookedDinner();
    await expect(
      ledger.commit({ label: 'Split' }, (writer) => {
        writer.insert('split', part(-2800, 'food_drink.restaurants'));
        writer.insert('split', part(-5500, 'food_drink.restaurants'));
        writer.update('txn', dinner, { split_count: 2 });
      }),
    ).rejects.toThrow('SPLIT_SUM');
    expect(ledger.read.sql('SELECT count(*) AS n FROM split').get()).toEqual({ n: 0 });
  });

  it('cannot change a part or its own amount while it is closed', async () => {
    const { ledger, dinner, part } = await bookedDinner();
    const first = part(-2800, 'food_drink.restaurants');
    await ledger.commit({ label: 'Split' }, (writer) => {
      writer.insert('split', first);
      writer.insert('split', part(-5600, 'food_drink.groceries'));
      writer.update('txn', dinner, { split_count: 2 });
    });
    await expect(
      ledger.commit({ label: 'Part' }, (writer) => writer.update('split', first.id, { amount_minor: -1 })),
    ).rejects.toThrow('SPLIT_CLOSED');
    await expect(
      ledger.commit({ label: 'Amount' }, (writer) => writer.update('txn', dinner, { amount_minor: -1 })),
    ).rejects.toThrow('SPLIT_SUM');
  });

  it('is undone and redone with its parts', async () => {
    const { ledger, dinner, part } = await bookedDinner();
    await ledger.commit({ label: 'Split' }, (writer) => {
      writer.insert('split', part(-2800, 'food_drink.restaurants'));
      writer.insert('split', part(-5600, 'food_drink.groceries'));
      writer.update('txn', dinner, { split_count: 2 });
    });
    const allocations = (): unknown[] =>
      ledger.read.sql('SELECT category_id, amount_minor FROM allocation ORDER BY amount_minor').all();
    const split = allocations();
    expect(split).toHaveLength(2);
    await ledger.undo();
    expect(allocations()).toEqual([{ category_id: null, amount_minor: -8400 }]);
    await ledger.redo();
    expect(allocations()).toEqual(split);
  });
});

describe('the history', () => {
  it('survives a restart', async () => {
    const { ledger } = await bookedDinner();
    const again = ledger.reopen();
    expect(await again.undo()).toMatchObject({ label: 'Dinner' });
    expect(again.read.sql('SELECT count(*) AS n FROM allocation').get()).toEqual({ n: 0 });
    expect(await again.redo()).toMatchObject({ label: 'Dinner' });
  });

  it('refuses to overwrite what was changed later', async () => {
    const { ledger, dinner } = await bookedDinner();
    const { change } = await ledger.commit({ label: 'Note' }, (writer) => writer.update('txn', dinner, { note: 'a' }));
    await ledger.commit({ label: 'Note again' }, (writer) => writer.update('txn', dinner, { note: 'b' }));
    await expect(ledger.undo(change.changeId)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(ledger.read.sql('SELECT note FROM txn').get()).toEqual({ note: 'b' });
  });
});

describe('opening a ledger', () => {
  it('refuses a file of a newer Saldo and leaves it alone', () => {
    const path = join(temporaryFolder(), 'ledger.sqlite');
    openLedger(path, 'migrations/ledger', silentLogger).close();
    const newer = new SQLite(path);
    newer.pragma('user_version = 999');
    newer.close();
    expect(() => openLedger(path, 'migrations/ledger', silentLogger)).toThrow(/newer version of Saldo/);
    const untouched = new SQLite(path, { readonly: true });
    expect(untouched.pragma('user_version', { simple: true })).toBe(999);
    untouched.close();
  });

  it('copies an older file before it migrates it', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'ledger.sqlite');
    new SQLite(path).exec('CREATE TABLE setting_of_old (a)').close();
    openLedger(path, 'migrations/ledger', silentLogger).close();
    expect(existsSync(`${path}.before-0001`), readdirSync(folder).join(' ')).toBe(true);
  });
});
