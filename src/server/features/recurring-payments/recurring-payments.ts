/** The feature recurring payments: what comes back every day, week, month or year. Amounts in the person's currency. */
import { and, eq } from 'drizzle-orm';
import { newId } from '../../../shared/ids.ts';
import type { Feature, ServerContext } from '../../context.ts';
import type { Database } from '../../database/database.ts';
import { profiles, recurringPayments } from '../../database/schema/index.ts';
import { handle, type Caller } from '../../http/handle.ts';
import { RequestError } from '../../http/problem.ts';
import { toDecimal, toMinor } from '../../http/scalars.ts';
import * as contract from './contract.ts';

type Row = typeof recurringPayments.$inferSelect;

interface Fields {
  name?: string | undefined;
  amount?: string | undefined;
  category?: string | undefined;
  frequency?: Row['frequency'] | undefined;
  next_payment_date?: string | undefined;
  status?: Row['status'] | undefined;
}

export function createRecurringPayments({ db, clock }: ServerContext): Feature {
  const mine = (caller: Caller, id: string) => and(eq(recurringPayments.id, id), eq(recurringPayments.userId, caller.id));
  const found = (row: Row | undefined): Row => {
    if (!row) throw new RequestError(404, 'There is no such payment.');
    return row;
  };
  const change = async ({ caller, params, body }: { caller: Caller; params: { id: string }; body: Fields }) => {
    const currency = await currencyOf(db, caller.id);
    const [row] = await db
      .update(recurringPayments)
      .set({ ...columnsOf(body, currency), updatedAt: clock.now() })
      .where(mine(caller, params.id))
      .returning();
    return { status: 200, body: bodyOf(found(row), currency) } as const;
  };

  return {
    routes: [
      handle(contract.listRecurring, async ({ caller }) => {
        const currency = await currencyOf(db, caller.id);
        const rows = await db.select().from(recurringPayments).where(eq(recurringPayments.userId, caller.id)).orderBy(recurringPayments.nextPaymentDate, recurringPayments.id);
        return { status: 200, body: rows.map((row) => bodyOf(row, currency)) };
      }),
      handle(contract.createRecurring, async ({ caller, body }) => {
        const currency = await currencyOf(db, caller.id);
        const { name, amount, frequency, next_payment_date: nextPaymentDate, category = '', status = 'active' } = body;
        const [row] = await db
          .insert(recurringPayments)
          .values({ id: newId(), userId: caller.id, name, amountMinor: toMinor(amount, currency), category, frequency, nextPaymentDate, status })
          .returning();
        return { status: 201, body: bodyOf(found(row), currency) };
      }),
      handle(contract.getRecurring, async ({ caller, params }) => {
        const [row] = await db.select().from(recurringPayments).where(mine(caller, params.id));
        return { status: 200, body: bodyOf(found(row), await currencyOf(db, caller.id)) };
      }),
      handle(contract.putRecurring, change),
      handle(contract.patchRecurring, change),
      handle(contract.removeRecurring, async ({ caller, params }) => {
        const [row] = await db.delete(recurringPayments).where(mine(caller, params.id)).returning();
        found(row);
        return { status: 204, body: null };
      }),
    ],
  };
}

async function currencyOf(db: Database, userId: string): Promise<string> {
  const [profile] = await db.select({ currency: profiles.preferredCurrency }).from(profiles).where(eq(profiles.userId, userId));
  return profile?.currency ?? 'EUR';
}

function columnsOf({ name, amount, category, frequency, next_payment_date: nextPaymentDate, status }: Fields, currency: string): Partial<Row> {
  const given = { name, category, frequency, nextPaymentDate, status, amountMinor: amount === undefined ? undefined : toMinor(amount, currency) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function bodyOf(row: Row, currency: string) {
  return {
    id: row.id,
    user: row.userId,
    name: row.name,
    amount: toDecimal(row.amountMinor, currency),
    category: row.category,
    frequency: row.frequency,
    next_payment_date: row.nextPaymentDate,
    status: row.status,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
