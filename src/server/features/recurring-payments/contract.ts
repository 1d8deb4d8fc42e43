/** /api/payments/recurring-payments of the REST contract. */
import { z } from 'zod';
import { call, type Access } from '../../http/call.ts';
import { decimal, decimalInput, errorAnswer, id, idParam, plainDate, timestamp } from '../../http/scalars.ts';

const at = '/api/payments/recurring-payments/';
const one = `${at}{id}/`;
const access = 'user' satisfies Access;

const frequency = z.enum(['daily', 'weekly', 'monthly', 'yearly']);
const status = z.enum(['active', 'paused', 'canceled']);
const recurringPayment = z.object({
  id,
  user: id,
  name: z.string(),
  amount: decimal,
  category: z.string(),
  frequency,
  next_payment_date: plainDate,
  status,
  created_at: timestamp,
  updated_at: timestamp,
});
const fields = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(200),
  amount: decimalInput,
  category: z.string().max(100),
  frequency,
  next_payment_date: plainDate,
  status,
});
const whole = fields.partial({ category: true, status: true });
const answers = { 200: recurringPayment, 404: errorAnswer };

export const listRecurring = call({ method: 'GET', path: at, access, summary: 'Payments that come back', answers: { 200: z.array(recurringPayment) } });
export const createRecurring = call({ method: 'POST', path: at, access, summary: 'Write down a payment that comes back', body: whole, answers: { 201: recurringPayment } });
export const getRecurring = call({ method: 'GET', path: one, access, summary: 'A payment that comes back', params: idParam, answers });
export const putRecurring = call({ method: 'PUT', path: one, access, summary: 'Change a payment that comes back', params: idParam, body: whole, answers });
export const patchRecurring = call({ method: 'PATCH', path: one, access, summary: 'Change a part of it', params: idParam, body: fields.partial(), answers });
export const removeRecurring = call({ method: 'DELETE', path: one, access, summary: 'Delete a payment that comes back', params: idParam, answers: { 204: null, 404: errorAnswer } });
