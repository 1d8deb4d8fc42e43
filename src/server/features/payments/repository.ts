import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { payments, plans, providerEvents, subscriptions } from '../../database/schema/index.ts';

export type PlanRow = typeof plans.$inferSelect;
export type SubscriptionRow = typeof subscriptions.$inferSelect;
export type PaymentRow = typeof payments.$inferSelect;

export function createPaymentRepository(db: Database) {
  const first = <T>(rows: T[]): T | null => rows[0] ?? null;

  return {
    plans: (): Promise<PlanRow[]> => db.select().from(plans).where(eq(plans.isOffered, true)).orderBy(plans.months, plans.key),
    plan: async (key: string): Promise<PlanRow | null> => first(await db.select().from(plans).where(eq(plans.key, key))),

    addSubscription: (row: typeof subscriptions.$inferInsert) => db.insert(subscriptions).values(row),
    updateSubscription: async (id: string, patch: Partial<SubscriptionRow>): Promise<SubscriptionRow> => {
      const [row] = await db.update(subscriptions).set(patch).where(eq(subscriptions.id, id)).returning();
      return row as SubscriptionRow;
    },
    subscription: async (id: string): Promise<SubscriptionRow | null> => first(await db.select().from(subscriptions).where(eq(subscriptions.id, id))),
    /** The one that counts: in force before those that wait for money, then the newest. */
    subscriptionOf: async (userId: string): Promise<SubscriptionRow | null> =>
      first(
        await db
          .select()
          .from(subscriptions)
          .where(eq(subscriptions.userId, userId))
          .orderBy(
            sql`CASE ${subscriptions.status} WHEN 'active' THEN 0 WHEN 'trial' THEN 0 WHEN 'past_due' THEN 1 WHEN 'cancelled' THEN 2 WHEN 'pending' THEN 3 ELSE 4 END`,
            desc(subscriptions.createdAt),
          )
          .limit(1),
      ),

    addPayment: (row: typeof payments.$inferInsert) => db.insert(payments).values(row),
    payment: async (id: string): Promise<PaymentRow | null> => first(await db.select().from(payments).where(eq(payments.id, id))),
    /** Held until the transaction ends, so that two notices of one payment count once. */
    lockPayment: async (id: string): Promise<PaymentRow | null> => first(await db.select().from(payments).where(eq(payments.id, id)).for('update')),
    byReference: async (provider: string, reference: string): Promise<PaymentRow | null> =>
      first(await db.select().from(payments).where(and(eq(payments.provider, provider), eq(payments.reference, reference))).for('update')),
    byPaymentReference: async (provider: string, paymentReference: string): Promise<PaymentRow | null> =>
      first(await db.select().from(payments).where(and(eq(payments.provider, provider), eq(payments.paymentReference, paymentReference))).for('update')),
    updatePayment: async (id: string, patch: Partial<PaymentRow>): Promise<PaymentRow> => {
      const [row] = await db.update(payments).set(patch).where(eq(payments.id, id)).returning();
      return row as PaymentRow;
    },
    paymentsOf: (userId: string) =>
      db
        .select({ payment: payments, plan: subscriptions.planKey })
        .from(payments)
        .innerJoin(subscriptions, eq(subscriptions.id, payments.subscriptionId))
        .where(eq(payments.userId, userId))
        .orderBy(desc(payments.createdAt), desc(payments.id)),
    nextInvoiceNumber: async (): Promise<number> => {
      const { rows } = await db.execute<{ last: string }>(sql`UPDATE invoice_counter SET last = last + 1 RETURNING last`);
      return Number(rows[0]?.last);
    },

    /** False when this event was taken before. */
    takeEvent: async (provider: string, id: string): Promise<boolean> =>
      (await db.insert(providerEvents).values({ provider, id }).onConflictDoNothing().returning()).length > 0,

    /** What time alone does to subscriptions. Answers how many changed. */
    async advance(now: Date, graceStartsBefore: Date): Promise<number> {
      const over = lt(subscriptions.paidUntil, now);
      const expired = await db
        .update(subscriptions)
        .set({ status: 'expired' })
        .where(
          or(
            and(inArray(subscriptions.status, ['cancelled', 'trial']), over),
            and(inArray(subscriptions.status, ['past_due', 'active']), lt(subscriptions.paidUntil, graceStartsBefore)),
          ),
        )
        .returning({ id: subscriptions.id });
      const late = await db
        .update(subscriptions)
        .set({ status: 'past_due' })
        .where(and(eq(subscriptions.status, 'active'), over))
        .returning({ id: subscriptions.id });
      return expired.length + late.length;
    },
  };
}
