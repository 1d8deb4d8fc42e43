/** What the models say about a person's money. All of it is computed when it is asked for. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { decimal, errorAnswer, id, timestamp, userParam } from '../../http/scalars.ts';

const figures = {
  category: z.string(),
  average_spending: decimal,
  forecasted_spending: decimal,
  savings_recommendation: decimal,
};

export const aiInsights = call({
  method: 'GET',
  path: '/api/insights/api/ai-insights/',
  access: 'user',
  summary: 'Budgets that the history speaks for and that are not set yet, each with its reason.',
  answers: {
    200: z.array(
      z.object({
        title: z.string(),
        message: z.string(),
        suggested_budget: decimal,
        category: z.string(),
        action_url: z.string(),
      }),
    ),
  },
});
export const savingsInsights = call({
  method: 'GET',
  path: '/api/insights/savings-insights/',
  access: 'user',
  summary: 'By category: the usual month, what this one will likely cost, and what a frugal month costs less.',
  answers: { 200: z.array(z.object(figures)) },
});
export const budgetInsights = call({
  method: 'GET',
  path: '/api/insights/budget-insights/{user}/',
  access: 'user',
  summary: 'The same, with ids.',
  params: userParam,
  answers: { 200: z.array(z.object({ id, user: id, ...figures, created_at: timestamp })), 403: errorAnswer },
});
export const savingsProjections = call({
  method: 'GET',
  path: '/api/insights/savings-projections/',
  access: 'user',
  summary: 'What will be saved by the end of each of the coming months, if they go as forecast.',
  query: z.object({ months: z.coerce.number('Months are a number.').int().min(1).max(60).default(12) }),
  answers: { 200: z.object({ months: z.array(z.string()), amounts: z.array(decimal) }) },
});
export const savingsHistory = call({
  method: 'GET',
  path: '/api/insights/savings-history/',
  access: 'user',
  summary: 'The last 12 months: what was left, what was spent, and the sum of the budgets.',
  answers: {
    200: z.array(z.object({ month: z.string(), total_saved: decimal, actual_spent: decimal, previous_limit: decimal })),
  },
});
