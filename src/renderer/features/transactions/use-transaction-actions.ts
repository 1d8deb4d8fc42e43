/** Changes to transactions: seen at once, confirmed by the core, taken back from the toast. */
import { useMemo } from 'react';
import type { z } from 'zod';
import type { Transaction, transactionPatch } from '#shared/contract/transactions.ts';
import { client } from '../../client.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast } from '../../ui/toast.tsx';
import { offerAlways } from '../rules/always.ts';
import { offerUndo } from '../shell/undo.ts';
import type { PageStore } from './page-store.ts';

export type TransactionPatch = z.input<typeof transactionPatch>;

export interface TransactionActions {
  /** Rejects with the core's typed error, for a form to show; the list is as it was then. */
  change(ids: readonly string[], patch: TransactionPatch): Promise<void>;
  /** As `change`, but a failure is said in a toast. */
  setCategory(ids: readonly string[], categoryId: string | null): Promise<void>;
  remove(rows: readonly Pick<Transaction, 'id' | 'payee'>[]): Promise<void>;
}

export function useTransactionActions(store: PageStore): TransactionActions {
  return useMemo(() => {
    const change: TransactionActions['change'] = async (ids, patch) => {
      store.patch(new Set(ids), optimistic(patch));
      try {
        const done = await client.transactions.update({ ids: [...ids], patch });
        const similar = done.alsoChanged === 1 ? '1 similar one' : `${done.alsoChanged} similar ones`;
        const message = done.alsoChanged > 0 ? `Also applied to ${similar}` : done.label;
        offerUndo(done, message, await always(ids, patch));
      } catch (error) {
        await store.refresh();
        throw error;
      }
    };
    return {
      change,
      async setCategory(ids, categoryId) {
        await change(ids, { categoryId }).catch(sayFailure);
      },
      async remove(rows) {
        const ids = rows.map((row) => row.id);
        store.drop(new Set(ids));
        try {
          const done = await client.transactions.remove({ ids });
          offerUndo(done, rows.length === 1 ? `${rows[0]?.payee} deleted` : `${rows.length} transactions deleted`);
        } catch (error) {
          await store.refresh();
          sayFailure(error);
        }
      },
    };
  }, [store]);
}

/** One row given another category or payee may be the first of many. */
async function always(ids: readonly string[], { categoryId, payee }: TransactionPatch) {
  const [transactionId] = ids;
  if (ids.length !== 1 || !transactionId || (!categoryId && !payee)) return undefined;
  return offerAlways({ transactionId, ...(categoryId ? { categoryId } : {}), ...(payee ? { payee } : {}) });
}

function sayFailure(error: unknown): void {
  showToast({ message: sentenceFor(error), tone: 'error' });
}

/** What the row will look like; the core's answer replaces it. */
function optimistic(patch: TransactionPatch): Partial<Transaction> {
  // Tags are put together by the core; a row of the list does not show the original amount.
  const { addTags: _add, removeTags: _remove, original: _original, ...plain } = patch;
  const known = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return 'categoryId' in known ? { ...known, categorySource: 'user', confidence: null, needsReview: false } : known;
}
