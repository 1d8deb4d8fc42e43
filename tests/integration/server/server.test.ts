import { expect, test } from 'vitest';
import { startTestServer } from './server-fixture.ts';

test('a new server answers, is ready, describes itself, and offers to make the first administrator', async () => {
  const server = await startTestServer();
  expect((await server.send('GET', '/healthz')).body).toEqual({ status: 'ok' });
  expect((await server.send('GET', '/readyz')).body).toEqual({ status: 'ready' });
  const { body: api } = await server.send<{ paths: Record<string, unknown> }>('GET', '/openapi.json');
  expect(api.paths).toHaveProperty('/api/users/signup/');
  expect((await server.send<string>('GET', '/docs')).body).toContain('/api/users/signup/');
  expect((await server.send<string>('GET', '/metrics')).body).toContain('http_request_duration_seconds_bucket');
  expect(server.bootstrapLink).toMatch(new RegExp(`^${server.url}/setup#[\\w-]{43}$`));
});

test('failures are problem details with the id of the request, and the field older clients read', async () => {
  const server = await startTestServer();
  const { status, body, headers } = await server.send('GET', '/api/nothing/', undefined, { headers: { 'x-request-id': 'abc-1' } });
  expect(status).toBe(404);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(headers.get('x-request-id')).toBe('abc-1');
  expect(body).toMatchObject({ status: 404, instance: 'abc-1', detail: body.error, title: 'Not found' });

  const wrong = await server.send('POST', '/api/users/signup/', { username: 'mara', email: 'no address', password: 'long enough' });
  expect(wrong.status).toBe(400);
  expect(wrong.body).toMatchObject({ error: 'email: This is not an e-mail address.', fields: [{ field: 'email' }] });
});

test('sign up and sign in, with or without the slash at the end; the token opens what is one’s own', async () => {
  const server = await startTestServer();
  const account = { username: 'mara', email: 'Mara@example.org', password: 'a long sentence' };
  const signedUp = await server.send('POST', '/api/users/signup', account);
  expect(signedUp).toMatchObject({ status: 201, body: { message: 'User created successfully' } });
  const byName = await server.send<{ access: string }>('POST', '/api/users/login/', { username: 'MARA', password: account.password });
  expect(byName).toMatchObject({ status: 200, body: { message: 'Login successful' } });
  const byMail = await server.send('POST', '/api/token/', { email: 'mara@example.org', password: account.password });
  expect(Object.keys(byMail.body).sort()).toEqual(['access', 'refresh']);
  const sessions = await server.send('GET', '/api/users/sessions/', undefined, { token: byName.body.access });
  expect(sessions.body).toHaveLength(2);
  expect((await server.send('GET', '/api/users/sessions/')).status).toBe(401);
  const wrong = await server.send('POST', '/api/users/login/', { username: 'mara', password: 'wrong' });
  expect(wrong).toMatchObject({ status: 401, body: { error: 'Invalid Credentials' } });
});

test('a server that is stopped answers what it was asked before, and its jobs and models end with it', async () => {
  const server = await startTestServer({ env: { RUN_JOBS: 'true' } });
  const mara = await server.newUser('mara');
  let began: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (began = resolve));
  const query = server.context.pool.query.bind(server.context.pool);
  server.context.pool.query = ((...args: Parameters<typeof query>) => {
    began();
    return new Promise((resolve) => setTimeout(resolve, 300)).then(() => query(...args));
  }) as typeof query;
  const answer = server.send('GET', '/api/users/user-data/', undefined, { token: mara.access });
  await asked;
  const stopped = performance.now();
  await server.stop();
  expect(performance.now() - stopped).toBeLessThan(20_000);
  expect(await answer).toMatchObject({ status: 200, body: { username: 'mara' } });
  await expect(server.send('GET', '/healthz')).rejects.toThrow();
});
