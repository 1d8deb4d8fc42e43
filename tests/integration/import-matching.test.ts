import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../src/core/adapters/sqlite/open-ledger.ts';
import type { SaldoApp } from '../../src/core/create-app.ts';
import type { LedgerFile } from '../../src/core/ledger/database.ts';
import type { Ledger } from '../../src/core/ledger/ledger.ts';
import { csv, importFile, openTestApp } from './core-fixture.ts';
import { keptSummary, recomputedSummary, temporaryFolder } from './ledger-fixture.ts';
import { silentLogger } from './ports-fixture.ts';

type App = SaldoApp & { accountId: string };

const HEADING = 'Date,Description,Amount';
const rowsOf = (app: App, text?: string) => app.services.transactions.list(text ? { text } : {}, null, 100).rows;
const only = (app: App, text: string) => {
  const rows = rowsOf(app, text);
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

async function enter(app: App, input: { date: string; amountMinor: number; payee: string; categoryId?: string; note?: string }) {
  const { id } = await app.services.transactions.create({
    accountId: app.accountId,
    categoryId: null,
    note: '',
    ...input,
  });
  return id;
}

/** An import with one row, then set to pending: a bank that shows what is not booked yet. */
async function pendingLidl(app: App) {
  await importFile(app, csv(HEADING, '2026-03-02,LIDL 0342 BERLIN,-38.12'));
  const { id } = only(app, 'lidl');
  await app.services.transactions.update([id], { status: 'pending', categoryId: 'food_drink.groceries', note: 'for the party', addTags: ['party'] });
  return id;
}

const booked = csv(HEADING, '2026-03-04,LIDL SAGT DANKE 02.03,-38.12', '2026-03-04,REWE,-5.00');

describe('an entry made by hand', () => {
  it('is suggested, and added besides unless a person says that it is the same', async () => {
    const app = await openTestApp();
    await enter(app, { date: '2026-03-01', amountMinor: -3812, payee: 'Lidl' });
    const preview = await app.services.imports.open(booked, app.accountId);
    expect(preview.counts).toMatchObject({ maybeSame: 1, new: 1, included: 2, merged: 0 });
    const { rows } = app.services.imports.rows(preview.importId, 'to-check', 0, 10);
    expect(rows).toMatchObject([
      { fate: 'maybe-same', decision: 'add', explanation: 'maybe the one you entered', match: { payee: 'Lidl', byHand: true } },
    ]);
    expect(await app.services.imports.commit(preview.importId)).toMatchObject({ added: 2, merged: 0 });
    expect(rowsOf(app)).toHaveLength(3);
  });

  it('merged keeps category, parts, note and tags, and takes the bank’s text, day and id; one undo takes it back', async () => {
    const app = await openTestApp();
    const id = await enter(app, { date: '2026-03-01', amountMinor: -3812, payee: 'Corner Lidl', note: 'for the party' });
    await app.services.transactions.update([id], { addTags: ['party'] });
    await app.services.transactions.split(id, [
      { categoryId: 'food_drink.groceries', amountMinor: -3000, note: '' },
      { categoryId: 'food_drink.bars_alcohol', amountMinor: -812, note: '' },
    ]);
    const before = app.services.transactions.get(id);
    const preview = await app.services.imports.open(booked, app.accountId);
    app.services.imports.decide(preview.importId, 'same', undefined, 'maybe-same');
    const done = await app.services.imports.commit(preview.importId);
    expect(done).toMatchObject({ added: 1, merged: 1, booked: 0 });
    const merged = app.services.transactions.get(id);
    expect(merged).toMatchObject({
      date: '2026-03-04',
      payee: 'Corner Lidl',
      description: 'LIDL SAGT DANKE 02.03',
      note: 'for the party',
      tags: ['party'],
      amountMinor: -3812,
      status: 'cleared',
    });
    expect(merged.splits).toEqual(before.splits);
    expect((await importFile(app, booked)).preview.counts).toMatchObject({ alreadyHere: 2, new: 0, maybeSame: 0 });
    await app.services.history.undo(done.changeId);
    expect({ ...app.services.transactions.get(id), history: [] }).toEqual({ ...before, history: [] });
    expect(rowsOf(app)).toHaveLength(1);
  });

  it('is never a part of a split', async () => {
    const app = await openTestApp();
    const id = await enter(app, { date: '2026-03-03', amountMinor: -5000, payee: 'Lidl' });
    await app.services.transactions.split(id, [
      { categoryId: 'food_drink.groceries', amountMinor: -3812, note: 'Lidl' },
      { categoryId: null, amountMinor: -1188, note: 'Lidl' },
    ]);
    const { preview } = await importFile(app, booked);
    expect(preview.counts).toMatchObject({ new: 2, maybeSame: 0 });
  });

  it('that is reconciled stays as it is; the row is remembered as the same', async () => {
    const app = await openTestApp();
    const id = await enter(app, { date: '2026-03-03', amountMinor: -3812, payee: 'Lidl' });
    await app.services.transactions.update([id], { status: 'reconciled' });
    const before = app.services.transactions.get(id);
    const preview = await app.services.imports.open(booked, app.accountId);
    app.services.imports.decide(preview.importId, 'same', undefined, 'maybe-same');
    expect(await app.services.imports.commit(preview.importId)).toMatchObject({ added: 1, merged: 1 });
    expect(app.services.transactions.get(id)).toEqual(before);
    expect((await importFile(app, booked)).preview.counts).toMatchObject({ alreadyHere: 2, new: 0, maybeSame: 0 });
  });
});

describe('a pending transaction', () => {
  it('is booked: date, amount and text of the bank, all else as it was', async () => {
    const app = await openTestApp();
    const id = await pendingLidl(app);
    const { preview } = await importFile(app, booked);
    expect(preview.counts).toMatchObject({ booksPending: 1, new: 1, included: 1, merged: 1 });
    expect(app.services.transactions.get(id)).toMatchObject({
      date: '2026-03-04',
      description: 'LIDL SAGT DANKE 02.03',
      status: 'cleared',
      categoryId: 'food_drink.groceries',
      note: 'for the party',
      tags: ['party'],
    });
    expect(rowsOf(app)).toHaveLength(2);
  });

  it('does not come back, neither with the pending file nor with the booked one', async () => {
    const app = await openTestApp();
    await pendingLidl(app);
    await importFile(app, booked);
    expect((await importFile(app, csv(HEADING, '2026-03-02,LIDL 0342 BERLIN,-38.12'))).added).toBe(0);
    expect((await importFile(app, booked)).added).toBe(0);
  });

  it('is pending again after undo, and booked after redo', async () => {
    const app = await openTestApp();
    const id = await pendingLidl(app);
    const before = app.services.transactions.get(id);
    await importFile(app, booked);
    await app.services.history.undo();
    expect(app.services.transactions.get(id)).toEqual(before);
    await app.services.history.redo();
    expect(app.services.transactions.get(id)).toMatchObject({ status: 'cleared', date: '2026-03-04' });
    expect((await importFile(app, booked)).added).toBe(0);
  });

  it('can be booked alone: a file that brings nothing else is an import too', async () => {
    const app = await openTestApp();
    await pendingLidl(app);
    const preview = await app.services.imports.open(csv(HEADING, '2026-03-03,LIDL 0342 BERLIN,-38.12'), app.accountId);
    expect(await app.services.imports.commit(preview.importId)).toMatchObject({ added: 0, booked: 1 });
    await app.services.history.undo();
    expect(only(app, 'lidl').status).toBe('pending');
  });

  it('that is split keeps its parts when another amount is booked, and shows the difference as a part', async () => {
    const app = await openTestApp();
    const id = await pendingLidl(app);
    await app.services.transactions.split(id, [
      { categoryId: 'food_drink.groceries', amountMinor: -3000, note: 'food' },
      { categoryId: 'food_drink.bars_alcohol', amountMinor: -812, note: 'wine' },
    ]);
    const more = csv(HEADING, '2026-03-03,LIDL 0342 BERLIN,-40.00');
    const preview = await app.services.imports.open(more, app.accountId);
    expect(preview.counts).toMatchObject({ maybeSame: 1, included: 1 });
    app.services.imports.decide(preview.importId, 'same', undefined, 'maybe-same');
    await app.services.imports.commit(preview.importId);
    const now = app.services.transactions.get(id);
    expect(now).toMatchObject({ amountMinor: -4000, splitCount: 3, needsReview: true });
    expect(now.splits.map((part) => part.amountMinor)).toEqual([-3000, -812, -188]);
    await app.services.history.undo();
    expect(app.services.transactions.get(id).splits.map((part) => part.amountMinor)).toEqual([-3000, -812]);
  });
});

describe('a file checked against the ledger', () => {
  it('adds purchases of the same amount on the same day, and interest of each day', async () => {
    const app = await openTestApp();
    await importFile(app, csv(HEADING, '2026-03-03,CAFE NORD,-4.80', '2026-03-03,INTEREST,0.12'));
    const { added } = await importFile(
      app,
      csv(HEADING, '2026-03-03,KIOSK SUED,-4.80', '2026-03-04,INTEREST,0.12', '2026-03-05,INTEREST,0.12'),
    );
    expect(added).toBe(3);
  });

  it('reads 1.000,00 as a thousand and -110,7 € as a hundred and ten, in the file and so in the ledger', async () => {
    const app = await openTestApp();
    await importFile(
      app,
      csv('Datum;Text;Betrag', '02.03.2026;MIETE;-1.000,00 €', '03.03.2026;KARTE;-110,7 €', '04.03.2026;GEHALT;2.870,00 €'),
    );
    expect(rowsOf(app).map((row) => row.amountMinor)).toEqual([287_000, -11_070, -100_000]);
  });

  it('reads 1.000 as a thousand: euros have no thousandths', async () => {
    const app = await openTestApp();
    await importFile(app, csv('Datum;Text;Betrag', '02.03.2026;MIETE;-1.000', '17.03.2026;GEHALT;2.870'));
    expect(rowsOf(app).map((row) => row.amountMinor)).toEqual([287_000, -100_000]);
  });

  it('keeps both rows of one id with other amounts, and knows them again', async () => {
    const app = await openTestApp();
    const file = csv(
      'Date,Description,Amount,Reference',
      '2026-03-03,CAFE NORD,-4.80,R-77',
      '2026-03-05,LIDL,-38.12,R-77',
      '2026-03-05,LIDL,-38.12,R-78',
    );
    expect((await importFile(app, file)).added).toBe(3);
    expect((await importFile(app, file)).preview.counts).toMatchObject({ new: 0, maybeSame: 0, alreadyHere: 3 });
  });

  it('keeps its sums right through import, merge, undo and redo', async () => {
    const folder = temporaryFolder();
    const app = await openTestApp(folder);
    await pendingLidl(app);
    const preview = await app.services.imports.open(
      csv(HEADING, '2026-03-04,LIDL SAGT DANKE,-38.12', '2026-03-05,REWE,-5.00', '2026-04-01,ACME,100.00'),
      app.accountId,
    );
    await app.services.imports.commit(preview.importId);
    const file: LedgerFile = openLedger(join(folder, 'ledger.sqlite'), 'migrations/ledger', silentLogger);
    onTestFinished(() => file.close());
    const ledger = file as unknown as Ledger;
    for (const step of ['undo', 'redo', 'undo'] as const) {
      await app.services.history[step]();
      expect(keptSummary(ledger)).toEqual(recomputedSummary(ledger));
    }
  });

  it('says whether the balance column of the file agrees with the ledger, and remembers what was stated', async () => {
    const app = await openTestApp();
    const withBalance = csv(
      'Date,Description,Amount,Balance',
      '2026-03-02,LIDL,-38.12,961.88',
      '2026-03-03,CAFE NORD,-4.80,957.08',
      '2026-03-04,ACME,42.92,1000.00',
    );
    const preview = await app.services.imports.open(withBalance, app.accountId);
    expect(preview.balances).toMatchObject([
      { kind: 'opening', statedMinor: 100_000, ledgerMinor: 0, openingBalanceMinor: 100_000, advice: expect.stringContaining('another opening balance makes it agree') },
      { kind: 'closing', date: '2026-03-04', statedMinor: 100_000, ledgerMinor: 0 },
    ]);
    app.services.imports.cancel(preview.importId);
    await app.services.accounts.update(app.accountId, { openingBalanceMinor: 100_000 });
    const again = await app.services.imports.open(withBalance, app.accountId);
    expect(again.balances.map((balance) => balance.advice)).toEqual([null, null]);
    await app.services.imports.commit(again.importId);
    expect(app.services.imports.balances(app.accountId)).toMatchObject([
      { kind: 'closing', statedMinor: 100_000, ledgerMinor: 100_000 },
      { kind: 'opening', statedMinor: 100_000, ledgerMinor: 100_000 },
    ]);
    const lidl = only(app, 'lidl');
    await app.services.transactions.update([lidl.id], { amountMinor: -3800 });
    expect(app.services.imports.balances(app.accountId)[0]).toMatchObject({ statedMinor: 100_000, ledgerMinor: 100_012 });
  });
});
