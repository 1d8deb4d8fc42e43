/** Forty bills, a clock that can be set and carried around the world, and the part of the core that reminds. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger } from '../../src/core/adapters/sqlite/open-ledger.ts';
import { occurrences } from '../../src/core/domain/schedule/occurrences.ts';
import { billReminders } from '../../src/core/features/bills/bill-reminders.ts';
import { createBillService } from '../../src/core/features/bills/service.ts';
import { createJobService } from '../../src/core/features/jobs/service.ts';
import { createReminders } from '../../src/core/features/notifications/reminders.ts';
import { createNotificationService } from '../../src/core/features/notifications/service.ts';
import { createJobRuns } from '../../src/core/features/system/job-runs.ts';
import { createLedger } from '../../src/core/ledger/ledger.ts';
import type { Clock, Notifier } from '../../src/core/ports.ts';
import { billInput } from '../../src/shared/contract/bills.ts';
import type { ScheduleRule } from '../../src/shared/contract/schedule.ts';
import { addDays, plainDate, type PlainDate } from '../../src/shared/dates.ts';
import { silentLogger } from './ports-fixture.ts';

const MISSED_AFTER_DAYS = 14;
export const FIRST_DAY = '2025-01-20';
export const YEARS_END = '2028-01-20';
export const ZONES = ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'Pacific/Honolulu', 'America/Sao_Paulo'];

/** The same numbers for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface SimulatedBill {
  name: string;
  remindDays: number[];
  rule: ScheduleRule;
  autopay: boolean;
}

export const bills: SimulatedBill[] = Array.from({ length: 40 }, (_, at) => {
  const random = seeded(at + 1);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const rhythm = pick<ScheduleRule['rhythm']>([
    { unit: 'month', every: 1, by: { on: 'day', day: 1 + Math.floor(random() * 31) } },
    { unit: 'month', every: pick([1, 2, 3, 6]), by: { on: 'last-day' } },
    { unit: 'month', every: 1, by: { on: 'weekday', nth: pick([1, 2, -1]), weekday: 1 + Math.floor(random() * 7) } },
    { unit: 'week', every: pick([1, 2, 4]), weekdays: [] },
    { unit: 'day', every: pick([10, 30, 90]) },
    { unit: 'year', every: 1, month: 1 + Math.floor(random() * 12), by: { on: 'day', day: 29 } },
  ]);
  return {
    name: `bill-${at}`,
    remindDays: pick([[0], [3, 0], [7, 1], [14, 3, 0], [60, 1]]),
    rule: { start: addDays(FIRST_DAY, 70 + at), rhythm, shift: pick(['none', 'next', 'previous']), end: { kind: 'never' } },
    autopay: random() < 0.3,
  };
});

/** Reminders as `kind bill planned daysBefore`, with the day from which on each may and must be told. */
export function remindersUpTo(day: PlainDate): Map<string, PlainDate> {
  const due = new Map<string, PlainDate>();
  for (const bill of bills) {
    for (const { planned, date } of occurrences(bill.rule, FIRST_DAY, addDays(day, 80))) {
      for (const days of bill.remindDays) due.set(`bill-due ${bill.name} ${planned} ${days}`, addDays(date, -days));
      due.set(`bill-missed ${bill.name} ${planned} -1`, addDays(date, MISSED_AFTER_DAYS));
    }
  }
  for (const [key, from] of due) if (from > day) due.delete(key);
  return due;
}

/** The day follows the time zone of the process, as that of the real clock does. */
export function settableClock(start: number): Clock & { at: number } {
  const clock = {
    at: start,
    now: () => new Date(clock.at),
    today() {
      const now = new Date(clock.at);
      return plainDate(now.getFullYear(), now.getMonth() + 1, now.getDate()) as PlainDate;
    },
  };
  return clock;
}

/** What the system showed goes into a file, which outlives every crash. */
export function showingInto(file: string): Notifier {
  return {
    notify({ tag }) {
      appendFileSync(file, `${tag}\n`);
      return true;
    },
  };
}

/** Of the bill that a row is about. */
const NAME_OF_BILL = `(SELECT b.name FROM bill b WHERE lower(hex(b.id)) = replace(subject_id, '-', ''))`;

export function openWorld(folder: string, clock: Clock, notifier: Notifier) {
  const file = openLedger(join(folder, 'ledger.sqlite'), 'migrations/ledger', silentLogger);
  // A process that is killed loses nothing that it gave to the system; only a power cut would, and there is none here.
  file.write.exec('PRAGMA synchronous = OFF');
  const ledger = createLedger(file, clock, () => undefined);
  const notifications = createNotificationService({
    ledger,
    clock,
    logger: silentLogger,
    notifier,
    actions: { paid: async () => undefined },
    changed: () => undefined,
    open: () => undefined,
  });
  const billService = createBillService(ledger, clock);
  const jobRuns = createJobRuns(ledger, clock);
  const jobs = createJobService({
    ledger,
    clock,
    logger: silentLogger,
    jobRuns,
    changed: () => undefined,
    definitions: [
      {
        name: 'broken',
        title: 'Always fails',
        schedule: { everyMinutes: 5 },
        first: 'at-once',
        run: async () => {
          throw new Error('It never works.');
        },
      },
      {
        name: 'reminders',
        title: 'Reminders of bills',
        schedule: { everyMinutes: 15 },
        first: 'at-once',
        run: createReminders({ ledger, clock, notifications, sources: [billReminders(billService, () => 'en-GB')], isSettled: () => false }),
      },
    ],
  });
  return {
    ledger,
    jobs,
    notifications,
    async start(): Promise<void> {
      await jobRuns.closeInterrupted();
      if (billService.list().length === 0) {
        for (const bill of bills) {
          await billService.create(billInput.parse({ ...bill, currency: 'EUR', amountMinor: -1000 }));
        }
      }
      await jobs.prepare();
    },
    /** As the timer of the app does it each minute. */
    async tick(): Promise<void> {
      await jobs.tick();
      await notifications.deliver();
    },
    reminders: () =>
      ledger.read
        .sql<{ key: string }>(`SELECT kind || ' ' || ${NAME_OF_BILL} || ' ' || due_on || ' ' || days_before AS key FROM reminder ORDER BY 1`)
        .all()
        .map((row) => row.key),
    inbox: () =>
      ledger.read
        .sql<{ kind: string; subject: string; due: string; n: number }>(
          `SELECT kind, ${NAME_OF_BILL} AS subject, due_on AS due, count(*) AS n FROM notification GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
        )
        .all(),
    undelivered: () =>
      ledger.read.sql<{ n: number }>(`SELECT count(*) AS n FROM notification WHERE delivery = 'pending'`).get()?.n ?? 0,
    close: () => file.close(),
  };
}
