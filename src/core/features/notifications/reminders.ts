/** Reminders of what falls due on a day: each exactly once, whatever happens to the process or the clock. */
import { addDays, type PlainDate } from '#shared/dates.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { createNotificationRepository } from './repository.ts';
import type { Notice, NotificationService } from './service.ts';

/** Told once, about a subject and a day. */
export type Reminder = Notice & Required<Pick<Notice, 'once'>> & { subject: { id: string; dueOn: PlainDate } };

/**
 * What is to be told on the days from `since` to `today`, both included. It may answer reminders that were told before:
 * which those are is not its concern.
 */
export type ReminderSource = (since: PlainDate, today: PlainDate) => Reminder[];

interface ReminderDependencies {
  ledger: Ledger;
  clock: Clock;
  notifications: NotificationService;
  sources: readonly ReminderSource[];
  /** True when what was to be done by that day is done: nothing more needs to be said about it. */
  isSettled: (subjectId: string, dueOn: PlainDate) => boolean;
}

const ABOUT_BILLS = ['bill-due', 'bill-missed'] as const;

const REMINDED_UP_TO = 'remindedUpTo';
/** A person who travels west meets the same day again, and a clock may be put back. */
const OVERLAP_DAYS = 3;

/**
 * The days looked at reach from the last time to today, so that a week of sleep loses nothing. A reminder, its entry in
 * the inbox and the day reached are one transaction: a crash leaves all of them or none.
 */
export function createReminders({ ledger, clock, notifications, sources, isSettled }: ReminderDependencies) {
  return async (): Promise<string | null> => {
    const today = clock.today();
    const repository = createNotificationRepository(ledger.read);
    for (const { subjectId, dueOn } of repository.unreadAbout(ABOUT_BILLS)) {
      if (isSettled(subjectId, dueOn)) await notifications.settle(subjectId, dueOn);
    }
    const reached = (repository.readSetting(REMINDED_UP_TO) as PlainDate | null) ?? today;
    const since = addDays(reached < today ? reached : today, -OVERLAP_DAYS);
    const due = sources.flatMap((source) => source(since, today));
    if (due.length === 0 && reached === today) return null;
    const told = await notifications.notifyAll(due, (db) =>
      createNotificationRepository(db).writeSetting(REMINDED_UP_TO, today),
    );
    return told === 0 ? null : told === 1 ? 'One reminder' : `${told} reminders`;
  };
}
