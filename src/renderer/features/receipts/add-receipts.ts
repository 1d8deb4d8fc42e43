/** Sends pictures to the core, one by one, and says what became of them. */
import { useSyncExternalStore } from 'react';
import { client } from '../../client.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast } from '../../ui/toast.tsx';

interface Adding {
  done: number;
  total: number;
}

let adding: Adding | null = null;
const listeners = new Set<() => void>();
let queue: Promise<void> = Promise.resolve();

function become(next: Adding | null): void {
  adding = next;
  for (const listener of listeners) listener();
}

export function addReceipts(files: readonly File[]): void {
  if (files.length === 0) return;
  become({ done: adding?.done ?? 0, total: (adding?.total ?? 0) + files.length });
  queue = queue.then(async () => {
    const said: string[] = [];
    for (const file of files) {
      try {
        const { already } = await client.receipts.add({ file });
        if (already) said.push(already.message);
      } catch (error) {
        showToast({ message: sentenceFor(error), tone: 'error' });
      }
      if (adding) become({ ...adding, done: adding.done + 1 });
    }
    if (adding && adding.done >= adding.total) become(null);
    const [first] = said;
    if (first) showToast({ message: said.length === 1 ? first : `${said.length} pictures are here already.` });
  });
}

/** Pictures on their way to the core; null when there are none. */
export function useAdding(): Adding | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => adding,
  );
}
