import { describe, expect, it } from 'vitest';
import { matchReceipt, type ReceiptCandidate, type ReceiptFacts } from '../../../src/core/domain/receipts/match-receipt.ts';

const receipt: ReceiptFacts = { amountMinor: 1840, currency: 'EUR', date: '2026-03-12', payee: 'Tesco' };
const booked = (changes: Partial<ReceiptCandidate> = {}): ReceiptCandidate => ({
  date: '2026-03-13',
  amountMinor: -1840,
  currency: 'EUR',
  original: null,
  payee: 'Tesco',
  bankText: 'TESCO STORES 3299',
  attachments: 0,
  ...changes,
});
/** One EUR is two USD. */
const convert = (amountMinor: number, from: string, to: string): number | null =>
  from === 'USD' && to === 'EUR' ? amountMinor / 2 : null;
const match = (candidates: ReceiptCandidate[], facts: Partial<ReceiptFacts> = {}) =>
  matchReceipt({ ...receipt, ...facts }, candidates, convert).map(({ candidate, likely, grounds }) => ({
    at: candidates.indexOf(candidate),
    likely,
    grounds,
  }));

describe('a receipt and the bookings it may be of', () => {
  it('prefers the same amount, then the nearer day, then the name', () => {
    const found = match([booked({ date: '2026-03-16' }), booked(), booked({ payee: 'Shell', bankText: 'SHELL 77' })]);
    expect(found.map(({ at }) => at)).toEqual([1, 0, 2]);
    expect(found[0]).toMatchObject({ likely: true, grounds: ['same amount', 'a day later', 'same name'] });
  });

  it('chooses nothing where two are as good, or where only the amount speaks for it', () => {
    expect(match([booked(), booked()]).some(({ likely }) => likely)).toBe(false);
    expect(match([booked({ payee: 'SumUp', bankText: 'SUMUP *1' })])).toMatchObject([{ likely: false }]);
  });

  it('bears with a tip where the name agrees, and with nothing else', () => {
    expect(match([booked({ amountMinor: -2000 })])).toMatchObject([{ grounds: ['a little more, as with a tip', 'a day later', 'same name'] }]);
    expect(match([booked({ amountMinor: -2000, payee: 'Shell', bankText: 'SHELL' })])).toEqual([]);
    expect(match([booked({ amountMinor: -1800 })])).toEqual([]);
    expect(match([booked({ amountMinor: -2400 })])).toEqual([]);
  });

  it('looks a week ahead and two days back', () => {
    const days = ['2026-03-09', '2026-03-10', '2026-03-19', '2026-03-20'];
    expect(match(days.map((date) => booked({ date }))).map(({ at }) => at).sort()).toEqual([1, 2]);
  });

  it('knows what was paid abroad, by the bank’s own word or by the rate', () => {
    const abroad = { currency: 'USD', payee: 'Tesco' };
    const withWord = booked({ amountMinor: -931, original: { amountMinor: -1840, currency: 'USD' } });
    const byRate = booked({ amountMinor: -931 });
    const other = booked({ amountMinor: -1100 });
    expect(match([byRate, withWord, other], abroad)).toMatchObject([
      { at: 1, likely: true, grounds: ['same amount in USD', 'a day later', 'same name'] },
      { at: 0, grounds: ['about the same at the rate of the day', 'a day later', 'same name'] },
    ]);
  });

  it('puts one that has a file already last', () => {
    expect(match([booked({ attachments: 1 }), booked({ date: '2026-03-17' })]).map(({ at }) => at)).toEqual([1, 0]);
  });

  it('goes by name and day where no total was read, and needs a name', () => {
    expect(match([booked()], { amountMinor: null })).toMatchObject([{ likely: true, grounds: ['amount not known', 'a day later', 'same name'] }]);
    expect(match([booked()], { amountMinor: null, payee: '' })).toEqual([]);
  });

  it('shows five at most', () => {
    expect(match(Array.from({ length: 9 }, () => booked()))).toHaveLength(5);
  });
});
