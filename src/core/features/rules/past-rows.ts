import { foldName } from '#shared/fold-name.ts';
import { idFromBytes } from '#shared/ids.ts';
import { compileCondition } from '../../domain/rules/compile-conditions.ts';
import type { PastRow } from '../../domain/rules/plan-change.ts';
import type { Database } from '../../ledger/database.ts';
import { createPayeeRepository } from '../payees/repository.ts';
import type { StoredRule } from './repository.ts';

export type LedgerRow = PastRow & { key: Buffer };

interface TransactionRecord {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  note: string;
  category_id: string | null;
  category_source: string | null;
  review: number;
  status: PastRow['status'];
  split_count: number;
  transfer_id: Buffer | null;
  payee_id: Buffer | null;
  rule_id: Buffer | null;
  description_id: number;
}

/** Texts repeat, so they are looked up apart, once each. */
const SELECT = `SELECT t.id, t.account_id, t.date, t.amount_minor, t.currency, t.note, t.category_id, t.category_source,
    t.review, t.status, t.split_count, t.transfer_id, t.payee_id, t.rule_id, t.description_id`;

/** Rows read at once: about five milliseconds. */
const PAGE = 1_000;
/** Descriptions whose rows are read at once. */
const DESCRIPTIONS = 100;
/** Above this share of the dictionary, reading everything in order is faster. */
const MOST = 0.25;

/**
 * The transactions that a rule may match, some at a time, at times none. Conditions that all must hold and that ask the
 * bank's text or the payee are asked of the dictionary first, so that a rule about one shop does not read the whole ledger.
 */
export function* pastRows(
  db: Database,
  rule: Pick<StoredRule, 'match' | 'conditions'>,
  ruleIdsAbove: ReadonlySet<string>,
): Generator<LedgerRow[], void> {
  const wanted = yield* possibleDescriptions(db, rule);
  const read = rowReader(db, ruleIdsAbove);
  const toRows = (records: TransactionRecord[]): LedgerRow[] => records.map(read);
  if (wanted === null) {
    const page = db.sql<TransactionRecord>(
      `${SELECT} FROM txn t WHERE t.deleted_change IS NULL AND t.id > ? ORDER BY t.id LIMIT ${PAGE}`,
    );
    let after: Uint8Array = new Uint8Array(0);
    for (;;) {
      const records = page.all(after);
      yield toRows(records);
      if (records.length < PAGE) return;
      after = (records.at(-1) as TransactionRecord).id;
    }
  }
  const ofDescriptions = db.sql<TransactionRecord>(
    `${SELECT} FROM json_each(?) wanted CROSS JOIN txn t ON t.description_id = wanted.value AND t.deleted_change IS NULL`,
  );
  for (let at = 0; at < wanted.ids.length; at += DESCRIPTIONS) {
    yield toRows(ofDescriptions.all(JSON.stringify(wanted.ids.slice(at, at + DESCRIPTIONS))));
  }
  if (!wanted.ownPayeesToo) return;
  const known = new Set(wanted.ids);
  const withOwnPayee = db
    .sql<TransactionRecord>(`${SELECT} FROM txn t WHERE t.payee_id IS NOT NULL AND t.deleted_change IS NULL`)
    .all();
  yield toRows(withOwnPayee.filter((record) => !known.has(record.description_id)));
}

/** One of them; undefined when it is not there. */
export function pastRow(db: Database, id: Uint8Array): LedgerRow | undefined {
  const record = db.sql<TransactionRecord>(`${SELECT} FROM txn t WHERE t.id = ? AND t.deleted_change IS NULL`).get(id);
  return record && rowReader(db, new Set())(record);
}

/** Answers null when nothing narrows the search, or not by much; pauses with no rows on the way. */
function* possibleDescriptions(
  db: Database,
  rule: Pick<StoredRule, 'match' | 'conditions'>,
): Generator<LedgerRow[], { ids: number[]; ownPayeesToo: boolean } | null> {
  if (rule.match !== 'all') return null;
  const tests = rule.conditions.map(compileCondition).filter((condition) => condition.on !== 'row');
  if (tests.length === 0) return null;
  const ids: number[] = [];
  let all = 0;
  const page = db.sql<{ id: number; raw: string; payee: string }>(
    `SELECT d.id, d.raw, p.name AS payee FROM description d JOIN payee p ON p.id = d.payee_id
     WHERE d.id > ? ORDER BY d.id LIMIT ${PAGE}`,
  );
  for (let texts = page.all(-1); texts.length > 0; texts = page.all(texts.at(-1)?.id ?? 0)) {
    for (const { id, raw, payee } of texts) {
      const text = { description: { raw, folded: foldName(raw) }, payee: { raw: payee, folded: foldName(payee) } };
      if (tests.every((test) => test.test(text[test.on]))) ids.push(id);
    }
    all += texts.length;
    yield [];
  }
  if (ids.length > all * MOST && all > 4 * DESCRIPTIONS) return null;
  return { ids, ownPayeesToo: tests.some((test) => test.on === 'payee') };
}

function rowReader(db: Database, ruleIdsAbove: ReadonlySet<string>): (record: TransactionRecord) => LedgerRow {
  const payees = createPayeeRepository(db);
  const texts = new Map<number, { raw: string; payee: string }>();
  const accounts = new Map<string, string>();
  const textOf = (descriptionId: number): { raw: string; payee: string } => {
    let text = texts.get(descriptionId);
    if (!text) texts.set(descriptionId, (text = payees.textOf(descriptionId)));
    return text;
  };
  const accountOf = (bytes: Buffer): string => {
    const key = bytes.toString('latin1');
    let id = accounts.get(key);
    if (id === undefined) accounts.set(key, (id = idFromBytes(bytes)));
    return id;
  };
  return (record) => {
    const { raw, payee } = textOf(record.description_id);
    return {
      key: record.id,
      description: raw,
      payee: record.payee_id ? payees.nameOf(record.payee_id) : payee,
      note: record.note,
      amountMinor: record.amount_minor,
      currency: record.currency,
      accountId: accountOf(record.account_id),
      date: record.date,
      // Read only for rows that a condition or an action asks for their tags.
      get tags() {
        return tagsOf(db, record.id);
      },
      categoryId: record.category_id,
      status: record.status,
      splitCount: record.split_count,
      isLinked: record.transfer_id !== null,
      categorySource: record.category_source,
      hasOwnPayee: record.payee_id !== null,
      needsReview: record.review === 1,
      setByRuleAbove:
        record.category_source === 'rule' && record.rule_id !== null && ruleIdsAbove.has(idFromBytes(record.rule_id)),
    };
  };
}

function tagsOf(db: Database, txnId: Uint8Array): string[] {
  return db
    .sql<{ name: string }>(
      `SELECT g.name FROM txn_tag x JOIN tag g ON g.id = x.tag_id
       WHERE x.txn_id = ? AND x.deleted_change IS NULL AND g.deleted_change IS NULL`,
    )
    .all(txnId)
    .map((row) => row.name);
}
