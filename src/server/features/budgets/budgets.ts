/** The feature budgets. */
import type { Feature, ServerContext } from '../../context.ts';
import { handle } from '../../http/handle.ts';
import { ownOnly } from '../../http/own-only.ts';
import { RequestError } from '../../http/problem.ts';
import { toDecimal } from '../../http/scalars.ts';
import * as contract from './contract.ts';
import { createBudgetService, type BudgetParts, type BudgetService } from './service.ts';

interface ShownBudget {
  id: string;
  userId: string;
  categoryId: string;
  monthlyLimitMinor: number;
  createdAt: Date;
}

const shown = ({ id, userId, categoryId, monthlyLimitMinor, createdAt }: ShownBudget, currency: string) => ({
  id,
  user: userId,
  category: categoryId,
  monthly_limit: toDecimal(monthlyLimitMinor, currency),
  created_at: createdAt.toISOString(),
});

export function createBudgets(context: ServerContext, parts: BudgetParts): Feature & { service: BudgetService } {
  const service = createBudgetService(context, parts);
  return {
    service,
    routes: [
      handle(contract.listBudgets, async ({ caller, params }) => {
        ownOnly(caller, params.user);
        const currency = await parts.profiles.currencyOf(caller.id);
        return { status: 200, body: (await service.list(caller.id)).map((budget) => shown(budget, currency)) };
      }),
      handle(contract.setBudget, async ({ caller, params, body }) => {
        ownOnly(caller, params.user);
        const budget = await service.set(caller.id, body.category, body.monthly_limit);
        return { status: 201, body: shown(budget, budget.currency) };
      }),
      handle(contract.budgetHistory, async ({ caller, params, query }) => {
        ownOnly(caller, params.user);
        const { currency, rows } = await service.history(caller.id, query);
        const body = rows.map((row) => ({
          id: row.id,
          user: caller.id,
          category: row.categoryId,
          month: row.month,
          year: row.year,
          previous_limit: toDecimal(row.limitMinor, currency),
          actual_spent: toDecimal(row.spentMinor, currency),
          suggested_limit: row.suggestedMinor === null ? null : toDecimal(row.suggestedMinor, currency),
        }));
        return { status: 200, body };
      }),
      handle(contract.acceptSuggestedBudget, async ({ caller, body }) => {
        if (!body.category || !body.new_limit) throw new RequestError(400, 'A category and a new limit are needed.');
        const { monthlyLimitMinor, currency } = await service.accept(caller.id, body.category, body.new_limit);
        return { status: 200, body: { message: 'Budget updated successfully!', new_limit: toDecimal(monthlyLimitMinor, currency) } };
      }),
    ],
  };
}
