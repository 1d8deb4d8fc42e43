/** Counts what one address or one account may do in a stretch of time. The counts are in the database: all processes share them. */
import { sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { RequestError } from './problem.ts';

export interface Limit {
  /** Names what is counted, such as `login-from`. */
  name: string;
  most: number;
  seconds: number;
}

export interface RateLimiter {
  /** Counts one. @throws RequestError 429, with Retry-After, once there were more than `most` within the stretch. */
  take(limit: Limit, key: string): Promise<void>;
  /** Forgets stretches that are over. */
  sweep(): Promise<void>;
}

export function createRateLimiter(db: Database, { enabled, now }: { enabled: boolean; now(): Date }): RateLimiter {
  return {
    async take({ name, most, seconds }, key) {
      if (!enabled) return;
      const at = now();
      const ends = new Date(at.getTime() + seconds * 1000);
      const { rows } = await db.execute<{ count: number; window_ends_at: string }>(sql`
        INSERT INTO attempt (key, count, window_ends_at) VALUES (${`${name}:${key}`}, 1, ${ends.toISOString()})
        ON CONFLICT (key) DO UPDATE SET
          count = CASE WHEN attempt.window_ends_at <= ${at.toISOString()} THEN 1 ELSE attempt.count + 1 END,
          window_ends_at = CASE WHEN attempt.window_ends_at <= ${at.toISOString()} THEN excluded.window_ends_at
                           ELSE attempt.window_ends_at END
        RETURNING count, window_ends_at`);
      const [row] = rows;
      if (!row || row.count <= most) return;
      throw tooMany(new Date(row.window_ends_at), at);
    },
    async sweep() {
      const at = now().toISOString();
      await db.execute(sql`DELETE FROM attempt WHERE window_ends_at < ${at} AND (blocked_until IS NULL OR blocked_until < ${at})`);
    },
  };
}

/** The refusal of one who has to wait until `until`. */
export function tooMany(until: Date, now: Date): RequestError {
  const wait = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const words = wait < 90 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`;
  return new RequestError(429, `Too many tries. Wait ${words}.`, { headers: { 'retry-after': String(wait) } });
}
