/** /api/group-expenses of the REST contract, and beside it: dashboard, invitations, live changes. */
import { z } from 'zod';
import { call, type Access, type Answers } from '../../http/call.ts';
import { currency, decimal, decimalInput, errorAnswer, id, idParam, messageAnswer, plainDate, timestamp } from '../../http/scalars.ts';

const base = '/api/group-expenses/api';
const access = 'user' satisfies Access;
const version = z.int().positive();

export const groupAnswer = z.object({ id, name: z.string(), description: z.string(), currency, created_at: timestamp, version });
export const memberAnswer = z.object({ id, group: id, user: id, username: z.string(), role: z.enum(['owner', 'member']), joined_at: timestamp });
const splitType = z.enum(['equal', 'shares', 'percent', 'exact']);
export const expenseAnswer = z.object({
  id,
  group: id,
  description: z.string(),
  category: z.string(),
  amount: decimal,
  date: plainDate,
  split_type: splitType,
  paid_by: id,
  split_members: z.array(id),
  split_amount: decimal.describe('What each bears of an equal split; the odd cents are in `shares`.'),
  shares: z.record(z.string(), decimal).describe('What each member bears.'),
  created_at: timestamp,
  version,
});
export const settlementAnswer = z.object({
  id,
  group: id,
  expense: id.nullable(),
  payer: id,
  payee: id,
  amount: decimal,
  is_settled: z.boolean(),
  settled_at: timestamp.nullable(),
  payment_reference: z.string().nullable(),
  version,
});

const groupFields = z.object({ name: z.string().trim().min(1).max(100), description: z.string().max(2000), currency });
const memberFields = z.object({ group: id, user: id, role: z.enum(['owner', 'member']) });
const expenseFields = z.object({
  group: id,
  description: z.string().trim().min(1).max(200),
  category: z.string().max(100),
  amount: decimalInput,
  date: plainDate,
  split_type: splitType,
  paid_by: id.describe('Without it, who asks.'),
  split_members: z.array(id).max(200).describe('Without it, everybody of the group.'),
  split_values: z.record(id, decimalInput).describe('For shares, percent and exact: by member, a number, a percentage or an amount.'),
});
const settlementFields = z.object({
  group: id,
  expense: id.nullable(),
  payer: id,
  payee: id,
  amount: decimalInput,
  is_settled: z.boolean(),
  payment_reference: z.string().max(200).nullable(),
});

/** An id that the client chose makes sending it again harmless: the second time answers what the first one made. */
const ownId = { id: id.optional() };
/** With `version`, a change that was made in the meantime is not overwritten: 409 with the current state. */
const onVersion = { version: version.optional() };

const ofGroup = z.object({ group: id.optional() });
const refused = { 404: errorAnswer } satisfies Answers;
const changed = { 404: errorAnswer, 409: errorAnswer } satisfies Answers;

const at = (path: string): string => `${base}/${path}/`;
const one = (path: string): string => `${base}/${path}/{id}/`;

export const groupCalls = {
  list: call({ method: 'GET', path: at('groups'), access, summary: 'The groups one is a member of', answers: { 200: z.array(groupAnswer) } }),
  create: call({
    method: 'POST',
    path: at('groups'),
    access,
    summary: 'Make a group; who makes it owns it',
    body: groupFields.partial({ description: true, currency: true }).extend(ownId),
    answers: { 201: groupAnswer },
  }),
  get: call({ method: 'GET', path: one('groups'), access, summary: 'A group', params: idParam, answers: { 200: groupAnswer, ...refused } }),
  put: call({
    method: 'PUT',
    path: one('groups'),
    access,
    summary: 'Change a group',
    params: idParam,
    body: groupFields.partial({ description: true, currency: true }).extend(onVersion),
    answers: { 200: groupAnswer, ...changed },
  }),
  patch: call({
    method: 'PATCH',
    path: one('groups'),
    access,
    summary: 'Change a part of a group',
    params: idParam,
    body: groupFields.partial().extend(onVersion),
    answers: { 200: groupAnswer, ...changed },
  }),
  remove: call({ method: 'DELETE', path: one('groups'), access, summary: 'Delete a group', params: idParam, answers: { 204: null, 403: errorAnswer, ...refused } }),
};

export const memberCalls = {
  list: call({ method: 'GET', path: at('group-members'), access, summary: 'Members of one’s groups', query: ofGroup, answers: { 200: z.array(memberAnswer) } }),
  create: call({
    method: 'POST',
    path: at('group-members'),
    access,
    summary: 'Add somebody of this server to a group',
    body: memberFields.partial({ role: true }).extend(ownId),
    answers: { 201: memberAnswer, 403: errorAnswer, ...refused },
  }),
  get: call({ method: 'GET', path: one('group-members'), access, summary: 'A member', params: idParam, answers: { 200: memberAnswer, ...refused } }),
  put: call({
    method: 'PUT',
    path: one('group-members'),
    access,
    summary: 'Change what a member may do',
    params: idParam,
    body: memberFields.pick({ role: true }),
    answers: { 200: memberAnswer, 403: errorAnswer, ...changed },
  }),
  patch: call({
    method: 'PATCH',
    path: one('group-members'),
    access,
    summary: 'Change what a member may do',
    params: idParam,
    body: memberFields.pick({ role: true }),
    answers: { 200: memberAnswer, 403: errorAnswer, ...changed },
  }),
  remove: call({
    method: 'DELETE',
    path: one('group-members'),
    access,
    summary: 'Leave a group, or take somebody out who is even with the others',
    params: idParam,
    answers: { 204: null, 403: errorAnswer, ...changed },
  }),
};

