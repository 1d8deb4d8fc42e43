import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Transaction, TransactionFilter } from '../../src/shared/contract/transactions.ts';
import { openTestApp } from '../integration/core-fixture.ts';

const leaves = ['food_drink.groceries', 'food_drink.restaurants', 'income.salary', 'transfer.between_accounts', null];
const payees = ['Lidl', 'Café Nord', 'Acme GmbH', 'DB'];
const days = ['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-17'];

type App = Awaited<ReturnType<typeof openTestApp>>;

/** Every combination that matters is there: splits across categories, signs, tags, statuses, two accounts. */
async function fill(app: App): Promise<string[]> {
  const { accounts, transactions } = app.services;
  const second = await accounts.create({
    name: 'Visa', kind: 'credit', currency: 'USD', institution: null, openingBalanceMinor: 0, openedOn: null,
  });
  const accountIds = [app.accountId, second.id];
  for (let at = 0; at < 90; at++) {
    const amountMinor = (at % 4 === 0 ? 1 : -1) * (100 + ((at * 3797) % 9000));
    const { id } = await transactions.create({
      accountId: accountIds[at % 2] ?? '',
      date: days[(at * 5) % days.length] ?? '',
      amountMinor,
      payee: payees[at % payees.length] ?? '',
      categoryId: leaves[at % leaves.length] ?? null,
      note: at % 7 === 0 ? 'birthday' : '',
    });
    if (at % 6 === 0) {
      const first = Math.trunc(amountMinor / 3);
      const parts = [first, first, amountMinor - 2 * first];
      await transactions.split(
        id,
        parts.map((part, index) => ({ categoryId: leaves[(at + index) % 3] ?? null, amountMinor: part, note: '' })),
      );
    }
    if (at % 5 === 0) await transactions.update([id], { addTags: ['Holiday'] });
    if (at % 8 === 0) await transactions.update([id], { status: at % 16 === 0 ? 'pending' : 'reconciled' });
    if (at % 30 === 29) await transactions.remove([id]);
  }
  return accountIds;
}

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 2 });

const filters = (accountIds: string[]): fc.Arbitrary<TransactionFilter> =>
  fc.record({
    text: optional(fc.constantFrom('lidl', 'cafe', 'birthday', 'nord caf', 'nothing', 'db')),
    accountIds: optional(fc.subarray(accountIds, { minLength: 1 })),
    categoryIds: optional(
      fc.subarray(['food_drink', 'food_drink.groceries', 'income.salary', 'none', 'no_such_category'], { minLength: 1 }),
    ),
    dateFrom: optional(fc.constantFrom('2026-01-01', '2025-12-31', '2026-02-01')),
    dateTo: optional(fc.constantFrom('2026-01-31', '2026-02-28', '2025-12-30')),
    amountMin: optional(fc.constantFrom(0, 2000, 8000)),
    amountMax: optional(fc.constantFrom(500, 5000)),
    direction: optional(fc.constantFrom('in' as const, 'out' as const)),
    status: optional(fc.constantFrom('pending' as const, 'cleared' as const, 'reconciled' as const)),
    tag: optional(fc.constantFrom('holiday', 'nobody')),
  });

interface Known extends Transaction {
  parts: { categoryId: string | null; amountMinor: number }[];
}

function asksFor(filter: TransactionFilter, categoryId: string | null): boolean {
  if (!filter.categoryIds) return true;
  return filter.categoryIds.some((id) => (categoryId ?? 'none') === id || categoryId?.startsWith(`${id}.`));
}

function matches(filter: TransactionFilter, row: Known): boolean {
  const said = `${row.payee} ${row.note}`.toLowerCase().replace('é', 'e');
  const size = Math.abs(row.amountMinor);
  return (
    (filter.text ?? '').split(' ').every((word) => said.includes(word)) &&
    (filter.accountIds?.includes(row.accountId) ?? true) &&
    row.parts.some((part) => asksFor(filter, part.categoryId)) &&
    row.date >= (filter.dateFrom ?? '') &&
    row.date <= (filter.dateTo ?? '9') &&
    size >= (filter.amountMin ?? 0) &&
    size <= (filter.amountMax ?? Infinity) &&
    (!filter.direction || (filter.direction === 'in' ? row.amountMinor > 0 : row.amountMinor < 0)) &&
    (!filter.status || row.status === filter.status) &&
    (!filter.tag || row.tags.some((tag) => tag.toLowerCase() === filter.tag))
  );
}

function sums(filter: TransactionFilter, rows: Known[]) {
  const found = new Map<string, { currency: string; inMinor: number; outMinor: number }>();
  for (const row of rows) {
    const sum = found.get(row.currency) ?? { currency: row.currency, inMinor: 0, outMinor: 0 };
    found.set(row.currency, sum);
    for (const part of row.parts) {
      if (!asksFor(filter, part.categoryId) || part.categoryId?.startsWith('transfer')) continue;
      if (part.amountMinor > 0) sum.inMinor += part.amountMinor;
      else sum.outMinor -= part.amountMinor;
    }
  }
  return [...found.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

it('the list and its totals hold what a filter asks for, page by page, newest first', async () => {
  const app = await openTestApp();
  const { transactions } = app.services;
  const accountIds = await fill(app);
  const known: Known[] = transactions.list({}, null, 500).rows.map((row) => {
    const { splits } = transactions.get(row.id);
    return { ...row, parts: splits.length > 0 ? splits : [{ categoryId: row.categoryId, amountMinor: row.amountMinor }] };
  });
  expect(known).toHaveLength(87);
  fc.assert(
    fc.property(filters(accountIds), fc.integer({ min: 3, max: 60 }), (filter, limit) => {
      const expected = known.filter((row) => matches(filter, row));
      const listed: string[] = [];
      for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
        const page = transactions.list(filter, cursor, limit);
        listed.push(...page.rows.map((row) => row.id));
        cursor = page.nextCursor;
      }
      expect(listed).toEqual(expected.map((row) => row.id));
      const totals = transactions.totals(filter);
      expect(totals.count).toBe(expected.length);
      expect([...totals.sums].sort((a, b) => (a.currency < b.currency ? -1 : 1))).toEqual(sums(filter, expected));
    }),
    { numRuns: 400 },
  );
});
