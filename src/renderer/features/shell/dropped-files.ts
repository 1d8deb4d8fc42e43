/** Files dropped on the window, on their way to the import page. */
let waiting: File[] = [];
const listeners = new Set<(files: File[]) => void>();

/** Hands the files to whoever listens; else keeps them for the page about to open. */
export function dropFiles(files: File[]): void {
  if (listeners.size === 0) {
    waiting = files;
    return;
  }
  for (const listener of listeners) listener(files);
}

/** Files dropped before the page was there; each is given once. */
export function takeDroppedFiles(): File[] {
  const files = waiting;
  waiting = [];
  return files;
}

/** Calls back with files dropped while the page is there; returns the way to stop. */
export function onDroppedFiles(listener: (files: File[]) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
