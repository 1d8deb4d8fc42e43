import type { ChangeRef } from '#shared/contract/scalars.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast } from '../../ui/toast.tsx';
import { offerUndo } from '../shell/undo.ts';

/** Links, unlinks or dismisses, and offers to take it back. */
export async function changeTransfers(change: () => Promise<ChangeRef>): Promise<void> {
  try {
    offerUndo(await change());
  } catch (error) {
    showToast({ message: sentenceFor(error), tone: 'error' });
  }
}
