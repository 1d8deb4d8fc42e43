import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';

const groceries = 'food_drink.groceries';
const restaurants = 'food_drink.restaurants';

async function booked(folder = temporaryFolder()) {
  const app = await openTestApp(folder);
  const { transactions } = app.services;
  const add = async (payee: string, amountMinor: number, date = '2026-03-10', categoryId: string | null = null) =>
    (await transactions.create({ accountId: app.accountId, date, amountMinor, payee, categoryId, note: '' })).id;
  return { app, transactions, add };
}

describe('a split', () => {
  it('is found under the category of each part, and counted there', async () => {
    const { transactions, add } = await booked();
    const id = await add('Metro', -8400);
    await transactions.split(id, [
      { categoryId: groceries, amountMinor: -6000, note: '' },
      { categoryId: restaurants, amountMinor: -2400, note: 'canteen' },
    ]);
    for (const category of [groceries, restaurants]) {
      expect(transactions.list({ categoryIds: [category] }, null, 10).rows.map((row) => row.id)).toEqual([id]);
    }
    expect(transactions.list({ categoryIds: ['none'] }, null, 10).rows).toEqual([]);
    expect(transactions.get(id)).toMatchObject({
      splitCount: 2,
      categoryId: null,
      splits: [{ amountMinor: -6000 }, { amountMinor: -2400, note: 'canteen' }],
    });
  });

  it('is refused when a cent is missing, and nothing changes', async () => {
    const { transactions, add } = await booked();
    const id = await add('Metro', -8400);
    const parts = [-6000, -2399].map((amountMinor) => ({ categoryId: groceries, amountMinor, note: '' }));
    await expect(transactions.split(id, parts)).rejects.toThrow('0.01 EUR is off');
    expect(transactions.get(id).splitCount).toBe(0);
  });

  it('is split anew, made whole with the category of its largest part, and all of it undone', async () => {
    const { app, transactions, add } = await booked();
    const id = await add('Metro', -8400);
    const thirds = [-2800, -2800, -2800].map((amountMinor) => ({ categoryId: groceries, amountMinor, note: '' }));
    await transactions.split(id, thirds);
    await transactions.split(id, [
      { categoryId: restaurants, amountMinor: -8000, note: '' },
      { categoryId: groceries, amountMinor: -400, note: '' },
    ]);
    await transactions.split(id, []);
    expect(transactions.get(id)).toMatchObject({ splitCount: 0, categoryId: restaurants, splits: [] });
    await app.services.history.undo(undefined);
    await app.services.history.undo(undefined);
    expect(transactions.get(id).splits.map((part) => part.amountMinor)).toEqual([-2800, -2800, -2800]);
  });
});

describe('tags', () => {
  it('are made by being used, whatever their case, and filter the list', async () => {
    const { app, transactions, add } = await booked();
    const [train, hotel] = [await add('DB', -4500), await add('Hotel', -12000)];
    await add('Lidl', -900);
    await transactions.update([train, hotel], { addTags: ['Rome 2026'] });
    await transactions.update([hotel], { addTags: ['rome 2026', 'Work'] });
    expect(transactions.get(hotel).tags).toEqual(['Rome 2026', 'Work']);
    expect(transactions.list({ tag: 'rome 2026' }, null, 10).rows.map((row) => row.id)).toEqual([hotel, train]);
    expect(app.services.tags.list()).toMatchObject([{ name: 'Rome 2026', transactions: 2 }, { name: 'Work', transactions: 1 }]);

    const rome = app.services.tags.list()[0]!.id;
    await expect(app.services.tags.rename(rome, 'work')).rejects.toMatchObject({ code: 'CONFLICT' });
    await app.services.tags.remove(rome);
    expect(transactions.get(train).tags).toEqual([]);
    await app.services.history.undo(undefined);
    expect(transactions.get(train).tags).toEqual(['Rome 2026']);
  });
});

describe('a refund', () => {
  it('finds its purchase, takes its category and is shown with it', async () => {
    const { transactions, add } = await booked();
    const shoes = await add('Zalando', -7995, '2026-02-01', 'shopping.clothing');
    await add('Zalando', -2000, '2026-02-20');
    const refund = await add('Zalando', 7995, '2026-03-01');
    expect(transactions.refundCandidates(refund)[0]).toMatchObject({ id: shoes, amountMinor: -7995 });
    await transactions.linkRefund(refund, shoes);
    expect(transactions.get(refund)).toMatchObject({ isRefund: true, refundOf: { id: shoes }, categoryId: 'shopping.clothing' });
    expect(transactions.get(shoes).refunds).toMatchObject([{ id: refund }]);
    await transactions.linkRefund(refund, null);
    expect(transactions.get(shoes).refunds).toEqual([]);
  });

  it('is refused for money in, and for a later purchase', async () => {
    const { transactions, add } = await booked();
    const salary = await add('Acme', 100_000, '2026-02-01');
    const later = await add('Zalando', -7995, '2026-04-01');
    const refund = await add('Zalando', 7995, '2026-03-01');
    await expect(transactions.linkRefund(refund, salary)).rejects.toMatchObject({ code: 'INVALID', field: 'purchaseId' });
    await expect(transactions.linkRefund(refund, later)).rejects.toThrow('later than the refund');
  });
});

describe('an attachment', () => {
  const receipt = { name: 'receipt.pdf', mediaType: 'application/pdf', bytes: new TextEncoder().encode('%PDF-1.7 receipt') };

  it('is kept once however often it is attached, and read back as it was', async () => {
    const folder = temporaryFolder();
    const { app, transactions, add } = await booked(folder);
    const [a, b] = [await add('Lidl', -900), await add('Rewe', -1900)];
    const { id } = await app.services.attachments.add(a, receipt);
    await app.services.attachments.add(b, receipt);
    const shelf = join(folder, 'attachments');
    expect(readdirSync(shelf).flatMap((name) => readdirSync(join(shelf, name)))).toHaveLength(1);
    const file = await app.services.attachments.read(id);
    expect([file.name, file.type, await file.text()]).toEqual(['receipt.pdf', 'application/pdf', '%PDF-1.7 receipt']);
    expect(transactions.get(a)).toMatchObject({ hasAttachment: true, attachments: [{ name: 'receipt.pdf', sizeBytes: 16 }] });
  });

  it('comes back with undo, and says so when its file was changed', async () => {
    const folder = temporaryFolder();
    const { app, add } = await booked(folder);
    const { id } = await app.services.attachments.add(await add('Lidl', -900), receipt);
    await app.services.attachments.remove(id);
    await expect(app.services.attachments.read(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await app.services.history.undo(undefined);
    expect(await (await app.services.attachments.read(id)).text()).toBe('%PDF-1.7 receipt');
    const shelf = join(folder, 'attachments', readdirSync(join(folder, 'attachments'))[0]!);
    writeFileSync(join(shelf, readdirSync(shelf)[0]!), 'something else');
    await expect(app.services.attachments.read(id)).rejects.toMatchObject({ code: 'UNREADABLE' });
  });

  it('is refused when it is empty', async () => {
    const { app, add } = await booked();
    const empty = { ...receipt, bytes: new Uint8Array() };
    await expect(app.services.attachments.add(await add('Lidl', -900), empty)).rejects.toThrow('receipt.pdf is empty');
  });
});
