/** Receipts from file to transaction; the reader is stood in for, the rest is real. */
import { onTestFinished, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../src/core/create-app.ts';
import type { Workers } from '../../src/core/ports.ts';
import type { ReadField, ReadReceipt, ReadReceiptInput } from '../../src/core/ml/receipt-reader/receipt.ts';
import { DomainError } from '../../src/shared/contract/errors.ts';
import { exported, restored } from './export-books.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { testPorts } from './ports-fixture.ts';

const read = <Value>(value: Value | null, confidence = 0.9): ReadField<Value> => ({
  value,
  confidence,
  box: value === null ? null : { left: 10, top: 20, width: 100, height: 30 },
});

function aReceipt(changes: Partial<ReadReceipt> = {}): ReadReceipt {
  return {
    merchant: read('Tesco'),
    date: read('2026-03-12'),
    time: read<string>(null),
    total: read(1840),
    subtotal: read<number>(null),
    tax: read<number>(null),
    tip: read<number>(null),
    currency: read('EUR'),
    paymentMethod: read('card'),
    items: [
      { name: 'Bread', quantity: 1, amountMinor: 340, confidence: 0.9, box: null },
      { name: 'Shampoo', quantity: 2, amountMinor: 1500, confidence: 0.8, box: null },
    ],
    width: 600,
    height: 1400,
    text: 'TESCO\nBread 3.40\nShampoo 15.00\nTOTAL 18.40',
    preview: new Uint8Array([1, 2, 3]),
    ...changes,
  };
}

/** What the reader does with a file, by its name. */
type Reader = (input: ReadReceiptInput, signal: AbortSignal | undefined) => Promise<ReadReceipt>;

async function open(reader: Reader, folder = temporaryFolder()) {
  const workers: Workers = {
    run: (async (task: string, input: unknown, options: { signal?: AbortSignal } = {}) => {
      expect(task).toBe('read-receipt');
      const result = reader(input as ReadReceiptInput, options.signal);
      const aborted = new Promise<never>((_, reject) =>
        options.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError'))),
      );
      return Promise.race([result, aborted]);
    }) as Workers['run'],
    close: async () => undefined,
  };
  const app = await createApp({ ...testPorts(folder, '2026-03-15'), workers });
  onTestFinished(() => app.stop());
  await app.start();
  const accountId =
    app.services.accounts.list()[0]?.id ??
    (
      await app.services.settings.completeOnboarding({
        baseCurrency: 'EUR',
        account: { name: 'Current', kind: 'checking', openingBalanceMinor: 0, openedOn: null },
      })
    ).accountId;
  return { app, accountId, folder, ...app.services };
}

function photo(name = 'receipt.jpg', bytes = [9, 9, name.length]): { name: string; mediaType: string; bytes: Uint8Array } {
  return { name, mediaType: 'image/jpeg', bytes: new Uint8Array(bytes) };
}

type Opened = Awaited<ReturnType<typeof open>>;
const statuses = ({ receipts }: Opened) => receipts.list().map(({ name, status }) => `${name} ${status}`).sort();
const settled = (opened: Opened) =>
  vi.waitFor(() => {
    if (opened.receipts.list().some(({ status }) => status === 'waiting' || status === 'reading')) throw new Error('still reading');
  });
const draft = { payee: 'Tesco', date: '2026-03-12', amountMinor: 1840, currency: 'EUR', categoryId: null, note: '', parts: [] };

describe('the queue', () => {
  it('reads one after the other, and keeps what was read with its picture', async () => {
    let at = 0;
    let most = 0;
    const opened = await open(async ({ name }) => {
      most = Math.max(most, ++at);
      await new Promise((next) => setTimeout(next, 5));
      at -= 1;
      return aReceipt({ merchant: read(name) });
    });
    for (const name of ['a.jpg', 'bb.jpg', 'ccc.pdf']) await opened.receipts.add(photo(name));
    await settled(opened);
    expect(most).toBe(1);
    expect(statuses(opened)).toEqual(['a.jpg read', 'bb.jpg read', 'ccc.pdf read']);
    const [newest] = opened.receipts.list();
    expect(newest).toMatchObject({ merchant: 'ccc.pdf', date: '2026-03-12', totalMinor: 1840, currency: 'EUR', transactionId: null });
    const detail = opened.receipts.get(newest?.id ?? '');
    expect(detail.reading?.total).toEqual({ value: 1840, confidence: 0.9, box: { left: 10, top: 20, width: 100, height: 30 } });
    expect(new Uint8Array(await (await opened.receipts.picture(detail.id)).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('tells the reader of payees, currency and the order of days', async () => {
    const inputs: ReadReceiptInput[] = [];
    const opened = await open(async (input) => (inputs.push(input), aReceipt()));
    await opened.transactions.create({ accountId: opened.accountId, date: '2026-01-01', amountMinor: -1, payee: 'Café Nord', categoryId: null, note: '' });
    await opened.receipts.add(photo());
    await settled(opened);
    expect(inputs[0]).toMatchObject({ name: 'receipt.jpg', today: '2026-03-15', payees: ['Café Nord'], currency: 'EUR' });
    expect(inputs[0]?.bytes.length).toBe(3);
  });

  it('says of a file that is here already, and of one that is attached already', async () => {
    const opened = await open(async () => aReceipt());
    const { id } = await opened.receipts.add(photo('first.jpg', [7]));
    const again = await opened.receipts.add(photo('again.jpg', [7]));
    expect(again).toEqual({ id: null, already: { receiptId: id, transactionId: null, message: 'again.jpg is here already, as first.jpg.' } });
    await settled(opened);
    const { transactionId } = await opened.receipts.create(id ?? '', opened.accountId, draft);
    expect((await opened.receipts.add(photo('third.jpg', [7]))).already).toMatchObject({
      transactionId,
      message: 'third.jpg is attached to Tesco of 2026-03-12 already.',
    });
    expect(opened.receipts.list()).toHaveLength(1);
  });

  it('keeps what cannot be read, with the reason, and reads it again when asked', async () => {
    let broken = true;
    const opened = await open(async ({ name }) => {
      if (broken && name === 'bad.jpg') throw new DomainError('UNREADABLE', 'bad.jpg is damaged.');
      if (broken && name === 'bug.jpg') throw new TypeError('x is undefined');
      return aReceipt();
    });
    for (const name of ['bad.jpg', 'bug.jpg', 'good.jpg']) await opened.receipts.add(photo(name, [name.charCodeAt(0), name.charCodeAt(1), name.length]));
    await settled(opened);
    const problems = Object.fromEntries(opened.receipts.list().map(({ name, problem }) => [name, problem]));
    expect(problems).toMatchObject({ 'bad.jpg': 'bad.jpg is damaged.', 'good.jpg': null });
    expect(problems['bug.jpg']).toMatch(/could not be read/);
    broken = false;
    await opened.receipts.read(opened.receipts.list().map(({ id }) => id));
    await settled(opened);
    expect(opened.receipts.list().every(({ status, problem }) => status === 'read' && problem === null)).toBe(true);
  });

  it('stops what is read and what waits, and goes on with the rest', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => (release = done));
    const opened = await open(async ({ name }) => {
      if (name === 'slow.jpg') await held;
      return aReceipt();
    });
    const slow = await opened.receipts.add(photo('slow.jpg', [1]));
    const next = await opened.receipts.add(photo('next.jpg', [2]));
    await opened.receipts.add(photo('last.jpg', [3]));
    await vi.waitFor(() => expect(statuses(opened)).toContain('slow.jpg reading'));
    expect(await opened.receipts.stop([slow.id ?? '', next.id ?? ''])).toEqual({ stopped: 2 });
    await settled(opened);
    expect(statuses(opened)).toEqual(['last.jpg read', 'next.jpg stopped', 'slow.jpg stopped']);
    release();
  });

  it('survives a restart in the middle', async () => {
    const folder = temporaryFolder();
    const first = await open(() => new Promise(() => undefined), folder);
    await first.receipts.add(photo('one.jpg', [1]));
    await first.receipts.add(photo('two.jpg', [2]));
    await vi.waitFor(() => expect(statuses(first)).toContain('one.jpg reading'));
    await first.app.stop();
    const second = await open(async () => aReceipt(), folder);
    await settled(second);
    expect(statuses(second)).toEqual(['one.jpg read', 'two.jpg read']);
  });

  it('refuses what no receipt is', async () => {
    const { receipts } = await open(async () => aReceipt());
    await expect(receipts.add({ name: 'a.csv', mediaType: 'text/csv', bytes: new Uint8Array([1]) })).rejects.toThrow('a.csv is not a picture or a PDF.');
    await expect(receipts.add(photo('b.jpg', []))).rejects.toThrow('b.jpg is empty.');
  });

  it('takes removing back', async () => {
    const opened = await open(async () => aReceipt());
    const { id } = await opened.receipts.add(photo());
    await settled(opened);
    await opened.receipts.remove([id ?? '']);
    expect(opened.receipts.list()).toEqual([]);
    await opened.history.undo(undefined);
    expect(statuses(opened)).toEqual(['receipt.jpg read']);
  });
});

describe('a receipt that was looked at', () => {
  async function withReceipt(changes: Partial<ReadReceipt> = {}) {
    const opened = await open(async () => aReceipt(changes));
    const id = (await opened.receipts.add(photo())).id ?? '';
    await settled(opened);
    return { ...opened, id };
  }

  it('becomes a transaction with its picture, and undo takes both back', async () => {
    const opened = await withReceipt();
    const { receipts, transactions, attachments, history, id } = opened;
    const { transactionId } = await receipts.create(id, opened.accountId, { ...draft, categoryId: 'food_drink.groceries' });
    expect(transactions.get(transactionId)).toMatchObject({ payee: 'Tesco', amountMinor: -1840, categoryId: 'food_drink.groceries', date: '2026-03-12' });
    const [file] = attachments.list(transactionId);
    expect(file).toMatchObject({ name: 'receipt.jpg', mediaType: 'image/jpeg', sizeBytes: 3 });
    expect(receipts.get(id)).toMatchObject({ status: 'done', transactionId });
    await expect(receipts.create(id, opened.accountId, draft)).rejects.toMatchObject({ code: 'CONFLICT' });

    await history.undo(undefined);
    expect(receipts.get(id)).toMatchObject({ status: 'read', transactionId: null });
    expect(transactions.list({}, null, 10).rows).toEqual([]);
    await history.redo();
    expect(receipts.get(id).status).toBe('done');
    expect(attachments.list(transactionId)).toHaveLength(1);
  });

  it('waits for a person again when its transaction is deleted', async () => {
    const { receipts, transactions, accountId, id } = await withReceipt();
    const { transactionId } = await receipts.create(id, accountId, draft);
    await transactions.remove([transactionId]);
    expect(receipts.get(id)).toMatchObject({ status: 'read', transactionId: null });
    expect((await receipts.create(id, accountId, draft)).transactionId).not.toBe(transactionId);
    expect(receipts.list().map(({ status }) => status)).toEqual(['done']);
  });

  it('has its items as parts, which must sum to the amount', async () => {
    const { receipts, transactions, accountId, id } = await withReceipt();
    const parts = [
      { categoryId: 'food_drink.groceries', amountMinor: 340, note: 'Bread' },
      { categoryId: null, amountMinor: 1500, note: 'Shampoo' },
    ];
    await expect(receipts.create(id, accountId, { ...draft, amountMinor: 1900, parts })).rejects.toThrow(/do not sum/);
    const { transactionId } = await receipts.create(id, accountId, { ...draft, parts });
    expect(transactions.get(transactionId).splits.map(({ amountMinor, note }) => [amountMinor, note])).toEqual([[-340, 'Bread'], [-1500, 'Shampoo']]);
  });

  it('in another currency is converted, parts and all, without losing a cent', async () => {
    const { receipts, transactions, accountId, id } = await withReceipt({ currency: read('USD'), date: read('2024-03-14') });
    const parts = [613, 613, 614].map((amountMinor) => ({ categoryId: null, amountMinor, note: '' }));
    const { transactionId } = await receipts.create(id, accountId, { ...draft, date: '2024-03-14', currency: 'USD', parts });
    const made = transactions.get(transactionId);
    // 1 EUR was 1.0925 USD that day.
    expect(made).toMatchObject({ amountMinor: -1684, currency: 'EUR', original: { amountMinor: -1840, currency: 'USD' } });
    expect(made.splits.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(-1684);
  });

  it('finds the bank’s booking of it, joins it, and undo lets go again', async () => {
    const { receipts, transactions, attachments, history, accountId, id } = await withReceipt();
    const book = (date: string, amountMinor: number, payee: string) =>
      transactions.create({ accountId, date, amountMinor, payee, categoryId: null, note: '' });
    const booked = await book('2026-03-13', -1840, 'TESCO STORES 3299');
    await book('2026-03-13', -1840, 'Shell');
    await book('2026-03-13', -1999, 'TESCO STORES 1144');
    await book('2026-02-01', -1840, 'TESCO STORES 3299');
    await book('2026-03-12', 1840, 'Tesco refund');
    const matches = receipts.matches({ amountMinor: 1840, currency: 'EUR', date: '2026-03-12', payee: 'Tesco' });
    expect(matches.map(({ payee, likely, grounds }) => [payee, likely, grounds])).toEqual([
      ['TESCO STORES 3299', true, ['same amount', 'a day later', 'same name']],
      ['Shell', false, ['same amount', 'a day later']],
      ['TESCO STORES 1144', false, ['a little more, as with a tip', 'a day later', 'same name']],
    ]);

    await receipts.attach(id, booked.id, 'food_drink.groceries', []);
    expect(transactions.get(booked.id)).toMatchObject({ amountMinor: -1840, categoryId: 'food_drink.groceries', payee: 'TESCO STORES 3299' });
    expect(attachments.list(booked.id)).toHaveLength(1);
    const [first, ...others] = receipts.matches({ amountMinor: 1840, currency: 'EUR', date: '2026-03-12', payee: 'Tesco' });
    expect(first?.likely).toBe(false);
    expect([first, ...others].find((match) => match?.id === booked.id)?.grounds).toContain('has a file already');
    await history.undo(undefined);
    expect(attachments.list(booked.id)).toEqual([]);
    expect(receipts.get(id).status).toBe('read');
  });

  it('shares a booking out with its sign', async () => {
    const { receipts, transactions, accountId, id } = await withReceipt();
    const booked = await transactions.create({ accountId, date: '2026-03-13', amountMinor: -2000, payee: 'Tesco', categoryId: null, note: '' });
    const parts = [
      { categoryId: 'food_drink.groceries', amountMinor: 1840, note: '' },
      { categoryId: null, amountMinor: 160, note: 'Tip' },
    ];
    await receipts.attach(id, booked.id, null, parts);
    expect(transactions.get(booked.id).splits.map(({ amountMinor }) => amountMinor)).toEqual([-1840, -160]);
  });

  it('is in the JSON of the ledger, and comes back from it', async () => {
    const { receipts, exports, accountId, id } = await withReceipt();
    const { transactionId } = await receipts.create(id, accountId, draft);
    const copy = await open(async () => aReceipt());
    await restored(copy.exports, await exported(exports, { format: 'json' }), true);
    expect(copy.receipts.get(id)).toMatchObject({ status: 'done', transactionId, merchant: 'Tesco' });
  });

  it('knows the category usual for the merchant', async () => {
    const { receipts, transactions, accountId, id } = await withReceipt({ merchant: read('Corner Shop') });
    await transactions.create({ accountId, date: '2026-01-02', amountMinor: -900, payee: 'Corner Shop', categoryId: 'food_drink.coffee', note: '' });
    expect(receipts.get(id).categoryId).toBe('food_drink.coffee');
  });
});
