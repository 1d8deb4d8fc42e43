import { existsSync, readdirSync, writeFileSync, utimesSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import SQLite from 'better-sqlite3';
import { backUpLedger } from '../../src/core/adapters/sqlite/back-up-ledger.ts';
import { cleanDataFolder } from '../../src/core/adapters/data-folder/clean-data-folder.ts';
import { createJobService, type JobDefinition } from '../../src/core/features/jobs/service.ts';
import { createNotificationService, type Notice } from '../../src/core/features/notifications/service.ts';
import { createJobRuns } from '../../src/core/features/system/job-runs.ts';
import type { ShownNotification } from '../../src/shared/contract/notifications.ts';
import { openTestLedger, temporaryFolder } from './ledger-fixture.ts';
import { silentLogger } from './ports-fixture.ts';
import { settableClock } from './reminder-world.ts';

const HOUR = 60 * 60 * 1000;
const rent: Notice = {
  kind: 'bill-due',
  subject: { id: 'rent', dueOn: '2026-03-20' },
  once: { daysBefore: 3 },
  title: 'Rent',
  body: 'It is due.',
  actions: [{ id: 'paid', label: 'Paid' }, { id: 'snooze', label: 'Snooze' }],
  link: '/bills',
};

async function inbox(at = new Date(2026, 2, 15, 12).getTime()) {
  const ledger = await openTestLedger();
  const clock = settableClock(at);
  const shown: Pick<ShownNotification, 'tag' | 'title' | 'body'>[] = [];
  const paid: string[] = [];
  const opened: string[] = [];
  let respond: (response: 'open' | 'paid' | 'snooze') => void = () => undefined;
  let shows = true;
  const notifications = createNotificationService({
    ledger,
    clock,
    logger: silentLogger,
    notifier: {
      notify({ tag, title, body }, answer) {
        if (!shows) return false;
        shown.push({ tag, title, body });
        respond = answer;
        return true;
      },
    },
    actions: { paid: async ({ subjectId }) => void paid.push(subjectId) },
    changed: () => undefined,
    open: (link) => void opened.push(link),
  });
  const list = (state: 'all' | 'unread' | 'snoozed' = 'all') =>
    notifications.list({ kind: null, state, cursor: null, limit: 50 }).items;
  return { ledger, clock, notifications, shown, paid, opened, list, respond: (it: 'open' | 'paid' | 'snooze') => respond(it), hide: () => (shows = false) };
}

describe('what is told', () => {
  it('is told once, also when it was deleted', async () => {
    const { notifications, shown, list } = await inbox();
    expect(await notifications.notify(rent)).toBe(true);
    await notifications.remove(list().map((it) => it.id));
    expect(await notifications.notify(rent)).toBe(false);
    expect(await notifications.notify({ ...rent, once: { daysBefore: 0 } })).toBe(true);
    expect(shown).toHaveLength(2);
    expect(new Set(shown.map(({ tag }) => tag)).size).toBe(1);
    expect(list()).toHaveLength(1);
  });

  it('is written down wholly or not at all', async () => {
    const { notifications, list } = await inbox();
    const broken = notifications.notifyAll([rent, { ...rent, once: { daysBefore: 1 }, title: null as never }]);
    await expect(broken).rejects.toThrow();
    expect(list()).toEqual([]);
    expect(await notifications.notify(rent)).toBe(true);
  });

  it('waits for the end of quiet hours, and comes one by one or as one', async () => {
    const { notifications, clock, shown } = await inbox(new Date(2026, 2, 15, 23).getTime());
    for (const name of ['A', 'B', 'C', 'D']) await notifications.notify({ kind: 'goal-reached', title: name, body: '.' });
    expect(shown).toEqual([]);
    expect(notifications.unreadCount()).toBe(4);
    clock.at += 9 * HOUR;
    await notifications.deliver();
    expect(shown.map(({ title }) => title)).toEqual(['4 new notifications']);
    await notifications.deliver();
    expect(shown).toHaveLength(1);
  });

  it('comes once a day as a digest, when that is wanted', async () => {
    const { notifications, clock, shown } = await inbox();
    await notifications.updatePreferences({ digest: { on: true, at: '18:00' } });
    await notifications.notify(rent);
    await notifications.notify({ kind: 'goal-reached', title: 'Bicycle', body: 'Saved.' });
    expect(shown).toEqual([]);
    clock.at += 6 * HOUR;
    await notifications.deliver();
    expect(shown).toEqual([{ tag: 'digest:2026-03-15', title: '2 new notifications', body: 'Bicycle\nRent' }]);
    await notifications.notify({ kind: 'goal-reached', title: 'Boat', body: 'Saved.' });
    expect(shown).toHaveLength(1);
    clock.at += 24 * HOUR;
    await notifications.deliver();
    expect(shown).toHaveLength(2);
  });

  it('follows the settings of its kind', async () => {
    const { notifications, shown, list } = await inbox();
    const { kinds } = notifications.preferences();
    await notifications.updatePreferences({ kinds: { ...kinds, 'goal-reached': 'inbox', 'bill-due': 'off' } });
    await notifications.notify({ kind: 'goal-reached', title: 'Boat', body: 'Saved.' });
    await notifications.notify(rent);
    expect(shown).toEqual([]);
    expect(list().map(({ title }) => title)).toEqual(['Boat']);
  });

  it('waits for a page where the host shows nothing, and is no news after two days', async () => {
    const { notifications, clock, hide } = await inbox();
    hide();
    await notifications.notify(rent);
    const [waiting] = notifications.toShow();
    expect(waiting).toMatchObject({ title: 'Rent', link: '/bills' });
    await notifications.markShown(waiting!.tag, waiting!.ids);
    expect(notifications.toShow()).toEqual([]);
    await notifications.notify({ ...rent, once: { daysBefore: 1 } });
    clock.at += 72 * HOUR;
    await notifications.deliver();
    expect(notifications.toShow()).toEqual([]);
    expect(notifications.unreadCount()).toBe(2);
  });
});

describe('what a person does with it', () => {
  it('pays by the button, which settles all that was said about it', async () => {
    const { notifications, paid, respond, list } = await inbox();
    await notifications.notify({ ...rent, once: { daysBefore: 7 } });
    await notifications.notify(rent);
    respond('paid');
    await expect.poll(() => notifications.unreadCount()).toBe(0);
    expect(paid).toEqual(['rent']);
    expect(list()).toHaveLength(2);
  });

  it('opens its page by a click', async () => {
    const { notifications, opened, respond } = await inbox();
    await notifications.notify(rent);
    respond('open');
    await expect.poll(() => opened).toEqual(['/bills']);
    expect(notifications.unreadCount()).toBe(0);
  });

  it('snoozes it: it goes and comes back as new, once', async () => {
    const { notifications, clock, shown, list } = await inbox();
    await notifications.notify(rent);
    const id = list()[0]!.id;
    await expect(notifications.snooze(id, new Date(clock.at - HOUR).toISOString())).rejects.toThrow('still to come');
    await notifications.snooze(id, new Date(clock.at + 3 * HOUR).toISOString());
    expect([list().length, list('snoozed').length, notifications.unreadCount()]).toEqual([0, 1, 0]);
    clock.at += 4 * HOUR;
    await notifications.deliver();
    await notifications.deliver();
    expect(shown).toHaveLength(2);
    expect(notifications.unreadCount()).toBe(1);
  });

  it('reads, marks unread and pages through it', async () => {
    const { notifications, list } = await inbox();
    for (let at = 0; at < 7; at++) await notifications.notify({ kind: 'goal-reached', title: `${at}`, body: '.' });
    expect(await notifications.markAllRead(null)).toBe(7);
    await notifications.setRead([list()[0]!.id], false);
    expect(list('unread').map(({ title }) => title)).toEqual(['6']);
    const first = notifications.list({ kind: null, state: 'all', cursor: null, limit: 4 });
    const rest = notifications.list({ kind: null, state: 'all', cursor: first.cursor, limit: 4 });
    expect([...first.items, ...rest.items].map(({ title }) => title)).toEqual(['6', '5', '4', '3', '2', '1', '0']);
    expect(rest.cursor).toBeNull();
  });
});

describe('jobs', () => {
  async function jobsWith(definitions: JobDefinition[]) {
    const ledger = await openTestLedger();
    const clock = settableClock(new Date(2026, 2, 15, 12).getTime());
    const jobRuns = createJobRuns(ledger, clock);
    const open = () => createJobService({ ledger, clock, logger: silentLogger, jobRuns, definitions, changed: () => undefined });
    const jobs = open();
    await jobs.prepare();
    return { clock, jobs, jobRuns, reopen: open };
  }
  const daily = (run: () => Promise<string | null>, name = 'daily'): JobDefinition => ({
    name,
    title: name,
    schedule: { dailyAt: '03:30' },
    first: 'as-scheduled',
    run,
  });

  it('run once after a long sleep, and after a start that came late', async () => {
    let runs = 0;
    const { clock, jobs, reopen } = await jobsWith([daily(async () => `${(runs += 1)}`)]);
    await jobs.tick();
    expect(runs).toBe(0);
    clock.at += 10 * 24 * HOUR;
    await jobs.tick();
    await jobs.tick();
    expect(runs).toBe(1);
    clock.at += 24 * HOUR;
    const later = reopen();
    await later.prepare();
    await later.tick();
    expect(runs).toBe(2);
  });

  it('go on when the clock is put back by a year', async () => {
    let runs = 0;
    const { clock, jobs } = await jobsWith([daily(async () => `${(runs += 1)}`)]);
    clock.at -= 365 * 24 * HOUR;
    await jobs.tick();
    clock.at += 24 * HOUR;
    await jobs.tick();
    expect(runs).toBe(1);
  });

  it('back off when they fail, and stop no other', async () => {
    let tries = 0;
    let fine = 0;
    const { clock, jobs, jobRuns } = await jobsWith([
      daily(async () => {
        tries += 1;
        throw new Error('The disk is full.');
      }, 'failing'),
      { ...daily(async () => `${(fine += 1)}`, 'fine'), schedule: { everyMinutes: 1 } },
    ]);
    clock.at = new Date(2026, 2, 16, 4).getTime();
    for (let minute = 0; minute < 60; minute++) {
      await jobs.tick();
      clock.at += 60_000;
    }
    expect(fine).toBe(60);
    expect(tries).toBe(6);
    expect(jobs.list()[0]).toMatchObject({ name: 'failing', failures: 6 });
    expect(jobRuns.list(100).find(({ job }) => job === 'failing')).toMatchObject({
      outcome: 'failed',
      message: 'The disk is full.',
    });
  });

  it('run when asked to, also while they are switched off', async () => {
    let runs = 0;
    const { clock, jobs, jobRuns } = await jobsWith([daily(async () => ((runs += 1), null))]);
    await jobs.setEnabled('daily', false);
    clock.at += 48 * HOUR;
    await jobs.tick();
    expect(runs).toBe(0);
    await jobs.runNow('daily');
    await jobs.runNow('daily');
    expect(runs).toBe(2);
    expect(jobs.list()[0]).toMatchObject({ enabled: false, nextRunAt: null });
    expect(jobRuns.list(10)).toHaveLength(1);
    await expect(jobs.runNow('other')).rejects.toThrow('no such job');
  });
});

describe('copies of the ledger', () => {
  it('are whole, one a day, and only so many', async () => {
    const folder = temporaryFolder();
    const ledger = await openTestLedger(folder);
    await ledger.direct((db) => db.sql(`INSERT INTO setting (key, value) VALUES ('mark', '1')`).run());
    const backups = join(folder, 'backups');
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-03']) {
      backUpLedger({ ledger: join(folder, 'ledger.sqlite'), folder: backups, day, keep: 2 });
    }
    expect(readdirSync(backups)).toEqual(['saldo-2026-03-02.sqlite', 'saldo-2026-03-03.sqlite']);
    const copy = new SQLite(join(backups, 'saldo-2026-03-03.sqlite'), { readonly: true });
    expect(copy.prepare(`SELECT value FROM setting WHERE key = 'mark'`).pluck().get()).toBe('1');
    copy.close();
  });

  it('leave nothing unfinished behind for long', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'backups'));
    const stale = join(folder, 'backups', 'saldo-2026-03-01.sqlite.part');
    const fresh = join(folder, 'secrets.json.new');
    for (const path of [stale, fresh]) writeFileSync(path, 'x');
    utimesSync(stale, 1_000_000, 1_000_000);
    expect(cleanDataFolder(folder, new Date())).toBe(1);
    expect([existsSync(stale), existsSync(fresh)]).toEqual([false, true]);
  });
});
