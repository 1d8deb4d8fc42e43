/** /api/analytics and /api/admin of the REST contract: figures and lists for administrators. */
import { z } from 'zod';
import { call, type Access } from '../../http/call.ts';
import { pageQuery, paged } from '../../http/page.ts';
import { currency, decimal, errorAnswer, id, idParam, messageAnswer, plainDate, timestamp } from '../../http/scalars.ts';

const access = 'admin' satisfies Access;
const csv = 'text/csv; charset=utf-8';

const byMonth = z.array(z.object({ month: z.string(), count: z.int() }));
const moneyByMonth = z.array(z.object({ month: z.string(), amount: decimal }));

export const userStats = call({
  method: 'GET',
  path: '/api/analytics/user-stats/',
  access,
  summary: 'How many people there are, and how many of them do what',
  answers: {
    200: z.object({
      total_users: z.int(),
      premium_users: z.int(),
      active_users: z.int().describe('Signed in within the last 30 days.'),
      inactive_users: z.int().describe('Deactivated.'),
      verified_users: z.int(),
      new_users_this_month: z.int(),
    }),
  },
});

export const revenueStats = call({
  method: 'GET',
  path: '/api/analytics/revenue-stats/',
  access,
  summary: 'What was paid to this server, refunds taken off; in the currency of most payments, others beside it',
  answers: {
    200: z.object({
      currency,
      total_revenue: decimal,
      monthly_revenue: decimal.describe('Of this month.'),
      monthly_recurring_revenue: decimal,
      other_currencies: z.array(z.object({ currency, total_revenue: decimal })),
    }),
  },
});

const activity = z.object({
  id,
  user: id.nullable(),
  username: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  ip: z.string().nullable(),
  timestamp,
});
const activityFilter = { action: z.string().max(60).optional(), user: id.optional(), date_from: plainDate.optional(), date_to: plainDate.optional() };

export const activityLogs = call({
  method: 'GET',
  path: '/api/analytics/activity-logs/',
  access,
  summary: 'Who did what, the newest first; the header X-Total-Count says how many there are',
  query: z.object({ ...pageQuery, ...activityFilter }),
  answers: { 200: z.array(activity) },
});
export const listActivity = call({
  method: 'GET',
  path: '/api/admin/activity/',
  access,
  summary: 'Who did what, in pages',
  query: z.object({ ...pageQuery, ...activityFilter }),
  answers: { 200: paged(activity) },
});
export const exportActivity = call({
  method: 'GET',
  path: '/api/admin/activity/export/',
  access,
  summary: 'Who did what, as CSV; at most 100,000 lines',
  query: z.object(activityFilter),
  answers: { 200: { media: csv, description: 'Time,User,Action,Subject,IP' } },
});

export const statistics = call({
  method: 'GET',
  path: '/api/admin/statistics/',
  access,
  summary: 'Everything that the dashboard shows',
  answers: {
    200: z.object({
      users: userStats.answers[200],
      revenue: revenueStats.answers[200],
      transactions: z.int(),
      groups: z.int(),
      new_users_by_month: byMonth,
      revenue_by_month: moneyByMonth,
      subscriptions: z.array(z.object({ status: z.string(), count: z.int() })),
      churn_percent: z.number().describe('Subscriptions that ended in the last 30 days, of those that ran before.'),
    }),
  },
});

const user = z.object({
  id,
  username: z.string(),
  email: z.string(),
  role: z.enum(['user', 'admin']),
  is_active: z.boolean(),
  email_verified: z.boolean(),
  created_at: timestamp,
  last_login: timestamp.nullable(),
  subscription_plan: z.string().nullable(),
  transactions: z.int(),
});
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const userFilter = { search: z.string().trim().max(100).optional(), role: z.enum(['user', 'admin']).optional(), is_active: flag.optional() };

