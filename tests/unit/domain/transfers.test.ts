import { describe, expect, it } from 'vitest';
import { pairTransfers, saysTransfer, type TransferSide } from '../../../src/core/domain/transfers.ts';

const side = (accountId: string, date: string, amountMinor: number, more: Partial<TransferSide> = {}): TransferSide => ({
  accountId,
  date,
  amountMinor,
  currency: 'EUR',
  original: null,
  text: '',
  transferCategory: false,
  otherAccountId: null,
  ...more,
});
const accountNames = new Map([
  ['current', 'Current'],
  ['savings', 'Rainy day'],
  ['dollars', 'US account'],
]);
const pairs = (...sides: TransferSide[]) => pairTransfers(sides, { accountNames });

describe('two sides of a transfer', () => {
  it('are equal and opposite, in two accounts, within five days', () => {
    const out = side('current', '2026-03-02', -50_000);
    expect(pairs(out, side('savings', '2026-03-02', 50_000))).toHaveLength(1);
    expect(pairs(out, side('current', '2026-03-02', 50_000))).toEqual([]);
    expect(pairs(out, side('savings', '2026-03-02', 50_001))).toEqual([]);
    expect(pairs(out, side('savings', '2026-03-08', 50_000, { text: 'Transfer' }))).toEqual([]);
  });

  it('are sure only when a text says so and nothing else could be meant', () => {
    const out = side('current', '2026-03-02', -50_000, { text: 'Umbuchung' });
    const into = side('savings', '2026-03-03', 50_000);
    expect(pairs(out, into)[0]?.sure).toBe(true);
    expect(pairs({ ...out, text: 'LIDL' }, into)[0]?.sure).toBe(false);
    const also = side('dollars', '2026-03-03', 50_000);
    expect(pairs(out, into, also).map((pair) => pair.sure)).toEqual([false]);
  });

  it('pairs each with the nearest, once', () => {
    const outs = [side('current', '2026-03-02', -100, { text: 'transfer' }), side('current', '2026-03-05', -100, { text: 'transfer' })];
    const ins = [side('savings', '2026-03-05', 100), side('savings', '2026-03-02', 100)];
    const found = pairs(...outs, ...ins);
    expect(found.map((pair) => [pair.out.date, pair.in.date])).toEqual([
      ['2026-03-02', '2026-03-02'],
      ['2026-03-05', '2026-03-05'],
    ]);
    expect(found.every((pair) => pair.sure)).toBe(true);
  });

  it('follow the account that the text or the file names', () => {
    const out = side('current', '2026-03-02', -100, { text: 'to rainy day' });
    const found = pairs(out, side('dollars', '2026-03-02', 100), side('savings', '2026-03-03', 100));
    expect(found[0]?.in.accountId).toBe('savings');
    const named = side('current', '2026-03-02', -100, { otherAccountId: 'dollars' });
    expect(pairs(named, side('savings', '2026-03-02', 100))).toEqual([]);
    expect(pairs(named, side('dollars', '2026-03-02', 100))[0]?.sure).toBe(true);
  });

  it('may be in two currencies, by what the bank says or by the rate of the day', () => {
    const out = side('current', '2026-03-02', -10_000, { text: 'transfer' });
    const into = side('dollars', '2026-03-03', 10_790, { currency: 'USD' });
    expect(pairs(out, into)).toEqual([]);
    expect(pairs({ ...out, original: { amountMinor: -10_790, currency: 'USD' } }, into)[0]).toMatchObject({ converted: true });
    const convert = (amount: number) => Math.round(amount * 1.09);
    expect(pairTransfers([out, into], { accountNames, convert })).toHaveLength(1);
    expect(pairTransfers([out, { ...into, amountMinor: 12_000 }], { accountNames, convert })).toEqual([]);
  });

  it('knows the words of banks', () => {
    for (const text of ['Übertrag auf Tagesgeld', 'ONLINE TRANSFER TO SAV 1234', 'Virement interne', 'PAYMENT, THANK YOU']) {
      expect(saysTransfer(text), text).toBe(true);
    }
    expect(saysTransfer('LIDL 0342 BERLIN')).toBe(false);
  });
});
