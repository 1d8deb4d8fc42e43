/** Which pending notifications the system should show now, and which of them as one. */
import type { AppNotification, NotificationPreferences, ShownNotification } from '#shared/contract/notifications.ts';
import type { PlainDate } from '#shared/dates.ts';
import { isWithin, wallTime } from '../../domain/notifications/wall-time.ts';

/** After a long sleep there may be many at once: more than these are told as one. */
const MOST_AT_ONCE = 3;
const INBOX = '/notifications';

interface Situation {
  pending: readonly AppNotification[];
  preferences: NotificationPreferences;
  now: Date;
  today: PlainDate;
  /** The day of the last digest. */
  digestOn: PlainDate | null;
}

export function whatToShow({ pending, preferences, now, today, digestOn }: Situation): ShownNotification[] {
  const time = wallTime(now);
  const { quietHours, digest } = preferences;
  if (quietHours.on && isWithin(time, quietHours.from, quietHours.to)) return [];
  if (!digest.on) return grouped(pending, `several:${today}`);
  // A time that the person chose is kept; everything else waits for the digest.
  const chosen = pending.filter((it) => it.snoozedUntil !== null);
  const others = pending.filter((it) => it.snoozedUntil === null);
  const isTime = time >= digest.at && digestOn !== today;
  return [...grouped(chosen, `several:${today}`), ...(isTime && others.length > 0 ? [asOne(others, `digest:${today}`)] : [])];
}

function grouped(items: readonly AppNotification[], tag: string): ShownNotification[] {
  return items.length > MOST_AT_ONCE ? [asOne(items, tag)] : items.map(alone);
}

/** Reminders of the same bill and day share a tag: the later takes the place of the earlier. */
function alone(it: AppNotification): ShownNotification {
  return {
    tag: it.dueOn === null ? it.id : `${it.kind}:${it.subjectId}:${it.dueOn}`,
    ids: [it.id],
    title: it.title,
    body: it.body,
    link: it.link ?? INBOX,
    actions: it.actions,
  };
}

function asOne(items: readonly AppNotification[], tag: string): ShownNotification {
  const [only] = items;
  if (only && items.length === 1) return { ...alone(only), tag };
  const titles = items.slice(-MOST_AT_ONCE).reverse().map((it) => it.title);
  const more = items.length - titles.length;
  return {
    tag,
    ids: items.map((it) => it.id),
    title: `${items.length} new notifications`,
    body: more > 0 ? `${titles.join('\n')}\nand ${more} more` : titles.join('\n'),
    link: INBOX,
    actions: [],
  };
}
