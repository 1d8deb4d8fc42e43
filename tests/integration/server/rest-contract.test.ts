/** Every row of the REST contract, called by a client that knows nothing but openapi.json and the rows. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from './server-fixture.ts';

interface Row {
  method: string;
  /** As openapi.json writes it. */
  path: string;
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  as?: 'nobody' | 'user' | 'admin';
  status: number;
  /** What the contract names: of the answer, or of the first thing in a list. */
  fields?: string[];
}

type Described = { responses: Record<string, { content?: Record<string, { schema?: object }> }> };

interface OpenApi {
  paths: Record<string, Record<string, Described | undefined> | undefined>;
  components?: object;
}

async function client(server: TestServer) {
  const { body: api } = await server.send<OpenApi>('GET', '/openapi.json');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const [user, admin] = [await server.newUser('mara'), await server.newUser('boss', { admin: true })];
  const call = async (row: Row) => {
    const name = `${row.method} ${row.path}`;
    const described = api.paths[row.path]?.[row.method.toLowerCase()];
    expect(described, `${name} stands in openapi.json`).toBeDefined();
    const path = row.path.replace(/\{(\w+)\}/g, (_, param: string) => row.params?.[param] ?? '');
    const token = row.as === 'nobody' ? undefined : (row.as === 'admin' ? admin : user).access;
    const answer = await server.send<Record<string, unknown>>(row.method, path + (row.query ?? ''), row.body, token === undefined ? {} : { token });
    expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(row.status);
    const schema = described?.responses[String(row.status)]?.content?.['application/json']?.schema;
    if (schema) {
      const valid = ajv.compile({ ...schema, ...(api.components ? { components: api.components } : {}) });
      expect(valid(answer.body), `${name}: ${ajv.errorsText(valid.errors)}`).toBe(true);
    }
    const shown = Array.isArray(answer.body) ? (answer.body[0] as Record<string, unknown> | undefined) : answer.body;
    if (row.fields) expect(Object.keys(shown ?? {}), name).toEqual(expect.arrayContaining(row.fields));
    return answer.body;
  };
  return { call, user, admin };
}

