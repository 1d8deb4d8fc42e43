/**
 * Keeps `monthly_summary` and `account_total` in step with the transactions. Changing a transaction is: take its share
 * out, change it, put its share in. Undo and redo of a batch is one statement, however many rows it has.
 */
import type { Database, SqlValue } from './database.ts';

type Scope = { one: Uint8Array } | { some: readonly Uint8Array[] } | { batch: Uint8Array; first: Uint8Array; last: Uint8Array } | 'all';

export function takeOut(db: Database, scope: Scope): void {
  apply(db, scope, '-');
}

export function putIn(db: Database, scope: Scope): void {
  apply(db, scope, '');
}

/** From the rows alone, for a ledger that was put in place as a whole. */
export function rebuildSummaries(db: Database): void {
  db.sql('DELETE FROM monthly_summary').run();
  db.sql('DELETE FROM account_total').run();
  putIn(db, 'all');
}

/** What new, unsplit transactions add to one line of `monthly_summary`; money in minor units, without sign. */
export interface SummaryShare {
  month: string;
  accountId: Uint8Array;
  currency: string;
  categoryId: string | null;
  inMinor: number;
  outMinor: number;
  count: number;
  reviewCount: number;
}

/** For rows whose sums the caller formed while writing them: reading them again would cost as much as the writing. */
export function putInShares(db: Database, shares: Iterable<SummaryShare>): void {
  for (const { month, accountId, currency, categoryId, inMinor, outMinor, count, reviewCount } of shares) {
    db.sql(`
      INSERT INTO monthly_summary (month, account_id, currency, category_id, in_minor, out_minor, allocation_count, review_count)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET in_minor = in_minor + excluded.in_minor, out_minor = out_minor + excluded.out_minor,
        allocation_count = allocation_count + excluded.allocation_count, review_count = review_count + excluded.review_count
    `).run(month, accountId, currency, categoryId ?? '', inMinor, outMinor, count, reviewCount);
    db.sql(`
      INSERT INTO account_total (account_id, amount_minor, txn_count, review_count) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET amount_minor = amount_minor + excluded.amount_minor,
        txn_count = txn_count + excluded.txn_count, review_count = review_count + excluded.review_count
    `).run(accountId, inMinor - outMinor, count, reviewCount);
  }
}

function apply(db: Database, scope: Scope, sign: '-' | ''): void {
  const { allocations, txns, params } = scopeSql(scope);
  db.sql(`
    INSERT INTO monthly_summary (month, account_id, currency, category_id, in_minor, out_minor, allocation_count, review_count)
    SELECT substr(date, 1, 7), account_id, currency, coalesce(category_id, ''),
      ${sign}sum(max(amount_minor, 0)), ${sign}sum(max(-amount_minor, 0)), ${sign}count(*), ${sign}sum(review)
    FROM ${allocations} GROUP BY 1, 2, 3, 4
    ON CONFLICT DO UPDATE SET in_minor = in_minor + excluded.in_minor, out_minor = out_minor + excluded.out_minor,
      allocation_count = allocation_count + excluded.allocation_count, review_count = review_count + excluded.review_count
  `).run(params);
  db.sql(`
    INSERT INTO account_total (account_id, amount_minor, txn_count, review_count)
    SELECT account_id, ${sign}sum(amount_minor), ${sign}count(*), ${sign}sum(review)
    FROM ${txns} AND deleted_change IS NULL GROUP BY account_id
    ON CONFLICT DO UPDATE SET amount_minor = amount_minor + excluded.amount_minor,
      txn_count = txn_count + excluded.txn_count, review_count = review_count + excluded.review_count
  `).run(params);
}

/** Where the transactions of a scope and their allocations are read from. */
function scopeSql(scope: Scope): { allocations: string; txns: string; params: Record<string, SqlValue> } {
  if (scope === 'all') return { allocations: 'allocation WHERE true', txns: 'txn WHERE true', params: {} };
  if ('one' in scope) {
    return { allocations: 'allocation WHERE txn_id = @one', txns: 'txn WHERE id = @one', params: { one: scope.one } };
  }
  if ('some' in scope) {
    // Written out: through the view, SQLite would read all transactions to find these.
    const wanted = 'json_each(@some) wanted CROSS JOIN txn t ON t.id = unhex(wanted.value) AND t.deleted_change IS NULL';
    return {
      allocations: `(
        SELECT t.date, t.account_id, t.currency, t.category_id, t.amount_minor, t.review FROM ${wanted}
        WHERE t.split_count = 0
        UNION ALL
        SELECT t.date, t.account_id, t.currency, s.category_id, s.amount_minor, 0 FROM ${wanted}
        JOIN split s ON s.txn_id = t.id AND s.deleted_change IS NULL WHERE t.split_count > 0)
        WHERE true`,
      txns: 'json_each(@some) wanted CROSS JOIN txn ON txn.id = unhex(wanted.value) WHERE true',
      params: { some: JSON.stringify(scope.some.map((id) => Buffer.from(id).toString('hex'))) },
    };
  }
  const inBatch = 'BETWEEN @first AND @last AND import_batch_id = @batch';
  return {
    allocations: `allocation WHERE txn_id ${inBatch}`,
    txns: `txn WHERE id ${inBatch}`,
    params: { first: scope.first, last: scope.last, batch: scope.batch },
  };
}
