import { existsSync, readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createDownload } from '../../src/core/adapters/download/download.ts';
import { createApp } from '../../src/core/create-app.ts';
import type { Download } from '../../src/core/ports.ts';
import { openTestApp } from './core-fixture.ts';
import { exported, restored } from './export-books.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { testPorts } from './ports-fixture.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Two business days after the last one that ships. */
const update = 'Date,USD,JPY,\n2026-04-15,1.1650,187.00,\n2026-04-14,1.1660,186.90,\n';

describe('the shipped rates', () => {
  it('are those of the bank, from 1999 on', async () => {
    const { currencies } = (await openTestApp()).services;
    expect(currencies.convert(10_000, 'EUR', 'USD', '1999-01-04')).toMatchObject({
      amountMinor: 11_789, rate: '1.1789', rateDate: '1999-01-04', source: 'ecb',
    });
    expect(currencies.convert(10_000, 'EUR', 'JPY', '2026-04-12')).toMatchObject({
      amountMinor: 18_643, rateDate: '2026-04-10', daysOld: 2,
    });
    expect(currencies.coverage()).toMatchObject({ firstDay: '1999-01-04', lastDay: '2026-04-13', addedDays: 0, lastFetch: null });
    expect(currencies.coverage().currencies.find((each) => each.code === 'DEM')).toEqual({
      code: 'DEM', firstDay: null, lastDay: null, fixed: { base: 'EUR', rate: '1.95583', since: '1999-01-01' },
    });
    expect(() => currencies.convert(1, 'EUR', 'ARS', '2026-04-12')).toThrow('No rate between EUR and ARS');
  });

  it('join withdrawn currencies with today’s', async () => {
    const { currencies } = (await openTestApp()).services;
    expect(currencies.convert(100_000, 'DEM', 'USD', '2026-04-13')).toMatchObject({
      amountMinor: 59_739, source: 'derived', rateDate: '2026-04-13',
    });
    expect(() => currencies.convert(100, 'RUB', 'EUR', '2022-04-01')).toThrow('No rate');
    expect(currencies.convert(11_718_96, 'RUB', 'EUR', '2022-03-01').amountMinor).toBeGreaterThan(0);
  });

  it('make a line of a pair', async () => {
    const { currencies } = (await openTestApp()).services;
    const line = currencies.history('GBP', 'USD', '2025-04-13', '2026-04-13', 100);
    expect(line).toHaveLength(100);
    expect(line.at(-1)).toEqual({ date: '2026-04-13', rate: '1.342093777' });
    const late = currencies.history('EUR', 'USD', '2026-10-01', '2026-11-01', 10);
    expect(late.at(0)?.date).toBe('2026-03-13');
    expect(late.at(-1)).toEqual({ date: '2026-04-13', rate: '1.1684' });
    expect(currencies.history('EUR', 'ARS', '2025-10-01', '2025-11-01', 10)).toEqual([]);
  });
});

describe('own rates', () => {
  const peso = { base: 'USD', quote: 'ARS', rate: '1400', validFrom: '2026-01-01', validTo: null, note: 'blue' };

  it('win, can be changed, deleted, and all of it undone', async () => {
    const app = await openTestApp();
    const { currencies, history } = app.services;
    const { id } = await currencies.addOwnRate(peso);
    expect(currencies.convert(1_400_00, 'ARS', 'USD', '2026-04-13')).toMatchObject({ amountMinor: 100, source: 'own' });
    expect(currencies.convert(100, 'EUR', 'ARS', '2026-04-13').steps.map((step) => step.source)).toEqual(['ecb', 'own']);

    await currencies.updateOwnRate(id, { ...peso, rate: '2800', validTo: '2026-04-12' });
    expect(currencies.convert(2_800_00, 'ARS', 'USD', '2026-04-12').amountMinor).toBe(100);
    expect(() => currencies.convert(1, 'ARS', 'USD', '2026-04-13')).toThrow('No rate');
    await history.undo(undefined);
    expect(currencies.convert(1_400_00, 'ARS', 'USD', '2026-04-13').amountMinor).toBe(100);

    await currencies.removeOwnRate(id);
    expect(currencies.ownRates()).toEqual([]);
    await history.undo(undefined);
    expect(currencies.ownRates()).toEqual([{ ...peso, id }]);
    await history.undo(undefined);
    expect(currencies.ownRates()).toEqual([]);
    await history.redo();
    expect(currencies.ownRates()).toHaveLength(1);
  });

  it('are refused when they make no sense', async () => {
    const { currencies } = (await openTestApp()).services;
    await currencies.addOwnRate(peso);
    await expect(currencies.addOwnRate({ ...peso, base: 'ARS', quote: 'USD', rate: '0.001' })).rejects.toMatchObject({
      code: 'CONFLICT', field: 'validFrom',
    });
    await expect(currencies.addOwnRate({ ...peso, quote: 'USD' })).rejects.toMatchObject({ code: 'INVALID', field: 'quote' });
    await expect(currencies.addOwnRate({ ...peso, quote: 'ABC' })).rejects.toMatchObject({ code: 'INVALID', field: 'quote' });
    await expect(currencies.addOwnRate({ ...peso, validTo: '2025-01-01' })).rejects.toMatchObject({ field: 'validTo' });
    expect(currencies.ownRates()).toHaveLength(1);
  });
});

