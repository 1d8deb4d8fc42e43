import { describe, expect, it } from 'vitest';
import { csv, openTestApp } from './core-fixture.ts';

const several = csv(
  'Date,Description,Amount,Currency,Account,Category',
  '2026-03-01,LIDL,-38.12,EUR,Current,Groceries',
  '2026-03-02,TRANSFER TO SAVINGS,-100.00,EUR,Current,Transfers',
  '2026-03-02,TRANSFER FROM CURRENT,100.00,EUR,Savings,Transfers',
  '2026-03-03,STARBUCKS,-5.50,USD,Dollars,Café visits',
  '2026-03-04,STARBUCKS,-4.50,USD,Dollars,Café visits',
  '2026-03-05,WALMART,-14.50,USD,Dollars,Groceries',
);

describe('a file of several accounts', () => {
  it('names them, finds the one that is here and makes the others, in one import with one undo', async () => {
    const app = await openTestApp();
    const preview = await app.services.imports.open(several, null);
    expect(preview.accounts).toMatchObject([
      { name: 'Current', rows: 2, accountId: app.accountId, create: null },
      { name: 'Savings', rows: 1, accountId: null, create: { name: 'Savings', kind: 'checking', currency: 'EUR' } },
      { name: 'Dollars', rows: 3, accountId: null, create: { name: 'Dollars', currency: 'USD' } },
    ]);
    const dollars = preview.accounts[2]!;
    const mapped = app.services.imports.mapAccount(preview.importId, dollars.key, {
      create: { name: 'US account', kind: 'checking', currency: 'USD' },
    });
    expect(mapped.counts).toMatchObject({ new: 6, problems: 0 });
    const done = await app.services.imports.commit(preview.importId);
    expect(done).toMatchObject({ added: 6, linked: 1 });
    const balances = () => app.services.accounts.list().map(({ name, balanceMinor, currency }) => [name, balanceMinor, currency]);
    expect(balances()).toEqual([
      ['Current', -13_812, 'EUR'],
      ['Savings', 10_000, 'EUR'],
      ['US account', -2450, 'USD'],
    ]);

    const again = await app.services.imports.open(several, null);
    expect(again.accounts.every((account) => account.accountId !== null)).toBe(true);
    expect(again.counts).toMatchObject({ new: 0, alreadyHere: 6 });

    await app.services.history.undo(done.changeId);
    expect(balances()).toEqual([['Current', 0, 'EUR']]);
    await app.services.history.redo();
    expect(balances()).toHaveLength(3);
  });

  it('can leave an account out', async () => {
    const app = await openTestApp();
    const preview = await app.services.imports.open(several, null);
    for (const { key } of preview.accounts.slice(1)) app.services.imports.mapAccount(preview.importId, key, { leaveOut: true });
    expect(await app.services.imports.commit(preview.importId)).toMatchObject({ added: 2, leftOut: 4 });
    expect(app.services.accounts.list()).toHaveLength(1);
  });

  it('maps categories by name, offers the unknown ones, and remembers what was chosen', async () => {
    const app = await openTestApp();
    const preview = await app.services.imports.open(several, app.accountId);
    expect(preview.unknownCategories).toMatchObject([{ name: 'Transfers' }, { name: 'Café visits', rows: 2, categoryId: null }]);
    const mapped = await app.services.imports.mapCategory(preview.importId, 'Café visits', 'food_drink.coffee');
    expect(mapped.unknownCategories[1]).toMatchObject({ categoryId: 'food_drink.coffee' });
    await app.services.imports.commit(preview.importId);
    const rows = app.services.transactions.list({}, null, 10).rows;
    const categories = (text: RegExp) => rows.filter((row) => text.test(row.payee)).map((row) => row.categoryId);
    expect(categories(/starbucks/i)).toEqual(['food_drink.coffee', 'food_drink.coffee']);
    expect(categories(/lidl|walmart/i)).toEqual(['food_drink.groceries', 'food_drink.groceries']);
  });
});
