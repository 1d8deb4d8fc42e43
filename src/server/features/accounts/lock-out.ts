/**
 * Wrong passwords make waiting times that double. They are counted for a name from an address, so that nobody can lock
 * somebody else out from afar, and more patiently for the name from anywhere. Unknown names are counted the same.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { tooMany } from '../../http/rate-limiter.ts';

const FORGOTTEN_AFTER_S = 24 * 60 * 60;
const FIRST_WAIT_S = 15;
const LONGEST_WAIT_S = 60 * 60;
const TRIES_FROM_ADDRESS = 5;
const TRIES_FROM_ANYWHERE = 50;

export interface LockOut {
  /** @throws RequestError 429 while the name has to wait. */
  check(name: string, ip: string): Promise<void>;
  failed(name: string, ip: string): Promise<void>;
  /** The password was right: what was wrong before is forgiven. */
  succeeded(name: string, ip: string): Promise<void>;
}

export function createLockOut(db: Database, { enabled, now }: { enabled: boolean; now(): Date }): LockOut {
  const keysOf = (name: string, ip: string) => {
    const folded = name.trim().toLowerCase();
    return { near: `wrong-password:${folded}:${ip}`, far: `wrong-password:${folded}` };
  };

  async function count(key: string, tries: number): Promise<void> {
    const at = now().toISOString();
    await db.execute(sql`
      INSERT INTO attempt (key, count, window_ends_at)
      VALUES (${key}, 1, ${at}::timestamptz + ${FORGOTTEN_AFTER_S} * interval '1 second')
      ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN attempt.window_ends_at <= ${at} THEN 1 ELSE attempt.count + 1 END,
        window_ends_at = excluded.window_ends_at,
        blocked_until = CASE WHEN attempt.window_ends_at <= ${at} OR attempt.count + 1 < ${tries} THEN NULL
          ELSE ${at}::timestamptz + interval '1 second'
            * least(${LONGEST_WAIT_S}, ${FIRST_WAIT_S} * power(2, least(20, attempt.count + 1 - ${tries}))) END`);
  }

  return {
    async check(name, ip) {
      if (!enabled) return;
      const { near, far } = keysOf(name, ip);
      const { rows } = await db.execute<{ until: string | null }>(
        sql`SELECT max(blocked_until) AS until FROM attempt WHERE key IN (${near}, ${far})`,
      );
      const until = rows[0]?.until;
      if (until && new Date(until) > now()) throw tooMany(new Date(until), now());
    },
    async failed(name, ip) {
      if (!enabled) return;
      const { near, far } = keysOf(name, ip);
      await count(near, TRIES_FROM_ADDRESS);
      await count(far, TRIES_FROM_ANYWHERE);
    },
    async succeeded(name, ip) {
      const { near, far } = keysOf(name, ip);
      await db.execute(sql`DELETE FROM attempt WHERE key IN (${near}, ${far})`);
    },
  };
}
