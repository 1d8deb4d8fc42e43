/** Categories: the default ones, which everybody has, and one's own. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { errorAnswer, id, idParam } from '../../http/scalars.ts';

export const flow = z.enum(['income', 'expense', 'transfer']);
const category = z.object({ id, user: id.nullable(), name: z.string(), type: flow });
const name = z.string().trim().min(1, 'A category has a name.').max(80);

export const listCategories = call({
  method: 'GET',
  path: '/api/transactions/categories/',
  access: 'user',
  summary: 'The default categories (`user` is null) and one’s own.',
  answers: { 200: z.array(category) },
});
export const createCategory = call({
  method: 'POST',
  path: '/api/transactions/categories/',
  access: 'user',
  summary: 'Adds a category of one’s own.',
  body: z.object({ name, type: flow.default('expense') }),
  answers: { 201: category, 409: errorAnswer },
  example: { request: { name: 'Model trains', type: 'expense' } },
});
export const getCategory = call({
  method: 'GET',
  path: '/api/transactions/categories/{id}/',
  access: 'user',
  summary: 'One category.',
  params: idParam,
  answers: { 200: category },
});
export const putCategory = call({
  method: 'PUT',
  path: '/api/transactions/categories/{id}/',
  access: 'user',
  summary: 'Changes a category of one’s own. Its transactions keep the way their money went.',
  params: idParam,
  body: z.object({ name: name.optional(), type: flow.optional() }),
  answers: { 200: category, 403: errorAnswer, 409: errorAnswer },
});
export const patchCategory = call({ ...putCategory, method: 'PATCH' });
export const deleteCategory = call({
  method: 'DELETE',
  path: '/api/transactions/categories/{id}/',
  access: 'user',
  summary: 'Removes a category of one’s own. Its transactions stay, without a category.',
  params: idParam,
  answers: { 204: null, 403: errorAnswer },
});
