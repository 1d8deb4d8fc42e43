import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openBook } from '../integration/book-fixture.ts';

const entry = fc.record({
  day: fc.integer({ min: 0, max: 90 }),
  amount: fc.integer({ min: -100_000, max: 100_000 }),
  removed: fc.boolean(),
});

it('the running balance of a register is the cumulative sum of its rows, whatever the pages', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 25 }), fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 7 }), async (entries, opening, limit) => {
      const book = await openBook();
      const account = await book.account('Giro', 'checking', { opening });
      const other = await book.account('Other', 'cash', { opening: 77 });
      for (const { day, amount, removed } of entries) {
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        const id = await book.pay(account, date, 'Shop', amount);
        await book.pay(other, date, 'Shop', amount);
        if (removed) await book.transactions.remove([id]);
      }
      const rows = [];
      for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
        const page = book.accounts.register(account, cursor, limit);
        rows.push(...page.rows);
        cursor = page.nextCursor;
      }
      expect(rows).toHaveLength(entries.filter((each) => !each.removed).length);
      let balance = opening;
      for (const row of rows.toReversed()) {
        balance += row.amountMinor;
        expect(row.balanceMinor).toBe(balance);
      }
      expect(book.accounts.list()[0]?.balanceMinor).toBe(balance);
    }),
    { numRuns: 15 },
  );
});
