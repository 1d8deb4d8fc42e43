import type { RuleAction } from '#shared/contract/rules.ts';
import { idToBytes } from '#shared/ids.ts';
import type { Writer } from '../../ledger/ledger.ts';
import { categoriesOf, createRuleRepository } from './repository.ts';

/** Rules that give a category give another from now on; with none to give instead they are turned off. Part of a larger change. */
export function reassignRules(writer: Writer, from: string, to: string | null): void {
  for (const rule of createRuleRepository(writer.db).stored()) {
    if (!rule.actions.flatMap(categoriesOf).includes(from)) continue;
    writer.update(
      'rule',
      idToBytes(rule.id),
      to === null ? { enabled: 0 } : { actions: JSON.stringify(rule.actions.map((action) => renamed(action, from, to))) },
    );
  }
}

function renamed(action: RuleAction, from: string, to: string): RuleAction {
  if (action.do === 'setCategory' && action.categoryId === from) return { ...action, categoryId: to };
  if (action.do !== 'split') return action;
  return { ...action, parts: action.parts.map((part) => (part.categoryId === from ? { ...part, categoryId: to } : part)) };
}
