/**
 * Tells listeners of a group that something in it changed, whichever server process changed it: PostgreSQL's NOTIFY goes
 * out when the change is committed. Listeners then read what they show anew; the message says only where.
 */
import pg from 'pg';
import type { Logger } from 'pino';

const CHANNEL = 'saldo_group';
const RECONNECT_MS = 2_000;

export interface LiveChanges {
  start(): Promise<void>;
  /** Answers how to stop listening. `what`: group, members, expenses, settlements, removed. */
  listen(groupId: string, heard: (what: string) => void): () => void;
  stop(): Promise<void>;
}

export function createLiveChanges(databaseUrl: string, log: Logger): LiveChanges {
  const listeners = new Map<string, Set<(what: string) => void>>();
  let client: pg.Client | null = null;
  let stopped = false;

  async function connect(): Promise<void> {
    const connection = new pg.Client({ connectionString: databaseUrl, application_name: 'saldo-live' });
    connection.on('error', (error) => {
      log.warn({ err: error }, 'the connection for live changes broke');
      client = null;
      if (!stopped) setTimeout(() => void connect().catch(() => undefined), RECONNECT_MS).unref();
    });
    connection.on('notification', ({ payload }) => {
      const { group, what } = JSON.parse(payload ?? '{}') as { group?: string; what?: string };
      for (const heard of listeners.get(group ?? '') ?? []) heard(what ?? 'group');
    });
    await connection.connect();
    await connection.query(`LISTEN ${CHANNEL}`);
    client = connection;
  }

  return {
    start: connect,
    listen(groupId, heard) {
      const ofGroup = listeners.get(groupId) ?? new Set();
      listeners.set(groupId, ofGroup.add(heard));
      return () => {
        ofGroup.delete(heard);
        if (ofGroup.size === 0 && listeners.get(groupId) === ofGroup) listeners.delete(groupId);
      };
    },
    async stop() {
      stopped = true;
      await client?.end();
    },
  };
}
