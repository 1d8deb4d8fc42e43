import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PastScope, Rule, RuleChange, RuleDraft, RulePreview } from '#shared/contract/rules.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { checkRule } from '../../domain/rules/check-rule.ts';
import { compileRules } from '../../domain/rules/compile-rules.ts';
import { planChange, type PlannedChange } from '../../domain/rules/plan-change.ts';
import type { Database } from '../../ledger/database.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import { carryOut } from './carry-out.ts';
import { nameRule } from './name-rule.ts';
import { pastRows, type LedgerRow } from './past-rows.ts';
import { categoriesOf, createRuleRepository, ruleColumns, type StoredRule } from './repository.ts';
import { suggestRule } from './suggest-rule.ts';

/** Rows changed between two pauses. */
const STEP_ROWS = 250;

/** Rows that a preview shows. */
const SHOWN = 50;

/** Stands for a rule that is not saved yet. */
const DRAFT_ID = '00000000-0000-7000-8000-000000000000';

export function createRuleService(ledger: Ledger) {
  const reading = createRuleRepository(ledger.read);

  return {
    list: (): Rule[] => reading.list(),

    async create(draft: RuleDraft, past: PastScope | null) {
      const named = check(ledger.read, draft);
      const id = newIdBytes();
      const { change, result } = await ledger.commitInSteps({ label: `Added the rule ${named.name}` }, function* (writer) {
        const last = createRuleRepository(writer.db).stored().at(-1)?.position ?? -1;
        writer.insert('rule', { id, position: last + 1, ...ruleColumns(named) });
        return past ? yield* applyToPast(writer, idFromBytes(id), past) : 0;
      });
      return { ...change, id: idFromBytes(id), changed: result };
    },

    async update(id: string, draft: RuleDraft, past: PastScope | null) {
      const named = check(ledger.read, draft);
      const { change, result } = await ledger.commitInSteps({ label: `Changed the rule ${named.name}` }, function* (writer) {
        required(createRuleRepository(writer.db).byId(id));
        writer.update('rule', idToBytes(id), ruleColumns(named));
        return past ? yield* applyToPast(writer, id, past) : 0;
      });
      return { ...change, changed: result };
    },

    async setEnabled(id: string, enabled: boolean) {
      const { name } = required(reading.byId(id));
      const { change } = await ledger.commit({ label: `Turned the rule ${name} ${enabled ? 'on' : 'off'}` }, (writer) => {
        required(createRuleRepository(writer.db).byId(id));
        writer.update('rule', idToBytes(id), { enabled: enabled ? 1 : 0 });
      });
      return change;
    },

    async move(id: string, to: number) {
      const { name } = required(reading.byId(id));
      const { change } = await ledger.commit({ label: `Moved the rule ${name}` }, (writer) => {
        const rules = createRuleRepository(writer.db).stored();
        const moved = required(rules.find((rule) => rule.id === id));
        const others = rules.filter((rule) => rule !== moved);
        others.splice(to, 0, moved);
        others.forEach((rule, position) => writer.update('rule', idToBytes(rule.id), { position }));
      });
      return change;
    },

    async remove(id: string) {
      const { name } = required(reading.byId(id));
      const { change } = await ledger.commit({ label: `Deleted the rule ${name}` }, (writer) => {
        required(createRuleRepository(writer.db).byId(id));
        writer.remove('rule', idToBytes(id));
      });
      return change;
    },

    async preview(draft: RuleDraft, id: string | null, scope: PastScope): Promise<RulePreview> {
      checkRule(draft);
      const rule = { ...draft, id: id ?? DRAFT_ID };
      const preview: RulePreview = {
        matched: 0,
        changed: 0,
        left: { split: 0, reconciled: 0, byHand: 0, byOtherRule: 0, same: 0 },
        rows: [],
      };
      const newest: { row: LedgerRow; plan: PlannedChange }[] = [];
      for (const step of plannedRows(ledger.read, rule, scope)) {
        for (const { row, plan } of step) {
          preview.matched += 1;
          if (typeof plan === 'string') {
            preview.left[plan] += 1;
            continue;
          }
          preview.changed += 1;
          newest.push({ row, plan });
        }
        keepNewest(newest);
        // Rows are read and let go at once, so others are served in between.
        await nextTurn();
      }
      preview.rows = newest.map(({ row, plan }) => ({
        id: idFromBytes(row.key),
        date: row.date,
        accountId: row.accountId,
        payee: row.payee,
        description: row.description === row.payee ? '' : row.description,
        amountMinor: row.amountMinor,
        currency: row.currency,
        changes: describeChanges(row, plan),
      }));
      return preview;
    },

    async applyToPast(id: string, scope: PastScope) {
      const { name } = required(reading.byId(id));
      const { change, result } = await ledger.commitInSteps({ label: `Applied the rule ${name}` }, (writer) =>
        applyToPast(writer, id, scope),
      );
      return { ...change, changed: result };
    },

    suggest(transactionId: string, correction: { categoryId?: string | undefined; payee?: string | undefined }) {
      const row = ledger.read
        .sql<{ id: Buffer; raw: string; payee: string; split_count: number }>(
          `SELECT t.id, d.raw, p.name AS payee, t.split_count FROM txn t JOIN description d ON d.id = t.description_id
           JOIN payee p ON p.id = d.payee_id WHERE t.id = ? AND t.deleted_change IS NULL`,
        )
        .get(idToBytes(transactionId));
      if (!row || row.split_count > 0) return null;
      const suggested = suggestRule({ description: row.raw, payee: row.payee }, correction);
      if (!suggested || reading.enabled().some((rule) => doesThat(rule, suggested))) return null;
      const draft = { name: '', match: 'all' as const, stop: false, enabled: true, ...suggested };
      const name = nameRule(draft, namesIn(ledger.read));
      return { draft, sentence: name };
    },

    /** "Your rule TESCO → Groceries": why a transaction has its category; null when no rule set it. */
    explain(transactionId: string): string | null {
      const name = reading.everNamed(transactionId);
      return name === null ? null : `Your rule ${name}`;
    },
  };
}

