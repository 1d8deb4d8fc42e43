/** What administrators decide for the whole server, kept in the database: all processes see the same. */
import { inArray } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { serverSettings } from '../../database/schema/index.ts';

export interface ServerSettings {
  signUpOpen: boolean;
}

const defaults: ServerSettings = { signUpOpen: true };

export async function readServerSettings(db: Database): Promise<ServerSettings> {
  const rows = await db.select().from(serverSettings).where(inArray(serverSettings.key, Object.keys(defaults)));
  return { ...defaults, ...Object.fromEntries(rows.map(({ key, value }) => [key, value])) };
}

export async function writeServerSettings(db: Database, patch: Partial<ServerSettings>, now: Date): Promise<void> {
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    await db
      .insert(serverSettings)
      .values({ key, value, updatedAt: now })
      .onConflictDoUpdate({ target: serverSettings.key, set: { value, updatedAt: now } });
  }
}
