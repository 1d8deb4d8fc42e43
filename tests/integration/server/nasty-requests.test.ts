import { expect, test } from 'vitest';
import { startTestServer } from './server-fixture.ts';

interface Operation {
  parameters: { name: string; in: 'path' | 'query' }[];
  requestBody?: {
    content: { 'application/json'?: { schema: { properties?: Record<string, unknown> }; example?: Record<string, unknown> } };
  };
}

const values: readonly unknown[] = [
  null,
  '',
  'x'.repeat(5000),
  '\u0000',
  '\ud800',
  "'; DROP TABLE app_user; --",
  '%_\\',
  -1,
  1e300,
  '1e5',
  '9999999999999.99',
  '0000-01-01',
  '9999-12-31',
  '2026-02-30',
  true,
  [],
  {},
  { $ne: null },
  '00000000-0000-0000-0000-000000000000',
];

/** Those that a schema might let through to the database. */
const deep = new Set<unknown>(['\u0000', '\ud800', 1e300, '9999999999999.99', '0000-01-01', '9999-12-31', '%_\\']);

test('no call fails on what it did not expect: it refuses, or does as it is told', async () => {
  const server = await startTestServer();
  const { body: api } = await server.send<{ paths: Record<string, Record<string, Operation>> }>('GET', '/openapi.json');
  const failures: string[] = [];
  const { access: token } = await server.newUser('root', { admin: true });
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, { parameters, requestBody }] of Object.entries(operations)) {
      const fields = Object.keys(requestBody?.content['application/json']?.schema.properties ?? {});
      const queries = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
      const inPath = parameters.some((parameter) => parameter.in === 'path');
      if (fields.length + queries.length === 0 && !inPath) continue;
      for (const value of values) {
        const text = encodeURIComponent(typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value)) || 'x';
        const address = path.replace(/\{\w+\}/g, text) + (queries.length > 0 ? `?${queries.map((name) => `${name}=${text}`).join('&')}` : '');
        // All fields at once, then each among others that are right: the second gets further.
        const { example } = requestBody?.content['application/json'] ?? {};
        const bodies = [
          fields.length > 0 ? Object.fromEntries(fields.map((name) => [name, value])) : undefined,
          ...(example && deep.has(value) ? Object.keys(example).map((name) => ({ ...example, [name]: value })) : []),
        ];
        const answers = await Promise.all(bodies.map((body) => server.send(method.toUpperCase(), address, body, { token })));
        const worst = Math.max(...answers.map(({ status }) => status));
        if (worst >= 500) failures.push(`${method.toUpperCase()} ${path} with ${JSON.stringify(value).slice(0, 60)}: ${worst}`);
      }
    }
  }
  expect(failures).toEqual([]);
});

test('bodies that are no object, no JSON or too large are refused', async () => {
  const server = await startTestServer();
  for (const body of [[], 'text', 7, null]) expect((await server.send('POST', '/api/users/login/', body)).status).toBe(400);
  const raw = (body: string, type: string) =>
    fetch(`${server.url}/api/users/login/`, { method: 'POST', body, headers: { 'content-type': type } });
  expect((await raw('{', 'application/json')).status).toBe(400);
  expect((await raw('a=b', 'text/plain')).status).toBe(415);
  expect((await raw(JSON.stringify({ username: 'x'.repeat(2 * 1024 * 1024) }), 'application/json')).status).toBe(413);
});
