import { compileRules } from '../../domain/rules/compile-rules.ts';
import { planChange } from '../../domain/rules/plan-change.ts';
import type { Row, Writer } from '../../ledger/ledger.ts';
import { carryOut } from './carry-out.ts';
import { pastRow } from './past-rows.ts';
import { createRuleRepository } from './repository.ts';
import { usualCategories, type CategoryFields } from './usual-category.ts';

/**
 * For a transaction that was just written by hand: rules stand above a guess, and what the person chose above rules.
 * Part of the change that wrote it.
 */
export function applyRulesToNew(writer: Writer, id: Uint8Array): void {
  const row = pastRow(writer.db, id);
  if (!row) return;
  const chosen = row.categorySource === 'user';
  // A guess is no category yet.
  const seen = { ...row, categoryId: chosen ? row.categoryId : null };
  const outcome = compileRules(createRuleRepository(writer.db).enabled()).applyTo(seen);
  const plan = outcome ? planChange(seen, outcome, { reconciled: false, byHand: false }) : 'same';
  if (typeof plan !== 'string') carryOut(writer, row, plan);
  if (!chosen && !outcome?.allocation) settle(writer, id);
}

function settle(writer: Writer, id: Uint8Array): void {
  const stored = writer.db
    .sql<{ payee: Buffer; category_id: string | null; category_source: string | null; confidence: number | null; review: 0 | 1 }>(
      `SELECT coalesce(t.payee_id, d.payee_id) AS payee, t.category_id, t.category_source, t.confidence, t.review
       FROM txn t JOIN description d ON d.id = t.description_id WHERE t.id = ?`,
    )
    .get(id);
  if (!stored) return;
  const fields: CategoryFields = {
    categoryId: stored.category_id,
    categorySource: stored.category_source,
    confidence: stored.confidence,
    review: stored.review,
  };
  if (!usualCategories(writer.db).settle(stored.payee, fields)) return;
  const columns: Row = {
    category_id: fields.categoryId,
    category_source: fields.categorySource,
    confidence: fields.confidence,
    review: fields.review,
  };
  writer.update('txn', id, columns);
}
