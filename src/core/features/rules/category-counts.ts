import type { Database } from '../../ledger/database.ts';
import { categoriesOf, createRuleRepository } from './repository.ts';

/** How many rules name each category. */
export function ruleCountsByCategory(db: Database): Map<string, number> {
  const counts = new Map<string, number>();
  for (const rule of createRuleRepository(db).stored()) {
    for (const id of new Set(rule.actions.flatMap(categoriesOf))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
