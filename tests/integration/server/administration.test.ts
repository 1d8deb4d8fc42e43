import { expect, test } from 'vitest';
import { startTestServer, type TestServer, type TestUser } from './server-fixture.ts';

interface Page {
  count: number;
  next: string | null;
  results: (Record<string, unknown> & { id: string })[];
}

async function started() {
  const server = await startTestServer();
  const boss = await server.newUser('boss', { admin: true });
  const as = <Body = Record<string, unknown>>(user: TestUser, method: string, path: string, body?: unknown) =>
    server.send<Body>(method, path, body, { token: user.access });
  return { server, boss, as };
}

const signedIn = async (server: TestServer, { username, password }: TestUser) =>
  (await server.send('POST', '/api/users/login/', { username, password })).status;

test('people are found, deactivated and signed out, made administrators and deleted; each act is written down', async () => {
  const { server, boss, as } = await started();
  const [ana, ben] = [await server.newUser('ana'), await server.newUser('ben')];
  const { body: page } = await as<Page>(boss, 'GET', '/api/admin/users/?search=AN&page_size=2');
  expect(page).toMatchObject({ count: 1, next: null, results: [{ username: 'ana', is_active: true, role: 'user', subscription_plan: null }] });
  expect((await as<Page>(boss, 'GET', '/api/admin/users/?page_size=2')).body).toMatchObject({ count: 3, results: [{}, {}] });
  expect((await as(ana, 'GET', '/api/admin/users/')).status).toBe(403);

  expect((await as(boss, 'PATCH', `/api/admin/users/${ana.id}/`, { is_active: false })).body).toMatchObject({ is_active: false });
  expect((await as(ana, 'GET', '/api/users/profile/')).status).toBe(401);
  expect(await signedIn(server, ana)).toBe(401);
  expect((await as(boss, 'POST', '/api/admin/users/bulk/', { ids: [ana.id, ben.id], action: 'activate' })).body).toMatchObject({ changed: 2 });
  expect(await signedIn(server, ana)).toBe(200);
  const gone = { ids: [ben.id, crypto.randomUUID()], action: 'deactivate' };
  expect((await as(boss, 'POST', '/api/admin/users/bulk/', gone)).status).toBe(404);
  expect(await signedIn(server, ben)).toBe(200);

  expect((await as(boss, 'PATCH', `/api/admin/users/${boss.id}/`, { role: 'user' })).status).toBe(409);
  expect((await as(boss, 'PATCH', `/api/admin/users/${ben.id}/`, { role: 'admin' })).body).toMatchObject({ role: 'admin' });
  expect((await as(boss, 'DELETE', `/api/admin/users/${ben.id}/`)).status).toBe(204);
  expect((await as(ben, 'GET', '/api/users/profile/')).status).toBe(401);

  const { body: log } = await as<{ action: string }[]>(boss, 'GET', '/api/analytics/activity-logs/?page_size=100');
  for (const action of ['user-deactivate', 'user-activate', 'user-make-admin', 'user-delete']) {
    expect(log.map((each) => each.action)).toContain(action);
  }
  const { body: csv } = await as<string>(boss, 'GET', '/api/admin/users/export/?search=ana');
  expect(csv).toMatch(/^Username,Email,Status,Last Login\r\nana,ana@example\.org,Active,\d{4}-/);
});

test('who takes part in a group is not deleted: its books would not add up', async () => {
  const { server, boss, as } = await started();
  const ana = await server.newUser('ana');
  const { body: group } = await as<{ id: string }>(ana, 'POST', '/api/group-expenses/api/groups/', { name: 'Flat' });
  await as(ana, 'POST', '/api/group-expenses/api/group-expenses/', { group: group.id, description: 'Rent', amount: '100' });
  const { status, body } = await as(boss, 'DELETE', `/api/admin/users/${ana.id}/`);
  expect(status).toBe(409);
  expect(body.error).toContain('Deactivate them instead');
  expect((await as<Page>(boss, 'GET', '/api/admin/transactions/?source=groups')).body).toMatchObject({ count: 1, results: [{ amount: '100.00', username: 'ana' }] });
});

test('figures come from payments, not from what people book', async () => {
  const { server, boss, as } = await started();
  const ana = await server.newUser('ana');
  await as(ana, 'POST', '/api/transactions/transactions/', { date: '2026-11-01', amount: '99999', description: 'mine' });
  await as(ana, 'POST', '/api/payments/subscription/create/', { plan_type: 'yearly' });
  const { body: payments } = await as<Page>(boss, 'GET', '/api/admin/payments/');
  expect(payments).toMatchObject({ count: 1, results: [{ username: 'ana', plan_type: 'yearly', status: 'pending', amount: '49.00' }] });
  await as(boss, 'POST', `/api/payments/${payments.results[0]?.id}/confirm/`);
  expect((await as(boss, 'GET', '/api/analytics/user-stats/')).body).toMatchObject({ total_users: 2, premium_users: 1, verified_users: 2 });
  expect((await as(boss, 'GET', '/api/analytics/revenue-stats/')).body).toMatchObject({
    currency: 'EUR',
    total_revenue: '49.00',
    monthly_revenue: '49.00',
    monthly_recurring_revenue: '4.08',
  });
  const { body: all } = await as<{ revenue_by_month: { amount: string }[]; transactions: number }>(boss, 'GET', '/api/admin/statistics/');
  expect(all.transactions).toBe(1);
  expect(all.revenue_by_month).toHaveLength(12);
  expect(all.revenue_by_month.at(-1)?.amount).toBe('49.00');
  expect((await as<string>(boss, 'GET', '/api/admin/payments/export/')).body).toContain(',ana,yearly,49.00,0.00,EUR,paid');
  // Nobody's own bookings are seen without their word.
  expect((await as<Page>(boss, 'GET', '/api/admin/transactions/')).body.count).toBe(0);
});

test('messages reach those they are for; settings hold for everybody; jobs are seen', async () => {
  const { server, boss, as } = await started();
  const [ana, ben] = [await server.newUser('ana'), await server.newUser('ben')];
  const news = { title: 'Tonight', message: 'The server rests at ten.' };
  expect((await as(boss, 'POST', '/api/admin/notifications/', { ...news, user_ids: [ana.id] })).body).toMatchObject({ sent: 1 });
  expect((await as(boss, 'POST', '/api/admin/notifications/', { ...news, all: true })).body).toMatchObject({ sent: 3 });
  expect((await as(boss, 'POST', '/api/admin/notifications/', news)).status).toBe(400);
  const unread = async (user: TestUser) => (await as<unknown[]>(user, 'GET', '/api/insights/notifications/')).body.length;
  expect([await unread(ana), await unread(ben)]).toEqual([2, 1]);

  expect((await as(boss, 'GET', '/api/admin/settings/')).body).toEqual({ sign_up_open: true });
  expect((await as(boss, 'PUT', '/api/admin/settings/', { sign_up_open: false })).body).toEqual({ sign_up_open: false });
  const account = { username: 'eve', email: 'eve@example.org', password: 'a long sentence' };
  expect(await server.send('POST', '/api/users/signup/', account)).toMatchObject({ status: 403 });
  await as(boss, 'PUT', '/api/admin/settings/', { sign_up_open: true });
  expect((await server.send('POST', '/api/users/signup/', account)).status).toBe(201);
  expect((await as(boss, 'GET', '/api/admin/jobs/')).status).toBe(200);
});
