import { describe, expect, it } from 'vitest';
import type { ReceiptDetail, ReceiptReading } from '../../../src/shared/contract/receipts.ts';
import { draftOf, isUnsure, newItem, partsOf, remainderOf, withTaxAndTip } from '../../../src/renderer/features/receipts/receipt-draft.ts';

const field = <Value>(value: Value | null, confidence = 0.9) => ({ value, confidence, box: null });
const reading: ReceiptReading = {
  merchant: field('Tesco'), date: field('2026-03-12', 0.4), time: field<string>(null), total: field(1840), subtotal: field<number>(null),
  tax: field(300), tip: field(100), currency: field<string>(null), paymentMethod: field<'card'>(null),
  items: [
    { name: 'Bread', quantity: 1, amountMinor: 340, confidence: 0.9, box: null },
    { name: 'Soap', quantity: 2, amountMinor: 1100, confidence: 0.3, box: null },
  ],
  width: 10, height: 10, text: '',
};
const receipt: ReceiptDetail = {
  id: '', name: 'a.jpg', addedAt: '', status: 'read', problem: null, progress: null, merchant: 'Tesco', date: '2026-03-12',
  totalMinor: 1840, currency: 'EUR', transactionId: null, reading, categoryId: 'food_drink.groceries',
};

describe('a draft', () => {
  it('begins with what was read', () => {
    expect(draftOf(receipt, 'account')).toMatchObject({
      payee: 'Tesco', date: '2026-03-12', amountMinor: 1840, currency: 'EUR', categoryId: 'food_drink.groceries', accountId: 'account', split: false,
      items: [{ name: 'Bread', amountMinor: 340, unsure: false }, { name: '2 × Soap', amountMinor: 1100, unsure: true }],
    });
    expect([isUnsure(reading, 'date'), isUnsure(reading, 'total'), isUnsure(reading, 'time'), isUnsure(null, 'date')]).toEqual([true, false, false, false]);
  });

  it('of a file that was not read is empty', () => {
    expect(draftOf({ ...receipt, reading: null }, null)).toMatchObject({ payee: '', date: null, amountMinor: null, items: [] });
  });

  it('takes a refund’s total without its sign', () => {
    expect(draftOf({ ...receipt, reading: { ...reading, total: field(-500) } }, null).amountMinor).toBe(500);
  });
});

describe('items as parts', () => {
  const { items } = draftOf(receipt, null);

  it('begin with tax and tip where just these are missing', () => {
    expect(remainderOf(items, 1840)).toBe(400);
    expect(withTaxAndTip(items, 1840, reading).map(({ name }) => name)).toEqual(['Bread', '2 × Soap', 'Tax', 'Tip']);
    expect(withTaxAndTip(items, 1740, reading).at(-1)).toMatchObject({ name: 'Tax', amountMinor: 300 });
    expect(withTaxAndTip(items, 1540, reading).at(-1)).toMatchObject({ name: 'Tip', amountMinor: 100 });
    expect(withTaxAndTip(items, 1500, reading)).toHaveLength(2);
    expect(withTaxAndTip(items, 1440, reading)).toHaveLength(2);
  });

  it('have the receipt’s category unless they have their own, and must sum', () => {
    const draft = { ...draftOf(receipt, null), split: true };
    expect(partsOf(draft, 1840)).toEqual({ problem: 'The items do not sum to the total yet.' });
    expect(partsOf({ ...draft, items: items.slice(0, 1) }, 340)).toMatchObject({ problem: expect.stringMatching(/two parts/) });
    expect(partsOf({ ...draft, items: [...items, newItem(items, {})] }, 1440)).toMatchObject({ problem: expect.stringMatching(/amount/) });
    const own = items.map((item, at) => (at === 1 ? { ...item, categoryId: 'home.supplies' } : item));
    expect(partsOf({ ...draft, items: own }, 1440)).toEqual({
      parts: [
        { categoryId: 'food_drink.groceries', amountMinor: 340, note: 'Bread' },
        { categoryId: 'home.supplies', amountMinor: 1100, note: '2 × Soap' },
      ],
    });
    expect(partsOf({ ...draft, split: false }, 1)).toEqual({ parts: [] });
  });
});
