/** Whatever is done to rules, payees and categories: the sums stay those of the rows, and undoing all of it changes nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCategoryService } from '../../src/core/features/categories/service.ts';
import { createPayeeService } from '../../src/core/features/payees/service.ts';
import { createRuleService } from '../../src/core/features/rules/service.ts';
import type { Ledger } from '../../src/core/ledger/ledger.ts';
import { DomainError } from '../../src/shared/contract/errors.ts';
import { ruleDraft, type RuleDraftInput } from '../../src/shared/contract/rules.ts';
import { newIdBytes } from '../../src/shared/ids.ts';
import { keptSummary, openTestLedger, recomputedSummary, temporaryFolder } from '../integration/ledger-fixture.ts';
import { ledgerRows } from '../integration/ledger-rows.ts';

const leaves = ['food_drink.groceries', 'food_drink.restaurants', 'food_drink.coffee', 'income.salary', 'health.pharmacy'];
const groups = ['food_drink', 'health', 'shopping'];
const payeeNames = ['Lidl', 'Rewe', 'Café Nord', 'Acme'];

const leaf = fc.constantFrom(...leaves);
const group = fc.constantFrom(...groups);
const payeeAt = fc.nat({ max: payeeNames.length - 1 });
const flags = { byHand: fc.boolean(), reconciled: fc.boolean() };

const action: fc.Arbitrary<RuleDraftInput['actions'][number]> = fc.oneof(
  leaf.map((categoryId) => ({ do: 'setCategory' as const, categoryId })),
  fc.tuple(leaf, leaf, fc.integer({ min: 1, max: 9_999 })).map(([first, second, share]) => ({
    do: 'split' as const,
    parts: [{ categoryId: first, share }, { categoryId: second, share: 'rest' as const }],
  })),
  fc.constantFrom(...payeeNames).map((name) => ({ do: 'setPayee' as const, name })),
  fc.constant({ do: 'addTag' as const, name: 'Tag' }),
  fc.constant({ do: 'markReviewed' as const }),
);

const operation = fc.oneof(
  fc.record({ kind: fc.constant('rule' as const), text: fc.constantFrom('l', 're', 'nord', 'e'), action, ...flags }),
  fc.record({ kind: fc.constant('mergeCategories' as const), from: fc.oneof(leaf, group), into: fc.oneof(leaf, group) }),
  fc.record({ kind: fc.constant('removeCategory' as const), id: fc.oneof(leaf, group), to: fc.option(leaf) }),
  fc.record({ kind: fc.constant('moveCategory' as const), id: leaf, parent: group, to: fc.nat({ max: 5 }) }),
  fc.record({ kind: fc.constant('mergePayees' as const), into: payeeAt, other: payeeAt }),
  fc.record({ kind: fc.constant('renamePayee' as const), which: payeeAt, name: fc.constantFrom('Lidl', 'Somewhere', 'REWE') }),
  fc.record({ kind: fc.constant('restore' as const) }),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const row = fc.record({
  payee: payeeAt,
  amount: fc.integer({ min: -9_999, max: 9_999 }),
  month: fc.integer({ min: 1, max: 3 }),
  category: fc.option(leaf),
  source: fc.constantFrom('user', 'brand'),
  status: fc.constantFrom('cleared', 'reconciled'),
  parts: fc.boolean(),
});

async function books(rows: readonly (typeof row extends fc.Arbitrary<infer T> ? T : never)[]) {
  const folder = temporaryFolder();
  const ledger = await openTestLedger(folder);
  const payeeIds = payeeNames.map(() => newIdBytes());
  await ledger.commit({ label: 'Begin' }, (writer) => {
    const account = newIdBytes();
    writer.insert('account', { id: account, name: 'Current', kind: 'checking', currency: 'EUR' });
    payeeNames.forEach((name, at) => {
      writer.insert('payee', { id: payeeIds[at]!, name, folded: name.toLowerCase().replace('é', 'e') });
      writer.db
        .sql('INSERT INTO description (id, raw, normalised, payee_id) VALUES (?, ?, ?, ?)')
        .run(at + 1, `${name.toUpperCase()} 17`, name, payeeIds[at]!);
    });
    for (const { payee, amount, month, category, source, status, parts } of rows) {
      const id = newIdBytes();
      const split = parts && Math.abs(amount) > 1;
      writer.insert('txn', {
        id, account_id: account, date: `2026-0${month}-10`, amount_minor: amount, currency: 'EUR', description_id: payee + 1,
        category_id: split ? null : category, category_source: category === null ? null : source, status,
        review: category === null && !split ? 1 : 0,
      });
      if (!split) continue;
      const sign = Math.sign(amount);
      [sign, amount - sign].forEach((part, position) =>
        writer.insert('split', { id: newIdBytes(), txn_id: id, position, category_id: category, amount_minor: part }),
      );
      writer.update('txn', id, { split_count: 2 });
    }
  });
  const payees = createPayeeService(ledger);
  return { folder, ledger, payees, payeeIds, categories: createCategoryService(ledger), rules: createRuleService(ledger) };
}

async function carryOut({ categories, payees, rules }: Awaited<ReturnType<typeof books>>, done: Operation): Promise<void> {
  const payeeNamed = (at: number): string => payees.list(payeeNames[at]!, 0, 1).payees[0]?.id ?? '00000000-0000-7000-8000-000000000000';
  switch (done.kind) {
    case 'rule': {
      const { text, action: does, byHand, reconciled } = done;
      const conditions = [{ field: 'description' as const, op: 'contains' as const, value: text }];
      await rules.create(ruleDraft.parse({ conditions, actions: [does] }), { byHand, reconciled });
      return;
    }
    case 'mergeCategories':
      await categories.merge(done.from, done.into);
      return;
    case 'removeCategory':
      await categories.remove(done.id, done.to);
      return;
    case 'moveCategory':
      await categories.move(done.id, done.parent, done.to);
      return;
    case 'mergePayees':
      await payees.merge(payeeNamed(done.into), [payeeNamed(done.other)]);
      return;
    case 'renamePayee':
      await payees.rename(payeeNamed(done.which), done.name);
      return;
    case 'restore':
      await categories.restoreDefaults();
      return;
  }
}

const sumsHold = (ledger: Ledger): void => expect(keptSummary(ledger)).toEqual(recomputedSummary(ledger));

describe('rules, payees and categories', () => {
  it('keep the sums, and are all taken back by undo', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(operation, { minLength: 1, maxLength: 8 }),
        async (rows, operations) => {
          const open = await books(rows);
          const before = ledgerRows(open.folder);
          let made = 0;
          for (const each of operations) {
            try {
              await carryOut(open, each);
              made += 1;
            } catch (error) {
              if (!(error instanceof DomainError)) throw error;
            }
            sumsHold(open.ledger);
          }
          const after = ledgerRows(open.folder);
          for (let at = 0; at < made; at++) await open.ledger.undo();
          sumsHold(open.ledger);
          expect(ledgerRows(open.folder)).toEqual(before);
          for (let at = 0; at < made; at++) await open.ledger.redo();
          sumsHold(open.ledger);
          expect(ledgerRows(open.folder)).toEqual(after);
        },
      ),
      { numRuns: 25 },
    );
  });
});
