/** Who may call what: every call that openapi.json describes, tried by everybody who should not get through. */
import { expect, test } from 'vitest';
import { startTestServer } from './server-fixture.ts';

interface OpenApi {
  paths: Record<string, Record<string, { security?: object[] }>>;
}

const HOUR_MS = 3_600_000;
/** Calls that anybody may make: signing up and in, links of messages, what is public. A new one must be meant. */
const open = new Set([
  'POST /api/users/signup/',
  'POST /api/users/login/',
  'POST /api/token/',
  'POST /api/token/refresh/',
  'POST /api/users/verify-email/',
  'POST /api/users/password-reset/',
  'POST /api/users/password-reset/confirm/',
  'POST /api/admin/bootstrap/',
  'GET /api/payments/plans/',
  // The address is a secret of its own: pictures are shown by tags that send no token.
  'GET /api/users/avatars/{id}/',
]);
/** By path: calls beyond these prefixes that only administrators may make. */
const adminOnly = [/^\/api\/admin\//, /^\/api\/analytics\//, /^\/api\/payments\/\{id\}\/(refund|confirm)\/$/];

test('every call lets in whom it should and nobody else', async () => {
  let now = new Date();
  const server = await startTestServer({ clock: { now: () => now } });
  const { body: api } = await server.send<OpenApi>('GET', '/openapi.json');
  const calls = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path, name: `${method.toUpperCase()} ${path}` })),
  );
  const guarded = calls.filter(({ name, path }) => path.startsWith('/api/') && !open.has(name));
  expect(guarded.length).toBeGreaterThan(80);
  const id = crypto.randomUUID();
  const send = (call: { method: string; path: string }, token?: string) =>
    server.send(call.method, call.path.replace(/\{\w+\}/g, id), call.method === 'GET' ? undefined : {}, token === undefined ? {} : { token });

  // Deleting somebody takes what they had with them, and their token with it.
  const [user, gone, admin] = [await server.newUser('user'), await server.newUser('gone'), await server.newUser('boss', { admin: true })];
  expect((await server.send('DELETE', `/api/admin/users/${gone.id}/`, undefined, { token: admin.access })).status).toBe(204);
  for (const call of guarded) {
    expect((await send(call)).status, `${call.name} without a token`).toBe(401);
    expect((await send(call, `${user.access}x`)).status, `${call.name} with a changed token`).toBe(401);
    expect((await send(call, gone.access)).status, `${call.name} by somebody who was deleted`).toBe(401);
    if (adminOnly.some((pattern) => pattern.test(call.path))) {
      expect((await send(call, user.access)).status, `${call.name} by somebody who is no administrator`).toBe(403);
    }
  }

  // Another one's things: an address with a person in it answers its own person alone.
  for (const call of guarded.filter(({ path }) => path.endsWith('/{user}/'))) {
    const path = call.path.replace('{user}', admin.id);
    const body = call.method === 'GET' ? undefined : { category: id, monthly_limit: '1' };
    expect((await server.send(call.method, path, body, { token: user.access })).status, `${call.name} of another`).toBe(403);
  }
  // What does not exist and what is another's look the same.
  for (const call of guarded.filter(({ path, method }) => path.includes('{id}') && method === 'GET' && !adminOnly.some((pattern) => pattern.test(path)))) {
    expect((await send(call, user.access)).status, `${call.name} of nothing`).toBe(404);
  }

  now = new Date(now.getTime() + 2 * HOUR_MS);
  for (const call of guarded) expect((await send(call, user.access)).status, `${call.name} with a token that is over`).toBe(401);
}, 120_000);
