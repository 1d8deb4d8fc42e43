/** The feature notifications: other features send, people read. */
import { and, desc, eq } from 'drizzle-orm';
import { newId } from '../../../shared/ids.ts';
import type { Feature, ServerContext } from '../../context.ts';
import type { Database } from '../../database/database.ts';
import { notifications } from '../../database/schema/accounts.ts';
import { handle } from '../../http/handle.ts';
import * as contract from './contract.ts';

const SHOWN = 100;

export interface NewNotification {
  title: string;
  message: string;
}

/** Tells each of the users. */
export async function notify(db: Database, userIds: readonly string[], { title, message }: NewNotification): Promise<void> {
  if (userIds.length === 0) return;
  await db.insert(notifications).values(userIds.map((userId) => ({ id: newId(), userId, title, message })));
}

async function list(db: Database, userId: string, unreadOnly: boolean) {
  const unread = unreadOnly ? eq(notifications.isRead, false) : undefined;
  return await db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), unread))
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(SHOWN);
}

export function createNotifications({ db }: ServerContext): Feature {
  return {
    routes: [
      handle(contract.listUserNotifications, async ({ caller }) => {
        const rows = await list(db, caller.id, false);
        const body = rows.map(({ id, title, message, isRead, createdAt }) => ({
          id,
          title,
          message,
          status: isRead ? ('read' as const) : ('unread' as const),
          timestamp: createdAt.toISOString(),
        }));
        return { status: 200, body };
      }),
      handle(contract.listNotifications, async ({ caller }) => {
        const rows = await list(db, caller.id, true);
        return { status: 200, body: rows.map(({ id, message, createdAt }) => ({ id, message, created_at: createdAt.toISOString() })) };
      }),
      handle(contract.markNotificationsRead, async ({ caller }) => {
        await db
          .update(notifications)
          .set({ isRead: true })
          .where(and(eq(notifications.userId, caller.id), eq(notifications.isRead, false)));
        return { status: 200, body: { message: 'All notifications are marked as read.' } };
      }),
    ],
  };
}