describe('an updated file', () => {
  it('adds its days, stays after a restart, and changes nothing the second time', async () => {
    const folder = temporaryFolder();
    const app = await openTestApp(folder);
    expect(await app.services.currencies.importRates(bytes(update))).toEqual({
      newDays: 2, newRates: 4, changedRates: 0, lastDay: '2026-04-15',
    });
    expect(app.services.currencies.convert(100, 'EUR', 'JPY', '2026-04-16')).toMatchObject({ amountMinor: 187, rateDate: '2026-04-15' });
    expect(await app.services.currencies.importRates(bytes(update))).toMatchObject({ newDays: 0, newRates: 0 });
    await app.stop();
    const again = await openTestApp(folder);
    expect(again.services.currencies.coverage()).toMatchObject({ lastDay: '2026-04-15', addedDays: 2 });
    expect(await again.services.currencies.importRates(bytes('Date,USD,\n2026-04-14,1.17,\n'))).toMatchObject({
      newDays: 0, newRates: 0, changedRates: 1,
    });
    expect(again.services.currencies.convert(100, 'EUR', 'USD', '2026-04-14').rate).toBe('1.17');
  });

  it('may be the zip that the bank offers', async () => {
    const { currencies } = (await openTestApp()).services;
    expect(await currencies.importRates(zipped('eurofxref-hist.csv', update))).toMatchObject({ newDays: 2 });
    const cut = zipped('eurofxref-hist.csv', update).subarray(0, 60);
    await expect(currencies.importRates(cut)).rejects.toMatchObject({ code: 'UNREADABLE' });
  });

  it('with a mistake in it is not taken in at all', async () => {
    const { currencies } = (await openTestApp()).services;
    const wrong = update.replace('186.90', '18690');
    await expect(currencies.importRates(bytes(wrong))).rejects.toThrow('Line 3, JPY: 18690 cannot follow 186.75');
    await expect(currencies.importRates(bytes(update.replace('2026-04-14', '14/04/26')))).rejects.toThrow('Line 3');
    expect(currencies.coverage()).toMatchObject({ lastDay: '2026-04-13', addedDays: 0 });
  });

  const whole = '../shared/data/fx/eurofxref-hist.csv';
  it.skipIf(!existsSync(whole))('of all years holds nothing that does not ship', async () => {
    const { currencies } = (await openTestApp()).services;
    expect(await currencies.importRates(readFileSync(whole))).toMatchObject({ newDays: 0, newRates: 0, changedRates: 0 });
  });
});

