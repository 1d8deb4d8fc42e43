import { describe, expect, it } from 'vitest';
import { ruleDraft, type RuleDraft, type RuleDraftInput } from '../../src/shared/contract/rules.ts';
import { csv, importFile, openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { reversibleIn } from './ledger-rows.ts';

const groceries = 'food_drink.groceries';
const restaurants = 'food_drink.restaurants';

const draft = (input: Omit<RuleDraftInput, 'conditions'> & { contains?: string; conditions?: RuleDraftInput['conditions'] }): RuleDraft =>
  ruleDraft.parse({
    ...input,
    conditions: input.conditions ?? [{ field: 'description', op: 'contains', value: input.contains ?? '' }],
  });
const toGroceries = draft({ contains: 'TESCO', actions: [{ do: 'setCategory', categoryId: groceries }] });
const nobody = { reconciled: false, byHand: false };

async function booked() {
  const folder = temporaryFolder();
  const app = await openTestApp(folder);
  const { transactions, rules } = app.services;
  const add = async (payee: string, amountMinor: number, change: { date?: string; categoryId?: string | null; note?: string; accountId?: string } = {}) =>
    (
      await transactions.create({
        accountId: change.accountId ?? app.accountId,
        date: change.date ?? '2026-03-10',
        amountMinor,
        payee,
        categoryId: change.categoryId ?? null,
        note: change.note ?? '',
      })
    ).id;
  return { app, transactions, rules, add, reversible: reversibleIn(app, folder) };
}

describe('a rule', () => {
  it('is named after what it does, listed in order, moved, turned off and removed, each undone', async () => {
    const { rules, reversible } = await booked();
    const { id: first } = await reversible(() => rules.create(toGroceries, null));
    const { id: second } = await reversible(() =>
      rules.create(draft({ contains: 'ROMA', actions: [{ do: 'addTag', name: 'Trip' }] }), null),
    );
    expect(rules.list().map((rule) => rule.name)).toEqual(['TESCO → Groceries', 'ROMA → #Trip']);
    await reversible(() => rules.move(second, 0));
    expect(rules.list().map((rule) => rule.id)).toEqual([second, first]);
    await reversible(() => rules.setEnabled(second, false));
    await reversible(() => rules.update(first, { ...toGroceries, name: 'Food' }, null));
    await reversible(() => rules.remove(second));
    expect(rules.list()).toMatchObject([{ id: first, name: 'Food', enabled: true, broken: false }]);
  });

  it('is refused with the place of the fault in its pattern', async () => {
    const { rules } = await booked();
    const bad = draft({
      conditions: [{ field: 'description', op: 'matches', value: 'tesco (a' }],
      actions: [{ do: 'markReviewed' }],
    });
    await expect(rules.create(bad, null)).rejects.toMatchObject({ code: 'INVALID', field: 'conditions.0.value' });
    await expect(rules.preview(bad, null, nobody)).rejects.toThrow('character 7');
    const gone = draft({ contains: 'x', actions: [{ do: 'setCategory', categoryId: 'nothing' }] });
    await expect(rules.create(gone, null)).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'actions.0.categoryId' });
  });
});

