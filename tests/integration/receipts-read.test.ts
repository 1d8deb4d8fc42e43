/** A drawn receipt through the real reader, in its real worker. */
import { resolve } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createWorkerPool } from '../../src/core/adapters/workers/worker-pool.ts';
import { createApp } from '../../src/core/create-app.ts';
import { drawReceipt } from '../e2e/drawn-receipts.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { testPorts } from './ports-fixture.ts';

it('a picture is read, found in the ledger and attached', async () => {
  const workers = createWorkerPool({ workersDir: resolve('src/workers'), maxThreads: 1 });
  const app = await createApp({ ...testPorts(temporaryFolder(), '2026-03-15'), workers });
  onTestFinished(() => app.stop());
  await app.start();
  const { receipts, settings, transactions, attachments } = app.services;
  const account = { name: 'Current', kind: 'checking' as const, openingBalanceMinor: 0, openedOn: null };
  const { accountId } = await settings.completeOnboarding({ baseCurrency: 'EUR', account });
  const booked = await transactions.create({ accountId, date: '2026-03-13', amountMinor: -1840, payee: 'TESCO STORES 3299', categoryId: null, note: '' });

  const { id } = await receipts.add({ name: 'tesco.jpg', mediaType: 'image/jpeg', bytes: new Uint8Array(await drawReceipt('tesco.jpg')) });
  await receipts.add({ name: 'broken.jpg', mediaType: 'image/jpeg', bytes: new Uint8Array(2000).fill(7) });
  await vi.waitFor(
    () => expect(receipts.list().map(({ name, status }) => `${name} ${status}`).sort()).toEqual(['broken.jpg failed', 'tesco.jpg read']),
    { timeout: 60_000, interval: 100 },
  );
  expect(receipts.list().find(({ name }) => name === 'broken.jpg')?.problem).toMatch(/\w/);

  const found = receipts.get(id ?? '');
  expect(found).toMatchObject({ totalMinor: 1840, date: '2026-03-12', currency: 'EUR' });
  expect(found.merchant).toMatch(/tesco/i);
  const { reading } = found;
  expect(reading?.items.map(({ amountMinor }) => amountMinor)).toEqual(expect.arrayContaining([340, 650, 295]));
  const box = reading?.total.box;
  expect(box && box.left >= 0 && box.left + box.width <= (reading?.width ?? 0) && box.top + box.height <= (reading?.height ?? 0)).toBe(true);
  const picture = await receipts.picture(found.id);
  expect(picture.type).toBe('image/jpeg');
  expect([...new Uint8Array(await picture.arrayBuffer()).subarray(0, 2)]).toEqual([0xff, 0xd8]);

  const [match] = receipts.matches({ amountMinor: 1840, currency: 'EUR', date: '2026-03-12', payee: found.merchant ?? '' });
  expect(match).toMatchObject({ id: booked.id, likely: true });
  await receipts.attach(found.id, booked.id, null, []);
  expect(attachments.list(booked.id)).toHaveLength(1);
});
