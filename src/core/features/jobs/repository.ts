import type { Database } from '../../ledger/database.ts';

export interface JobRow {
  name: string;
  nextRunAt: Date;
  lastRunAt: Date | null;
  failures: number;
  backoffUntil: Date | null;
  enabled: boolean;
}

interface StoredJob {
  name: string;
  next_run_at: string;
  last_run_at: string | null;
  failures: number;
  backoff_until: string | null;
  enabled: number;
}

export function createJobRepository(db: Database) {
  return {
    all(): JobRow[] {
      return db.sql<StoredJob>('SELECT * FROM job ORDER BY name').all().map(asJobRow);
    },

    byName(name: string): JobRow | null {
      const row = db.sql<StoredJob>('SELECT * FROM job WHERE name = ?').get(name);
      return row ? asJobRow(row) : null;
    },

    /** A job that is known keeps its times; only its schedule is written anew. */
    put(name: string, schedule: string, nextRunAt: Date): void {
      db.sql(
        `INSERT INTO job (name, schedule, next_run_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET schedule = excluded.schedule`,
      ).run(name, schedule, nextRunAt.toISOString());
    },

    setTimes(name: string, nextRunAt: Date, backoffUntil: Date | null): void {
      db.sql('UPDATE job SET next_run_at = ?, backoff_until = ? WHERE name = ?').run(
        nextRunAt.toISOString(),
        backoffUntil?.toISOString() ?? null,
        name,
      );
    },

    succeeded(name: string, at: Date, nextRunAt: Date): void {
      db.sql(
        'UPDATE job SET last_run_at = ?, next_run_at = ?, failures = 0, backoff_until = NULL WHERE name = ?',
      ).run(at.toISOString(), nextRunAt.toISOString(), name);
    },

    /** It stays due, and is tried again when it is not left alone any more. */
    failed(name: string, at: Date, failures: number, backoffUntil: Date): void {
      db.sql('UPDATE job SET last_run_at = ?, failures = ?, backoff_until = ? WHERE name = ?').run(
        at.toISOString(),
        failures,
        backoffUntil.toISOString(),
        name,
      );
    },

    setEnabled(name: string, enabled: boolean): void {
      db.sql('UPDATE job SET enabled = ? WHERE name = ?').run(enabled ? 1 : 0, name);
    },
  };
}

function asJobRow(row: StoredJob): JobRow {
  return {
    name: row.name,
    nextRunAt: new Date(row.next_run_at),
    lastRunAt: row.last_run_at === null ? null : new Date(row.last_run_at),
    failures: row.failures,
    backoffUntil: row.backoff_until === null ? null : new Date(row.backoff_until),
    enabled: row.enabled === 1,
  };
}
