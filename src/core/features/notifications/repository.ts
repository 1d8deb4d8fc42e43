import type { AppNotification, NotificationKind } from '#shared/contract/notifications.ts';
import type { PlainDate } from '#shared/dates.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

interface StoredNotification {
  id: Buffer;
  kind: NotificationKind;
  subject_id: string;
  due_on: PlainDate | null;
  title: string;
  body: string;
  link: string | null;
  actions: string;
  created_at: string;
  at: string;
  read_at: string | null;
  snoozed_until: string | null;
}

export interface InboxFilter {
  kind: NotificationKind | null;
  state: 'all' | 'unread' | 'snoozed';
  cursor: string | null;
  limit: number;
}

/** Times are ISO instants, which sort as text. */
export function createNotificationRepository(db: Database) {
  return {
    insert(
      id: Uint8Array,
      it: Omit<AppNotification, 'id' | 'readAt' | 'snoozedUntil'>,
      delivery: 'pending' | 'silent',
    ): void {
      db.sql(
        `INSERT INTO notification (id, kind, subject_id, due_on, title, body, link, actions, created_at, at, delivery)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        id,
        it.kind,
        it.subjectId,
        it.dueOn,
        it.title,
        it.body,
        it.link,
        JSON.stringify(it.actions),
        it.createdAt,
        it.createdAt,
        delivery,
      );
    },

    /** False when it was said before. */
    remember(kind: NotificationKind, subjectId: string, dueOn: PlainDate, daysBefore: number, at: string): boolean {
      return (
        db
          .sql(
            `INSERT INTO reminder (kind, subject_id, due_on, days_before, made_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT DO NOTHING`,
          )
          .run(kind, subjectId, dueOn, daysBefore, at).changes > 0
      );
    },

    byId(id: string): AppNotification | null {
      const row = db.sql<StoredNotification>('SELECT * FROM notification WHERE id = ?').get(idToBytes(id));
      return row ? asNotification(row) : null;
    },

    list({ kind, state, cursor, limit }: InboxFilter, now: string): { items: AppNotification[]; cursor: string | null } {
      const [at = null, id = null] = cursor?.split('|') ?? [];
      const rows = db
        .sql<StoredNotification>(
          `SELECT * FROM notification
           WHERE (@kind IS NULL OR kind = @kind)
             AND CASE @state WHEN 'snoozed' THEN coalesce(snoozed_until > @now, 0)
                 ELSE coalesce(snoozed_until <= @now, 1) END
             AND (@state <> 'unread' OR read_at IS NULL)
             AND (@at IS NULL OR (at, id) < (@at, @id))
           ORDER BY at DESC, id DESC LIMIT @limit`,
        )
        .all({ kind, state, now, at, id: id === null ? null : Buffer.from(id, 'hex'), limit: limit + 1 });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(asNotification),
        cursor: rows.length > limit && last ? `${last.at}|${last.id.toString('hex')}` : null,
      };
    },

    unreadCount(now: string): number {
      return (
        db
          .sql<{ n: number }>(
            'SELECT count(*) AS n FROM notification WHERE read_at IS NULL AND coalesce(snoozed_until <= ?, 1)',
          )
          .get(now)?.n ?? 0
      );
    },

    setRead(ids: readonly string[], readAt: string | null): number {
      const set = db.sql('UPDATE notification SET read_at = ? WHERE id = ? AND (read_at IS NULL) <> (? IS NULL)');
      return ids.reduce((changed, id) => changed + set.run(readAt, idToBytes(id), readAt).changes, 0);
    },

    readAll(kind: NotificationKind | null, now: string): number {
      return db
        .sql(
          `UPDATE notification SET read_at = @now WHERE read_at IS NULL AND (@kind IS NULL OR kind = @kind)
           AND coalesce(snoozed_until <= @now, 1)`,
        )
        .run({ now, kind }).changes;
    },

    /** Subjects and days that unread notifications are about, snoozed ones too. */
    unreadAbout(kinds: readonly NotificationKind[]): { subjectId: string; dueOn: PlainDate }[] {
      return db
        .sql<{ subjectId: string; dueOn: PlainDate }>(
          `SELECT DISTINCT subject_id AS subjectId, due_on AS dueOn FROM notification
           WHERE read_at IS NULL AND due_on IS NOT NULL AND kind IN (${kinds.map(() => '?').join(', ')})`,
        )
        .all(...kinds);
    },

    /** What has been dealt with elsewhere needs no one's attention any more, now or when it would come back. */
    settle(subjectId: string, dueOn: PlainDate | null, now: string): number {
      return db
        .sql(
          `UPDATE notification SET read_at = @now, snoozed_until = NULL
           WHERE subject_id = @subjectId AND due_on IS @dueOn AND (read_at IS NULL OR snoozed_until > @now)`,
        )
        .run({ now, subjectId, dueOn }).changes;
    },

    snooze(id: string, until: string): void {
      db.sql(
        `UPDATE notification SET snoozed_until = @until, at = @until, read_at = NULL,
           delivery = CASE delivery WHEN 'silent' THEN 'silent' ELSE 'pending' END
         WHERE id = @id`,
      ).run({ id: idToBytes(id), until });
    },

    remove(ids: readonly string[]): number {
      const remove = db.sql('DELETE FROM notification WHERE id = ?');
      return ids.reduce((removed, id) => removed + remove.run(idToBytes(id)).changes, 0);
    },

    /** Oldest first: unread, not snoozed, not shown by the system yet. */
    pending(now: string): AppNotification[] {
      return db
        .sql<StoredNotification>(
          `SELECT * FROM notification
           WHERE delivery = 'pending' AND read_at IS NULL AND at <= @now AND coalesce(snoozed_until <= @now, 1)
           ORDER BY at, id`,
        )
        .all({ now })
        .map(asNotification);
    },

    markShown(ids: readonly string[]): number {
      const set = db.sql(`UPDATE notification SET delivery = 'shown' WHERE id = ? AND delivery = 'pending'`);
      return ids.reduce((changed, id) => changed + set.run(idToBytes(id)).changes, 0);
    },

    markStale(before: string): number {
      return db.sql(`UPDATE notification SET delivery = 'stale' WHERE delivery = 'pending' AND at < ?`).run(before).changes;
    },

    /** Read ones older than the one time, any older than the other. What has been said stays remembered. */
    clean(readBefore: string, anyBefore: string): number {
      return db
        .sql('DELETE FROM notification WHERE at < @anyBefore OR (at < @readBefore AND read_at IS NOT NULL)')
        .run({ readBefore, anyBefore }).changes;
    },

    readSetting(key: string): unknown {
      const row = db.sql<{ value: string }>('SELECT value FROM setting WHERE key = ?').get(key);
      return row ? (JSON.parse(row.value) as unknown) : null;
    },

    writeSetting(key: string, value: unknown): void {
      db.sql('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
        key,
        JSON.stringify(value),
      );
    },
  };
}

function asNotification(row: StoredNotification): AppNotification {
  return {
    id: idFromBytes(row.id),
    kind: row.kind,
    subjectId: row.subject_id,
    dueOn: row.due_on,
    title: row.title,
    body: row.body,
    link: row.link,
    actions: JSON.parse(row.actions) as AppNotification['actions'],
    createdAt: row.created_at,
    readAt: row.read_at,
    snoozedUntil: row.snoozed_until,
  };
}
