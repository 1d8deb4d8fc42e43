/** The jobs of the app, each with when it runs. What they do is the business of the features they belong to. */
import type { Notice, NotificationService } from '../notifications/service.ts';
import type { JobDefinition } from './service.ts';

export interface JobWork {
  /** The reminders of all features. Answer what they did in words, or null. */
  remind(): Promise<string | null>;
  /** What is worth an alert now. Each is told once. */
  alerts: readonly { name: string; title: string; afterChanges: boolean; find(): Promise<Notice[]> }[];
  refreshForecasts(): Promise<void>;
  /** Answers how many payments of bills were found. */
  matchBills(): Promise<number>;
  addRecurringExpenses(): Promise<number>;
  fetchRates(): Promise<unknown>;
  mayFetchRates(): boolean;
  /** False for a throw-away ledger. */
  mayBackUp: boolean;
  backUp(): Promise<{ file: string; bytes: number; kept: number }>;
  /** Answers how many things went. */
  cleanUp(): Promise<number>;
  notifications: NotificationService;
  today(): string;
}

export function appJobs(work: JobWork): JobDefinition[] {
  return [
    {
      name: 'reminders',
      title: 'Reminders of bills',
      schedule: { everyMinutes: 15 },
      first: 'at-once',
      afterChanges: true,
      run: work.remind,
    },
    ...work.alerts.map(
      ({ name, title, afterChanges, find }): JobDefinition => ({
        name,
        title,
        schedule: { everyMinutes: 60 },
        first: 'as-scheduled',
        afterChanges,
        async run() {
          const told = await work.notifications.notifyAll(await find());
          return told === 0 ? null : told === 1 ? 'One alert' : `${told} alerts`;
        },
      }),
    ),
    {
      name: 'bill-payments',
      title: 'Payments of bills',
      schedule: { everyMinutes: 60 },
      first: 'as-scheduled',
      afterChanges: true,
      async run() {
        const found = await work.matchBills();
        return found === 0 ? null : found === 1 ? 'One payment was found' : `${found} payments were found`;
      },
    },
    {
      name: 'recurring-expenses',
      title: 'Recurring shared expenses',
      schedule: { everyMinutes: 60 },
      first: 'at-once',
      async run() {
        const added = await work.addRecurringExpenses();
        if (added === 0) return null;
        const words = added === 1 ? 'One recurring shared expense was added' : `${added} recurring shared expenses were added`;
        await work.notifications.notify({ kind: 'shared-expense', title: 'Shared expenses', body: `${words}.`, link: '/groups' });
        return words;
      },
    },
    {
      name: 'forecasts',
      title: 'Forecasts',
      schedule: { everyMinutes: 6 * 60 },
      first: 'at-once',
      restMinutes: 3,
      async run() {
        await work.refreshForecasts();
        return null;
      },
    },
    {
      name: 'exchange-rates',
      title: 'Exchange rates',
      schedule: { everyMinutes: 6 * 60 },
      first: 'at-once',
      wanted: work.mayFetchRates,
      recordsItself: true,
      async run() {
        await work.fetchRates();
        return null;
      },
    },
    {
      name: 'backup',
      title: 'Backup',
      schedule: { dailyAt: '03:30' },
      first: 'as-scheduled',
      restMinutes: 3,
      wanted: () => work.mayBackUp,
      async run() {
        const { file, bytes, kept } = await work.backUp();
        const size = Math.max(1, Math.round(bytes / 1e5)) / 10;
        return `${file}, ${size} MB; ${kept} ${kept === 1 ? 'copy is' : 'copies are'} kept`;
      },
      async failed(error) {
        await work.notifications.notify({
          kind: 'backup-failed',
          subject: { id: 'backup', dueOn: work.today() },
          once: { daysBefore: 0 },
          title: 'The backup failed',
          body: `${error instanceof Error ? error.message : 'It could not be written.'} Saldo tries again by itself.`,
          link: '/settings#activity',
        });
      },
    },
    {
      name: 'clean-up',
      title: 'Tidying up',
      schedule: { dailyAt: '04:00' },
      first: 'as-scheduled',
      restMinutes: 5,
      async run() {
        const removed = await work.cleanUp();
        return removed === 0 ? null : `${removed} old entries and files removed`;
      },
    },
  ];
}
