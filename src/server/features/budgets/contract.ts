/** Monthly budgets by category, in the preferred currency. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { decimal, decimalInput, errorAnswer, id, timestamp, userParam } from '../../http/scalars.ts';

const category = z.string().trim().min(1).max(100).describe('The id or the name of a category.');
const budget = z.object({ id, user: id, category: id, monthly_limit: decimal, created_at: timestamp });

export const listBudgets = call({
  method: 'GET',
  path: '/api/transactions/budget/{user}/',
  access: 'user',
  summary: 'One’s budgets.',
  params: userParam,
  answers: { 200: z.array(budget), 403: errorAnswer },
});
export const setBudget = call({
  method: 'POST',
  path: '/api/transactions/budget/{user}/',
  access: 'user',
  summary: 'Sets the budget of a category; the one before it is kept in the history.',
  params: userParam,
  body: z.object({ category, monthly_limit: decimalInput }),
  answers: { 201: budget, 403: errorAnswer },
  example: { request: { category: 'Groceries', monthly_limit: '320.00' } },
});
export const budgetHistory = call({
  method: 'GET',
  path: '/api/transactions/budget-history/{user}/',
  access: 'user',
  summary: 'For each month and budget: the limit that held, what was spent, and what was suggested (null before three months are known).',
  params: userParam,
  query: z.object({
    month: z.coerce.number('A month is a number from 1 to 12.').int().min(1).max(12).optional(),
    year: z.coerce.number('A year is a number.').int().min(1900).max(2200).optional(),
  }),
  answers: {
    200: z.array(
      z.object({
        id,
        user: id,
        category: id,
        month: z.int(),
        year: z.int(),
        previous_limit: decimal,
        actual_spent: decimal,
        suggested_limit: decimal.nullable(),
      }),
    ),
    403: errorAnswer,
  },
});
export const acceptSuggestedBudget = call({
  method: 'POST',
  path: '/api/insights/api/accept-suggested-budget/',
  access: 'user',
  summary: 'Makes a suggestion the budget of its category.',
  body: z.object({ category: z.string().trim().max(100).nullish(), new_limit: decimalInput.nullish() }),
  answers: { 200: z.object({ message: z.string(), new_limit: decimal }), 400: errorAnswer },
  example: { request: { category: 'Groceries', new_limit: '320.00' } },
});
