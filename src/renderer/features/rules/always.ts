import { client } from '../../client.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast, type Toast } from '../../ui/toast.tsx';
import { openRuleEditor } from './rule-editor-store.ts';

export interface Correction {
  transactionId: string;
  categoryId?: string;
  payee?: string;
}

/** After a correction: the offer to make a rule of it. Undefined when there is a rule already or nothing to tell it by. */
export async function offerAlways(correction: Correction): Promise<Toast['offer']> {
  const suggestion = await client.rules.suggest(correction).catch(() => null);
  return suggestion ? { label: 'Always?', keys: 'a', run: () => openRuleEditor(suggestion.draft) } : undefined;
}

/** Opens the editor with the rule that gives such transactions this category. */
export async function makeRule(transactionId: string, categoryId: string | null): Promise<void> {
  try {
    const suggestion = await client.rules.suggest({ transactionId, ...(categoryId ? { categoryId } : {}) });
    if (suggestion) openRuleEditor(suggestion.draft);
    else showToast({ message: 'A rule does that already.' });
  } catch (error) {
    showToast({ message: sentenceFor(error), tone: 'error' });
  }
}
