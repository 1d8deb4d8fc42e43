/** How SQLite finds the rows of each screen. A plan that changes is looked at before it is pinned anew. */
import { describe, expect, it } from 'vitest';
import { createRateBook } from '../../src/core/domain/currencies/rate-book.ts';
import { emptyHistory } from '../../src/core/domain/currencies/rate-history.ts';
import { createAccountRepository } from '../../src/core/features/accounts/repository.ts';
import { createDashboardService } from '../../src/core/features/dashboard/service.ts';
import { listTotals } from '../../src/core/features/transactions/list-totals.ts';
import { readPage } from '../../src/core/features/transactions/read-page.ts';
import type { Database, SqlParams } from '../../src/core/ledger/database.ts';
import type { TransactionFilter } from '../../src/shared/contract/transactions.ts';
import { idFromBytes, newIdBytes } from '../../src/shared/ids.ts';
import { fixedClock } from './ports-fixture.ts';
import { openTestLedger } from './ledger-fixture.ts';

interface Asked {
  text: string;
  params: SqlParams;
}

function recording(db: Database): { db: Database; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    db: {
      sql<Row>(text: string) {
        const statement = db.sql<Row>(text);
        const note = (params: SqlParams) => void asked.push({ text, params });
        return {
          run: (...params: SqlParams) => statement.run(...params),
          get: (...params: SqlParams) => (note(params), statement.get(...params)),
          all: (...params: SqlParams) => (note(params), statement.all(...params)),
          iterate: (...params: SqlParams) => (note(params), statement.iterate(...params)),
        };
      },
      exec: (text) => db.exec(text),
    },
  };
}

/** The steps that read transactions, parts or sums, as SQLite tells them. */
async function planOf(run: (db: Database, ledger: Awaited<ReturnType<typeof openTestLedger>>) => void): Promise<string[]> {
  const ledger = await openTestLedger();
  const { db, asked } = recording(ledger.read);
  run(db, ledger);
  return asked
    .flatMap(({ text, params }) => ledger.read.sql<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...params))
    .map((step) => step.detail)
    .filter((detail) => /^(SCAN|SEARCH) (t|txn|s|split|monthly_summary|account_total)\b/.test(detail));
}

const BY_ID = 'SEARCH t USING PRIMARY KEY (id=?)';
const BEFORE = '(date,id)<(?,?)';
const account = idFromBytes(newIdBytes());

const walks: [string, TransactionFilter, string[]][] = [
  ['everything', {}, [`SEARCH t USING COVERING INDEX txn_by_date (${BEFORE})`]],
  ['days', { dateFrom: '2026-01-05' }, [`SEARCH t USING COVERING INDEX txn_by_date (date>? AND ${BEFORE})`]],
  ['money out', { direction: 'out' }, [`SEARCH t USING COVERING INDEX txn_by_date (${BEFORE})`]],
  ['money in', { direction: 'in' }, [`SEARCH t USING COVERING INDEX txn_money_in (${BEFORE})`]],
  ['to review', { needsReview: true }, [`SEARCH t USING INDEX txn_to_review (${BEFORE})`]],
  ['pending', { status: 'pending' }, [`SEARCH t USING INDEX txn_pending (${BEFORE})`]],
  ['reconciled', { status: 'reconciled' }, [`SEARCH t USING INDEX txn_reconciled (${BEFORE})`]],
  ['an account', { accountIds: [account] }, [`SEARCH t USING COVERING INDEX txn_by_account (account_id=? AND ${BEFORE})`]],
  [
    'small amounts of an account',
    { accountIds: [account], amountMax: 5 },
    [
      'SEARCH t USING COVERING INDEX txn_by_size (<expr><?)',
      'SEARCH t USING COVERING INDEX txn_by_size (<expr><?)',
      BY_ID,
    ],
  ],
  [
    'a category of an account',
    { categoryIds: ['food_drink.coffee'], accountIds: [account] },
    [
      `SEARCH t USING COVERING INDEX txn_by_category (category_id=? AND ${BEFORE})`,
      'SEARCH s USING INDEX split_by_category (category_id=?)',
      BY_ID,
    ],
  ],
];

describe('a page of transactions is found by its index and read by id', () => {
  it.each(walks)('%s', async (_, filter, expected) => {
    const plan = await planOf((db) => void readPage(db, filter, `2026-01-01|${account}`, 100));
    expect(plan).toEqual([...expected, BY_ID]);
  });

  it('a text', async () => {
    const plan = await planOf((db) => void readPage(db, { text: 'lidl' }, null, 100));
    expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual(plan.filter((step) => step.includes('txn_with_note')));
    expect(plan).toContain('SEARCH t USING COVERING INDEX txn_by_description (description_id=? AND deleted_change=?)');
  });
});

describe('totals', () => {
  it('of whole months come from the sums', async () => {
    const months: TransactionFilter = { categoryIds: ['food_drink'], dateFrom: '2026-01-01', dateTo: '2026-03-31' };
    expect(await planOf((db) => void listTotals(db, months))).toEqual([
      'SEARCH s USING PRIMARY KEY (month>? AND month<?)',
      'SCAN s USING INDEX split_by_category',
      BY_ID,
    ]);
  });

  it.each(walks)('of %s read no transaction that the filter leaves out', async (_, filter) => {
    for (const step of await planOf((db) => void listTotals(db, filter))) expect(step).not.toMatch(/^SCAN (t|txn)$/);
  });
});

const noRates = () => createRateBook(emptyHistory, []);

it('the dashboard reads sums, and transactions through indexes alone', async () => {
  const plan = await planOf((db) => void createDashboardService(db, fixedClock(), () => createAccountRepository(db).list(), () => 'EUR', noRates).get('2026-01'));
  expect(plan.length).toBeGreaterThan(0);
  for (const step of plan) expect(step).not.toMatch(/^SCAN (t|txn)$/);
});
