/**
 * Turns a filter into SQL. A page must cost the same with a thousand or a million transactions, so the way in is
 * chosen by what is rare: when a text or an amount matches few transactions they are gathered and sorted, otherwise
 * the list is walked in its order, newest first, through the index of the category, account or date.
 */
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { idToBytes } from '#shared/ids.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';
import { foldName } from '#shared/fold-name.ts';

/** Up to so many are gathered and sorted; beyond, what matches is frequent enough to be met on a walk. */
const GATHER_LIMIT = 3000;

interface Condition {
  sql: string;
  params: SqlValue[];
}

export interface PageQuery {
  /** Selects ids, newest first. */
  sql: string;
  params: SqlValue[];
}

export interface Cursor {
  date: string;
  id: Uint8Array;
}

export function pageQuery(db: Database, filter: TransactionFilter, cursor: Cursor | null, limit: number): PageQuery {
  const after = cursor ? [{ sql: '(t.date, t.id) < (?, ?)', params: [cursor.date, cursor.id] }] : [];
  const order = 'ORDER BY t.date DESC, t.id DESC LIMIT ?';

  const rare = rareWayIn(db, filter);
  if (rare) {
    const where = joined([
      ...plainConditions(db, filter),
      ...after,
      ...(rare.covers === 'size' ? [] : sizeCondition(filter)),
      ...(rare.covers === 'text' ? [] : textCondition(db, filter)),
    ]);
    return {
      sql: `SELECT t.id FROM (${rare.sql}) rare CROSS JOIN txn t ON t.id = rare.id
            WHERE t.deleted_change IS NULL AND ${where.sql} ${order}`,
      params: [...rare.params, ...where.params, limit],
    };
  }

  const walked = walkedBy(filter);
  // What the index alone decides in a moment comes first.
  const rest = [
    ...sizeCondition(filter),
    ...after,
    ...plainConditions(db, filter, walked.by),
    ...textCondition(db, filter),
  ];
  if (walked.by === 'categoryIds') {
    const categories = leavesOf(db, filter.categoryIds ?? []);
    return mergedWalk('category_id', categories, rest, limit, partsWalk(categories, rest, limit));
  }
  if (walked.by === 'accountIds') return mergedWalk('account_id', (filter.accountIds ?? []).map(idToBytes), rest, limit);
  const where = joined(rest);
  return {
    sql: `SELECT t.id FROM txn t INDEXED BY ${walked.index} WHERE t.deleted_change IS NULL AND ${where.sql} ${order}`,
    params: [...where.params, limit],
  };
}

/**
 * Ids that the filter matches, in no order and at most `limit`, found among at most `effort` candidates: for totals.
 * Null when there are more candidates than that.
 */
export function matchQuery(db: Database, filter: TransactionFilter, limit: number, effort: number): PageQuery | null {
  const match = textMatch(db, filter);
  if (!match) return pageQuery(db, filter, null, limit);
  const params = match.waysIn.flatMap((way) => way.params);
  const found = match.waysIn.map((way) => way.sql);
  if (!isFew(db, found.join(' UNION ALL '), params, effort)) return null;
  const where = joined([...plainConditions(db, filter), ...sizeCondition(filter)]);
  return {
    sql: `SELECT t.id FROM (${found.join(' UNION ')}) found CROSS JOIN txn t ON t.id = found.id
          WHERE t.deleted_change IS NULL AND ${where.sql} LIMIT ?`,
    params: [...params, ...where.params, limit],
  };
}

type Walk =
  | { by: 'categoryIds' }
  | { by: 'accountIds' }
  | { by: null; index: 'txn_pending' | 'txn_money_in' | 'txn_to_review' | 'txn_reconciled' | 'txn_by_date' };

