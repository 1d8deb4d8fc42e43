import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportedTables, notExported, tableNames } from '../../src/core/features/exports/ledger-tables.ts';
import { csv, importFile, openTestApp } from './core-fixture.ts';
import { exported, exportsOf, restored } from './export-books.ts';
import { keptSummary, openTestLedger, recomputedSummary, temporaryFolder } from './ledger-fixture.ts';

const FILE = ['Date,Description,Amount,Currency', '2026-01-02,LIDL 0342,-38.12,EUR', '2026-01-03,ACME SALARY,2870.00,EUR'];

async function filledApp() {
  const app = await openTestApp();
  await importFile(app, csv(...FILE));
  const [row] = app.services.transactions.list({}, null, 10).rows;
  if (row) await app.services.transactions.update([row.id], { note: 'two\nlines, "quotes" and ünïcode', categoryId: 'income.salary' });
  return app;
}

/** With the checksum made to fit again, as one who tampers on purpose would. */
function resealed(text: string): string {
  const at = text.lastIndexOf('"counts":{');
  const body = text.slice(0, at);
  const { counts } = JSON.parse(`{${text.slice(at)}`) as { counts: Record<string, number> };
  return `${body}${JSON.stringify({ counts, sha256: createHash('sha256').update(body).digest('hex') }).slice(1)}\n`;
}

