import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateBook } from '../../src/core/domain/currencies/rate-book.ts';
import { emptyHistory } from '../../src/core/domain/currencies/rate-history.ts';
import { createAccountService } from '../../src/core/features/accounts/service.ts';
import { createDashboardService } from '../../src/core/features/dashboard/service.ts';
import { readPage } from '../../src/core/features/transactions/read-page.ts';
import type { Ledger } from '../../src/core/ledger/ledger.ts';
import { allocate } from '../../src/shared/money.ts';
import { newIdBytes } from '../../src/shared/ids.ts';
import { bookkeeper, exported, exportsOf, restored } from '../integration/export-books.ts';
import { keptSummary, openTestLedger, recomputedSummary } from '../integration/ledger-fixture.ts';
import { fixedClock } from '../integration/ports-fixture.ts';

const text = fc.oneof(
  fc.constantFrom('Lidl', 'Café "Nord"', 'a\nb\r\nc', '\\', 'ünïcode 漢字 🧾', '\u2028'),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const money = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.maxSafeInteger().map((n) => n % 1e15));
const category = fc.constantFrom('food_drink.groceries', 'income.salary', 'transport', null);

const entry = fc.record({
  account: fc.nat(),
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.integer({ min: 1, max: 3 }),
  amountMinor: money,
  payee: text.map((name) => name.trim() || 'Someone'),
  note: text,
  category,
  weights: fc.oneof(fc.constant([]), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 })),
  status: fc.constantFrom('pending' as const, 'cleared' as const, 'reconciled' as const),
  bankRef: fc.option(text),
  tagged: fc.boolean(),
  deleted: fc.boolean(),
});
const accounts = fc.array(
  fc.record({
    name: text.map((name) => name.trim() || 'Account'),
    kind: fc.constantFrom('checking', 'credit', 'investment'),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    opening: money,
  }),
  { minLength: 1, maxLength: 3 },
);

/** What reports and lists show. */
function reports(ledger: Ledger): unknown {
  const dashboard = createDashboardService(ledger.read, fixedClock(), createAccountService(ledger, fixedClock()).list, () => 'EUR', () => createRateBook(emptyHistory, []));
  return {
    dashboards: ['EUR', 'JPY', 'KWD'].flatMap((currency) =>
      ['2026-01', '2026-02', '2026-03'].map((month) => dashboard.get(month, currency)),
    ),
    list: readPage(ledger.read, {}, null, 500),
    found: readPage(ledger.read, { text: 'lidl' }, null, 500),
    summary: keptSummary(ledger),
    totals: ledger.read.sql('SELECT * FROM account_total WHERE txn_count > 0 ORDER BY account_id').all(),
  };
}

describe('a ledger exported as JSON and restored', () => {
  it('is the same to the last byte of its export, and every report is equal', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, fc.array(entry, { maxLength: 12 }), fc.boolean(), async (made, entries, undo) => {
        const source = await openTestLedger();
        const books = bookkeeper(source);
        const ids: { id: Uint8Array; currency: string }[] = [];
        for (const { name, kind, currency, opening } of made) {
          ids.push({ id: await books.account(name, kind, currency, opening), currency });
        }
        const tag = await books.tag('holiday');
        for (const { account, day, month, category, weights, deleted, tagged, ...rest } of entries) {
          const { id, currency } = ids[account % ids.length] ?? { id: newIdBytes(), currency: 'EUR' };
          const added = await books.add({
            ...rest,
            account: id,
            currency,
            date: `2026-0${month}-${String(day).padStart(2, '0')}`,
            categoryId: weights.length > 0 ? null : category,
            tags: tagged ? [tag] : [],
            ...(weights.length > 0 && {
              splits: allocate(rest.amountMinor, weights).map((amountMinor) => ({ categoryId: category, amountMinor })),
            }),
          });
          if (deleted) await source.commit({ label: 'Deleted' }, (writer) => writer.remove('txn', added));
        }
        if (undo && entries.length > 0) await source.undo();

        const first = await exported(exportsOf(source), { format: 'json' });
        const target = await openTestLedger();
        await restored(exportsOf(target), first);
        expect(await exported(exportsOf(target), { format: 'json' })).toBe(first);
        expect(reports(target)).toEqual(reports(source));
        expect(keptSummary(target)).toEqual(recomputedSummary(target));
      }),
      { numRuns: 25 },
    );
  });
});
