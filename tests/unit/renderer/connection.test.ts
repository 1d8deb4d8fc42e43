import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createConnection } from '../../../src/renderer/connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A connection whose opening and closing the test decides. */
function controlled() {
  const attempts: { opened: (value: string) => void; closed: () => void }[] = [];
  const connection = createConnection<string>((opened, closed) => void attempts.push({ opened, closed }));
  return { connection, attempts };
}

describe('the connection to the core', () => {
  it('holds calls back until it is open', async () => {
    const { connection, attempts } = controlled();
    const waiting = connection.whenOpen();
    attempts[0]?.opened('first');
    await expect(waiting).resolves.toBe('first');
  });

  it('comes back after it was lost, and says so', async () => {
    const { connection, attempts } = controlled();
    const states: string[] = [];
    connection.subscribe(() => void states.push(connection.state()));
    attempts[0]?.opened('first');
    attempts[0]?.closed();
    const waiting = connection.whenOpen();
    await vi.advanceTimersByTimeAsync(250);
    attempts[1]?.opened('second');
    await expect(waiting).resolves.toBe('second');
    expect(states).toEqual(['open', 'lost', 'open']);
  });

  it('waits longer after each failure', async () => {
    const { attempts } = controlled();
    attempts[0]?.closed();
    await vi.advanceTimersByTimeAsync(250);
    attempts[1]?.closed();
    await vi.advanceTimersByTimeAsync(250);
    expect(attempts).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(250);
    expect(attempts).toHaveLength(3);
  });

  it('fails a call with a sentence when it does not come back', async () => {
    const { connection } = controlled();
    const waiting = expect(connection.whenOpen()).rejects.toThrow('Nothing was changed.');
    await vi.advanceTimersByTimeAsync(10_000);
    await waiting;
  });

  it('lets go of a call that was given up', async () => {
    const { connection } = controlled();
    const giveUp = new AbortController();
    const waiting = expect(connection.whenOpen(giveUp.signal)).rejects.toThrow('enough');
    giveUp.abort(new Error('enough'));
    await waiting;
  });
});