describe('the JSON of a ledger', () => {
  it('has every table of the ledger but those that are left out by name', async () => {
    const ledger = await openTestLedger();
    const names = tableNames(ledger.read);
    expect(names).toContain('txn');
    const taken = exportedTables(ledger.read).map((table) => table.name);
    expect([...taken, ...Object.keys(notExported)].sort()).toEqual([...names].sort());

    const app = await openTestApp();
    const document = JSON.parse(await exported(app.services.exports, { format: 'json' })) as { tables: object };
    expect(Object.keys(document.tables)).toEqual(taken);
  });

  it('leaves out only tables that nobody typed into', async () => {
    const ledger = await openTestLedger();
    const left = tableNames(ledger.read).filter((name) => name in notExported);
    expect(left).toEqual(Object.keys(notExported).sort());
    for (const { why } of Object.values(notExported)) expect(why).not.toBe('');
  });

  it('is one JSON document with money as integers beside their currency', async () => {
    const app = await filledApp();
    const document = JSON.parse(await exported(app.services.exports, { format: 'json' })) as {
      format: string;
      version: number;
      tables: Record<string, { rows: Record<string, unknown>[] }>;
      counts: Record<string, number>;
    };
    expect(document).toMatchObject({ format: 'saldo-ledger', version: 1, counts: { account: 1, txn: 2 } });
    expect(document.tables['txn']?.rows[0]).toMatchObject({ date: '2026-01-02', amount_minor: -3812, currency: 'EUR' });
    expect(document.tables['setting']?.rows.map((row) => row['key'])).not.toContain('node');
  });

  it('comes back whole into an empty ledger, history and all', async () => {
    const app = await filledApp();
    const text = await exported(app.services.exports, { format: 'json' });
    const other = await openTestApp();
    const { preview, done } = await restored(other.services.exports, text);
    expect(preview).toMatchObject({
      transactions: 2,
      accounts: [{ name: 'Current', currency: 'EUR', transactions: 2 }],
      firstDate: '2026-01-02',
      lastDate: '2026-01-03',
      current: { accounts: 1, transactions: 0 },
    });
    expect(done).toEqual({ transactions: 2, copy: null });
    expect(await exported(other.services.exports, { format: 'json' })).toBe(text);
    expect(other.services.accounts.list()).toEqual(app.services.accounts.list());
    expect(other.services.dashboard.get('2026-01')).toEqual(app.services.dashboard.get('2026-01'));
    expect(other.services.transactions.list({ text: 'lidl' }, null, 10).rows).toHaveLength(1);

    // The file imported again is known, and the last change can still be undone.
    const { preview: again } = await importFile({ ...other, accountId: app.accountId }, csv(...FILE));
    expect(again.counts.included).toBe(0);
    await other.services.history.undo();
    expect(other.services.transactions.list({}, null, 10).rows[0]?.note).toBe('');
    expect(other.services.health()).toMatchObject({ ok: true });
  });

  it('replaces a ledger with transactions only when asked to, after a copy', async () => {
    const folder = temporaryFolder();
    const app = await openTestApp(folder);
    await importFile(app, csv(...FILE, '2026-01-04,REWE,-5.00,EUR'));
    const text = await exported((await filledApp()).services.exports, { format: 'json' });
    await expect(restored(app.services.exports, text)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(app.services.transactions.list({}, null, 10).rows).toHaveLength(3);

    const { done } = await restored(app.services.exports, text, true);
    expect(app.services.transactions.list({}, null, 10).rows).toHaveLength(2);
    expect(existsSync(join(folder, done?.copy ?? 'missing'))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('keeps triggers and indexes as they were, and the sums right', async () => {
    const text = await exported((await filledApp()).services.exports, { format: 'json' });
    const ledger = await openTestLedger();
    const schema = (): unknown[] => ledger.read.sql('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
    const before = schema();
    await restored(exportsOf(ledger), text);
    expect(schema()).toEqual(before);
    expect(keptSummary(ledger)).toHaveLength(2);
    expect(keptSummary(ledger)).toEqual(recomputedSummary(ledger));
  });
});

describe('a file that cannot be restored', () => {
  const refusals: [string, (text: string) => string, string, RegExp][] = [
    ['empty', () => '', 'UNREADABLE', /not a ledger/],
    ['another JSON', () => '{"hello": 1}', 'UNREADABLE', /not a ledger/],
    ['a CSV', () => FILE.join('\n'), 'UNREADABLE', /not a ledger/],
    ['cut off in a row', (text) => text.slice(0, Math.floor(text.length / 2)), 'UNREADABLE', /Line \d+|stops at line/],
    ['cut off after a line', (text) => text.slice(0, text.indexOf('\n', 5000) + 1), 'UNREADABLE', /stops at line \d+/],
    ['without its last line', (text) => text.slice(0, text.lastIndexOf('"counts"')), 'UNREADABLE', /end is missing/],
    ['an amount changed', (text) => text.replace('-3812', '-3813'), 'UNREADABLE', /checksum/],
    ['a row taken out', (text) => text.replace(/\{"id":[^\n]*-3812[^\n]*\n/, ''), 'UNREADABLE', /should hold 2 rows/],
    ['of a newer shape', (text) => text.replace('"version":1', '"version":99'), 'CONFLICT', /newer Saldo/],
    ['of a newer ledger', (text) => text.replace(/"schemaVersion":\d+/, '"schemaVersion":9999'), 'CONFLICT', /newer Saldo/],
    ['a text for an amount', (text) => resealed(text.replace('-3812', '"much"')), 'UNREADABLE', /Line \d+ cannot be put/],
    ['an account that is missing', (text) => resealed(text.replace(/("txn":[\s\S]*?"account_id":")[0-9a-f]{8}/, '$1ffffffff')), 'UNREADABLE', /missing/],
    ['a table of its own', (text) => resealed(text.replace('"txn":{', '"txx":{').replace('"txn":2', '"txx":2')), 'UNREADABLE', /does not know/],
    ['a column of its own', (text) => resealed(text.replaceAll('"amount_minor"', '"amount); DROP TABLE txn"')), 'UNREADABLE', /does not know/],
  ];
  it.each(refusals)('%s: says so and changes nothing', async (_name, spoil, code, message) => {
    const text = await exported((await filledApp()).services.exports, { format: 'json' });
    const app = await openTestApp();
    const before = await exported(app.services.exports, { format: 'json' });
    await expect(restored(app.services.exports, spoil(text))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
    expect(await exported(app.services.exports, { format: 'json' })).toBe(before);
    expect(app.services.health()).toMatchObject({ ok: true });
  });

  it('is stopped midway without a trace', async () => {
    const text = await exported((await filledApp()).services.exports, { format: 'json' });
    const app = await openTestApp();
    const before = await exported(app.services.exports, { format: 'json' });
    const { exports } = app.services;
    const { restoreId } = exports.restoreOpen();
    exports.restorePart(restoreId, new TextEncoder().encode(text));
    exports.restorePreview(restoreId);
    const abort = new AbortController();
    const steps = exports.restore(restoreId, false, abort.signal);
    await steps.next();
    abort.abort();
    await expect(steps.next().then(() => steps.next())).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await exported(exports, { format: 'json' })).toBe(before);
  });
});

describe('an export while others write', () => {
  it('holds the ledger of its beginning', async () => {
    const app = await filledApp();
    const { exports, transactions } = app.services;
    const before = await exported(exports, { format: 'json' });
    const pieces = exports.write({ format: 'json' });
    const first = await pieces.next();
    await transactions.remove(transactions.list({}, null, 10).rows.map((row) => row.id));
    let text = first.value?.text ?? '';
    for await (const piece of pieces) text += piece.text;
    expect(text).toBe(before);
  });
});
