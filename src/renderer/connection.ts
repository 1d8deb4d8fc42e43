/** Keeps one connection open: tries again with growing pauses, and holds calls back until it is there. */

export type ConnectionState = 'connecting' | 'open' | 'lost';

type Connect<T> = (opened: (value: T) => void, closed: () => void) => void;

/** How long a call waits for a lost connection before it fails with a sentence for a person. */
const PATIENCE = 10_000;
const PAUSES = [250, 500, 1000, 2000, 4000];

export interface Connection<T> {
  state(): ConnectionState;
  /** Calls back on every change of state; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  /** @throws Error when the connection does not come back in time, or the signal aborts. */
  whenOpen(signal?: AbortSignal): Promise<T>;
}

export function createConnection<T>(connect: Connect<T>): Connection<T> {
  let state: ConnectionState = 'connecting';
  let current: T | undefined;
  let attempt = 0;
  const listeners = new Set<() => void>();

  const become = (next: ConnectionState, value?: T) => {
    current = value;
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const open = () =>
    connect(
      (value) => {
        attempt = 0;
        become('open', value);
      },
      () => {
        become('lost');
        setTimeout(open, PAUSES[Math.min(attempt++, PAUSES.length - 1)]);
      },
    );
  open();

  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };

  return {
    state: () => state,
    subscribe,
    whenOpen(signal) {
      if (current !== undefined) return Promise.resolve(current);
      return new Promise<T>((resolve, reject) => {
        const settle = (act: () => void) => {
          stop();
          clearTimeout(timer);
          signal?.removeEventListener('abort', aborted);
          act();
        };
        const aborted = () => settle(() => reject(signal?.reason));
        const stop = subscribe(() => {
          const value = current;
          if (value !== undefined) settle(() => resolve(value));
        });
        const timer = setTimeout(
          () => settle(() => reject(new Error('Saldo cannot reach its ledger. Nothing was changed.'))),
          PATIENCE,
        );
        signal?.addEventListener('abort', aborted);
      });
    },
  };
}
