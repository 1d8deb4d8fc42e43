/** The feature goals. */
import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../../shared/ids.ts';
import type { Feature, ServerContext } from '../../context.ts';
import { goals } from '../../database/schema/ledger.ts';
import { handle } from '../../http/handle.ts';
import { RequestError } from '../../http/problem.ts';
import { toDecimal, toMinor } from '../../http/scalars.ts';
import { today } from '../../today.ts';
import type { ProfileService } from '../profiles/service.ts';
import * as contract from './contract.ts';

function notNegative(amountMinor: number, field: string, least: number): number {
  if (amountMinor >= least) return amountMinor;
  const message = least > 0 ? 'The amount is above zero.' : 'The amount is not negative.';
  throw new RequestError(400, message, { fields: [{ field, message }] });
}

export function createGoals({ db, clock }: ServerContext, profiles: Pick<ProfileService, 'currencyOf'>): Feature {
  function statusOf({ savedMinor, targetMinor, deadline }: typeof goals.$inferSelect) {
    if (savedMinor >= targetMinor) return 'completed' as const;
    return deadline < today(clock) ? ('overdue' as const) : ('in progress' as const);
  }

  return {
    routes: [
      handle(contract.addGoal, async ({ caller, body }) => {
        const currency = await profiles.currencyOf(caller.id);
        const id = newId();
        await db.insert(goals).values({
          id,
          userId: caller.id,
          goalName: body.goal_name,
          targetMinor: notNegative(toMinor(body.target_amount, currency, 'target_amount'), 'target_amount', 1),
          savedMinor: notNegative(toMinor(body.saved_amount ?? '0', currency, 'saved_amount'), 'saved_amount', 0),
          deadline: body.deadline,
        });
        return { status: 201, body: { message: 'Goal added successfully!', goal_id: id } };
      }),
      handle(contract.goalProgress, async ({ caller }) => {
        const currency = await profiles.currencyOf(caller.id);
        const rows = await db.select().from(goals).where(eq(goals.userId, caller.id)).orderBy(asc(goals.deadline), asc(goals.id));
        const shown = rows.map((goal) => ({
          id: goal.id,
          user_id: goal.userId,
          goal_name: goal.goalName,
          target_amount: toDecimal(goal.targetMinor, currency),
          saved_amount: toDecimal(goal.savedMinor, currency),
          deadline: goal.deadline,
          status: statusOf(goal),
          created_at: goal.createdAt.toISOString(),
        }));
        return { status: 200, body: { goals: shown } };
      }),
      handle(contract.updateGoalSavings, async ({ caller, body }) => {
        const currency = await profiles.currencyOf(caller.id);
        const savedMinor = notNegative(toMinor(body.saved_amount, currency, 'saved_amount'), 'saved_amount', 0);
        const rows = z.uuid().safeParse(body.goal_id).success
          ? await db
              .update(goals)
              .set({ savedMinor })
              .where(and(eq(goals.id, body.goal_id), eq(goals.userId, caller.id)))
              .returning({ id: goals.id })
          : [];
        if (rows.length === 0) throw new RequestError(404, 'Goal not found.');
        return { status: 200, body: { message: 'Savings updated successfully!' } };
      }),
    ],
  };
}
