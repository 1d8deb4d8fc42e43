/** How SQLite finds what rules, payees and categories read. A plan that changes is looked at before it is pinned anew. */
import { describe, expect, it } from 'vitest';
import { createCategoryRepository } from '../../src/core/features/categories/repository.ts';
import { createPayeeRepository } from '../../src/core/features/payees/repository.ts';
import { pastRows } from '../../src/core/features/rules/past-rows.ts';
import { createRuleRepository } from '../../src/core/features/rules/repository.ts';
import type { Database, SqlParams } from '../../src/core/ledger/database.ts';
import { newIdBytes } from '../../src/shared/ids.ts';
import { openTestLedger } from './ledger-fixture.ts';

/** The steps of all statements that `run` asks, as SQLite tells them; those of lists of values left out. */
async function planOf(run: (db: Database) => void): Promise<string[]> {
  const ledger = await openTestLedger();
  const asked: { text: string; params: SqlParams }[] = [];
  const noted = <Row>(text: string) => {
    const statement = ledger.read.sql<Row>(text);
    const note = (params: SqlParams): void => void asked.push({ text, params });
    return {
      run: (...params: SqlParams) => statement.run(...params),
      get: (...params: SqlParams) => (note(params), statement.get(...params)),
      all: (...params: SqlParams) => (note(params), statement.all(...params)),
      iterate: (...params: SqlParams) => (note(params), statement.iterate(...params)),
    };
  };
  run({ sql: noted, exec: (text) => ledger.read.exec(text) });
  return asked
    .flatMap(({ text, params }) => ledger.read.sql<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...params))
    .map((step) => step.detail)
    .filter((detail) => /^(SCAN|SEARCH) (?!wanted|c\b)/.test(detail));
}

const contains = (value: string) => [{ field: 'description' as const, op: 'contains' as const, value }];

describe('plans', () => {
  it.each<[string, (db: Database) => void, string[]]>([
    [
      'rules with their counts',
      (db) => void createRuleRepository(db).list(),
      [
        'SEARCH txn USING COVERING INDEX txn_by_rule (rule_id>?)',
        'SCAN account',
        'SCAN category',
        'SCAN rule',
      ],
    ],
    [
      'all of the past, page by page',
      (db) => void [...pastRows(db, { match: 'any', conditions: contains('a') }, new Set())],
      ['SEARCH t USING PRIMARY KEY (id>?)'],
    ],
    [
      'payees with their counts',
      (db) => void createPayeeRepository(db).transactionCounts(),
      [
        'SCAN txn USING COVERING INDEX txn_by_description',
        'SEARCH d USING INTEGER PRIMARY KEY (rowid=?)',
        'SEARCH t USING INDEX txn_by_own_payee (payee_id>?)',
        'SEARCH d USING INTEGER PRIMARY KEY (rowid=?)',
      ],
    ],
    [
      'the transactions of a category',
      (db) => void createCategoryRepository(db).transactionsOf('food_drink.coffee'),
      [
        'SEARCH txn USING COVERING INDEX txn_by_category (category_id=?)',
        'SCAN txn USING COVERING INDEX txn_by_account',
        // Parts of deleted splits too, and splits are few.
        'SCAN split',
      ],
    ],
    [
      'the transactions of a payee',
      (db) => void createPayeeRepository(db).usesOf(newIdBytes()),
      ['SEARCH description USING INDEX description_by_payee (payee_id=?)', 'SEARCH txn USING INDEX txn_by_own_payee (payee_id=?)'],
    ],
  ])('%s', async (_name, run, plan) => {
    expect(await planOf(run)).toEqual(plan);
  });
});