/** What is pending or came in is rare in every ledger; after these, the index that leaves most out. */
function walkedBy(filter: TransactionFilter): Walk {
  if (filter.status === 'pending') return { by: null, index: 'txn_pending' };
  if (filter.direction === 'in' || filter.kind === 'refund') return { by: null, index: 'txn_money_in' };
  if (filter.categoryIds?.length) return { by: 'categoryIds' };
  if (filter.accountIds?.length) return { by: 'accountIds' };
  if (filter.needsReview) return { by: null, index: 'txn_to_review' };
  return { by: null, index: filter.status === 'reconciled' ? 'txn_reconciled' : 'txn_by_date' };
}

/** One walk for each key, each in order, merged: `IN (…)` alone would sort all that match. */
function mergedWalk(
  column: 'category_id' | 'account_id',
  keys: (SqlValue | null)[],
  rest: Condition[],
  limit: number,
  besides: Condition[] = [],
): PageQuery {
  const index = column === 'category_id' ? 'txn_by_category' : 'txn_by_account';
  const where = joined(rest);
  const walks = keys.map(
    (key) => `SELECT * FROM (SELECT t.id, t.date FROM txn t INDEXED BY ${index}
      WHERE t.deleted_change IS NULL AND t.${column} ${key === null ? 'IS NULL AND t.split_count = 0' : '= ?'}
        AND ${where.sql}
      ORDER BY t.date DESC, t.id DESC LIMIT ?)`,
  );
  return {
    sql: `SELECT id FROM (${[...walks, ...besides.map((walk) => walk.sql)].join(' UNION ALL ')})
      ORDER BY date DESC, id DESC LIMIT ?`,
    params: [
      ...keys.flatMap((key) => [...(key === null ? [] : [key]), ...where.params, limit]),
      ...besides.flatMap((walk) => walk.params),
      limit,
    ],
  };
}

/** Split transactions have no category of their own; their parts are few, so they are gathered. */
function partsWalk(categories: (string | null)[], rest: Condition[], limit: number): Condition[] {
  const where = joined(rest);
  const named = categories.filter((category) => category !== null);
  const ofCategory = [
    ...(named.length > 0 ? [`s.category_id IN (${marks(named.length)})`] : []),
    ...(categories.includes(null) ? ['s.category_id IS NULL'] : []),
  ].join(' OR ');
  return [
    {
      sql: `SELECT * FROM (SELECT DISTINCT t.id, t.date FROM split s CROSS JOIN txn t ON t.id = s.txn_id AND t.split_count > 0
        WHERE (${ofCategory || 'FALSE'}) AND s.deleted_change IS NULL AND t.deleted_change IS NULL AND ${where.sql}
        ORDER BY t.date DESC, t.id DESC LIMIT ?)`,
      params: [...named, ...where.params, limit],
    },
  ];
}

