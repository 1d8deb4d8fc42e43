/** The feature insights. */
import type { PlainMonth } from '../../../shared/dates.ts';
import type { Feature, ServerContext } from '../../context.ts';
import { derivedId } from '../../derived-id.ts';
import { handle } from '../../http/handle.ts';
import { ownOnly } from '../../http/own-only.ts';
import { toDecimal } from '../../http/scalars.ts';
import { acceptSuggestedBudget } from '../budgets/contract.ts';
import * as contract from './contract.ts';
import { createInsightService } from './service.ts';

const label = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });
/** 2025-01 → "Jan 2025" */
const monthLabel = (month: PlainMonth) => label.format(new Date(`${month}-01T00:00:00Z`));

export function createInsights(context: ServerContext, parts: Parameters<typeof createInsightService>[1]): Feature {
  const service = createInsightService(context, parts);

  async function spendingOf(userId: string) {
    const { currency, items } = await service.spending(userId);
    return items.map(({ id, category, average, forecast, saving }) => ({
      categoryId: id,
      figures: {
        category,
        average_spending: toDecimal(average, currency),
        forecasted_spending: toDecimal(forecast, currency),
        savings_recommendation: toDecimal(saving, currency),
      },
    }));
  }

  return {
    stop: () => parts.models.stop(),
    routes: [
      handle(contract.aiInsights, async ({ caller }) => {
        const { currency, items } = await service.suggestions(caller.id);
        const body = items.map(({ title, message, suggestedMinor, category }) => ({
          title,
          message,
          suggested_budget: toDecimal(suggestedMinor, currency),
          category,
          action_url: acceptSuggestedBudget.path,
        }));
        return { status: 200, body };
      }),
      handle(contract.savingsInsights, async ({ caller }) => ({
        status: 200,
        body: (await spendingOf(caller.id)).map(({ figures }) => figures),
      })),
      handle(contract.budgetInsights, async ({ caller, params }) => {
        ownOnly(caller, params.user);
        const created_at = context.clock.now().toISOString();
        const body = (await spendingOf(caller.id)).map(({ categoryId, figures }) => ({
          id: derivedId('budget-insight', caller.id, categoryId),
          user: caller.id,
          ...figures,
          created_at,
        }));
        return { status: 200, body };
      }),
      handle(contract.savingsProjections, async ({ caller, query }) => {
        const { currency, months, amounts } = await service.projections(caller.id, query.months);
        return {
          status: 200,
          body: { months: months.map(monthLabel), amounts: amounts.map((amount) => toDecimal(amount, currency)) },
        };
      }),
      handle(contract.savingsHistory, async ({ caller }) => {
        const { currency, items } = await service.history(caller.id);
        const body = items.map(({ month, savedMinor, spentMinor, limitMinor }) => ({
          month: monthLabel(month),
          total_saved: toDecimal(savedMinor, currency),
          actual_spent: toDecimal(spentMinor, currency),
          previous_limit: toDecimal(limitMinor, currency),
        }));
        return { status: 200, body };
      }),
    ],
  };
}
