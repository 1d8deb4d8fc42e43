/** Savings goals. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { decimal, decimalInput, errorAnswer, id, messageAnswer, plainDate, timestamp } from '../../http/scalars.ts';

export const addGoal = call({
  method: 'POST',
  path: '/api/insights/add-goal/',
  access: 'user',
  summary: 'Adds a goal, in the preferred currency.',
  body: z.object({
    goal_name: z.string().trim().min(1, 'A goal has a name.').max(120),
    target_amount: decimalInput,
    deadline: plainDate,
    saved_amount: decimalInput.optional(),
  }),
  answers: { 201: z.object({ message: z.string(), goal_id: id }) },
  example: { request: { goal_name: 'A new boiler', target_amount: '4800.00', deadline: '2027-10-01' } },
});

export const goalProgress = call({
  method: 'GET',
  path: '/api/insights/goal-progress/',
  access: 'user',
  summary: 'One’s goals, by deadline.',
  answers: {
    200: z.object({
      goals: z.array(
        z.object({
          id,
          user_id: id,
          goal_name: z.string(),
          target_amount: decimal,
          saved_amount: decimal,
          deadline: plainDate,
          status: z.enum(['in progress', 'completed', 'overdue']),
          created_at: timestamp,
        }),
      ),
    }),
  },
});

export const updateGoalSavings = call({
  method: 'POST',
  path: '/api/insights/update_goal_savings/',
  access: 'user',
  summary: 'Says how much is saved for a goal by now.',
  body: z.object({ goal_id: z.string(), saved_amount: decimalInput }),
  answers: { 200: messageAnswer, 404: errorAnswer },
  example: { request: { goal_id: '0199f0a1-7c1e-7a3b-9d55-0c3c2f0c7a11', saved_amount: '1200.00' } },
});
