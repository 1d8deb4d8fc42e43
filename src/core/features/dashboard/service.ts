import type { Account } from '#shared/contract/accounts.ts';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { lastDayOf, shiftMonth } from '#shared/dates.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import type { Database } from '../../ledger/database.ts';
import type { Clock } from '../../ports.ts';
import { accountValues } from '../net-worth/account-values.ts';
import { oneCurrency, toOneCurrency } from './one-currency.ts';

export interface SummaryRow {
  month: string;
  currency: string;
  category_id: string;
  money_in: number;
  money_out: number;
}

export interface CategoryRow {
  id: string;
  parent_id: string | null;
  name: string;
  kind: 'income' | 'transfer' | 'expense';
  color: string;
}

export interface Flow {
  incomeMinor: number;
  spendingMinor: number;
  netMinor: number;
}

export type AccountBalance = Omit<Dashboard['accounts'][number], 'convertedMinor'>;

/** After every transaction. */
const LAST_DAY = '9999-12-31';

const UNCATEGORISED = { name: 'Uncategorised', color: '#a8a29e' };

/** @param rates exchange rates as they are now; asked for only when there is something to convert */
export function createDashboardService(
  db: Database,
  clock: Clock,
  accounts: () => readonly Account[],
  baseCurrency: () => string | null,
  rates: () => RateBook,
) {
  return {
    get(month: string, wantedCurrency?: string): Dashboard {
      const currency = wantedCurrency ?? baseCurrency() ?? 'EUR';
      const today = clock.today();
      const months = lastMonths(month, 12);
      const before = addMonth(month, -1);
      const categories = readCategories(db);
      const all = {
        accounts: openBalances(accounts()),
        summaries: readSummaries(db, months[0] ?? month, month),
        toDate: month === today.slice(0, 7) ? monthToDate(db, before, today) : [],
        moved: movedSince(db, accounts(), month),
      };
      const codes = new Set([...all.accounts, ...all.summaries].map((row) => row.currency));
      const mixed = wantedCurrency === undefined && [...codes].some((code) => code !== currency);
      const view = mixed
        ? toOneCurrency(all, { currency, month, today, rates: rates(), flowOf: (rows) => flow(rows, categories) })
        : oneCurrency(all, currency);
      const { summaries } = view;
      const range = dataRange(db);
      const flowOf = (wanted: string): Flow =>
        flow(
          summaries.filter((row) => row.month === wanted),
          categories,
        );
      return {
        month,
        currency,
        scope: wantedCurrency === undefined ? 'all' : 'one',
        conversion: view.conversion,
        otherCurrencies: [...new Set(all.accounts.map((account) => account.currency))].filter((code) => code !== currency),
        accounts: view.accounts,
        netWorthMinor: view.netWorthMinor,
        netWorthBeforeMinor: view.netWorthBeforeMinor,
        thisMonth: flowOf(month),
        lastMonth: flowOf(before),
        lastMonthToDate: month === today.slice(0, 7) ? flow(view.toDate, categories) : null,
        spending: spendingByGroup(summaries, month, before, categories),
        trend: months.map((each) => ({ month: each, ...flowOf(each) })),
        reviewCount: db.sql<{ n: number }>('SELECT coalesce(sum(review_count), 0) AS n FROM account_total').get()?.n ?? 0,
        hasTransactions: range.first !== null,
        firstMonth: range.first,
        lastMonthWithData: range.last,
      };
    },
  };
}

export type DashboardService = ReturnType<typeof createDashboardService>;

/**
 * What counts as income and spending: categories say it, whatever the sign (a refund lowers spending); without a
 * category the sign does; transfers are neither.
 */
function flow(rows: SummaryRow[], categories: Map<string, CategoryRow>): Flow {
  let incomeMinor = 0;
  let spendingMinor = 0;
  for (const row of rows) {
    const kind = categories.get(row.category_id)?.kind;
    if (kind === 'income') incomeMinor += row.money_in - row.money_out;
    else if (kind === 'expense') spendingMinor += row.money_out - row.money_in;
    else if (kind === undefined) {
      incomeMinor += row.money_in;
      spendingMinor += row.money_out;
    }
  }
  return { incomeMinor, spendingMinor, netMinor: incomeMinor - spendingMinor };
}

