/**
 * Turns a filter into SQL. A page must cost the same with a thousand or a million transactions, so the way in is
 * chosen by what is rare: when a text or an amount matches few transactions they are gathered and sorted, otherwise
 * the list is walked in its order, newest first, through the index of the category, account or date.
 */
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { idToBytes } from '#shared/ids.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';
import { foldName } from '../payees/repository.ts';

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
  const conditions = plainConditions(db, filter);
  if (cursor) conditions.push({ sql: '(t.date, t.id) < (?, ?)', params: [cursor.date, cursor.id] });
  const order = 'ORDER BY t.date DESC, t.id DESC LIMIT ?';

  const rare = rareWayIn(db, filter);
  if (rare) {
    const where = joined([...conditions, ...(rare.covers === 'text' ? sizeCondition(filter) : textCondition(db, filter))]);
    return {
      sql: `SELECT t.id FROM (${rare.sql}) rare JOIN txn t ON t.id = rare.id
            WHERE t.deleted_change IS NULL AND ${where.sql} ${order}`,
      params: [...rare.params, ...where.params, limit],
    };
  }

  const rest = [...conditions, ...textCondition(db, filter), ...sizeCondition(filter)];
  const categories = filter.categoryIds?.length ? leavesOf(db, filter.categoryIds) : null;
  if (categories) return mergedWalk('category_id', categories, rest, limit);
  if (filter.accountIds?.length) return mergedWalk('account_id', filter.accountIds.map(idToBytes), rest, limit);
  const index = filter.needsReview ? 'txn_to_review' : 'txn_by_date';
  const where = joined(rest);
  return {
    sql: `SELECT t.id FROM txn t INDEXED BY ${index} WHERE t.deleted_change IS NULL AND ${where.sql} ${order}`,
    params: [...where.params, limit],
  };
}

/** Ids that the filter matches, in no order and at most `limit`: for counting and for changing many. */
export function matchQuery(db: Database, filter: TransactionFilter, limit: number): PageQuery {
  return pageQuery(db, filter, null, limit);
}

/** One walk for each key, each in order, merged: `IN (…)` alone would sort all that match. */
function mergedWalk(column: 'category_id' | 'account_id', keys: (SqlValue | null)[], rest: Condition[], limit: number): PageQuery {
  const index = column === 'category_id' ? 'txn_by_category' : 'txn_by_account';
  const where = joined(rest);
  const walks = keys.map(
    (key) => `SELECT * FROM (SELECT t.id, t.date FROM txn t INDEXED BY ${index}
      WHERE t.deleted_change IS NULL AND t.${column} ${key === null ? 'IS NULL' : '= ?'} AND ${where.sql}
      ORDER BY t.date DESC, t.id DESC LIMIT ?)`,
  );
  return {
    sql: `SELECT id FROM (${walks.join(' UNION ALL ')}) ORDER BY date DESC, id DESC LIMIT ?`,
    params: [...keys.flatMap((key) => [...(key === null ? [] : [key]), ...where.params, limit]), limit],
  };
}

/** Everything but text and amount, which may be the way in. */
function plainConditions(db: Database, filter: TransactionFilter): Condition[] {
  const conditions: Condition[] = [];
  const add = (sql: string, ...params: SqlValue[]): void => void conditions.push({ sql, params });
  if (filter.dateFrom) add('t.date >= ?', filter.dateFrom);
  if (filter.dateTo) add('t.date <= ?', filter.dateTo);
  if (filter.accountIds?.length) {
    add(`t.account_id IN (${marks(filter.accountIds.length)})`, ...filter.accountIds.map(idToBytes));
  }
  if (filter.categoryIds?.length) {
    const leaves = leavesOf(db, filter.categoryIds);
    const named = leaves.filter((leaf) => leaf !== null);
    const none = leaves.includes(null) ? ' OR (t.category_id IS NULL AND t.split_count = 0)' : '';
    add(`(t.category_id IN (${marks(named.length)})${none})`, ...named);
  }
  if (filter.direction) add(filter.direction === 'in' ? 't.amount_minor > 0' : 't.amount_minor < 0');
  if (filter.needsReview) add('t.review = 1');
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
  descriptions: Condition;
  payees: Condition;
  notes: Condition;
  categories: string[];
}