export const listUsers = call({
  method: 'GET',
  path: '/api/admin/users/',
  access,
  summary: 'People, the newest first',
  query: z.object({ ...pageQuery, ...userFilter }),
  answers: { 200: paged(user) },
});
export const getUser = call({ method: 'GET', path: '/api/admin/users/{id}/', access, summary: 'One person', params: idParam, answers: { 200: user, 404: errorAnswer } });
export const changeUser = call({
  method: 'PATCH',
  path: '/api/admin/users/{id}/',
  access,
  summary: 'Activate, deactivate, or change the role; who is deactivated is signed out everywhere',
  params: idParam,
  body: z.object({ is_active: z.boolean().optional(), role: z.enum(['user', 'admin']).optional() }),
  answers: { 200: user, 404: errorAnswer, 409: errorAnswer },
});
export const deleteUser = call({
  method: 'DELETE',
  path: '/api/admin/users/{id}/',
  access,
  summary: 'Delete a person with all of their data; refused while they take part in groups',
  params: idParam,
  answers: { 204: null, 404: errorAnswer, 409: errorAnswer },
});
export const bulkUsers = call({
  method: 'POST',
  path: '/api/admin/users/bulk/',
  access,
  summary: 'The same for many; all of them or none',
  body: z.object({
    ids: z.array(id).min(1).max(1000),
    action: z.enum(['activate', 'deactivate', 'delete', 'make-admin', 'make-user']),
  }),
  answers: { 200: messageAnswer.extend({ changed: z.int() }), 404: errorAnswer, 409: errorAnswer },
});
export const exportUsers = call({
  method: 'GET',
  path: '/api/admin/users/export/',
  access,
  summary: 'People, as CSV',
  query: z.object(userFilter),
  answers: { 200: { media: csv, description: 'Username,Email,Status,Last Login' } },
});

export const listTransactions = call({
  method: 'GET',
  path: '/api/admin/transactions/',
  access,
  summary: 'Transactions of people who chose to share them, and expenses of groups, the newest first',
  query: z.object({ ...pageQuery, source: z.enum(['users', 'groups']).default('users') }),
  answers: {
    200: paged(z.object({ id, date: plainDate, user: id, username: z.string(), group: id.nullable(), description: z.string(), amount: decimal, currency })),
  },
});

const payment = z.object({
  id,
  user: id,
  username: z.string(),
  plan_type: z.string(),
  provider: z.string(),
  amount: decimal,
  refunded: decimal,
  currency,
  status: z.enum(['pending', 'paid', 'failed', 'refunded']),
  invoice_number: z.int().nullable(),
  created_at: timestamp,
  paid_at: timestamp.nullable(),
});
const paymentFilter = { status: z.enum(['pending', 'paid', 'failed', 'refunded']).optional() };
export const listAllPayments = call({
  method: 'GET',
  path: '/api/admin/payments/',
  access,
  summary: 'Payments of everybody, the newest first',
  query: z.object({ ...pageQuery, ...paymentFilter }),
  answers: { 200: paged(payment) },
});
export const exportAllPayments = call({
  method: 'GET',
  path: '/api/admin/payments/export/',
  access,
  summary: 'Payments of everybody, as CSV',
  query: z.object(paymentFilter),
  answers: { 200: { media: csv, description: 'Invoice,Created,Paid,Username,Plan,Amount,Refunded,Currency,Status' } },
});

export const sendNotifications = call({
  method: 'POST',
  path: '/api/admin/notifications/',
  access,
  summary: 'Tell one person, many, or all who are active',
  body: z
    .object({
      title: z.string().trim().min(1, 'Give it a title.').max(200),
      message: z.string().trim().min(1, 'Say something.').max(5000),
      user_ids: z.array(id).min(1).max(1000).optional(),
      all: z.boolean().default(false),
    })
    .refine(({ user_ids: ids, all }) => all !== (ids !== undefined), { message: 'Name people, or say all.', path: ['user_ids'] }),
  answers: { 201: messageAnswer.extend({ sent: z.int() }) },
});

const settings = z.object({ sign_up_open: z.boolean() });
export const readSettings = call({ method: 'GET', path: '/api/admin/settings/', access, summary: 'Settings of the server', answers: { 200: settings } });
export const writeSettings = call({
  method: 'PUT',
  path: '/api/admin/settings/',
  access,
  summary: 'Change settings of the server',
  body: settings.partial(),
  answers: { 200: settings },
});

export const listJobs = call({
  method: 'GET',
  path: '/api/admin/jobs/',
  access,
  summary: 'What the server did by itself lately',
  answers: {
    200: z.array(z.object({ name: z.string(), state: z.string(), started_at: timestamp.nullable(), ended_at: timestamp.nullable(), error: z.string().nullable() })),
  },
});
