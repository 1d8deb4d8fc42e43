import SQLite from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleDraft } from '../../src/shared/contract/rules.ts';
import { csv, importFile, openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { reversibleIn } from './ledger-rows.ts';

const groceries = 'food_drink.groceries';
const restaurants = 'food_drink.restaurants';
const coffee = 'food_drink.coffee';

async function booked() {
  const folder = temporaryFolder();
  const app = await openTestApp(folder);
  const { categories, transactions } = app.services;
  const add = async (payee: string, amountMinor: number, categoryId: string | null, date = '2026-03-10') =>
    (await transactions.create({ accountId: app.accountId, date, amountMinor, payee, categoryId, note: '' })).id;
  const named = (id: string) => categories.list().find((category) => category.id === id);
  return { app, folder, categories, transactions, add, named, reversible: reversibleIn(app, folder) };
}

/** A coffee in every way that something can be of a category. */
async function withCoffees() {
  const ledger = await booked();
  const { app, transactions, add } = ledger;
  const whole = await add('Starbucks', -450, coffee);
  const february = await add('Starbucks', -500, coffee, '2026-02-10');
  const split = await add('Metro', -8400, null);
  await transactions.split(split, [
    { categoryId: coffee, amountMinor: -6000, note: '' },
    { categoryId: groceries, amountMinor: -2400, note: '' },
  ]);
  const deleted = await add('Nero', -300, coffee);
  await transactions.remove([deleted]);
  const { payees } = app.services.payees.list('starbucks', 0, 1);
  await app.services.payees.setDefaultCategory(payees[0]!.id, coffee);
  await app.services.rules.create(
    ruleDraft.parse({
      conditions: [{ field: 'payee', op: 'contains', value: 'nero' }],
      actions: [{ do: 'split', parts: [{ categoryId: coffee, share: 5000 }, { categoryId: groceries, share: 'rest' }] }],
    }),
    null,
  );
  return { ...ledger, whole, february, split, deleted };
}

describe('categories', () => {
  it('are made in a group or as one, renamed, hidden, coloured and moved, each undone', async () => {
    const { categories, named, reversible } = await booked();
    const { id: pets } = await reversible(() => categories.create({ name: 'Pets', parentId: null, kind: 'expense', icon: 'paw-print', color: '#7B5EA7' }));
    const { id: vet } = await reversible(() => categories.create({ name: 'Vet', parentId: pets }));
    expect(named(vet)).toMatchObject({ kind: 'expense', color: '#7B5EA7', icon: 'paw-print', builtIn: false });
    await reversible(() => categories.update(pets, { color: '#0072B2' }));
    expect(named(vet)!.color).toBe('#0072B2');
    await reversible(() => categories.update(vet, { name: 'Vet and food', icon: 'stethoscope' }));
    await reversible(() => categories.update(coffee, { hidden: true }));
    expect(named(coffee)).toMatchObject({ hidden: true, builtIn: true });
    await reversible(() => categories.move(vet, 'health', 0));
    expect(categories.list().filter((category) => category.parentId === 'health')[0]).toMatchObject({ id: vet, name: 'Vet and food' });
    await reversible(() => categories.move(pets, null, 0));
    expect(categories.list()[0]).toMatchObject({ id: pets });
    await expect(categories.create({ name: 'GROCERIES', parentId: 'food_drink' })).rejects.toMatchObject({ code: 'CONFLICT', field: 'name' });
    await expect(categories.create({ name: 'A', parentId: groceries })).rejects.toMatchObject({ code: 'INVALID' });
    await expect(categories.move(groceries, null, 0)).rejects.toMatchObject({ code: 'INVALID', field: 'parentId' });
  });

  it('merge with their transactions, parts, payees and rules, and come back', async () => {
    const { app, categories, transactions, whole, split, deleted, reversible } = await withCoffees();
    expect(categories.uses().find((use) => use.id === coffee)).toEqual({ id: coffee, transactions: 3, rules: 1, payees: 1 });
    const { transactions: moved } = await reversible(() => categories.merge(coffee, restaurants));
    expect(moved).toBe(4);
    expect(transactions.get(whole).categoryId).toBe(restaurants);
    expect(transactions.get(split).splits[0]!.categoryId).toBe(restaurants);
    expect(app.services.rules.list()[0]!.actions).toMatchObject([{ parts: [{ categoryId: restaurants }, {}] }]);
    expect(app.services.payees.list('starbucks', 0, 1).payees[0]!.defaultCategoryId).toBe(restaurants);
    // What the deletion of a transaction took away comes back in the merged category.
    const removal = app.services.history.list(20).find((entry) => entry.label === 'Deleted a transaction');
    await app.services.history.undo(removal!.changeId);
    expect(transactions.get(deleted).categoryId).toBe(restaurants);
  });

  it('lead guesses to what they were merged into', async () => {
    const { app, categories, transactions } = await booked();
    await categories.merge(coffee, restaurants);
    await importFile(app, csv('Date;Text;Amount', '02.03.2026;STARBUCKS 123;-4,50'));
    const [row] = transactions.list({}, null, 1).rows;
    expect(row).toMatchObject({ categoryId: restaurants });
  });

  it('are deleted with reassignment, or leave their transactions to be reviewed', async () => {
    const { app, categories, transactions, whole, reversible } = await withCoffees();
    await expect(categories.remove(coffee, coffee)).rejects.toMatchObject({ field: 'reassignTo' });
    await reversible(() => categories.remove(coffee, groceries));
    expect(transactions.get(whole).categoryId).toBe(groceries);
    await app.services.history.undo(undefined);
    await reversible(() => categories.remove(coffee, null));
    expect(transactions.get(whole)).toMatchObject({ categoryId: null, needsReview: true });
    expect(app.services.rules.list()[0]).toMatchObject({ enabled: false, broken: true });
  });

  it('go with their group, and the shipped ones can be restored', async () => {
    const { categories, transactions, whole, named, reversible } = await withCoffees();
    await expect(categories.remove('transfer', null)).rejects.toMatchObject({ code: 'INVALID' });
    const { id: own } = await categories.create({ name: 'Vending machines', parentId: 'food_drink' });
    await reversible(() => categories.remove('food_drink', 'health.pharmacy'));
    expect(transactions.get(whole).categoryId).toBe('health.pharmacy');
    expect(named(coffee)).toBeUndefined();
    await reversible(() => categories.restoreDefaults());
    expect(named(coffee)).toMatchObject({ parentId: 'food_drink', name: 'Coffee and tea', hidden: false });
    expect(named(own)).toBeUndefined();
  });

  it('merge by groups: leaves of the same name become one', async () => {
    const { categories, transactions, add, named, reversible } = await booked();
    const { id: group } = await categories.create({ name: 'Eating', parentId: null, kind: 'expense' });
    const { id: twin } = await categories.create({ name: 'groceries', parentId: group });
    const { id: single } = await categories.create({ name: 'Canteen', parentId: group });
    const bought = await add('Lidl', -100, twin);
    await reversible(() => categories.merge(group, 'food_drink'));
    expect(transactions.get(bought).categoryId).toBe(groceries);
    expect(named(single)).toMatchObject({ parentId: 'food_drink' });
    expect(named(twin)).toBeUndefined();
  });

  it('are named in other tables by the one they were merged into, whatever the schema adds', async () => {
    const { folder, categories, add, transactions, reversible } = await booked();
    await transactions.update([await add('Zxqv', -100, null)], { categoryId: coffee });
    const corrected = (): unknown[] => {
      const db = new SQLite(join(folder, 'ledger.sqlite'), { readonly: true });
      const rows = db.prepare('SELECT category_id FROM correction WHERE deleted_change IS NULL').pluck().all();
      db.close();
      return rows;
    };
    expect(corrected()).toEqual([coffee]);
    await reversible(() => categories.merge(coffee, restaurants));
    expect(corrected()).toEqual([restaurants]);
    await reversible(() => categories.remove(restaurants, null));
    expect(corrected()).toEqual([]);
  });
});

describe('payees', () => {
  it('are renamed with all their transactions and rules, and the old name leads to them', async () => {
    const { app, transactions, add, reversible } = await booked();
    const { payees, rules } = app.services;
    const id = await add('TESCO STORES', -100, null);
    await rules.create(ruleDraft.parse({ conditions: [{ field: 'payee', op: 'equals', value: 'tesco stores' }], actions: [{ do: 'markReviewed' }] }), null);
    const payee = payees.list('', 0, 10).payees[0]!;
    await reversible(() => payees.rename(payee.id, 'Tesco'));
    expect(transactions.get(id).payee).toBe('Tesco');
    expect(rules.list()[0]!.conditions).toMatchObject([{ value: 'Tesco' }]);
    const again = await add('Tesco stores', -200, null);
    expect(transactions.get(again).payee).toBe('Tesco');
    expect(payees.list('tesco', 0, 10)).toMatchObject({ total: 1, payees: [{ name: 'Tesco', transactions: 2, otherNames: ['TESCO STORES'] }] });

    await reversible(() => payees.forgetName(payee.id, 'TESCO STORES'));
    expect(payees.list('', 0, 10).payees[0]!.otherNames).toEqual([]);
  });

  it('are merged, keep their names, and come apart again', async () => {
    const { app, transactions, add, reversible } = await booked();
    const { payees } = app.services;
    const [a, b, c] = [await add('Aldi', -100, null), await add('ALDI SUED', -200, null), await add('Other', -300, null)];
    await transactions.update([c], { payee: 'ALDI SUED' });
    const idOf = (name: string) => payees.list(name, 0, 10).payees.find((payee) => payee.name === name)!.id;
    const [aldi, sued] = [idOf('Aldi'), idOf('ALDI SUED')];
    await payees.setDefaultCategory(sued, groceries);
    await reversible(() => payees.merge(aldi, [sued]));
    expect([a, b, c].map((id) => transactions.get(id).payee)).toEqual(['Aldi', 'Aldi', 'Aldi']);
    expect(payees.list('aldi', 0, 10).payees).toMatchObject([
      { name: 'Aldi', transactions: 3, defaultCategoryId: groceries, otherNames: ['ALDI SUED'] },
    ]);
    await expect(payees.merge(aldi, [aldi])).rejects.toMatchObject({ code: 'INVALID' });
    const lidl = await add('Lidl', -1, null);
    await expect(payees.rename(idOf('Lidl'), 'aldi')).rejects.toMatchObject({ code: 'CONFLICT', field: 'name' });
    await expect(payees.rename(idOf('Lidl'), 'Aldi Sued')).rejects.toThrow('leads to Aldi');
    // Its own earlier name can be taken back.
    await reversible(() => payees.rename(aldi, 'Aldi Süd'));
    expect(transactions.get(b).payee).toBe('Aldi Süd');
    expect(transactions.get(lidl).payee).toBe('Lidl');
  });

  it('give new transactions their usual category', async () => {
    const { app, transactions, add } = await booked();
    await add('Zxqv', -100, null);
    const payee = app.services.payees.list('', 0, 1).payees[0]!;
    await app.services.payees.setDefaultCategory(payee.id, coffee);
    expect(transactions.get(await add('Zxqv', -200, null))).toMatchObject({ categoryId: coffee, categorySource: 'payee', needsReview: false });
    expect(transactions.get(await add('Zxqv', -200, groceries))).toMatchObject({ categoryId: groceries });
  });
});
