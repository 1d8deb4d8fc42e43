/** Rows of groups, and nothing about who may see them: that is the service's. */
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { groupExpenses, groupInvitations, groupMembers, groups, groupShares, settlements, users } from '../../database/schema/index.ts';

export type GroupRow = typeof groups.$inferSelect;
export type MemberRow = typeof groupMembers.$inferSelect & { username: string };
export type ExpenseRow = typeof groupExpenses.$inferSelect;
export type ShareRow = typeof groupShares.$inferSelect;
export type SettlementRow = typeof settlements.$inferSelect;

const memberColumns = {
  id: groupMembers.id,
  groupId: groupMembers.groupId,
  userId: groupMembers.userId,
  role: groupMembers.role,
  joinedAt: groupMembers.joinedAt,
  username: users.username,
};

export function createGroupRepository(db: Database) {
  const first = <T>(rows: T[]): T | null => rows[0] ?? null;

  return {
    groupsOf: (userId: string): Promise<GroupRow[]> =>
      db
        .select({ group: groups })
        .from(groups)
        .innerJoin(groupMembers, eq(groupMembers.groupId, groups.id))
        .where(eq(groupMembers.userId, userId))
        .orderBy(desc(groups.createdAt), desc(groups.id))
        .then((rows) => rows.map(({ group }) => group)),
    group: async (id: string): Promise<GroupRow | null> => first(await db.select().from(groups).where(eq(groups.id, id))),
    /** Waits for others who change the group: its rules look at all of it. */
    lock: (id: string) => db.execute(sql`SELECT 1 FROM expense_group WHERE id = ${id} FOR UPDATE`),
    addGroup: (row: typeof groups.$inferInsert) => db.insert(groups).values(row).onConflictDoNothing().returning(),
    removeGroup: (id: string) => db.delete(groups).where(eq(groups.id, id)),
    /** Null when the version is another one by now. */
    updateGroup: async (id: string, version: number, patch: Partial<GroupRow>): Promise<GroupRow | null> =>
      first(
        await db
          .update(groups)
          .set({ ...patch, version: version + 1 })
          .where(and(eq(groups.id, id), eq(groups.version, version)))
          .returning(),
      ),

    members: (groupIds: string[]): Promise<MemberRow[]> =>
      groupIds.length === 0
        ? Promise.resolve([])
        : db
            .select(memberColumns)
            .from(groupMembers)
            .innerJoin(users, eq(users.id, groupMembers.userId))
            .where(inArray(groupMembers.groupId, groupIds))
            .orderBy(groupMembers.joinedAt, groupMembers.id),
    member: async (id: string): Promise<MemberRow | null> =>
      first(
        await db
          .select(memberColumns)
          .from(groupMembers)
          .innerJoin(users, eq(users.id, groupMembers.userId))
          .where(eq(groupMembers.id, id)),
      ),
    membership: async (groupId: string, userId: string) =>
      first(
        await db
          .select()
          .from(groupMembers)
          .where(and(eq(groupMembers.groupId, groupId), eq(groupMembers.userId, userId))),
      ),
    addMember: (row: typeof groupMembers.$inferInsert) => db.insert(groupMembers).values(row).onConflictDoNothing(),
    setRole: (id: string, role: 'owner' | 'member') => db.update(groupMembers).set({ role }).where(eq(groupMembers.id, id)),
    removeMember: (id: string) => db.delete(groupMembers).where(eq(groupMembers.id, id)),
    userExists: async (id: string): Promise<boolean> =>
      (await db.select({ id: users.id }).from(users).where(and(eq(users.id, id), eq(users.isActive, true)))).length > 0,

    expenses: (groupIds: string[]): Promise<ExpenseRow[]> =>
      groupIds.length === 0
        ? Promise.resolve([])
        : db.select().from(groupExpenses).where(inArray(groupExpenses.groupId, groupIds)).orderBy(desc(groupExpenses.date), desc(groupExpenses.id)),
    expense: async (id: string): Promise<ExpenseRow | null> => first(await db.select().from(groupExpenses).where(eq(groupExpenses.id, id))),
    shares: (expenseIds: string[]): Promise<ShareRow[]> =>
      expenseIds.length === 0 ? Promise.resolve([]) : db.select().from(groupShares).where(inArray(groupShares.expenseId, expenseIds)),
    addExpense: (row: typeof groupExpenses.$inferInsert) => db.insert(groupExpenses).values(row).onConflictDoNothing().returning(),
    updateExpense: async (id: string, version: number, patch: Partial<ExpenseRow>): Promise<ExpenseRow | null> =>
      first(
        await db
          .update(groupExpenses)
          .set({ ...patch, version: version + 1 })
          .where(and(eq(groupExpenses.id, id), eq(groupExpenses.version, version)))
          .returning(),
      ),
    removeExpense: (id: string) => db.delete(groupExpenses).where(eq(groupExpenses.id, id)),
    async replaceShares(expenseId: string, rows: (typeof groupShares.$inferInsert)[]): Promise<void> {
      await db.delete(groupShares).where(eq(groupShares.expenseId, expenseId));
      if (rows.length > 0) await db.insert(groupShares).values(rows);
    },
    /** By member, what the odd units of all expenses but one left them due. */
    carries: async (groupId: string, exceptExpense: string): Promise<Map<string, number>> => {
      const rows = await db
        .select({ userId: groupShares.userId, carried: sql<string>`sum(${groupShares.carried})` })
        .from(groupShares)
        .innerJoin(groupExpenses, eq(groupExpenses.id, groupShares.expenseId))
        .where(and(eq(groupExpenses.groupId, groupId), sql`${groupExpenses.id} <> ${exceptExpense}`))
        .groupBy(groupShares.userId);
      return new Map(rows.map(({ userId, carried }) => [userId, Number(carried)]));
    },

    settlements: (groupIds: string[]): Promise<SettlementRow[]> =>
      groupIds.length === 0
        ? Promise.resolve([])
        : db.select().from(settlements).where(inArray(settlements.groupId, groupIds)).orderBy(desc(settlements.createdAt), desc(settlements.id)),
    settlement: async (id: string): Promise<SettlementRow | null> => first(await db.select().from(settlements).where(eq(settlements.id, id))),
    addSettlement: (row: typeof settlements.$inferInsert) => db.insert(settlements).values(row).onConflictDoNothing().returning(),
    updateSettlement: async (id: string, version: number, patch: Partial<SettlementRow>): Promise<SettlementRow | null> =>
      first(
        await db
          .update(settlements)
          .set({ ...patch, version: version + 1 })
          .where(and(eq(settlements.id, id), eq(settlements.version, version)))
          .returning(),
      ),
    removeSettlement: (id: string) => db.delete(settlements).where(eq(settlements.id, id)),

    /** By member: what they paid, what they bore, and what payments gave and took. Minor units. */
    sums: async (groupId: string): Promise<{ paid: Map<string, number>; shares: Map<string, number>; sent: Map<string, number>; received: Map<string, number> }> => {
      const asMap = (rows: { userId: string; sum: string }[]) => new Map(rows.map(({ userId, sum }) => [userId, Number(sum)]));
      const settled = and(eq(settlements.groupId, groupId), eq(settlements.isSettled, true));
      const paid = await db
        .select({ userId: groupExpenses.paidBy, sum: sql<string>`sum(${groupExpenses.amountMinor})` })
        .from(groupExpenses).where(eq(groupExpenses.groupId, groupId)).groupBy(groupExpenses.paidBy);
      const shares = await db
        .select({ userId: groupShares.userId, sum: sql<string>`sum(${groupShares.amountMinor})` })
        .from(groupShares).innerJoin(groupExpenses, eq(groupExpenses.id, groupShares.expenseId))
        .where(eq(groupExpenses.groupId, groupId)).groupBy(groupShares.userId);
      const sent = await db
        .select({ userId: settlements.payer, sum: sql<string>`sum(${settlements.amountMinor})` })
        .from(settlements).where(settled).groupBy(settlements.payer);
      const received = await db
        .select({ userId: settlements.payee, sum: sql<string>`sum(${settlements.amountMinor})` })
        .from(settlements).where(settled).groupBy(settlements.payee);
      return { paid: asMap(paid), shares: asMap(shares), sent: asMap(sent), received: asMap(received) };
    },
    spendingBy: async (groupId: string, by: 'category' | 'month'): Promise<{ key: string; minor: number }[]> => {
      const key = by === 'category' ? sql<string>`${groupExpenses.category}` : sql<string>`to_char(${groupExpenses.date}, 'YYYY-MM')`;
      const rows = await db
        .select({ key: key.as('key'), sum: sql<string>`sum(${groupExpenses.amountMinor})` })
        .from(groupExpenses).where(eq(groupExpenses.groupId, groupId)).groupBy(sql`1`).orderBy(by === 'month' ? sql`1` : sql`2 DESC`);
      return rows.map(({ key: name, sum }) => ({ key: name, minor: Number(sum) }));
    },

    addInvitation: (row: typeof groupInvitations.$inferInsert) => db.insert(groupInvitations).values(row),
    /** Takes it, once; null when there is none that still holds. */
    useInvitation: async (hash: string, now: Date): Promise<string | null> =>
      first(
        await db
          .update(groupInvitations)
          .set({ usedAt: now })
          .where(and(eq(groupInvitations.hash, hash), sql`${groupInvitations.usedAt} IS NULL`, sql`${groupInvitations.expiresAt} > ${now}`))
          .returning({ groupId: groupInvitations.groupId }),
      )?.groupId ?? null,

    /** Tells every server process, once the transaction is committed. */
    announce: (groupId: string, what: string) => db.execute(sql`SELECT pg_notify('saldo_group', ${JSON.stringify({ group: groupId, what })})`),
  };
}

export type GroupRepository = ReturnType<typeof createGroupRepository>;