/** Everything but text and amount, which may be the way in, and but what the walk sees to by itself. */
function plainConditions(db: Database, filter: TransactionFilter, walked: Walk['by'] = null): Condition[] {
  const conditions: Condition[] = [];
  const add = (sql: string, ...params: SqlValue[]): void => void conditions.push({ sql, params });
  if (filter.dateFrom) add('t.date >= ?', filter.dateFrom);
  if (filter.dateTo) add('t.date <= ?', filter.dateTo);
  if (filter.accountIds?.length && walked !== 'accountIds') {
    add(`t.account_id IN (${marks(filter.accountIds.length)})`, ...filter.accountIds.map(idToBytes));
  }
  if (filter.categoryIds?.length && walked !== 'categoryIds') {
    const leaves = leavesOf(db, filter.categoryIds);
    const named = leaves.filter((leaf) => leaf !== null);
    const none = leaves.includes(null) ? ' OR (t.category_id IS NULL AND t.split_count = 0)' : '';
    const ofPart = `s.category_id IN (${marks(named.length)})${leaves.includes(null) ? ' OR s.category_id IS NULL' : ''}`;
    add(
      `(t.category_id IN (${marks(named.length)})${none} OR (t.split_count > 0 AND EXISTS (
        SELECT 1 FROM split s WHERE s.txn_id = t.id AND s.deleted_change IS NULL AND (${ofPart}))))`,
      ...named,
      ...named,
    );
  }
  if (filter.direction) add(filter.direction === 'in' ? 't.amount_minor > 0' : 't.amount_minor < 0');
  if (filter.needsReview) add('t.review = 1');
  // As a literal, so that the indexes of the rarer ones can be used.
  if (filter.status) add(`t.status = '${filter.status}'`);
  if (filter.kind === 'refund') {
    add(`t.amount_minor > 0 AND (t.refund_of IS NOT NULL OR t.category_id IN (SELECT id FROM category WHERE kind = 'expense'))`);
  }
  if (filter.kind === 'transfer') {
    add(`(t.transfer_id IS NOT NULL OR t.category_id IN (SELECT id FROM category WHERE kind = 'transfer'))`);
  }
  if (filter.tag) {
    add(
      `EXISTS (SELECT 1 FROM txn_tag x WHERE x.txn_id = t.id AND x.deleted_change IS NULL
        AND x.tag_id = (SELECT id FROM tag WHERE folded = ? AND deleted_change IS NULL))`,
      foldName(filter.tag),
    );
  }
  if (filter.importBatchId) {
    const id = idToBytes(filter.importBatchId);
    add(
      `t.id BETWEEN (SELECT first_txn_id FROM import_batch WHERE id = ?) AND
        (SELECT last_txn_id FROM import_batch WHERE id = ?) AND t.import_batch_id = ?`,
      id,
      id,
      id,
    );
  }
  return conditions;
}

function sizeCondition(filter: TransactionFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.amountMin !== undefined) conditions.push({ sql: 'abs(t.amount_minor) >= ?', params: [filter.amountMin] });
  if (filter.amountMax !== undefined) conditions.push({ sql: 'abs(t.amount_minor) <= ?', params: [filter.amountMax] });
  return conditions;
}

interface TextMatch {
  /** Each selects transactions through one index, lazily: counting can stop early. */
  waysIn: Condition[];
  /** The same as a test of one row, for walks. */
  test: Condition;
}

/**
 * Every word must be found, in the bank's text, the payee's name or the note; a category is matched by its whole name.
 * Words of one or two letters alone are looked for in names and notes only: the text index knows none that short.
 */
function textMatch(db: Database, filter: TransactionFilter): TextMatch | null {
  const words = (filter.text ?? '').split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const long = words.filter((word) => [...word].length >= 3);
  const likes = words.map(likePattern);
  const folded = words.map((word) => likePattern(foldName(word)));
  const every = (column: string): string => words.map(() => `${column} LIKE ? ESCAPE '\\'`).join(' AND ');
  const categories = db
    .sql<{ id: string }>(`SELECT id FROM category WHERE name LIKE ? ESCAPE '\\'`)
    .all(likePattern((filter.text ?? '').trim()))
    .map((row) => row.id);

  const alive = 't.deleted_change IS NULL';
  const waysIn: Condition[] = [
    {
      sql: `SELECT t.id FROM payee p CROSS JOIN description d ON d.payee_id = p.id CROSS JOIN txn t ON t.description_id = d.id
            WHERE ${every('p.folded')} AND ${alive}`,
      params: folded,
    },
    {
      sql: `SELECT t.id FROM payee p CROSS JOIN txn t ON t.payee_id = p.id
            WHERE ${every('p.folded')} AND t.payee_id IS NOT NULL AND ${alive}`,
      params: folded,
    },
    { sql: `SELECT t.id FROM txn t INDEXED BY txn_with_note WHERE t.note <> '' AND ${alive} AND ${every('t.note')}`, params: likes },
  ];
  if (long.length > 0) {
    const short = likes.filter((_, at) => !long.includes(words[at] ?? ''));
    waysIn.push({
      sql: `SELECT t.id FROM description_text x CROSS JOIN txn t ON t.description_id = x.rowid
            WHERE x.description_text MATCH ?${short.map(() => ` AND x.raw LIKE ? ESCAPE '\\'`).join('')} AND ${alive}`,
      params: [long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' '), ...short],
    });
  }
  for (const id of categories) waysIn.push({ sql: `SELECT t.id FROM txn t WHERE t.category_id = ? AND ${alive}`, params: [id] });

  const inText = long.length > 0 ? `(${every('d.raw')}) OR (${every('d.normalised')}) OR ` : '';
  return {
    waysIn,
    test: {
      sql: `(EXISTS (SELECT 1 FROM description d JOIN payee p ON p.id = d.payee_id
                WHERE d.id = t.description_id AND (${inText}(${every('p.folded')})))
        OR (t.payee_id IS NOT NULL AND EXISTS (SELECT 1 FROM payee own WHERE own.id = t.payee_id AND ${every('own.folded')}))
        OR (t.note <> '' AND ${every('t.note')}) OR t.category_id IN (${marks(categories.length)}))`,
      params: [...(inText ? [...likes, ...folded] : []), ...folded, ...folded, ...likes, ...categories],
    },
  };
}

