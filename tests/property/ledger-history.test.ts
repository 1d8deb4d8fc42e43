import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccountService } from '../../src/core/features/accounts/service.ts';
import type { Categorisation } from '../../src/core/features/categorisation/service.ts';
import { createTransactionService } from '../../src/core/features/transactions/service.ts';
import { allocate } from '../../src/shared/money.ts';
import type { Ledger } from '../../src/core/ledger/ledger.ts';
import { keptSummary, openTestLedger, recomputedSummary } from '../integration/ledger-fixture.ts';
import { fixedClock } from '../integration/ports-fixture.ts';

const knowsNothing = {
  normalise: (raw: string) => ({ merchant: raw, normalised: raw }),
  suggest: () => ({ categoryId: null, source: null, confidence: null }),
  forMany: () => () => ({ categoryId: null, source: null, confidence: null }),
  explain: () => null,
  learn: () => 0,
} as unknown as Categorisation;

const categories = ['food_drink.groceries', 'food_drink.restaurants', 'income.salary', null];

const operation = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 1, max: 12 }),
    amount: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    payee: fc.constantFrom('Lidl', 'Café Nord', 'Acme GmbH', 'lidl'),
    category: fc.constantFrom(...categories),
    account: fc.constantFrom(0, 1),
  }),
  fc.record({
    kind: fc.constant('update' as const),
    which: fc.nat(),
    patch: fc.record(
      {
        date: fc.constantFrom('2026-01-31', '2026-02-01', '2025-12-31'),
        amountMinor: fc.integer({ min: -5000, max: 5000 }),
        categoryId: fc.constantFrom(...categories),
        payee: fc.constantFrom('Lidl', 'Rewe'),
        note: fc.string({ maxLength: 10 }),
      },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }),
  fc.record({
    kind: fc.constant('split' as const),
    which: fc.nat(),
    weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
    category: fc.constantFrom(...categories),
  }),
  fc.record({ kind: fc.constant('join' as const), which: fc.nat() }),
  fc.record({ kind: fc.constant('tag' as const), which: fc.nat(), tag: fc.constantFrom('Holiday', 'holiday', 'Work') }),
  fc.record({ kind: fc.constant('untag' as const), which: fc.nat(), tag: fc.constantFrom('Holiday', 'Work') }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('redo' as const) }),
);

async function emptyBooks() {
  const ledger = await openTestLedger();
  const accounts = createAccountService(ledger, fixedClock());
  const shared = { kind: 'checking' as const, currency: 'EUR', institution: null, openingBalanceMinor: 0, openedOn: null };
  const ids = [
    (await accounts.create({ ...shared, name: 'Current' })).id,
    (await accounts.create({ ...shared, name: 'Visa' })).id,
  ];
  return { ledger, ids, transactions: createTransactionService(ledger, knowsNothing, { list: () => [] }, { explain: () => null }) };
}

type Books = Awaited<ReturnType<typeof emptyBooks>>;

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** A step may be refused (nothing is left to undo, a split cannot be recategorised) with a typed error, never break. */
async function perform(books: Books, op: Operation): Promise<void> {
  await attempt(books, op).catch((error: Error) =>
    expect(error).toMatchObject({ code: expect.stringMatching(/^(NOT_FOUND|INVALID)$/) as string }),
  );
}

async function attempt(books: Books, op: Operation): Promise<void> {
  const alive = books.transactions.list({}, null, 500).rows;
  const target = 'which' in op ? alive[op.which % Math.max(1, alive.length)] : undefined;
  if (op.kind === 'create') {
    await books.transactions.create({
      accountId: books.ids[op.account] ?? '',
      date: `2026-${String(op.month).padStart(2, '0')}-${String(op.day).padStart(2, '0')}`,
      amountMinor: op.amount,
      payee: op.payee,
      categoryId: op.category,
      note: '',
    });
  } else if (op.kind === 'update' && target) await books.transactions.update([target.id], op.patch);
  else if (op.kind === 'remove' && target) await books.transactions.remove([target.id]);
  else if (op.kind === 'split' && target) {
    const parts = allocate(target.amountMinor, op.weights).map((amountMinor, at) => ({
      categoryId: at === 0 ? op.category : (categories[at] ?? null),
      amountMinor,
      note: '',
    }));
    await books.transactions.split(target.id, parts);
  } else if (op.kind === 'join' && target) await books.transactions.split(target.id, []);
  else if (op.kind === 'tag' && target) await books.transactions.update([target.id], { addTags: [op.tag] });
  else if (op.kind === 'untag' && target) await books.transactions.update([target.id], { removeTags: [op.tag] });
  else if (op.kind === 'undo') await books.ledger.undo();
  else if (op.kind === 'redo') await books.ledger.redo();
}

/** Everything a person can see, in a form that can be compared. */
function snapshot(ledger: Ledger): unknown {
  return {
    rows: ledger.read
      .sql(
        `SELECT hex(id), hex(account_id), date, amount_minor, hex(payee_id), category_id, category_source, review, note, split_count
         FROM txn WHERE deleted_change IS NULL ORDER BY id`,
      )
      .all(),
    accounts: ledger.read.sql('SELECT hex(id), name FROM account WHERE deleted_change IS NULL ORDER BY id').all(),
    parts: ledger.read.sql('SELECT hex(id), amount_minor FROM split WHERE deleted_change IS NULL ORDER BY id').all(),
    tags: ledger.read.sql('SELECT hex(id), hex(txn_id) FROM txn_tag WHERE deleted_change IS NULL ORDER BY id').all(),
    summary: keptSummary(ledger),
  };
}

describe('any sequence of changes', () => {
  it('keeps the monthly summaries equal to the sums of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
        const books = await emptyBooks();
        for (const op of operations) await perform(books, op);
        expect(keptSummary(books.ledger)).toEqual(recomputedSummary(books.ledger));
      }),
      { numRuns: 25 },
    );
  });

  it('is taken back by undo and brought back by redo, to the last column', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { maxLength: 12 }),
        operation.filter((op) => op.kind !== 'undo' && op.kind !== 'redo'),
        async (operations, last) => {
          const books = await emptyBooks();
          for (const op of operations) await perform(books, op);
          const changes = (): number | undefined =>
            books.ledger.read.sql<{ n: number }>('SELECT count(*) AS n FROM change_log').get()?.n;
          const countBefore = changes();
          const before = snapshot(books.ledger);
          await perform(books, last);
          if (changes() === countBefore) return;
          const after = snapshot(books.ledger);
          await books.ledger.undo();
          expect(snapshot(books.ledger)).toEqual(before);
          await books.ledger.redo();
          expect(snapshot(books.ledger)).toEqual(after);
        },
      ),
      { numRuns: 25 },
    );
  });
});
