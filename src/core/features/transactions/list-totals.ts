/**
 * The line over the list: how many transactions a filter matches and what they sum to, transfers left out of the sums.
 * Of a split only the parts that the filter asks for are summed; it counts as one.
 */
import type { z } from 'zod';
import { lastDayOf, monthOf } from '#shared/dates.ts';
import type { listTotals as totalsSchema, TransactionFilter } from '#shared/contract/transactions.ts';
import { idToBytes } from '#shared/ids.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';
import { leavesOf, matchQuery } from './filter-sql.ts';

type ListTotals = z.infer<typeof totalsSchema>;

/** Counting stops here, so that the line never costs more than the page below it. */
const COUNT_LIMIT = 20_000;
/** How many transactions of a matching text are looked at for the other conditions. */
const EFFORT = 50_000;
const MANY: ListTotals = { count: COUNT_LIMIT, more: true, sums: [] };

interface CurrencyRow {
  currency: string;
  n: number;
  money_in: number;
  money_out: number;
}

/** Amounts in minor units; the currency with the most transactions first. */
export function listTotals(db: Database, filter: TransactionFilter): ListTotals {
  const leaves = filter.categoryIds?.length ? leavesOf(db, filter.categoryIds) : null;
  return isSummed(filter) ? summed(db, filter, leaves) : counted(db, filter, leaves);
}

/** Whole months of accounts and categories are summed already. */
function isSummed(filter: TransactionFilter): boolean {
  const { dateFrom, dateTo } = filter;
  const others = { ...filter, accountIds: undefined, categoryIds: undefined, dateFrom: undefined, dateTo: undefined };
  if (Object.values(others).some((value) => value !== undefined && value !== '')) return false;
  return (!dateFrom || dateFrom.endsWith('-01')) && (!dateTo || dateTo === lastDayOf(monthOf(dateTo)));
}

function summed(db: Database, filter: TransactionFilter, leaves: (string | null)[] | null): ListTotals {
  const accounts = filter.accountIds?.length ? JSON.stringify(filter.accountIds.map(hexOf)) : null;
  const categories = leaves && JSON.stringify(leaves.map((leaf) => leaf ?? ''));
  const within = { accounts, categories, from: filter.dateFrom ?? '0000-00-00', to: filter.dateTo ?? '9999-99-99' };
  const ofAccount = (column: string) => (accounts ? `AND hex(${column}) IN (SELECT value FROM json_each(@accounts))` : '');
  const ofCategory = (column: string) => (categories ? `AND ${column} IN (SELECT value FROM json_each(@categories))` : '');
  const used = (names: (keyof typeof within)[]) =>
    Object.fromEntries(names.filter((name) => within[name] !== null).map((name) => [name, within[name] as SqlValue]));

  const rows = db
    .sql<CurrencyRow>(
      `SELECT s.currency, sum(s.allocation_count) AS n,
         sum(CASE WHEN c.kind IS NOT 'transfer' THEN s.in_minor ELSE 0 END) AS money_in,
         sum(CASE WHEN c.kind IS NOT 'transfer' THEN s.out_minor ELSE 0 END) AS money_out
       FROM monthly_summary s LEFT JOIN category c ON c.id = s.category_id
       WHERE s.month BETWEEN substr(@from, 1, 7) AND substr(@to, 1, 7)
         ${ofAccount('s.account_id')} ${ofCategory('s.category_id')}
       GROUP BY s.currency HAVING n > 0 ORDER BY n DESC`,
    )
    .all(used(['accounts', 'categories', 'from', 'to']));
  // The summary counts parts: all but one of each split are taken off.
  const more = db
    .sql<{ currency: string; n: number }>(
      `SELECT t.currency, count(*) - count(DISTINCT t.id) AS n
       FROM split s CROSS JOIN txn t ON t.id = s.txn_id
       WHERE s.deleted_change IS NULL AND t.deleted_change IS NULL AND t.split_count > 0 AND t.date BETWEEN @from AND @to
         ${ofAccount('t.account_id')} ${ofCategory(`coalesce(s.category_id, '')`)}
       GROUP BY t.currency`,
    )
    .all(used(['accounts', 'categories', 'from', 'to']));
  const parts = new Map(more.map((row) => [row.currency, row.n]));
  return answer(rows.map((row) => ({ ...row, n: row.n - (parts.get(row.currency) ?? 0) })));
}

function counted(db: Database, filter: TransactionFilter, leaves: (string | null)[] | null): ListTotals {
  const query = matchQuery(db, filter, COUNT_LIMIT + 1, EFFORT);
  if (!query) return MANY;
  const asked = leaves ? `AND coalesce(s.category_id, '') IN (SELECT value FROM json_each(?))` : '';
  const rows = db
    .sql<CurrencyRow>(
      `SELECT t.currency, count(DISTINCT t.id) AS n,
         sum(CASE WHEN c.kind IS NOT 'transfer' THEN max(coalesce(s.amount_minor, t.amount_minor), 0) ELSE 0 END) AS money_in,
         sum(CASE WHEN c.kind IS NOT 'transfer' THEN max(-coalesce(s.amount_minor, t.amount_minor), 0) ELSE 0 END) AS money_out
       FROM (${query.sql}) page CROSS JOIN txn t ON t.id = page.id
       LEFT JOIN split s ON t.split_count > 0 AND s.txn_id = t.id AND s.deleted_change IS NULL ${asked}
       LEFT JOIN category c ON c.id = CASE WHEN t.split_count > 0 THEN s.category_id ELSE t.category_id END
       GROUP BY t.currency ORDER BY n DESC`,
    )
    .all(...query.params, ...(leaves ? [JSON.stringify(leaves.map((leaf) => leaf ?? ''))] : []));
  const totals = answer(rows);
  return totals.count > COUNT_LIMIT ? MANY : totals;
}

function answer(rows: CurrencyRow[]): ListTotals {
  return {
    count: rows.reduce((sum, row) => sum + row.n, 0),
    more: false,
    sums: rows.map((row) => ({ currency: row.currency, inMinor: row.money_in, outMinor: row.money_out })),
  };
}

function hexOf(id: string): string {
  return Buffer.from(idToBytes(id)).toString('hex').toUpperCase();
}
