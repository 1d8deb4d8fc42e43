/**
 * Work that Saldo does by itself. When each job runs next is in the ledger, not in a timer: `tick` looks at the clock
 * and runs what is due, however long ago the last tick was and whichever way the clock was moved since.
 */
import { DomainError } from '#shared/contract/errors.ts';
import type { Job } from '#shared/contract/jobs.ts';
import {
  backoffAfter,
  isDue,
  nextRun,
  plausibleTimes,
  scheduleInWords,
  type JobSchedule,
} from '../../domain/jobs/job-schedule.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock, Logger } from '../../ports.ts';
import type { JobRuns } from '../system/job-runs.ts';
import { createJobRepository, type JobRow } from './repository.ts';

export interface JobDefinition {
  name: string;
  /** For a person; the history of runs is kept under it. */
  title: string;
  schedule: JobSchedule;
  /** A new job's first run: at once, or when its schedule comes round first. */
  first: 'at-once' | 'as-scheduled';
  /** Heavy work waits so long after the start: the first minutes belong to the person. */
  restMinutes?: number;
  /** False while a setting elsewhere keeps it from running. */
  wanted?: () => boolean;
  /** Runs soon after each change of the ledger as well. */
  afterChanges?: boolean;
  /** It writes its runs into the history itself. */
  recordsItself?: boolean;
  /** It can be cut off at any point and run again. Answers what it did, or null when there was nothing to do. */
  run(signal: AbortSignal): Promise<string | null>;
  /** Told after each failure, with how many there were in a row. */
  failed?: (error: unknown, failures: number) => Promise<void>;
}

interface JobDependencies {
  ledger: Ledger;
  clock: Clock;
  logger: Logger;
  jobRuns: JobRuns;
  definitions: readonly JobDefinition[];
  changed: () => void;
}

const AFTER_CHANGE_MS = 400;

export function createJobService({ ledger, clock, logger, jobRuns, definitions, changed }: JobDependencies) {
  const reading = createJobRepository(ledger.read);
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const running = new Map<string, Promise<void>>();
  const abort = new AbortController();
  let startedAt: Date | null = null;
  let afterChange: NodeJS.Timeout | undefined;

  /** Never rejects: one failing job is no other job's concern. */
  const run = (definition: JobDefinition): Promise<void> => {
    const already = running.get(definition.name);
    if (already) return already;
    const work = runOnce(definition)
      .catch((error: unknown) => logger.error('job-not-recorded', { job: definition.name, error }))
      .finally(() => {
        running.delete(definition.name);
        changed();
      });
    running.set(definition.name, work);
    changed();
    return work;
  };

  const runOnce = async (definition: JobDefinition): Promise<void> => {
    const { name } = definition;
    try {
      if (definition.recordsItself) await definition.run(abort.signal);
      else {
        await jobRuns.record(definition.title, async () => {
          const message = await definition.run(abort.signal);
          return message === null ? { result: null, uneventful: true } : { result: null, message };
        });
      }
      const now = clock.now();
      await ledger.direct((db) => createJobRepository(db).succeeded(name, now, nextRun(definition.schedule, now)));
    } catch (error) {
      if (abort.signal.aborted) return;
      logger.warn('job-failed', { job: name, error });
      const now = clock.now();
      const failures = (reading.byName(name)?.failures ?? 0) + 1;
      const until = new Date(now.getTime() + backoffAfter(failures));
      await ledger.direct((db) => createJobRepository(db).failed(name, now, failures, until));
      await definition.failed?.(error, failures);
    }
  };

  const isResting = (definition: JobDefinition, now: Date): boolean => {
    if (!startedAt || !definition.restMinutes) return false;
    const since = now.getTime() - startedAt.getTime();
    return since >= 0 && since < definition.restMinutes * 60_000;
  };

  const known = (name: string): JobDefinition => {
    const definition = byName.get(name);
    if (!definition) throw new DomainError('NOT_FOUND', 'There is no such job.', 'name');
    return definition;
  };

  const asJob = (row: JobRow, definition: JobDefinition): Job => {
    const { nextRunAt, backoffUntil } = plausibleTimes(definition.schedule, row, clock.now());
    const wanted = definition.wanted?.() ?? true;
    const next = backoffUntil && backoffUntil > nextRunAt ? backoffUntil : nextRunAt;
    return {
      name: row.name,
      title: definition.title,
      schedule: scheduleInWords(definition.schedule),
      enabled: row.enabled,
      wanted,
      running: running.has(row.name),
      nextRunAt: row.enabled && wanted ? next.toISOString() : null,
      lastRunAt: row.lastRunAt?.toISOString() ?? null,
      failures: row.failures,
    };
  };

  const current = (name: string): Job => {
    const definition = known(name);
    const row = reading.byName(name);
    if (!row) throw new DomainError('NOT_FOUND', 'That job has not been set up yet.', 'name');
    return asJob(row, definition);
  };

  return {
    /** Writes down the jobs of this version. Call it before the first tick. */
    async prepare(): Promise<void> {
      const now = clock.now();
      startedAt = now;
      await ledger.direct((db) => {
        const jobs = createJobRepository(db);
        for (const { name, schedule, first } of definitions) {
          jobs.put(name, scheduleInWords(schedule), first === 'at-once' ? now : nextRun(schedule, now));
        }
      });
    },

    /** Runs all that is due, side by side, and waits for it. */
    async tick(): Promise<void> {
      const now = clock.now();
      const due: JobDefinition[] = [];
      for (const row of reading.all()) {
        const definition = byName.get(row.name);
        if (!definition || !row.enabled || running.has(row.name)) continue;
        const times = plausibleTimes(definition.schedule, row, now);
        if (times.nextRunAt !== row.nextRunAt || times.backoffUntil !== row.backoffUntil) {
          await ledger.direct((db) => createJobRepository(db).setTimes(row.name, times.nextRunAt, times.backoffUntil));
        }
        const wanted = definition.wanted?.() ?? true;
        if (wanted && isDue(times, now) && !isResting(definition, now)) due.push(definition);
      }
      await Promise.all(due.map(run));
    },

    /** Jobs that follow the ledger run once it has come to rest. Does nothing before `prepare`. */
    ledgerChanged(): void {
      if (!startedAt || abort.signal.aborted) return;
      clearTimeout(afterChange);
      afterChange = setTimeout(() => {
        for (const definition of definitions) {
          const row = definition.afterChanges ? reading.byName(definition.name) : null;
          if (!row?.enabled || row.failures > 0) continue;
          // One that runs already may have read the ledger before the change.
          void (running.get(definition.name) ?? Promise.resolve()).then(() => run(definition));
        }
      }, AFTER_CHANGE_MS);
      afterChange.unref();
    },

    list: (): Job[] =>
      definitions.flatMap((definition) => {
        const row = reading.byName(definition.name);
        return row ? [asJob(row, definition)] : [];
      }),

    async runNow(name: string): Promise<Job> {
      await run(known(name));
      return current(name);
    },

    async setEnabled(name: string, enabled: boolean): Promise<Job> {
      known(name);
      await ledger.direct((db) => createJobRepository(db).setEnabled(name, enabled));
      changed();
      return current(name);
    },

    /** Asks running jobs to end and waits for them. */
    async stop(): Promise<void> {
      abort.abort();
      clearTimeout(afterChange);
      await Promise.all(running.values());
    },
  };
}

export type JobService = ReturnType<typeof createJobService>;