/** Every word must be found; in the bank's text and the payee's name anywhere, in a category's name as a whole. */
function textMatch(db: Database, filter: TransactionFilter): TextMatch | null {
  const words = (filter.text ?? '').split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  const likes = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const folded = words.map((word) => `%${foldName(word).replace(/[\\%_]/g, '\\$&')}%`);
  const long = words.filter((word) => [...word].length >= 3);
  const payees: Condition = {
    sql: `SELECT id FROM payee WHERE ${folded.map(() => `folded LIKE ? ESCAPE '\\'`).join(' AND ')}`,
    params: folded,
  };
  // The trigram index knows nothing shorter than three letters; shorter words are looked for in what it finds.
  const short = words.length === long.length ? [] : likes.filter((_, at) => !long.includes(words[at] ?? ''));
  const matched = long.length
    ? {
        sql: `SELECT rowid AS id FROM description_text WHERE description_text MATCH ?${short.map(() => ` AND raw LIKE ? ESCAPE '\\'`).join('')}`,
        params: [long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' '), ...short],
      }
    : {
        sql: `SELECT id FROM description WHERE ${likes.map(() => `raw LIKE ? ESCAPE '\\'`).join(' AND ')}`,
        params: likes,
      };
  return {
    descriptions: {
      sql: `${matched.sql} UNION SELECT id FROM description WHERE payee_id IN (${payees.sql})`,
      params: [...matched.params, ...payees.params],
    },
    payees,
    notes: { sql: likes.map(() => `t.note LIKE ? ESCAPE '\\'`).join(' AND '), params: likes },
    categories: db
      .sql<{ id: string }>(`SELECT id FROM category WHERE name LIKE ? ESCAPE '\\'`)
      .all(`%${(filter.text ?? '').trim().replace(/[\\%_]/g, '\\$&')}%`)
      .map((row) => row.id),
  };
}

function textCondition(db: Database, filter: TransactionFilter): Condition[] {
  const match = textMatch(db, filter);
  if (!match) return [];
  return [
    {
      sql: `(t.description_id IN (${match.descriptions.sql}) OR (t.payee_id IS NOT NULL AND t.payee_id IN (${match.payees.sql}))
        OR (t.note <> '' AND ${match.notes.sql}) OR t.category_id IN (${marks(match.categories.length)}))`,
      params: [
        ...match.descriptions.params,
        ...match.payees.params,
        ...match.notes.params,
        ...match.categories,
      ],
    },
  ];
}

/** The transactions that a text or an amount picks out, when they are few. */
function rareWayIn(db: Database, filter: TransactionFilter): (Condition & { covers: 'text' | 'size' }) | null {
  const match = textMatch(db, filter);
  if (match) {
    const alive = 't.deleted_change IS NULL';
    const sql = [
      `SELECT t.id FROM txn t WHERE t.description_id IN (${match.descriptions.sql}) AND ${alive}`,
      `SELECT t.id FROM txn t WHERE t.payee_id IN (${match.payees.sql}) AND t.payee_id IS NOT NULL AND ${alive}`,
      `SELECT t.id FROM txn t WHERE t.note <> '' AND ${alive} AND ${match.notes.sql}`,
      `SELECT t.id FROM txn t WHERE t.category_id IN (${marks(match.categories.length)}) AND ${alive}`,
    ].join(' UNION ALL ');
    const params = [
      ...match.descriptions.params,
      ...match.payees.params,
      ...match.notes.params,
      ...match.categories,
    ];
    if (isFew(db, sql, params)) return { sql: sql.replaceAll(' UNION ALL ', ' UNION '), params, covers: 'text' };
  }
  const size = sizeCondition(filter);
  if (size.length > 0) {
    const where = joined(size);
    const sql = `SELECT t.id FROM txn t INDEXED BY txn_by_size WHERE t.deleted_change IS NULL AND ${where.sql}`;
    if (isFew(db, sql, where.params)) return { sql, params: where.params, covers: 'size' };
  }
  return null;
}

function isFew(db: Database, sql: string, params: SqlValue[]): boolean {
  const { n } = db
    .sql<{ n: number }>(`SELECT count(*) AS n FROM (${sql} LIMIT ${GATHER_LIMIT + 1})`)
    .get(...params) ?? { n: 0 };
  return n <= GATHER_LIMIT;
}

/** A group stands for itself and its leaves; `none` becomes null. */
function leavesOf(db: Database, ids: string[]): (string | null)[] {
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
