/** When a job runs: every so many minutes, or once a day at a time of the clock on the wall. */

export type JobSchedule = { everyMinutes: number } | { dailyAt: string };

const MINUTE = 60_000;
const LONGEST_BACKOFF_MS = 6 * 60 * MINUTE;

/** The first time after `now`. In a night that skips the wanted time, the time by which the clock went on. */
export function nextRun(schedule: JobSchedule, now: Date): Date {
  if ('everyMinutes' in schedule) return new Date(now.getTime() + schedule.everyMinutes * MINUTE);
  const [hours = 0, minutes = 0] = schedule.dailyAt.split(':').map(Number);
  const at = (daysOn: number): Date =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysOn, hours, minutes);
  const today = at(0);
  return today > now ? today : at(1);
}

/** How long a job that failed so often in a row is left alone: one minute, doubled each time, at most six hours. */
export function backoffAfter(failures: number): number {
  return Math.min(LONGEST_BACKOFF_MS, MINUTE * 2 ** Math.min(failures - 1, 20));
}

export interface JobTimes {
  nextRunAt: Date;
  backoffUntil: Date | null;
}

/**
 * The same times, seen by a clock that may have been put back: nothing lies further ahead than it could have been
 * planned now. (A clock put forward, a sleep or a shutdown need nothing: what is overdue is due.)
 */
export function plausibleTimes(schedule: JobSchedule, times: JobTimes, now: Date): JobTimes {
  const furthest = nextRun(schedule, now);
  const { nextRunAt, backoffUntil } = times;
  return {
    nextRunAt: nextRunAt > furthest ? furthest : nextRunAt,
    backoffUntil: backoffUntil && backoffUntil.getTime() - now.getTime() > LONGEST_BACKOFF_MS ? null : backoffUntil,
  };
}

export function isDue({ nextRunAt, backoffUntil }: JobTimes, now: Date): boolean {
  return nextRunAt <= now && (backoffUntil === null || backoffUntil <= now);
}

export function scheduleInWords(schedule: JobSchedule): string {
  if ('dailyAt' in schedule) return `daily at ${schedule.dailyAt}`;
  const { everyMinutes } = schedule;
  if (everyMinutes % 60 !== 0) return `every ${everyMinutes} minutes`;
  return everyMinutes === 60 ? 'every hour' : `every ${everyMinutes / 60} hours`;
}
