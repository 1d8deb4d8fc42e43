import type { RuleAction, RuleCondition, RuleDraft } from '#shared/contract/rules.ts';
import { foldName } from '#shared/fold-name.ts';

/** Shorter words are found in texts of other payees too. */
const SHORTEST = 4;

/**
 * The rule that a correction hints at. The bank's text is asked when the payee's name, or the longest beginning of it,
 * stands in it; else the payee. Null when there is no name to go by.
 */
export function suggestRule(
  row: { description: string; payee: string },
  correction: { categoryId?: string | undefined; payee?: string | undefined },
): Pick<RuleDraft, 'conditions' | 'actions'> | null {
  const condition = tellingCondition(row);
  const actions: RuleAction[] = [
    ...(correction.payee === undefined ? [] : [{ do: 'setPayee' as const, name: correction.payee }]),
    ...(correction.categoryId === undefined ? [] : [{ do: 'setCategory' as const, categoryId: correction.categoryId }]),
  ];
  return condition && actions.length > 0 ? { conditions: [condition], actions } : null;
}

function tellingCondition({ description, payee }: { description: string; payee: string }): RuleCondition | null {
  const name = payee.trim();
  if (name === '') return null;
  const text = foldName(description);
  if (text !== foldName(name)) {
    const words = name.split(/\s+/);
    for (let count = words.length; count > 0; count--) {
      const value = words.slice(0, count).join(' ');
      const wanted = foldName(value);
      if (wanted.length >= SHORTEST && standsIn(text, wanted)) {
        return { field: 'description', op: 'contains', value: value.toUpperCase() };
      }
    }
  }
  return { field: 'payee', op: 'equals', value: name };
}

/** As whole words: "Aral" does not stand in "parallel". */
function standsIn(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + wanted.length])) return true;
  }
  return false;
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
}
