/** A visible record of work that the app does by itself. */
import type { JobRun } from '#shared/contract/system.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';

export function createJobRuns(ledger: Ledger, clock: Clock) {
  return {
    list: (limit: number): JobRun[] =>
      ledger.read
        .sql<JobRun>(
          `SELECT id, job, started_at AS startedAt, ended_at AS endedAt, outcome, message, duration_ms AS durationMs
           FROM job_run ORDER BY started_at DESC, id DESC LIMIT ?`,
        )
        .all(limit),

    /**
     * Runs `work` and records how it ended; what it throws is recorded and thrown on. Of runs in a row that found
     * nothing to do, the latest is kept: there are many of them, and they say nothing.
     */
    async record<T>(
      job: string,
      work: () => Promise<{ result: T; message?: string; uneventful?: boolean }>,
    ): Promise<T> {
      const started = performance.now();
      const id = await ledger.direct((db) =>
        Number(
          db
            .sql(`INSERT INTO job_run (job, started_at, outcome) VALUES (?, ?, 'running')`)
            .run(job, clock.now().toISOString()).lastInsertRowid,
        ),
      );
      const end = (outcome: JobRun['outcome'], message: string | null, uneventful = false): Promise<void> =>
        ledger.direct((db) => {
          const duration = Math.round(performance.now() - started);
          db.sql('UPDATE job_run SET ended_at = ?, outcome = ?, message = ?, duration_ms = ? WHERE id = ?').run(
            clock.now().toISOString(),
            outcome,
            message,
            duration,
            id,
          );
          if (uneventful) {
            db.sql(
              `DELETE FROM job_run WHERE id = (SELECT max(id) FROM job_run WHERE job = ? AND id < ?)
               AND outcome = 'ok' AND message IS NULL`,
            ).run(job, id);
          }
        });
      try {
        const { result, message, uneventful } = await work();
        await end('ok', message ?? null, uneventful);
        return result;
      } catch (error) {
        const cancelled = error instanceof Error && 'code' in error && error.code === 'CANCELLED';
        await end(cancelled ? 'cancelled' : 'failed', error instanceof Error ? error.message : String(error));
        throw error;
      }
    },

    /** Answers how many runs from before that time went. */
    clean: (before: string): Promise<number> =>
      ledger.direct((db) => db.sql(`DELETE FROM job_run WHERE started_at < ? AND outcome <> 'running'`).run(before).changes),

    /** Runs that were cut off by the end of the process are not running any more. */
    closeInterrupted: () =>
      ledger.direct((db) =>
        db
          .sql(
            `UPDATE job_run SET outcome = 'failed', ended_at = ?, message = 'Saldo was closed while this ran.'
             WHERE outcome = 'running'`,
          )
          .run(clock.now().toISOString()),
      ),
  };
}

export type JobRuns = ReturnType<typeof createJobRuns>;
