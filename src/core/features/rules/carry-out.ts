import { idToBytes, newIdBytes } from '#shared/ids.ts';
import type { PlannedChange } from '../../domain/rules/plan-change.ts';
import type { Database } from '../../ledger/database.ts';
import type { Row, Writer } from '../../ledger/ledger.ts';
import { TRANSFER_CATEGORY } from '../categories/transfer-category.ts';
import { createPayeeRepository } from '../payees/repository.ts';
import { addTags } from '../tags/service.ts';

/** Days between the two sides of a transfer, at most: a weekend and a holiday. */
const TRANSFER_DAYS = 5;

/** The row as far as it is needed to change it. Money in minor units. */
export interface RowToChange {
  key: Uint8Array;
  date: string;
  amountMinor: number;
  currency: string;
}

/** Does to a transaction what a rule planned. Part of a larger change. */
export function carryOut(writer: Writer, row: RowToChange, plan: PlannedChange): void {
  const columns: Row = {};
  if (plan.category) Object.assign(columns, byRule(plan.category.ruleId, plan.category.categoryId));
  if (plan.payee !== null) columns['payee_id'] = payeeColumn(writer, row.key, plan.payee);
  if (plan.note !== null) columns['note'] = plan.note;
  if (plan.reviewed) columns['review'] = 0;
  if (Object.keys(columns).length > 0) writer.update('txn', row.key, columns);
  if (plan.tags.length > 0) addTags(writer, row.key, [...plan.tags]);
  if (plan.split) splitUp(writer, row, plan.split);
  if (plan.transfer) markTransfer(writer, row, plan.transfer);
}

/** What a rule writes beside the category. Nobody needs to look at it again: a person made the rule. */
export function byRule(ruleId: string, categoryId: string | null): Row {
  return { category_id: categoryId, category_source: 'rule', confidence: null, review: 0, rule_id: idToBytes(ruleId) };
}

/** The transaction in that account that may be the other side: the nearest in time that nothing is linked to. */
function otherSide(
  db: Database,
  row: RowToChange,
  accountId: string,
): { id: Buffer; category_source: string | null } | undefined {
  return db
    .sql<{ id: Buffer; category_source: string | null }>(
      `SELECT id, category_source FROM txn INDEXED BY txn_by_account
       WHERE account_id = @account AND date BETWEEN date(@date, '-${TRANSFER_DAYS} days') AND date(@date, '+${TRANSFER_DAYS} days')
         AND amount_minor = -@amount AND currency = @currency AND deleted_change IS NULL AND transfer_id IS NULL
         AND split_count = 0 AND id <> @self
       ORDER BY abs(julianday(date) - julianday(@date)), id LIMIT 1`,
    )
    .get({
      account: idToBytes(accountId),
      date: row.date,
      amount: row.amountMinor,
      currency: row.currency,
      self: row.key,
    });
}

function splitUp(writer: Writer, row: RowToChange, split: NonNullable<PlannedChange['split']>): void {
  split.parts.forEach((part, position) =>
    writer.insert('split', {
      id: newIdBytes(),
      txn_id: row.key,
      position,
      category_id: part.categoryId,
      amount_minor: split.amounts[position] as number,
      note: part.note,
    }),
  );
  writer.update('txn', row.key, { ...byRule(split.ruleId, null), split_count: split.parts.length });
}

function markTransfer(writer: Writer, row: RowToChange, { accountId, ruleId }: NonNullable<PlannedChange['transfer']>): void {
  const mark = byRule(ruleId, TRANSFER_CATEGORY);
  const other = otherSide(writer.db, row, accountId);
  const link: Row = other ? { transfer_id: newIdBytes() } : {};
  writer.update('txn', row.key, { ...mark, ...link });
  // A category that a person chose for the other side stays.
  if (other) writer.update('txn', other.id, other.category_source === 'user' ? link : { ...mark, ...link });
}

/** Null when it is the payee of the description anyway. */
function payeeColumn(writer: Writer, txnId: Uint8Array, name: string): Uint8Array | null {
  const payeeId = createPayeeRepository(writer.db).findOrCreate(name);
  const usual = writer.db
    .sql<{ payee_id: Buffer }>('SELECT d.payee_id FROM txn t JOIN description d ON d.id = t.description_id WHERE t.id = ?')
    .get(txnId);
  return usual && Buffer.compare(usual.payee_id, payeeId) === 0 ? null : payeeId;
}