function textCondition(db: Database, filter: TransactionFilter): Condition[] {
  const match = textMatch(db, filter);
  return match ? [match.test] : [];
}

/** The transactions that a text, a tag or an amount picks out, when they are few. */
function rareWayIn(db: Database, filter: TransactionFilter): (Condition & { covers: 'text' | 'size' | null }) | null {
  if (filter.tag) {
    const sql = `SELECT x.txn_id AS id FROM tag g CROSS JOIN txn_tag x ON x.tag_id = g.id AND x.deleted_change IS NULL
      WHERE g.folded = ? AND g.deleted_change IS NULL`;
    const params = [foldName(filter.tag)];
    if (isFew(db, sql, params, GATHER_LIMIT)) return { sql, params, covers: null };
  }
  const match = textMatch(db, filter);
  if (match) {
    const params = match.waysIn.flatMap((way) => way.params);
    const all = match.waysIn.map((way) => way.sql);
    if (isFew(db, all.join(' UNION ALL '), params, GATHER_LIMIT)) return { sql: all.join(' UNION '), params, covers: 'text' };
  }
  const size = sizeCondition(filter);
  if (size.length > 0) {
    const where = joined(size);
    const sql = `SELECT t.id FROM txn t INDEXED BY txn_by_size WHERE t.deleted_change IS NULL AND ${where.sql}`;
    if (isFew(db, sql, where.params, GATHER_LIMIT)) return { sql, params: where.params, covers: 'size' };
  }
  return null;
}

function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

function isFew(db: Database, sql: string, params: SqlValue[], limit: number): boolean {
  const { n } = db.sql<{ n: number }>(`SELECT count(*) AS n FROM (${sql} LIMIT ?)`).get(...params, limit + 1) ?? { n: 0 };
  return n <= limit;
}

/** A group stands for itself and its leaves; `none` becomes null. Empty when none of them exists. */
export function leavesOf(db: Database, ids: string[]): (string | null)[] {
  const named = ids.filter((id) => id !== 'none');
  const found = db
    .sql<{ id: string }>(`SELECT id FROM category WHERE id IN (${marks(named.length)}) OR parent_id IN (${marks(named.length)})`)
    .all(...named, ...named)
    .map((row): string | null => row.id);
  return ids.includes('none') ? [...found, null] : found;
}

function marks(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}

function joined(conditions: Condition[]): Condition {
  if (conditions.length === 0) return { sql: 'TRUE', params: [] };
  return {
    sql: conditions.map((condition) => condition.sql).join(' AND '),
    params: conditions.flatMap((condition) => condition.params),
  };
}
