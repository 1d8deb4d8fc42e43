import type { Rule, RuleAction, RuleCondition, RuleDraft } from '#shared/contract/rules.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { RuleToCompile } from '../../domain/rules/compile-rules.ts';
import type { Database } from '../../ledger/database.ts';
import type { Row } from '../../ledger/ledger.ts';

export interface StoredRule extends RuleToCompile {
  name: string;
  position: number;
  enabled: boolean;
  conditions: RuleCondition[];
  actions: RuleAction[];
}

interface RuleRecord {
  id: Buffer;
  name: string;
  position: number;
  enabled: number;
  match: 'all' | 'any';
  conditions: string;
  actions: string;
  stop: number;
}

export function createRuleRepository(db: Database) {
  const stored = (): StoredRule[] =>
    db.sql<RuleRecord>('SELECT * FROM rule WHERE deleted_change IS NULL ORDER BY position, id').all().map(fromRecord);

  return {
    /** In the order in which they run. */
    stored,

    enabled: (): StoredRule[] => stored().filter((rule) => rule.enabled),

    byId(id: string): StoredRule | undefined {
      const record = db.sql<RuleRecord>('SELECT * FROM rule WHERE id = ? AND deleted_change IS NULL').get(idToBytes(id));
      return record && fromRecord(record);
    },

    list(): Rule[] {
      const used = new Map(
        db
          .sql<{ id: Buffer; n: number }>(
            `SELECT rule_id AS id, count(*) AS n FROM txn
             WHERE rule_id IS NOT NULL AND deleted_change IS NULL AND category_source = 'rule' GROUP BY rule_id`,
          )
          .all()
          .map((row) => [idFromBytes(row.id), row.n]),
      );
      const there = namesThatStand(db);
      return stored().map(({ position: _position, ...rule }) => ({
        ...rule,
        transactions: used.get(rule.id) ?? 0,
        broken: rule.actions.some((action) => namedBy(action).some((name) => !there.has(name))),
      }));
    },

    /** Of a deleted rule too: what it did stays. */
    everNamed(transactionId: string): string | null {
      return (
        db
          .sql<{ name: string }>(
            `SELECT r.name FROM txn t JOIN rule r ON r.id = t.rule_id WHERE t.id = ? AND t.category_source = 'rule'`,
          )
          .get(idToBytes(transactionId))?.name ?? null
      );
    },
  };
}

export function ruleColumns(draft: RuleDraft): Row {
  return {
    name: draft.name,
    enabled: draft.enabled ? 1 : 0,
    match: draft.match,
    conditions: JSON.stringify(draft.conditions),
    actions: JSON.stringify(draft.actions),
    stop: draft.stop ? 1 : 0,
  };
}

/** The categories that an action gives. */
export function categoriesOf(action: RuleAction): string[] {
  if (action.do === 'setCategory') return [action.categoryId];
  if (action.do === 'split') return action.parts.flatMap((part) => part.categoryId ?? []);
  return [];
}

function namedBy(action: RuleAction): string[] {
  return action.do === 'transfer' ? [action.accountId] : categoriesOf(action);
}

function namesThatStand(db: Database): Set<string> {
  const accounts = db.sql<{ id: Buffer }>('SELECT id FROM account WHERE deleted_change IS NULL').all();
  const categories = db.sql<{ id: string }>('SELECT id FROM category WHERE deleted_change IS NULL').all();
  return new Set([...accounts.map(({ id }) => idFromBytes(id)), ...categories.map(({ id }) => id)]);
}

function fromRecord(record: RuleRecord): StoredRule {
  return {
    id: idFromBytes(record.id),
    name: record.name,
    position: record.position,
    enabled: record.enabled === 1,
    match: record.match,
    conditions: JSON.parse(record.conditions) as RuleCondition[],
    actions: JSON.parse(record.actions) as RuleAction[],
    stop: record.stop === 1,
  };
}
