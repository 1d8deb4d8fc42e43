/** The inbox, and what of it the system shows. */
import { DomainError } from '#shared/contract/errors.ts';
import type {
  AppNotification,
  NotificationAction,
  NotificationKind,
  NotificationPreferences,
  ShownNotification,
} from '#shared/contract/notifications.ts';
import type { PlainDate } from '#shared/dates.ts';
import { newIdBytes } from '#shared/ids.ts';
import { tomorrowAt } from '../../domain/notifications/wall-time.ts';
import type { Database } from '../../ledger/database.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock, Logger, Notifier } from '../../ports.ts';
import { readPreferences, writePreferences } from './preferences.ts';
import { createNotificationRepository, type InboxFilter } from './repository.ts';
import { whatToShow } from './what-to-show.ts';

/** Something worth telling. */
export interface Notice {
  kind: NotificationKind;
  /** What it is about, and the day it is about if there is one. */
  subject?: { id: string; dueOn?: PlainDate };
  title: string;
  body: string;
  actions?: NotificationAction[];
  /** A path of the app. */
  link?: string;
  /**
   * Told once and never again for the same kind, subject and day, and this number; a crash at any point changes nothing
   * about it. Needs a subject with a day.
   */
  once?: { daysBefore: number };
}

interface NotificationDependencies {
  ledger: Ledger;
  clock: Clock;
  logger: Logger;
  notifier: Notifier;
  /** What the actions do; "snooze" is known here. */
  actions: { paid(notification: AppNotification): Promise<void> };
  changed: () => void;
  /** A notification was clicked: show that page. */
  open: (link: string) => void;
}

const DIGEST_SHOWN = 'digestShownOn';
/** What could not be shown for so long is no news any more; it stays in the inbox. */
const STALE_AFTER_MS = 48 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const KEEP_READ_DAYS = 60;
const KEEP_DAYS = 365;
const SNOOZE_UNTIL = '09:00';