export type RuleService = ReturnType<typeof createRuleService>;

/** @throws DomainError INVALID or NOT_FOUND with the field at fault. Answers the draft with a name. */
function check(db: Database, draft: RuleDraft): RuleDraft {
  checkRule(draft);
  draft.actions.forEach((action, at) => {
    for (const id of categoriesOf(action)) {
      const there = db.sql('SELECT 1 FROM category WHERE id = ? AND deleted_change IS NULL').get(id);
      if (!there) throw new DomainError('NOT_FOUND', 'That category is not there any more.', `actions.${at}.categoryId`);
    }
    if (action.do === 'transfer') {
      const there = db.sql('SELECT 1 FROM account WHERE id = ? AND deleted_change IS NULL').get(idToBytes(action.accountId));
      if (!there) throw new DomainError('NOT_FOUND', 'That account is not there any more.', `actions.${at}.accountId`);
    }
  });
  return { ...draft, name: draft.name || nameRule(draft, namesIn(db)) };
}

function* applyToPast(writer: Writer, id: string, scope: PastScope): Generator<void, number> {
  const rule = required(createRuleRepository(writer.db).byId(id));
  let changed = 0;
  for (const step of plannedRows(writer.db, rule, scope)) {
    for (let at = 0; at < step.length; at += STEP_ROWS) {
      const rows = step.slice(at, at + STEP_ROWS).flatMap(({ row, plan }) => (typeof plan === 'string' ? [] : [{ row, plan }]));
      writer.expect(rows.map(({ row }) => row.key));
      for (const { row, plan } of rows) carryOut(writer, row, plan);
      changed += rows.length;
      yield;
    }
  }
  return changed;
}

/** The rows that a rule matches, some at a time, with what it would do to each or why it would not. */
function* plannedRows(
  db: Database,
  rule: Pick<StoredRule, 'id' | 'match' | 'conditions' | 'actions' | 'stop'>,
  scope: PastScope,
) {
  const rules = createRuleRepository(db).stored();
  const place = rules.findIndex((other) => other.id === rule.id);
  const above = new Set((place < 0 ? rules : rules.slice(0, place)).filter((other) => other.enabled).map((other) => other.id));
  const compiled = compileRules([rule]);
  for (const rows of pastRows(db, rule, above)) {
    yield rows.flatMap((row) => {
      const outcome = compiled.applyTo(row);
      return outcome ? [{ row, plan: planChange(row, outcome, scope) }] : [];
    });
  }
}

function keepNewest(rows: { row: LedgerRow }[]): void {
  rows.sort((a, b) => (a.row.date === b.row.date ? Buffer.compare(b.row.key, a.row.key) : a.row.date < b.row.date ? 1 : -1));
  rows.length = Math.min(rows.length, SHOWN);
}

function describeChanges(row: LedgerRow, plan: PlannedChange): RuleChange[] {
  const changes: RuleChange[] = [];
  if (plan.category) changes.push({ field: 'category', before: row.categoryId ?? '', after: plan.category.categoryId });
  if (plan.split) {
    const names = plan.split.parts.map((part) => part.categoryId ?? '').join(' ');
    changes.push({ field: 'split', before: row.categoryId ?? '', after: names });
  }
  if (plan.transfer) {
    changes.push({ field: 'transfer', before: row.categoryId ?? '', after: plan.transfer.accountId });
  }
  if (plan.payee !== null) changes.push({ field: 'payee', before: row.payee, after: plan.payee });
  if (plan.note !== null) changes.push({ field: 'note', before: row.note, after: plan.note });
  if (plan.tags.length > 0) {
    changes.push({ field: 'tags', before: row.tags.join(', '), after: [...row.tags, ...plan.tags].join(', ') });
  }
  if (plan.reviewed) changes.push({ field: 'review', before: 'to review', after: 'reviewed' });
  return changes;
}

/** Whether a rule, whatever else it asks, gives such rows what is suggested. */
function doesThat(rule: StoredRule, suggested: Pick<RuleDraft, 'conditions' | 'actions'>): boolean {
  const known = (list: readonly unknown[], wanted: unknown): boolean =>
    list.some((item) => JSON.stringify(item).toLowerCase() === JSON.stringify(wanted).toLowerCase());
  return (
    (rule.match === 'any' || rule.conditions.length === 1) &&
    suggested.conditions.every((condition) => known(rule.conditions, condition)) &&
    suggested.actions.every((action) => known(rule.actions, action))
  );
}

function namesIn(db: Database) {
  const name = (sql: string, id: string | Uint8Array): string => db.sql<{ name: string }>(sql).get(id)?.name ?? '';
  return {
    category: (id: string) => name('SELECT name FROM category WHERE id = ?', id),
    account: (id: string) => name('SELECT name FROM account WHERE id = ?', idToBytes(id)),
  };
}

function required<T>(rule: T | undefined): T {
  if (rule === undefined) throw new DomainError('NOT_FOUND', 'That rule is not there any more.');
  return rule;
}
