/** The rule that is being made or changed, from wherever that was asked for. */
import { useSyncExternalStore } from 'react';
import type { Rule, RuleDraftInput } from '#shared/contract/rules.ts';

export interface EditedRule {
  /** Null for a new one. */
  rule: Rule | null;
  draft: RuleDraftInput;
}

let edited: EditedRule | null = null;
const listeners = new Set<() => void>();

function become(next: EditedRule | null): void {
  edited = next;
  for (const listener of listeners) listener();
}

export function openRuleEditor(draft: RuleDraftInput, rule: Rule | null = null): void {
  become({ rule, draft });
}

export function closeRuleEditor(): void {
  become(null);
}

export function useEditedRule(): EditedRule | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => edited,
  );
}
