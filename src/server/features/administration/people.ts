/** People as administrators see and change them. Every act is written down with who did it. */
import { and, count, desc, eq, ilike, inArray, or, sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { sessions, transactionCounts, users } from '../../database/schema/index.ts';
import { RequestError } from '../../http/problem.ts';
import { recordActivity } from '../activity/record-activity.ts';

export interface PeopleFilter {
  search?: string | undefined;
  role?: 'user' | 'admin' | undefined;
  is_active?: boolean | undefined;
}

export type PeopleAct = 'activate' | 'deactivate' | 'delete' | 'make-admin' | 'make-user';

const plan = sql<string | null>`(SELECT s.plan_key FROM subscription s WHERE s.user_id = ${users.id} AND s.status IN ('active', 'past_due', 'trial')
  ORDER BY s.created_at DESC LIMIT 1)`;
const columns = {
  id: users.id,
  username: users.username,
  email: users.email,
  role: users.role,
  isActive: users.isActive,
  emailVerifiedAt: users.emailVerifiedAt,
  createdAt: users.createdAt,
  lastLoginAt: users.lastLoginAt,
  plan,
  transactions: sql<string | null>`${transactionCounts.count}`,
};

/** Foreign keys that keep a person who took part in a group. */
const STILL_REFERENCED = '23503';

export function createPeople(db: Database, now: () => Date) {
  const where = ({ search, role, is_active: isActive }: PeopleFilter) => {
    const like = search && `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    return and(
      like ? or(ilike(users.username, like), ilike(users.email, like)) : undefined,
      role ? eq(users.role, role) : undefined,
      isActive === undefined ? undefined : eq(users.isActive, isActive),
    );
  };
  const select = (from: Database) => from.select(columns).from(users).leftJoin(transactionCounts, eq(transactionCounts.userId, users.id));

  return {
    async page(filter: PeopleFilter, page: number, size: number) {
      const [total] = await db.select({ n: count() }).from(users).where(where(filter));
      const items = await select(db).where(where(filter)).orderBy(desc(users.createdAt), users.id).limit(size).offset((page - 1) * size);
      return { count: total?.n ?? 0, items };
    },
    all: (filter: PeopleFilter) => select(db).where(where(filter)).orderBy(desc(users.createdAt), users.id),
    async one(id: string) {
      const [found] = await select(db).where(eq(users.id, id));
      if (!found) throw new RequestError(404, 'There is no such person.');
      return found;
    },

    /** All of them or none. An administrator is never left without another one, and nobody locks themselves out. */
    async act(adminId: string, ids: readonly string[], act: PeopleAct, ip: string): Promise<number> {
      const wanted = [...new Set(ids)];
      if (wanted.includes(adminId) && act !== 'activate' && act !== 'make-admin') {
        throw new RequestError(409, 'Somebody else has to do that to your own account.');
      }
      try {
        return await db.transaction(async (tx) => {
          // Two administrators at once must not take each other's rights away.
          await tx.execute(sql`SELECT 1 FROM app_user WHERE role = 'admin' ORDER BY id FOR UPDATE`);
          const found = await tx.select({ id: users.id }).from(users).where(inArray(users.id, wanted)).for('update');
          if (found.length < wanted.length) throw new RequestError(404, 'Somebody of them is not there any more. Nothing was changed.');
          if (act === 'delete') await tx.delete(users).where(inArray(users.id, wanted));
          else if (act === 'activate' || act === 'deactivate') await tx.update(users).set({ isActive: act === 'activate' }).where(inArray(users.id, wanted));
          else await tx.update(users).set({ role: act === 'make-admin' ? 'admin' : 'user' }).where(inArray(users.id, wanted));
          if (act === 'deactivate') await tx.update(sessions).set({ revokedAt: now() }).where(inArray(sessions.userId, wanted));
          for (const id of wanted) await recordActivity(tx, { userId: adminId, action: `user-${act}`, subject: id, ip });
          return wanted.length;
        });
      } catch (error) {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        if ((cause as { code?: string }).code !== STILL_REFERENCED) throw error;
        throw new RequestError(409, 'They take part in groups, whose books would not add up without them. Deactivate them instead.');
      }
    },
  };
}

export type People = ReturnType<typeof createPeople>;
export type PersonRow = Awaited<ReturnType<People['all']>>[number];
