import { describe, expect, it } from 'vitest';
import { csv, importFile, openTestApp } from './core-fixture.ts';

const week = csv(
  'Date,Description,Amount',
  '2026-03-02,LIDL 0342 BERLIN,-38.12',
  '2026-03-03,CAFE NORD,-4.80',
  '2026-03-03,CAFE NORD,-4.80',
  '2026-03-04,ACME GMBH GEHALT,2870.00',
);

describe('importing a file', () => {
  it('adds every row once, and equal purchases of one day each', async () => {
    const app = await openTestApp();
    const { preview, added } = await importFile(app, week);
    expect(preview.counts).toMatchObject({ new: 4, alreadyHere: 0, problems: 0 });
    expect(added).toBe(4);
    expect(app.services.accounts.list()[0]).toMatchObject({ balanceMinor: 282_228, transactionCount: 4 });
  });

  it('adds nothing when the same file comes again', async () => {
    const app = await openTestApp();
    await importFile(app, week);
    const again = await importFile(app, week);
    expect(again.preview.counts).toMatchObject({ new: 0, alreadyHere: 4, included: 0 });
  });

  it('adds only what is new of an overlapping file, counting equal rows', async () => {
    const app = await openTestApp();
    await importFile(app, week);
    const { preview, added } = await importFile(
      app,
      csv(
        'Date,Description,Amount',
        '2026-03-03,CAFE NORD,-4.80',
        '2026-03-03,CAFE NORD,-4.80',
        '2026-03-03,CAFE NORD,-4.80',
        '2026-03-05,SHELL 587,-62.52',
      ),
    );
    expect(preview.counts).toMatchObject({ new: 2, alreadyHere: 2 });
    expect(added).toBe(2);
  });

  it('still knows a row whose date, amount and payee were edited', async () => {
    const app = await openTestApp();
    await importFile(app, week);
    const [row] = app.services.transactions.list({ text: 'lidl' }, null, 10).rows;
    await app.services.transactions.update([row?.id ?? ''], { date: '2026-01-15', amountMinor: -4000, payee: 'Corner shop' });
    expect((await importFile(app, week)).preview.counts).toMatchObject({ new: 0, alreadyHere: 4 });
  });

  it('leaves out what the user deleted, says so, and adds it when told to', async () => {
    const app = await openTestApp();
    await importFile(app, week);
    const [row] = app.services.transactions.list({ text: 'lidl' }, null, 10).rows;
    await app.services.transactions.remove([row?.id ?? '']);
    const { importId, counts } = await app.services.imports.open(week, app.accountId);
    expect(counts).toMatchObject({ new: 0, alreadyHere: 3, deletedBefore: 1, included: 0 });
    app.services.imports.include(importId, true, undefined, 'deleted-before');
    expect(await app.services.imports.commit(importId)).toMatchObject({ added: 1 });
  });

  it('is taken back whole by one undo, and can then be imported anew', async () => {
    const app = await openTestApp();
    await importFile(app, week);
    await app.services.history.undo();
    expect(app.services.transactions.list({}, null, 10).rows).toEqual([]);
    expect(app.services.accounts.list()[0]).toMatchObject({ balanceMinor: 0, transactionCount: 0 });
    await app.services.history.redo();
    expect(app.services.accounts.list()[0]).toMatchObject({ balanceMinor: 282_228, transactionCount: 4 });
    await app.services.history.undo();
    expect((await importFile(app, week)).added).toBe(4);
  });

  it('reports a bad row with its line and imports the others', async () => {
    const app = await openTestApp();
    const { preview, added } = await importFile(
      app,
      csv('Date,Description,Amount', '2026-03-02,LIDL,-38.12', '2026-02-31,BROKEN,-1.00', '2026-03-04,REWE,abc'),
    );
    expect(added).toBe(1);
    const { rows } = { rows: preview.counts };
    expect(rows.problems).toBe(2);
  });

  it('refuses rows in another currency than the account has, by line', async () => {
    const app = await openTestApp();
    const preview = await app.services.imports.open(
      csv('Date,Description,Amount,Currency', '2026-03-02,LIDL,-38.12,EUR', '2026-03-03,TESCO,-5.00,GBP'),
      app.accountId,
    );
    expect(preview.counts).toMatchObject({ new: 1, problems: 1 });
    const { rows } = app.services.imports.rows(preview.importId, 'problem', 0, 10);
    expect(rows[0]?.explanation).toBe('line 3: in GBP, but Current is in EUR. Import it into an account in GBP.');
  });

  it('writes nothing when it is cancelled while saving', async () => {
    const app = await openTestApp();
    const lines = Array.from({ length: 5000 }, (_, at) => `2026-03-0${1 + (at % 9)},SHOP ${at},-1.00`);
    const preview = await app.services.imports.open(csv('Date,Description,Amount', ...lines), app.accountId);
    const saving = app.services.imports.commit(preview.importId);
    await new Promise(setImmediate);
    app.services.imports.cancel(preview.importId);
    await expect(saving).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(app.services.transactions.list({}, null, 10).rows).toEqual([]);
    expect(app.services.jobRuns.list(10)[0]).toMatchObject({ job: 'import', outcome: 'cancelled' });
  });

  it('remembers the layout and the account for the next file of the bank', async () => {
    const app = await openTestApp();
    await importFile(app, week);
    await app.services.accounts.create({
      name: 'Visa', kind: 'credit', currency: 'EUR', institution: null, openingBalanceMinor: 0, openedOn: null,
    });
    const next = await app.services.imports.open(csv('Date,Description,Amount', '2026-04-02,LIDL,-3.12'), null);
    expect(next).toMatchObject({ remembered: true, accountId: app.accountId });
  });

  it('reads its own export back without loss and without doubles', async () => {
    const app = await openTestApp();
    await importFile(app, week);
    const [row] = app.services.transactions.list({ text: 'lidl' }, null, 10).rows;
    await app.services.transactions.update([row?.id ?? ''], { payee: '=Corner "shop", old', note: 'line one\nline two', categoryId: 'food_drink.groceries', date: '2026-03-01' });
    await app.services.transactions.create({ accountId: app.accountId, date: '2026-03-06', amountMinor: -500, payee: 'Kiosk', categoryId: null, note: '' });
    const exported = [...app.services.transactions.exportCsv({})].join('');
    const file = { name: 'saldo.csv', bytes: new TextEncoder().encode(exported) };

    expect((await importFile(app, file)).preview.counts).toMatchObject({ new: 0, alreadyHere: 5 });

    const other = await openTestApp();
    await importFile(other, file);
    expect([...other.services.transactions.exportCsv({})].join('')).toBe(exported);
  });
});
