import { describe, expect, it } from 'vitest';
import type { SaldoApp } from '../../src/core/create-app.ts';
import { csv, importFile, openTestApp } from './core-fixture.ts';

type App = SaldoApp & { accountId: string };

async function withSavings(): Promise<App & { savingsId: string }> {
  const app = await openTestApp();
  const { id } = await app.services.accounts.create({
    name: 'Rainy day', kind: 'savings', currency: 'EUR', institution: null, openingBalanceMinor: 0, openedOn: null,
  });
  return Object.assign(app, { savingsId: id });
}

const into = (app: App, accountId: string, ...lines: string[]) =>
  importFile(Object.assign(Object.create(app) as App, { accountId }), csv('Date,Description,Amount', ...lines));

const all = (app: App) => app.services.transactions.list({}, null, 100).rows;
const spending = (app: App) => app.services.dashboard.get('2026-03').thisMonth;

describe('the other side of a transfer', () => {
  it('is found across imports and linked when a text says so; it counts as neither income nor spending', async () => {
    const app = await withSavings();
    await into(app, app.accountId, '2026-03-02,UEBERTRAG AUF SPARKONTO,-500.00', '2026-03-02,LIDL,-20.00');
    await into(app, app.savingsId, '2026-03-03,Gutschrift,500.00');
    const rows = all(app).filter((row) => row.isTransfer);
    expect(rows.map((row) => row.amountMinor).sort((a, b) => a - b)).toEqual([-50_000, 50_000]);
    expect(app.services.transactions.get(rows[0]!.id).transfer?.id).toBe(rows[1]!.id);
    expect(rows.every((row) => row.categoryId?.startsWith('transfer.') && !row.needsReview)).toBe(true);
    expect(spending(app)).toMatchObject({ incomeMinor: 0, spendingMinor: 2000 });
  });

  it('goes with the import when that is undone', async () => {
    const app = await withSavings();
    await into(app, app.accountId, '2026-03-02,UEBERTRAG AUF SPARKONTO,-500.00');
    const before = all(app);
    await into(app, app.savingsId, '2026-03-03,Gutschrift,500.00');
    await app.services.history.undo();
    expect(all(app)).toEqual(before);
    await app.services.history.redo();
    expect(all(app).filter((row) => row.isTransfer)).toHaveLength(2);
  });

  it('is only suggested when nothing says transfer, or a person chose a category', async () => {
    const app = await withSavings();
    await into(app, app.accountId, '2026-03-02,MUELLER,-500.00');
    await into(app, app.savingsId, '2026-03-03,SCHMIDT,500.00');
    expect(all(app).some((row) => row.isTransfer)).toBe(false);
    const { pairs, total } = await app.services.transfers.suggestions(10);
    expect(total).toBe(1);
    expect(pairs[0]).toMatchObject({
      out: { payee: expect.stringMatching(/mueller/i), amountMinor: -50_000 },
      in: { payee: expect.stringMatching(/schmidt/i), amountMinor: 50_000 },
      reason: 'the same amount, a day apart',
    });
  });

  it('is linked and unlinked by hand, as undoable changes', async () => {
    const app = await withSavings();
    await into(app, app.accountId, '2026-03-02,MUELLER,-500.00');
    await into(app, app.savingsId, '2026-03-03,SCHMIDT,500.00');
    const before = all(app);
    const { out, in: other } = (await app.services.transfers.suggestions(10)).pairs[0]!;
    expect(app.services.transfers.candidates(out.id).map((row) => row.id)).toEqual([other.id]);
    await app.services.transfers.link([{ outId: out.id, inId: other.id }]);
    expect((await app.services.transfers.suggestions(10)).total).toBe(0);
    expect(spending(app)).toMatchObject({ incomeMinor: 0, spendingMinor: 0 });
    await app.services.transfers.unlink(other.id);
    expect(app.services.transactions.get(out.id).transfer).toBeNull();
    await app.services.history.undo();
    await app.services.history.undo();
    expect(all(app)).toEqual(before);
  });

  it('is not suggested again once a person said no, until that is undone', async () => {
    const app = await withSavings();
    await into(app, app.accountId, '2026-03-02,MUELLER,-500.00');
    await into(app, app.savingsId, '2026-03-03,SCHMIDT,500.00');
    const pair = (await app.services.transfers.suggestions(10)).pairs[0]!;
    await app.services.transfers.dismiss([{ outId: pair.out.id, inId: pair.in.id }]);
    expect((await app.services.transfers.suggestions(10)).total).toBe(0);
    await app.services.history.undo();
    expect((await app.services.transfers.suggestions(10)).total).toBe(1);
  });

  it('may be in another currency, by the rate of the day', async () => {
    const app = await withSavings();
    const { id } = await app.services.accounts.create({
      name: 'Dollars', kind: 'checking', currency: 'USD', institution: null, openingBalanceMinor: 0, openedOn: null,
    });
    const rate = app.services.currencies.convert(10_000, 'EUR', 'USD', '2026-03-02').amountMinor;
    await into(app, app.accountId, '2026-03-02,TRANSFER TO US ACCOUNT,-100.00');
    await into(app, id, `2026-03-03,TRANSFER FROM EUROPE,${(Math.round(rate * 0.99) / 100).toFixed(2)}`, '2026-03-03,REFUND,70.00');
    expect(all(app).filter((row) => row.isTransfer)).toHaveLength(2);
  });

  it('is refused when the two cannot be one transfer', async () => {
    const app = await withSavings();
    await into(app, app.accountId, '2026-03-02,A,-500.00', '2026-03-02,B,400.00');
    await into(app, app.savingsId, '2026-03-02,C,400.00');
    const id = (payee: string) => all(app).find((row) => row.payee.toLowerCase() === payee)!.id;
    const link = (outId: string, inId: string) => app.services.transfers.link([{ outId, inId }]);
    await expect(link(id('a'), id('b'))).rejects.toMatchObject({ code: 'INVALID', message: 'Both are in the same account.' });
    await expect(link(id('a'), id('c'))).rejects.toMatchObject({ message: 'The amounts are not equal.' });
    await expect(link(id('c'), id('a'))).rejects.toMatchObject({ code: 'INVALID' });
  });
});
