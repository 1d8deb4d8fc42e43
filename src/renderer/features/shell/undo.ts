/** Undo and redo, from keys, palette and toasts. */
import type { ChangeRef } from '#shared/contract/scalars.ts';
import { client } from '../../client.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast, type Toast } from '../../ui/toast.tsx';

// One at a time: after the next change, a redo offered earlier would do something else.
const about = 'history';

/** Says what was done and offers to take it back, and perhaps something more. */
export function offerUndo(change: ChangeRef, message = change.label, offer?: Toast['offer']): void {
  showToast({
    message,
    about,
    action: { label: 'Undo', run: () => void undo(change.changeId) },
    ...(offer ? { offer } : {}),
  });
}

/** Takes back that change, or the latest one. */
export async function undo(changeId?: number): Promise<void> {
  await attempt(async () => {
    const change = await client.history.undo(changeId === undefined ? {} : { changeId });
    showToast({ message: `Undone: ${change.label}`, about, action: { label: 'Redo', run: () => void redo() } });
  });
}

export async function redo(): Promise<void> {
  await attempt(async () => {
    const change = await client.history.redo();
    offerUndo(change, `Done again: ${change.label}`);
  });
}

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    showToast({ message: sentenceFor(error), tone: 'error' });
  }
}
