/** People and their sessions in the database. */
import { and, count, desc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { oneTimeTokens, profiles, sessions, users } from '../../database/schema/accounts.ts';
import { newId } from '../../../shared/ids.ts';

export type User = typeof users.$inferSelect;
export type Session = typeof sessions.$inferSelect;

export async function findUser(db: Database, id: string): Promise<User | null> {
  const [row] = await db.select().from(users).where(eq(users.id, id));
  return row ?? null;
}

/** By username or e-mail address, both without regard to case. */
export async function findUserByName(db: Database, name: string): Promise<User | null> {
  const folded = name.trim().toLowerCase();
  const [row] = await db
    .select()
    .from(users)
    .where(or(eq(sql`lower(${users.email})`, folded), eq(sql`lower(${users.username})`, folded)))
    // A username that looks like somebody's address does not come before the address itself.
    .orderBy(desc(sql`lower(${users.email}) = ${folded}`))
    .limit(1);
  return row ?? null;
}

export async function insertUser(
  db: Database,
  user: Pick<User, 'username' | 'email' | 'passwordHash' | 'phoneNumber' | 'role' | 'emailVerifiedAt'>,
): Promise<string> {
  const id = newId();
  await db.insert(users).values({ id, ...user });
  await db.insert(profiles).values({ id: newId(), userId: id });
  return id;
}

export async function updateUser(db: Database, id: string, changes: Partial<Omit<User, 'id'>>): Promise<void> {
  await db.update(users).set(changes).where(eq(users.id, id));
}

/** Notes the step of a used code; false when another request used it, or a later one, at the same moment. */
export async function useTotpStep(db: Database, id: string, step: number): Promise<boolean> {
  const rows = await db
    .update(users)
    .set({ totpLastStep: step })
    .where(and(eq(users.id, id), or(isNull(users.totpLastStep), sql`${users.totpLastStep} < ${step}`)))
    .returning({ id: users.id });
  return rows.length > 0;
}

export async function countAdmins(db: Database): Promise<number> {
  const [row] = await db.select({ n: count() }).from(users).where(eq(users.role, 'admin'));
  return row?.n ?? 0;
}

export async function insertSession(
  db: Database,
  session: Pick<Session, 'userId' | 'userAgent' | 'ip' | 'refreshId' | 'expiresAt'> & { at: Date },
): Promise<string> {
  const id = newId();
  const { at, ...rest } = session;
  await db.insert(sessions).values({ id, ...rest, createdAt: at, lastUsedAt: at });
  return id;
}

/**
 * Puts a new refresh token in the place of the one that is given. `reused`: the session lives, but the token is not its
 * last one, so somebody has a copy.
 */
export async function rotateSession(
  db: Database,
  { id, userId, from, to, expiresAt, now }: { id: string; userId: string; from: string; to: string; expiresAt: Date; now: Date },
): Promise<'rotated' | 'reused' | 'over'> {
  const alive = and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now));
  const rotated = await db
    .update(sessions)
    .set({ refreshId: to, expiresAt, lastUsedAt: now })
    .where(
      and(alive, eq(sessions.refreshId, from), sql`EXISTS (SELECT 1 FROM app_user u WHERE u.id = ${sessions.userId} AND u.is_active)`),
    )
    .returning({ id: sessions.id });
  if (rotated.length > 0) return 'rotated';
  const [row] = await db.select({ refreshId: sessions.refreshId }).from(sessions).where(alive);
  return row && row.refreshId !== from ? 'reused' : 'over';
}

export async function listLiveSessions(db: Database, userId: string, now: Date): Promise<Session[]> {
  return await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastUsedAt));
}

/** False when the person has no such session. */
export async function revokeSession(db: Database, userId: string, id: string, now: Date): Promise<boolean> {
  const rows = await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

export async function revokeSessions(db: Database, userId: string, now: Date, except?: string): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), except === undefined ? undefined : ne(sessions.id, except)));
}

/** Sessions and tokens that have been over for a month say nothing to anybody any more. */
export async function sweepAccounts(db: Database, before: Date): Promise<void> {
  await db.delete(sessions).where(or(lt(sessions.expiresAt, before), lt(sessions.revokedAt, before)));
  await db.delete(oneTimeTokens).where(lt(oneTimeTokens.expiresAt, before));
}
