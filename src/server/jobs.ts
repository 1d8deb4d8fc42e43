/** Work that runs beside requests, once for all server processes: pg-boss keeps queues and schedules in the database. */
import type { Logger } from 'pino';
import { PgBoss } from 'pg-boss';

export interface Job {
  /** Lower case with hyphens; also the name of its queue. */
  name: string;
  /** Standard cron in UTC; without it the job runs only when it is sent. */
  cron?: string;
  run(data: Record<string, unknown>): Promise<void>;
}

export interface Jobs {
  /** Registers a job. Called while features are set up, before {@link start}. */
  add(job: Job): void;
  /** Queues one run. Without jobs (RUN_JOBS=false before any process ran them) it is kept until a process does. */
  send(name: string, data?: Record<string, unknown>, options?: { startAfterSeconds?: number; singletonKey?: string }): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** `work` false: this process queues jobs, and others run them. */
export function createJobs(databaseUrl: string, { work, log }: { work: boolean; log: Logger }): Jobs {
  const jobs: Job[] = [];
  const boss = new PgBoss({ connectionString: databaseUrl, max: 2, schedule: work, supervise: work, application_name: 'saldo-jobs' });
  boss.on('error', (error) => log.error({ err: error }, 'jobs failed'));
  let started = false;

  return {
    add: (job) => void jobs.push(job),
    async send(name, data = {}, { startAfterSeconds, singletonKey } = {}) {
      await boss.send(name, data, {
        ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
        ...(singletonKey === undefined ? {} : { singletonKey }),
        retryLimit: 5,
        retryBackoff: true,
      });
    },
    async start() {
      await boss.start();
      started = true;
      for (const job of jobs) {
        await boss.createQueue(job.name);
        if (!work) continue;
        await boss.work<Record<string, unknown>>(job.name, async (batch) => {
          for (const { data } of batch) await job.run(data ?? {});
        });
        if (job.cron) await boss.schedule(job.name, job.cron);
      }
    },
    async stop() {
      if (started) await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