function spendingByGroup(
  rows: SummaryRow[],
  month: string,
  before: string,
  categories: Map<string, CategoryRow>,
): Dashboard['spending'] {
  type Group = Dashboard['spending'][number];
  const groups = new Map<string, Group>();
  for (const row of rows) {
    if (row.month !== month && row.month !== before) continue;
    const leaf = categories.get(row.category_id);
    if (leaf && leaf.kind !== 'expense') continue;
    const amount = leaf ? row.money_out - row.money_in : row.money_out;
    const parent = leaf ? (categories.get(leaf.parent_id ?? leaf.id) ?? leaf) : null;
    const groupId = parent?.id ?? '';
    let group = groups.get(groupId);
    if (!group) {
      const { name, color } = parent ?? UNCATEGORISED;
      group = { categoryId: parent?.id ?? null, name, color, spendingMinor: 0, lastMonthMinor: 0, leaves: [] };
      groups.set(groupId, group);
    }
    let entry = group.leaves.find((candidate) => candidate.categoryId === (leaf?.id ?? null));
    if (!entry) {
      entry = { categoryId: leaf?.id ?? null, name: leaf?.name ?? UNCATEGORISED.name, spendingMinor: 0, lastMonthMinor: 0 };
      group.leaves.push(entry);
    }
    for (const sum of [group, entry]) {
      if (row.month === month) sum.spendingMinor += amount;
      else sum.lastMonthMinor += amount;
    }
  }
  const bySize = (a: { spendingMinor: number }, b: { spendingMinor: number }): number => b.spendingMinor - a.spendingMinor;
  for (const group of groups.values()) group.leaves.sort(bySize);
  return [...groups.values()].filter((group) => group.spendingMinor !== 0 || group.lastMonthMinor !== 0).sort(bySize);
}

function readSummaries(db: Database, from: string, to: string): SummaryRow[] {
  return db
    .sql<SummaryRow>(
      `SELECT month, currency, category_id, sum(in_minor) AS money_in, sum(out_minor) AS money_out FROM monthly_summary
       WHERE month BETWEEN ? AND ? GROUP BY month, currency, category_id`,
    )
    .all(from, to);
}

function readCategories(db: Database): Map<string, CategoryRow> {
  const rows = db.sql<CategoryRow>('SELECT id, parent_id, name, kind, color FROM category').all();
  return new Map(rows.map((row) => [row.id, row]));
}

function openBalances(accounts: readonly Account[]): AccountBalance[] {
  return accounts
    .filter((account) => account.closedOn === null)
    .map(({ id, name, kind, currency, valueMinor }) => ({ id, name, kind, currency, balanceMinor: valueMinor }));
}

/**
 * What all accounts moved from the start of the month until now, transfers included, by currency. An account that is
 * valued moved by what it counts for now and counted for before.
 */
function movedSince(db: Database, accounts: readonly Account[], month: string): Map<string, number> {
  const rows = db
    .sql<{ currency: string; moved: number }>(
      `SELECT currency, sum(in_minor - out_minor) AS moved FROM monthly_summary
       WHERE month >= ? AND account_id NOT IN (SELECT account_id FROM valuation WHERE deleted_change IS NULL)
       GROUP BY currency`,
    )
    .all(month);
  const moved = new Map(rows.map((row) => [row.currency, row.moved]));
  const valued = new Set(accounts.flatMap((each) => (each.valuedOn ? [each.id] : [])));
  if (valued.size === 0) return moved;
  for (const { id, currency, values } of accountValues(db, [lastDayOf(shiftMonth(month, -1)), LAST_DAY])) {
    if (valued.has(id)) moved.set(currency, (moved.get(currency) ?? 0) + (values[1] ?? 0) - (values[0] ?? 0));
  }
  return moved;
}

/** Last month up to the same day: one month of rows by date, so its cost does not grow with the ledger. */
function monthToDate(db: Database, month: string, today: string): SummaryRow[] {
  return db
    .sql<SummaryRow>(
      `SELECT ? AS month, currency, coalesce(category_id, '') AS category_id,
         sum(max(amount_minor, 0)) AS money_in, sum(max(-amount_minor, 0)) AS money_out
       FROM allocation WHERE date BETWEEN ? AND ? GROUP BY currency, category_id`,
    )
    .all(month, `${month}-01`, `${month}-${today.slice(8)}`);
}

function dataRange(db: Database): { first: string | null; last: string | null } {
  const edge = (order: 'ASC' | 'DESC'): string | null =>
    db
      .sql<{ date: string }>(
        `SELECT date FROM txn INDEXED BY txn_by_date WHERE deleted_change IS NULL ORDER BY date ${order} LIMIT 1`,
      )
      .get()
      ?.date.slice(0, 7) ?? null;
  return { first: edge('ASC'), last: edge('DESC') };
}

function addMonth(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function lastMonths(month: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addMonth(month, index - count + 1));
}