test('every row of the contract answers as it says', async () => {
  const server = await startTestServer();
  const { call, user } = await client(server);
  const id = (body: Record<string, unknown>): string => String(body.id);
  const mine = { user: user.id };

  const account = { username: 'kim', email: 'kim@example.org', password: 'a long sentence' };
  await call({ method: 'POST', path: '/api/users/signup/', as: 'nobody', body: account, status: 201, fields: ['message', 'user_id'] });
  const login = await call({ method: 'POST', path: '/api/users/login/', as: 'nobody', body: account, status: 200, fields: ['refresh', 'access', 'message'] });
  await call({ method: 'POST', path: '/api/users/login/', as: 'nobody', body: { username: 'kim', password: 'wrong' }, status: 401, fields: ['error'] });
  await call({ method: 'POST', path: '/api/token/', as: 'nobody', body: account, status: 200, fields: ['refresh', 'access'] });
  await call({ method: 'POST', path: '/api/token/refresh/', as: 'nobody', body: { refresh: login.refresh }, status: 200, fields: ['access', 'refresh'] });

  const profile = ['id', 'user', 'avatar', 'preferred_currency', 'date_of_birth', 'occupation', 'annual_income', 'financial_goal', 'investment_risk', 'subscription_plan'];
  await call({ method: 'GET', path: '/api/users/profile/', status: 200, fields: profile });
  await call({ method: 'PUT', path: '/api/users/profile/', body: { occupation: 'Baker', preferred_currency: 'EUR' }, status: 200, fields: profile });
  await call({ method: 'PATCH', path: '/api/users/profile/', body: { annual_income: '42000.00' }, status: 200, fields: profile });
  const inputs = ['id', 'user', 'monthly_income_salary', 'rent', 'loans', 'savings_cash', 'savings_real_estate', 'total_debt'];
  await call({ method: 'PATCH', path: '/api/users/financial-input/', body: { monthly_income_salary: '3500.00', rent: '900' }, status: 200, fields: inputs });
  await call({ method: 'GET', path: '/api/users/financial-input/', status: 200, fields: inputs });
  await call({ method: 'GET', path: '/api/users/financial-data/{user}/', params: mine, status: 200, fields: inputs });
  await call({ method: 'GET', path: '/api/users/user-data/', status: 200, fields: ['email', 'username', 'role'] });
  await call({ method: 'GET', path: '/api/users/api/user-profile/', status: 200, fields: ['id', 'username', 'avatar'] });
  await call({ method: 'GET', path: '/api/users/api/user-notifications/', status: 200 });

  await call({ method: 'POST', path: '/api/transactions/process-voice-entry/', body: { voice_text: 'spent 12.50 on lunch yesterday' }, status: 200, fields: ['amount', 'transaction_type', 'category'] });
  await call({ method: 'POST', path: '/api/transactions/process-voice-entry/', body: {}, status: 400, fields: ['error'] });
  await call({ method: 'POST', path: '/api/transactions/confirm-voice-transaction/', body: { amount: 12.5, transaction_type: 'expense', category: 'Food' }, status: 201, fields: ['message', 'transaction_id'] });
  await call({ method: 'POST', path: '/api/transactions/confirm-voice-transaction/', body: {}, status: 400, fields: ['error'] });
  await call({ method: 'GET', path: '/api/transactions/get-transactions/', status: 200, fields: ['id', 'category_name', 'category_type', 'description', 'amount', 'date'] });
  const shown = ['id', 'date', 'category', 'category_name', 'currency', 'amount', 'description', 'created_at', 'updated_at'];
  const made = await call({ method: 'POST', path: '/api/transactions/transactions/', body: { date: '2026-11-02', category: 'Groceries', amount: '42.10', description: 'Market' }, status: 201, fields: shown });
  const one = { id: id(made) };
  await call({ method: 'GET', path: '/api/transactions/transactions/', query: '?search=mark&ordering=-amount&page_size=5', status: 200, fields: ['count', 'next', 'previous', 'results'] });
  await call({ method: 'GET', path: '/api/transactions/transactions/{id}/', params: one, status: 200, fields: shown });
  await call({ method: 'PUT', path: '/api/transactions/transactions/{id}/', params: one, body: { date: '2026-11-03', category: 'Groceries', amount: '40.00', description: 'Market' }, status: 200, fields: shown });
  await call({ method: 'PATCH', path: '/api/transactions/transactions/{id}/', params: one, body: { amount: '41.00' }, status: 200, fields: shown });
  const categories = await call({ method: 'GET', path: '/api/transactions/categories/', status: 200, fields: ['id', 'user', 'name'] });
  await call({ method: 'POST', path: '/api/transactions/categories/', body: { name: 'Beekeeping', type: 'expense' }, status: 201, fields: ['id', 'user', 'name'] });
  await call({ method: 'GET', path: '/api/transactions/api/upcoming-bills/', query: '?days=30', status: 200 });
  expect(await call({ method: 'POST', path: '/api/transactions/export-transactions-csv/', status: 200 })).toContain('ID,Date,Category,Amount,Description');
  await call({ method: 'GET', path: '/api/transactions/api/currency-convert/', query: '?base=EUR&target=USD&amount=10&date=2026-03-02', status: 200, fields: ['rate'] });
  await call({ method: 'GET', path: '/api/transactions/api/currency-convert/', query: '?base=EUR&target=XXY', status: 400, fields: ['error'] });
  const category = String((categories as unknown as { id: string }[])[0]?.id);
  await call({ method: 'POST', path: '/api/transactions/budget/{user}/', params: mine, body: { category, monthly_limit: '300' }, status: 201, fields: ['id', 'user', 'category', 'monthly_limit', 'created_at'] });
  await call({ method: 'GET', path: '/api/transactions/budget/{user}/', params: mine, status: 200 });
  await call({ method: 'GET', path: '/api/transactions/budget-history/{user}/', params: mine, query: '?month=11&year=2026', status: 200 });

  const goal = await call({ method: 'POST', path: '/api/insights/add-goal/', body: { goal_name: 'Bicycle', target_amount: '800', deadline: '2027-12-01' }, status: 201, fields: ['message', 'goal_id'] });
  const progress = await call({ method: 'GET', path: '/api/insights/goal-progress/', status: 200, fields: ['goals'] });
  expect(Object.keys((progress.goals as object[])[0] ?? {})).toEqual(
    expect.arrayContaining(['id', 'user_id', 'goal_name', 'target_amount', 'saved_amount', 'deadline', 'status', 'created_at']),
  );
  await call({ method: 'POST', path: '/api/insights/update_goal_savings/', body: { goal_id: goal.goal_id, saved_amount: '120' }, status: 200, fields: ['message'] });
  await call({ method: 'POST', path: '/api/insights/update_goal_savings/', body: { goal_id: crypto.randomUUID(), saved_amount: '120' }, status: 404, fields: ['error'] });
  await call({ method: 'GET', path: '/api/insights/api/ai-insights/', status: 200 });
  await call({ method: 'POST', path: '/api/insights/api/accept-suggested-budget/', body: { category: 'Groceries', new_limit: '250' }, status: 200, fields: ['message', 'new_limit'] });
  await call({ method: 'POST', path: '/api/insights/api/accept-suggested-budget/', body: {}, status: 400, fields: ['error'] });
  await call({ method: 'GET', path: '/api/insights/budget-insights/{user}/', params: mine, status: 200 });
  await call({ method: 'GET', path: '/api/insights/savings-insights/', status: 200 });
  await call({ method: 'GET', path: '/api/insights/savings-projections/', query: '?months=12', status: 200, fields: ['months', 'amounts'] });
  await call({ method: 'GET', path: '/api/insights/savings-history/', status: 200 });
  await call({ method: 'GET', path: '/api/insights/notifications/', status: 200 });
  await call({ method: 'POST', path: '/api/insights/mark-notifications-read/', status: 200, fields: ['message'] });

  const base = '/api/group-expenses/api';
  const group = await call({ method: 'POST', path: `${base}/groups/`, body: { name: 'Flat', description: 'Ours' }, status: 201, fields: ['id', 'name', 'description', 'created_at'] });
  const { rows } = await server.context.pool.query<{ id: string }>("SELECT id FROM app_user WHERE username = 'kim'");
  const other = String(rows[0]?.id);
  const member = await call({ method: 'POST', path: `${base}/group-members/`, body: { group: group.id, user: other }, status: 201, fields: ['id', 'group', 'user', 'joined_at'] });
  const expense = await call({
    method: 'POST',
    path: `${base}/group-expenses/`,
    body: { group: group.id, description: 'Rent', amount: '900', split_type: 'equal', category: 'Housing', date: '2026-11-01' },
    status: 201,
    fields: ['id', 'group', 'description', 'category', 'amount', 'date', 'split_type', 'paid_by', 'split_members', 'split_amount', 'created_at'],
  });
  const settlement = await call({
    method: 'POST',
    path: `${base}/settlements/`,
    body: { group: group.id, payer: other, payee: user.id, amount: '450' },
    status: 201,
    fields: ['id', 'group', 'payer', 'payee', 'amount', 'is_settled', 'settled_at'],
  });
  const resources: [string, Record<string, unknown>, object][] = [
    ['settlements', settlement, { is_settled: true, payment_reference: 'IBAN' }],
    ['group-expenses', expense, { description: 'Rent of November' }],
    ['group-members', member, { role: 'owner' }],
    ['groups', group, { name: 'Our flat' }],
  ];
  for (const [name, { id: of }, patch] of resources) {
    const params = { id: String(of) };
    await call({ method: 'GET', path: `${base}/${name}/`, status: 200, fields: ['id'] });
    await call({ method: 'GET', path: `${base}/${name}/{id}/`, params, status: 200, fields: ['id'] });
    await call({ method: 'PATCH', path: `${base}/${name}/{id}/`, params, body: patch, status: 200, fields: ['id'] });
  }

  await call({ method: 'POST', path: '/api/payments/subscription/create/', body: { plan_type: 'premium' }, status: 201, fields: ['message', 'subscription_id'] });
  const proof = { razorpay_payment_id: 'pay_1', razorpay_order_id: 'order_1', razorpay_signature: 'x' };
  await call({ method: 'POST', path: '/api/payments/subscription/verify/', body: proof, status: 400, fields: ['error'] });
  const recurring = ['id', 'user', 'name', 'amount', 'category', 'frequency', 'next_payment_date', 'status', 'created_at', 'updated_at'];
  const bill = { name: 'Rent', amount: '900.00', category: 'Housing', frequency: 'monthly', next_payment_date: '2026-12-01' };
  const rent = await call({ method: 'POST', path: '/api/payments/recurring-payments/', body: bill, status: 201, fields: recurring });
  await call({ method: 'GET', path: '/api/payments/recurring-payments/', status: 200, fields: recurring });
  await call({ method: 'PATCH', path: '/api/payments/recurring-payments/{id}/', params: { id: id(rent) }, body: { status: 'paused' }, status: 200, fields: recurring });
  await call({ method: 'DELETE', path: '/api/payments/recurring-payments/{id}/', params: { id: id(rent) }, status: 204 });

  await call({ method: 'GET', path: '/api/analytics/user-stats/', as: 'admin', status: 200, fields: ['total_users', 'premium_users'] });
  await call({ method: 'GET', path: '/api/analytics/revenue-stats/', as: 'admin', status: 200, fields: ['total_revenue', 'monthly_revenue'] });
  await call({ method: 'GET', path: '/api/analytics/activity-logs/', as: 'admin', status: 200, fields: ['id', 'user', 'action', 'timestamp'] });
  await call({ method: 'GET', path: '/api/analytics/user-stats/', status: 403, fields: ['error'] });
  await call({ method: 'DELETE', path: '/api/transactions/transactions/{id}/', params: one, status: 204 });
}, 120_000);