describe('what a rule would change in the past', () => {
  it('leaves splits, reconciled rows, what a person set and what a rule above set, and says so', async () => {
    const { rules, transactions, add, reversible } = await booked();
    const free = await add('TESCO 1', -1000);
    const byHand = await add('TESCO 2', -2000, { categoryId: restaurants });
    const split = await add('TESCO 3', -3000);
    await transactions.split(split, [
      { categoryId: restaurants, amountMinor: -1000, note: '' },
      { categoryId: null, amountMinor: -2000, note: '' },
    ]);
    const reconciled = await add('TESCO 4', -4000);
    await transactions.update([reconciled], { status: 'reconciled' });
    await rules.create(draft({ contains: 'TESCO 5', actions: [{ do: 'setCategory', categoryId: restaurants }] }), null);
    const above = await add('TESCO 5', -5000);
    await add('LIDL', -1);
    expect(transactions.get(above)).toMatchObject({ categoryId: restaurants, categorySource: 'rule', reason: 'Your rule TESCO 5 → Restaurants' });

    const other = draft({ contains: 'tesco', actions: [{ do: 'setCategory', categoryId: 'food_drink.coffee' }] });
    const preview = await rules.preview(other, null, nobody);
    expect(preview).toMatchObject({
      matched: 5,
      changed: 1,
      left: { split: 1, reconciled: 1, byHand: 1, byOtherRule: 1, same: 0 },
      rows: [{ id: free, changes: [{ field: 'category', after: 'food_drink.coffee' }] }],
    });
    expect(await rules.preview(other, null, { reconciled: true, byHand: true })).toMatchObject({ changed: 3 });

    const { changed, id } = await reversible(() => rules.create(other, nobody));
    expect(changed).toBe(1);
    expect(transactions.get(free)).toMatchObject({ categoryId: 'food_drink.coffee', categorySource: 'rule', needsReview: false });
    expect(transactions.get(byHand).categoryId).toBe(restaurants);
    expect(transactions.get(split).splits).toHaveLength(2);
    expect(await rules.preview(other, id, nobody)).toMatchObject({ changed: 0, left: { same: 1 } });
    expect((await reversible(() => rules.applyToPast(id, { reconciled: true, byHand: true }))).changed).toBe(2);
    expect(rules.list()[1]).toMatchObject({ transactions: 3 });
  });

  it('sets payee, tags, note and review beside the category', async () => {
    const { rules, transactions, add, reversible } = await booked();
    const id = await add('AMZN MKTP 123', -1999);
    await add('AMZN MKTP 456', -2999, { note: 'mine' });
    const rule = draft({
      contains: 'AMZN',
      actions: [
        { do: 'setPayee', name: 'Amazon' },
        { do: 'addTag', name: 'Online' },
        { do: 'setNote', note: 'ordered' },
        { do: 'markReviewed' },
      ],
    });
    // Names of payees stay known.
    await reversible(() => rules.create(rule, nobody), ['payee']);
    expect(transactions.get(id)).toMatchObject({ payee: 'Amazon', tags: ['Online'], note: 'ordered', needsReview: false });
    expect(transactions.list({ text: 'amazon' }, null, 10).rows.map((row) => row.note).sort()).toEqual(['mine', 'ordered']);
  });

  it('splits by percent to the cent', async () => {
    const { rules, transactions, add, reversible } = await booked();
    const id = await add('RENT MARCH', -100001);
    const rule = draft({
      contains: 'rent',
      actions: [{ do: 'split', parts: [{ categoryId: groceries, share: 3333 }, { categoryId: restaurants, share: 'rest' }] }],
    });
    await reversible(() => rules.create(rule, nobody));
    expect(transactions.get(id)).toMatchObject({
      splitCount: 2,
      splits: [{ amountMinor: -33330, categoryId: groceries }, { amountMinor: -66671, categoryId: restaurants }],
    });
  });

  it('links the two sides of a transfer, and only categorises where the other side is missing', async () => {
    const { app, rules, transactions, add, reversible } = await booked();
    const { id: savings } = await app.services.accounts.create({
      name: 'Savings', kind: 'savings', currency: 'EUR', institution: null, openingBalanceMinor: 0, openedOn: null,
    } as never);
    const out = await add('TO SAVINGS', -50000, { date: '2026-03-01' });
    const alone = await add('TO SAVINGS', -70000, { date: '2026-03-01' });
    const into = await add('STANDING ORDER', 50000, { date: '2026-03-03', accountId: savings });
    const rule = draft({ contains: 'to savings', actions: [{ do: 'transfer', accountId: savings }] });
    await reversible(() => rules.create(rule, nobody));
    expect(transactions.get(out)).toMatchObject({ isTransfer: true, transfer: { id: into }, categoryId: 'transfer.between_accounts' });
    expect(transactions.get(alone)).toMatchObject({ isTransfer: false, categoryId: 'transfer.between_accounts' });
    expect(transactions.get(into)).toMatchObject({ isTransfer: true, categoryId: 'transfer.between_accounts' });
  });
});

describe('an import', () => {
  it('asks rules before it guesses, with tags and splits, and one undo takes all of it back', async () => {
    const { app, rules, transactions, reversible } = await booked();
    await rules.create(draft({ contains: 'starbucks', actions: [{ do: 'setCategory', categoryId: groceries }, { do: 'addTag', name: 'Beans' }] }), null);
    await rules.create(
      draft({ contains: 'LIDL', actions: [{ do: 'split', parts: [{ categoryId: groceries, share: 5000 }, { categoryId: restaurants, share: 5000 }] }] }),
      null,
    );
    await rules.create(draft({ contains: 'SQ *', actions: [{ do: 'setPayee', name: 'Corner café' }, { do: 'setNote', note: 'card' }] }), null);
    const file = csv('Date;Text;Amount', '02.03.2026;STARBUCKS 123;-4,50', '03.03.2026;LIDL 9;-10,01', '04.03.2026;SQ *CC 4711;-3,00');
    await reversible(() => importFile(app, file), ['payee', 'description', 'import_layout']);
    const rows = transactions.list({}, null, 10).rows;
    expect(rows.map(({ payee, note, tags, splitCount }) => ({ payee, note, tags, splitCount }))).toEqual([
      { payee: 'Corner café', note: 'card', tags: [], splitCount: 0 },
      { payee: expect.any(String), note: '', tags: [], splitCount: 2 },
      { payee: expect.any(String), note: '', tags: ['Beans'], splitCount: 0 },
    ]);
    expect(transactions.get(rows[2]!.id)).toMatchObject({
      categoryId: groceries,
      categorySource: 'rule',
      needsReview: false,
      reason: 'Your rule starbucks → Groceries, #Beans',
    });
  });
});

describe('a correction', () => {
  it('hints at a rule, until there is one', async () => {
    const { rules, add } = await booked();
    const id = await add('TESCO STORES 3297', -1000);
    const suggestion = rules.suggest(id, { categoryId: groceries });
    expect(suggestion).toMatchObject({
      sentence: expect.stringMatching(/TESCO.* → Groceries/),
      draft: { actions: [{ do: 'setCategory', categoryId: groceries }] },
    });
    await rules.create(suggestion!.draft, null);
    expect(rules.suggest(id, { categoryId: groceries })).toBeNull();
    expect(rules.suggest(id, { categoryId: restaurants })).not.toBeNull();
  });
});