const optionalExpense = { category: true, date: true, split_type: true, paid_by: true, split_members: true, split_values: true } as const;
export const expenseCalls = {
  list: call({ method: 'GET', path: at('group-expenses'), access, summary: 'Expenses of one’s groups', query: ofGroup, answers: { 200: z.array(expenseAnswer) } }),
  create: call({
    method: 'POST',
    path: at('group-expenses'),
    access,
    summary: 'Write down what somebody paid for others',
    body: expenseFields.partial(optionalExpense).extend(ownId),
    answers: { 201: expenseAnswer, ...changed },
  }),
  get: call({ method: 'GET', path: one('group-expenses'), access, summary: 'An expense', params: idParam, answers: { 200: expenseAnswer, ...refused } }),
  put: call({
    method: 'PUT',
    path: one('group-expenses'),
    access,
    summary: 'Change an expense',
    params: idParam,
    body: expenseFields.partial({ ...optionalExpense, group: true }).extend(onVersion),
    answers: { 200: expenseAnswer, ...changed },
  }),
  patch: call({
    method: 'PATCH',
    path: one('group-expenses'),
    access,
    summary: 'Change a part of an expense',
    params: idParam,
    body: expenseFields.partial().extend(onVersion),
    answers: { 200: expenseAnswer, ...changed },
  }),
  remove: call({ method: 'DELETE', path: one('group-expenses'), access, summary: 'Delete an expense', params: idParam, answers: { 204: null, ...refused } }),
};

const optionalSettlement = { expense: true, is_settled: true, payment_reference: true } as const;
export const settlementCalls = {
  list: call({ method: 'GET', path: at('settlements'), access, summary: 'Payments between members', query: ofGroup, answers: { 200: z.array(settlementAnswer) } }),
  create: call({
    method: 'POST',
    path: at('settlements'),
    access,
    summary: 'Write down a payment between members, or that one is meant',
    body: settlementFields.partial(optionalSettlement).extend(ownId),
    answers: { 201: settlementAnswer, ...changed },
  }),
  get: call({ method: 'GET', path: one('settlements'), access, summary: 'A settlement', params: idParam, answers: { 200: settlementAnswer, ...refused } }),
  put: call({
    method: 'PUT',
    path: one('settlements'),
    access,
    summary: 'Change a settlement',
    params: idParam,
    body: settlementFields.partial({ ...optionalSettlement, group: true }).extend(onVersion),
    answers: { 200: settlementAnswer, ...changed },
  }),
  patch: call({
    method: 'PATCH',
    path: one('settlements'),
    access,
    summary: 'Change a part of a settlement: {"is_settled": true} when the money came',
    params: idParam,
    body: settlementFields.partial().extend(onVersion),
    answers: { 200: settlementAnswer, ...changed },
  }),
  remove: call({ method: 'DELETE', path: one('settlements'), access, summary: 'Delete a settlement', params: idParam, answers: { 204: null, ...refused } }),
};

export const sharingCalls = {
  dashboard: call({
    method: 'GET',
    path: `${base}/groups/{id}/dashboard/`,
    access,
    summary: 'Who owes whom, and what was spent',
    params: idParam,
    answers: {
      200: z.object({
        group: id,
        currency,
        total_spent: decimal,
        balances: z.array(z.object({ user: id, username: z.string(), paid: decimal, share: decimal, balance: decimal.describe('Positive: is owed.') })),
        suggestions: z.array(z.object({ payer: id, payee: id, amount: decimal })).describe('The fewest payments that settle everybody.'),
        by_category: z.array(z.object({ category: z.string(), amount: decimal })),
        by_month: z.array(z.object({ month: z.string(), amount: decimal })),
      }),
      ...refused,
    },
  }),
  invite: call({
    method: 'POST',
    path: `${base}/groups/{id}/invitations/`,
    access: 'verified',
    summary: 'A link by which somebody joins; sent by e-mail where an address is given',
    params: idParam,
    body: z.object({ email: z.email().optional() }),
    answers: { 201: messageAnswer.extend({ link: z.string(), expires_at: timestamp }), 403: errorAnswer, ...refused },
  }),
  accept: call({
    method: 'POST',
    path: `${base}/invitations/accept/`,
    access,
    summary: 'Join by an invitation',
    body: z.object({ token: z.string().min(20).max(200) }),
    answers: { 200: messageAnswer.extend({ group: id }), ...refused },
  }),
};
