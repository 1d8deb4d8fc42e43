import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { id, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

const instant = z.iso.datetime();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 08:30.');

export const notificationKind = z.enum([
  'bill-due',
  'bill-missed',
  'over-budget',
  'unusual-charge',
  'low-balance',
  'goal-reached',
  'import-finished',
  'backup-failed',
  'shared-expense',
]);
export type NotificationKind = z.infer<typeof notificationKind>;

/** What can be done from the notification itself, by its name: `paid`, `snooze`. */
export const notificationAction = z.object({ id: z.enum(['paid', 'snooze']), label: z.string() });
export type NotificationAction = z.infer<typeof notificationAction>;

export const notification = z.object({
  id,
  kind: notificationKind,
  /** What it is about; empty for nothing in particular. */
  subjectId: z.string(),
  dueOn: plainDate.nullable(),
  title: z.string(),
  body: z.string(),
  /** A path of the app. */
  link: z.string().nullable(),
  actions: z.array(notificationAction),
  createdAt: instant,
  readAt: instant.nullable(),
  snoozedUntil: instant.nullable(),
});
export type AppNotification = z.infer<typeof notification>;

/** What the system is to show: one notification, or several told as one. A later one of the same tag replaces it. */
export const shownNotification = z.object({
  tag: z.string(),
  ids: z.array(id),
  title: z.string(),
  body: z.string(),
  link: z.string(),
  actions: z.array(notificationAction),
});
export type ShownNotification = z.infer<typeof shownNotification>;

/** `show`: in the inbox and by the system; `inbox`: only there; `off`: nowhere. */
const treatment = z.enum(['show', 'inbox', 'off']);
export type Treatment = z.infer<typeof treatment>;

export const notificationPreferences = z.object({
  kinds: z.record(notificationKind, treatment),
  /** The inbox fills, but the system shows nothing. May go over midnight. */
  quietHours: z.object({ on: z.boolean(), from: time, to: time }),
  /** Once a day all that is new, instead of each by itself. */
  digest: z.object({ on: z.boolean(), at: time }),
  /** In the web host: the page shows notifications, which the browser was asked to allow. */
  browser: z.boolean(),
});
export type NotificationPreferences = z.infer<typeof notificationPreferences>;

const ids = z.object({ ids: z.array(id).min(1).max(500) });

export const notificationsContract = {
  /** Latest first. Snoozed ones only when asked for. */
  list: base
    .input(
      z.object({
        kind: notificationKind.nullable().default(null),
        state: z.enum(['all', 'unread', 'snoozed']).default('all'),
        cursor: z.string().nullable().default(null),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(notification), cursor: z.string().nullable() })),
  unreadCount: base.output(z.int()),
  setRead: base.input(ids.extend({ read: z.boolean() })).output(z.int()),
  /** All of a kind, or all. Answers how many were unread. */
  markAllRead: base.input(z.object({ kind: notificationKind.nullable().default(null) })).output(z.int()),
  /** It leaves the inbox and comes back as new. INVALID when the time is over. */
  snooze: base.input(z.object({ id, until: instant })).output(notification),
  remove: base.input(ids).output(z.int()),
  /** Does what one of its actions says, and marks it read. */
  act: base.input(z.object({ id, action: notificationAction.shape.id })).output(notification),
  preferences: base.output(notificationPreferences),
  updatePreferences: base.input(notificationPreferences.partial()).output(notificationPreferences),
  /** What a page should show because its host cannot. Empty in quiet hours. */
  toShow: base.output(z.array(shownNotification)),
  /** The page has shown them: they are not shown again. */
  markShown: base.input(z.object({ tag: z.string(), ids: z.array(id).max(5000) })).output(z.int()),
};
