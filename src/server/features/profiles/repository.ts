/** Profiles, financial profiles and pictures in the database. */
import { and, desc, eq, gt, inArray } from 'drizzle-orm';
import { newId } from '../../../shared/ids.ts';
import type { Database } from '../../database/database.ts';
import { financialInputs, profiles, users } from '../../database/schema/accounts.ts';
import { avatars } from '../../database/schema/avatars.ts';
import { subscriptions } from '../../database/schema/payments.ts';

export type Profile = typeof profiles.$inferSelect;
export type FinancialInput = typeof financialInputs.$inferSelect;

/** Everybody has one from signing up on. */
export async function findProfile(db: Database, userId: string): Promise<Profile> {
  const [row] = await db.select().from(profiles).where(eq(profiles.userId, userId));
  if (row) return row;
  await db.insert(profiles).values({ id: newId(), userId }).onConflictDoNothing();
  return await findProfile(db, userId);
}

export async function updateProfile(db: Database, userId: string, changes: Partial<Omit<Profile, 'id' | 'userId'>>): Promise<void> {
  if (Object.keys(changes).length > 0) await db.update(profiles).set(changes).where(eq(profiles.userId, userId));
}

export async function findAccount(db: Database, userId: string) {
  const [row] = await db.select().from(users).where(eq(users.id, userId));
  return row ?? null;
}

/** The plan that is paid for, or null. */
export async function findPlan(db: Database, userId: string, now: Date): Promise<string | null> {
  const live = inArray(subscriptions.status, ['trial', 'active', 'past_due', 'cancelled']);
  const [row] = await db
    .select({ plan: subscriptions.planKey })
    .from(subscriptions)
    .where(and(eq(subscriptions.userId, userId), live, gt(subscriptions.paidUntil, now)))
    .orderBy(desc(subscriptions.paidUntil))
    .limit(1);
  return row?.plan ?? null;
}

export async function findFinancialInput(db: Database, userId: string): Promise<FinancialInput> {
  const [row] = await db.select().from(financialInputs).where(eq(financialInputs.userId, userId));
  if (row) return row;
  await db.insert(financialInputs).values({ id: newId(), userId }).onConflictDoNothing();
  return await findFinancialInput(db, userId);
}

export async function updateFinancialInput(
  db: Database,
  userId: string,
  changes: Partial<Omit<FinancialInput, 'id' | 'userId'>>,
): Promise<void> {
  if (Object.keys(changes).length > 0) await db.update(financialInputs).set(changes).where(eq(financialInputs.userId, userId));
}

/** Answers the id of the new picture, which stands in the place of the one before. */
export async function replaceAvatar(db: Database, userId: string, webp: Buffer): Promise<string> {
  const id = newId();
  await db.delete(avatars).where(eq(avatars.userId, userId));
  await db.insert(avatars).values({ id, userId, webp });
  return id;
}

export async function findAvatar(db: Database, id: string): Promise<Buffer | null> {
  const [row] = await db.select({ webp: avatars.webp }).from(avatars).where(eq(avatars.id, id));
  return row?.webp ?? null;
}
