import { expect, it } from 'vitest';
import { openBook } from './book-fixture.ts';

it('money back and transfers are found by what they are', async () => {
  const { transactions, account, pay } = await openBook();
  const giro = await account('Giro');
  const shoes = await pay(giro, '2026-01-01', 'Zalando', -5000);
  const back = await pay(giro, '2026-01-09', 'Zalando', 5000);
  await pay(giro, '2026-01-10', 'Acme', 200_000);
  const grocery = await pay(giro, '2026-01-11', 'Rewe', 300);
  await transactions.linkRefund(back, shoes);
  await transactions.update([grocery], { categoryId: 'food_drink.groceries' });
  const found = (kind: 'refund' | 'transfer') => transactions.list({ kind }, null, 10).rows.map((row) => row.id);
  expect(found('refund')).toEqual([grocery, back]);
  expect(transactions.totals({ kind: 'refund' })).toMatchObject({ count: 2 });
  expect(found('transfer')).toEqual([]);
});
