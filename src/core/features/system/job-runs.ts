/** A visible record of work that the app does by itself. */
import type { JobRun } from '#shared/contract/system.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';

export function createJobRuns(ledger: Ledger, clock: Clock) {
  return {
    list: (limit: number): JobRun[] =>
      ledger.read
        .sql<JobRun>(
          `SELECT id, job, started_at AS startedAt, ended_at AS endedAt, outcome, message
           FROM job_run ORDER BY started_at DESC, id DESC LIMIT ?`,
        )
        .all(limit),

    /** Runs `work` and records how it ended; what it throws is recorded and thrown on. */
    async record<T>(job: string, work: () => Promise<{ result: T; message?: string }>): Promise<T> {
      const id = await ledger.direct((db) =>
        Number(
          db
            .sql(`INSERT INTO job_run (job, started_at, outcome) VALUES (?, ?, 'running')`)
            .run(job, clock.now().toISOString()).lastInsertRowid,
        ),
      );
      const end = (outcome: JobRun['outcome'], message: string | null): Promise<unknown> =>
        ledger.direct((db) =>
          db
            .sql('UPDATE job_run SET ended_at = ?, outcome = ?, message = ? WHERE id = ?')
            .run(clock.now().toISOString(), outcome, message, id),
        );
      try {
        const { result, message } = await work();
        await end('ok', message ?? null);
        return result;
      } catch (error) {
        const cancelled = error instanceof Error && 'code' in error && error.code === 'CANCELLED';
        await end(cancelled ? 'cancelled' : 'failed', error instanceof Error ? error.message : String(error));
        throw error;
      }
    },

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