export function createNotificationService(parts: NotificationDependencies) {
  const { ledger, clock, logger, notifier, changed } = parts;
  const reading = createNotificationRepository(ledger.read);
  const now = (): string => clock.now().toISOString();

  const found = (id: string): AppNotification => {
    const notification = reading.byId(id);
    if (!notification) throw new DomainError('NOT_FOUND', 'That notification is not there any more.');
    return notification;
  };

  /** Part of a larger transaction. False when it was told before. A kind that is off counts as told. */
  const notifyIn = (db: Database, notice: Notice): boolean => {
    const { kind, subject, title, body, once } = notice;
    const repository = createNotificationRepository(db);
    if (once) {
      if (!subject?.dueOn) throw new RangeError('What is told once needs a day.');
      if (!repository.remember(kind, subject.id, subject.dueOn, once.daysBefore, now())) return false;
    }
    const treatment = readPreferences(db).kinds[kind];
    if (treatment === 'off') return true;
    repository.insert(
      newIdBytes(),
      {
        kind,
        subjectId: subject?.id ?? '',
        dueOn: subject?.dueOn ?? null,
        title,
        body,
        link: notice.link ?? null,
        actions: notice.actions ?? [],
        createdAt: now(),
      },
      treatment === 'show' ? 'pending' : 'silent',
    );
    return true;
  };

  const toShow = (): ShownNotification[] =>
    whatToShow({
      pending: reading.pending(now()),
      preferences: readPreferences(ledger.read),
      now: clock.now(),
      today: clock.today(),
      digestOn: reading.readSetting(DIGEST_SHOWN) as PlainDate | null,
    });

  const markShown = async (tag: string, ids: readonly string[]): Promise<number> =>
    ledger.direct((db) => {
      const repository = createNotificationRepository(db);
      if (tag.startsWith('digest:')) repository.writeSetting(DIGEST_SHOWN, tag.slice('digest:'.length));
      return repository.markShown(ids);
    });

  /**
   * Gives the system what it should show, at least once: a crash between showing and writing it down shows it again
   * under the same tag. Where the host shows nothing itself, it waits for a page that does.
   */
  const deliver = async (): Promise<void> => {
    const oldest = new Date(clock.now().getTime() - STALE_AFTER_MS).toISOString();
    const pending = reading.pending(now());
    if (pending.length === 0) return;
    // A digest may be a day away: what waits for it is not stale.
    if (pending.some((it) => (it.snoozedUntil ?? it.createdAt) < oldest)) {
      await ledger.direct((db) => createNotificationRepository(db).markStale(oldest));
    }
    for (const shown of toShow()) {
      const { tag, ids, title, body, link, actions } = shown;
      const isShown = notifier.notify({ tag, title, body, actions }, (response) => {
        respond(ids, link, response).catch((error: unknown) => logger.warn('notification-action-failed', { error }));
      });
      if (isShown) await markShown(tag, ids);
    }
  };

  let delivering: Promise<void> = Promise.resolve();
  const deliverInTurn = (): Promise<void> => {
    const turn = delivering.then(deliver);
    delivering = turn.catch(() => undefined);
    return turn;
  };

  const announce = async (): Promise<void> => {
    changed();
    await deliverInTurn();
  };

  const snooze = async (id: string, until: Date): Promise<AppNotification> => {
    found(id);
    if (until <= clock.now()) throw new DomainError('INVALID', 'Choose a time that is still to come.', 'until');
    await ledger.direct((db) => createNotificationRepository(db).snooze(id, until.toISOString()));
    changed();
    return found(id);
  };

  const act = async (id: string, action: NotificationAction['id']): Promise<AppNotification> => {
    const notification = found(id);
    if (!notification.actions.some((offered) => offered.id === action)) {
      throw new DomainError('INVALID', 'This notification does not offer that.', 'action');
    }
    if (action === 'snooze') return snooze(id, tomorrowAt(clock.now(), SNOOZE_UNTIL));
    await parts.actions.paid(notification);
    await settle(notification.subjectId, notification.dueOn);
    return found(id);
  };

  const settle = async (subjectId: string, dueOn: PlainDate | null): Promise<void> => {
    const settled = await ledger.direct((db) => createNotificationRepository(db).settle(subjectId, dueOn, now()));
    if (settled > 0) changed();
  };

  const respond = async (ids: readonly string[], link: string, response: 'open' | NotificationAction['id']): Promise<void> => {
    const [only] = ids;
    if (response !== 'open' && only) {
      await act(only, response);
      return;
    }
    await ledger.direct((db) => createNotificationRepository(db).setRead(ids, now()));
    changed();
    parts.open(link);
  };

  return {
    /** Puts it into the inbox, and has the system show it when it may. False when it was told before. */
    async notify(notice: Notice): Promise<boolean> {
      const told = await ledger.direct((db) => notifyIn(db, notice));
      if (told) await announce();
      return told;
    },

    /** All of them in one transaction, with what else `and` writes. Answers how many were told now. */
    async notifyAll(notices: readonly Notice[], and: (db: Database) => void = () => undefined): Promise<number> {
      const told = await ledger.direct((db) => {
        and(db);
        return notices.filter((notice) => notifyIn(db, notice)).length;
      });
      if (told > 0) await announce();
      return told;
    },

    /** Marks read all that was said about it, also what is snoozed. */
    settle,
    deliver: deliverInTurn,

    list: (filter: InboxFilter) => reading.list(filter, now()),
    unreadCount: (): number => reading.unreadCount(now()),

    async setRead(ids: string[], read: boolean): Promise<number> {
      const count = await ledger.direct((db) => createNotificationRepository(db).setRead(ids, read ? now() : null));
      changed();
      return count;
    },

    async markAllRead(kind: NotificationKind | null): Promise<number> {
      const count = await ledger.direct((db) => createNotificationRepository(db).readAll(kind, now()));
      changed();
      return count;
    },

    snooze: (id: string, until: string) => snooze(id, new Date(until)),
    act,

    async remove(ids: string[]): Promise<number> {
      const count = await ledger.direct((db) => createNotificationRepository(db).remove(ids));
      changed();
      return count;
    },

    preferences: (): NotificationPreferences => readPreferences(ledger.read),

    async updatePreferences(patch: Partial<NotificationPreferences>): Promise<NotificationPreferences> {
      await ledger.direct((db) => {
        const given = Object.entries(patch).filter(([, value]) => value !== undefined);
        writePreferences(db, { ...readPreferences(db), ...Object.fromEntries(given) });
      });
      await announce();
      return readPreferences(ledger.read);
    },

    toShow,

    async markShown(tag: string, ids: string[]): Promise<number> {
      return markShown(tag, ids);
    },

    /** Answers how many went. */
    clean(): Promise<number> {
      const before = (days: number): string => new Date(clock.now().getTime() - days * DAY_MS).toISOString();
      return ledger.direct((db) => createNotificationRepository(db).clean(before(KEEP_READ_DAYS), before(KEEP_DAYS)));
    },
  };
}

export type NotificationService = ReturnType<typeof createNotificationService>;
