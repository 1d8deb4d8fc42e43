/** The log of who did what, for administrators. It holds acts, never what a person earns or buys. */
import type { Database } from '../../database/database.ts';
import { activities } from '../../database/schema/accounts.ts';
import { newId } from '../../../shared/ids.ts';

export interface Activity {
  /** Null for what the server does by itself. */
  userId: string | null;
  /** Lower case with hyphens: `signed-in`, `password-changed`, `user-deactivated`. */
  action: string;
  /** What it was done to, such as another user's id. */
  subject?: string;
  detail?: Record<string, unknown>;
  ip?: string;
}

export async function recordActivity(db: Database, { userId, action, subject, detail, ip }: Activity): Promise<void> {
  await db.insert(activities).values({ id: newId(), userId, action, subject: subject ?? null, detail: detail ?? {}, ip: ip ?? null });
}
