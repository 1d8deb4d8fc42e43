import type { RuleDraft } from '#shared/contract/rules.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { compileCondition } from './compile-conditions.ts';
import { foldName } from '#shared/fold-name.ts';
import { checkShares } from './split-shares.ts';

const ALLOCATIONS = ['setCategory', 'split', 'transfer'];

/** @throws DomainError INVALID for what the shape alone does not rule out, with the field at fault. */
export function checkRule(draft: Pick<RuleDraft, 'conditions' | 'actions'>): void {
  draft.conditions.forEach((condition, at) => {
    compileCondition(condition, at);
    // "contains" nothing would match everything.
    if ('value' in condition && 'op' in condition && condition.op === 'contains' && foldName(condition.value) === '') {
      throw new DomainError('INVALID', 'Say which text.', `conditions.${at}.value`);
    }
  });
  const seen = new Set<string>();
  draft.actions.forEach((action, at) => {
    if (action.do === 'split') checkShares(action.parts, `actions.${at}.parts`);
    const kind = ALLOCATIONS.includes(action.do) ? 'allocation' : action.do;
    if (kind !== 'addTag' && seen.has(kind)) {
      throw new DomainError(
        'INVALID',
        kind === 'allocation' ? 'A rule sets one category, or splits, or marks a transfer.' : 'A rule does this once.',
        `actions.${at}`,
      );
    }
    seen.add(kind);
  });
}
