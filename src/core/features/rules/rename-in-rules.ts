import type { RuleAction, RuleCondition } from '#shared/contract/rules.ts';
import { idToBytes } from '#shared/ids.ts';
import { foldName } from '#shared/fold-name.ts';
import type { Writer } from '../../ledger/ledger.ts';
import { createRuleRepository } from './repository.ts';

/** Rules that ask for a payee by its whole name, or give it, follow when it gets another. Part of a larger change. */
export function renamePayeeInRules(writer: Writer, from: string, to: string): void {
  const named = (name: string): string => (foldName(name) === foldName(from) ? to : name);
  const condition = (asked: RuleCondition): RuleCondition => {
    if (asked.field !== 'payee') return asked;
    if (asked.op === 'equals') return { ...asked, value: named(asked.value) };
    return asked.op === 'isOneOf' ? { ...asked, values: asked.values.map(named) } : asked;
  };
  const action = (done: RuleAction): RuleAction => (done.do === 'setPayee' ? { ...done, name: named(done.name) } : done);
  for (const rule of createRuleRepository(writer.db).stored()) {
    writer.update('rule', idToBytes(rule.id), {
      conditions: JSON.stringify(rule.conditions.map(condition)),
      actions: JSON.stringify(rule.actions.map(action)),
    });
  }
}