describe('fetching', () => {
  const appWith = async (download: Download) => {
    const app = await createApp({ ...testPorts(temporaryFolder(), '2026-04-16'), download });
    return app;
  };

  it('is off until it is switched on', async () => {
    const asked: string[] = [];
    const app = await appWith(async (url) => {
      asked.push(url);
      return bytes(update);
    });
    await app.start();
    await expect(app.services.currencies.fetchRates()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(asked).toEqual([]);

    await app.services.settings.update({ fetchRates: true });
    await app.services.currencies.fetchWhenDue();
    expect(asked).toEqual(['https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml']);
    expect(app.services.currencies.coverage()).toMatchObject({
      lastDay: '2026-04-15', lastFetch: { ok: true, message: 'Rates of 2 days.' },
    });
    await app.stop();
  });

  it('that fails is said and harms nothing', async () => {
    const far = { status: 200, body: 'x'.repeat(5000) };
    const download = createDownload(async () => new Response(far.body, { status: far.status }));
    const app = await appWith((url, limits) => download(url, { ...limits, maxBytes: 4000 }));
    await app.services.settings.update({ fetchRates: true });
    await expect(app.services.currencies.fetchRates()).rejects.toThrow('sent more than expected');
    far.body = '<html>Maintenance</html>';
    await expect(app.services.currencies.fetchRates()).rejects.toThrow('no exchange rates');
    far.status = 503;
    await expect(app.services.currencies.fetchWhenDue()).rejects.toThrow('503');
    expect(app.services.currencies.coverage()).toMatchObject({
      lastDay: '2026-04-13', lastFetch: { ok: false, message: 'www.ecb.europa.eu answered with error 503.' },
    });
    await app.stop();
  });

  it('goes to safe addresses alone, and not for ever', async () => {
    const hanging: typeof fetch = (_url, init) =>
      new Promise((_done, fail) => init?.signal?.addEventListener('abort', () => fail(init.signal?.reason as Error)));
    const limits = { maxBytes: 10, timeoutMs: 20 };
    await expect(createDownload(hanging)('http://example.com/', limits)).rejects.toThrow(RangeError);
    await expect(createDownload(hanging)('https://example.com/', limits)).rejects.toThrow('did not answer');
    const refusing: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
    await expect(createDownload(refusing)('https://example.com/', limits)).rejects.toThrow('could not be reached');
  });
});

it('what was paid in another currency can be entered, changed and undone', async () => {
  const app = await openTestApp();
  const { transactions, history } = app.services;
  const { id } = await transactions.create({
    accountId: app.accountId, date: '2026-04-13', amountMinor: -87_00, payee: 'Strand', categoryId: null, note: '',
  });
  await transactions.update([id], { original: { amountMinor: 100_00, currency: 'USD' } });
  expect(transactions.get(id).original).toEqual({ amountMinor: -100_00, currency: 'USD' });
  expect(app.services.currencies.inUse().map((each) => each.code)).toEqual(['EUR', 'USD']);
  await expect(transactions.update([id], { original: { amountMinor: 1, currency: 'EUR' } })).rejects.toMatchObject({
    code: 'INVALID', field: 'original',
  });
  await transactions.update([id], { original: null });
  expect(transactions.get(id).original).toBeNull();
  await history.undo(undefined);
  expect(transactions.get(id).original).toEqual({ amountMinor: -100_00, currency: 'USD' });
});

it('own and added rates go with the ledger into another copy of it', async () => {
  const app = await openTestApp();
  await app.services.currencies.addOwnRate({
    base: 'EUR', quote: 'ARS', rate: '1500.25', validFrom: '2026-01-01', validTo: '2026-12-31', note: 'blue',
  });
  await app.services.currencies.importRates(bytes(update));
  const other = await openTestApp();
  expect(() => other.services.currencies.convert(100, 'EUR', 'ARS', '2026-04-15')).toThrow('No rate');
  await restored(other.services.exports, await exported(app.services.exports, { format: 'json' }));
  expect(other.services.currencies.ownRates()).toEqual(app.services.currencies.ownRates());
  expect(other.services.currencies.convert(100, 'EUR', 'ARS', '2026-04-15').amountMinor).toBe(150_025);
  expect(other.services.currencies.coverage()).toMatchObject({ lastDay: '2026-04-15', addedDays: 2 });
});

it('a payment abroad knows what it was converted at', async () => {
  const { currencies } = (await openTestApp()).services;
  expect(currencies.implied(-8_700, 'EUR', -10_000, 'USD', '2026-04-13')).toMatchObject({
    rate: '0.87', reference: { amountMinor: 8_559, rateDate: '2026-04-13' }, differenceMinor: 141,
  });
  expect(currencies.implied(-8_700, 'EUR', -1_000_000, 'ARS', '2026-04-13')).toMatchObject({ reference: null, differenceMinor: null });
  expect(currencies.implied(0, 'EUR', -10_000, 'USD', '2026-04-13')).toBeNull();
});

/** A zip of one file, as the bank packs it. */
function zipped(name: string, text: string): Uint8Array {
  const packed = deflateRawSync(bytes(text));
  const head = (signature: number, extra: number): Buffer => {
    const record = Buffer.alloc(extra);
    record.writeUInt32LE(signature);
    return record;
  };
  const local = head(0x04034b50, 30);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const central = head(0x02014b50, 46);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt16LE(name.length, 28);
  const end = head(0x06054b50, 22);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return new Uint8Array(Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]));
}
