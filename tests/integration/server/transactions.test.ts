import { expect, test } from 'vitest';
import { startTestServer, type TestServer, type TestUser } from './server-fixture.ts';

interface Shown {
  id: string;
  amount: string;
  category: string | null;
  category_name: string | null;
  description: string;
  date: string;
}
interface Page {
  count: number;
  next: string | null;
  previous: string | null;
  results: Shown[];
}

const path = '/api/transactions/transactions/';

async function add(server: TestServer, user: TestUser, rows: [date: string, amount: string, category: string | null, description: string][]) {
  for (const [date, amount, category, description] of rows) {
    const answer = await server.send('POST', path, { date, amount, category, description }, { token: user.access });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  }
}

test('transactions are written, read, changed and removed by their owner alone', async () => {
  const server = await startTestServer();
  const [mara, jon] = [await server.newUser('mara'), await server.newUser('jon')];
  const token = mara.access;
  const made = await server.send<Shown>('POST', path, { date: '2026-11-20', amount: 42.1, category: 'groceries', description: 'Market' }, { token });
  expect(made).toMatchObject({ status: 201, body: { amount: '42.10', currency: 'EUR', category_name: 'Groceries', description: 'Market' } });
  expect(Object.keys(made.body)).toEqual(
    ['id', 'date', 'category', 'category_name', 'currency', 'amount', 'description', 'created_at', 'updated_at'],
  );
  const own = `${path}${made.body.id}/`;
  expect((await server.send('GET', own, undefined, { token })).body).toEqual(made.body);
  for (const [method, body] of [['GET'], ['PATCH', { amount: '1' }], ['DELETE']] as const) {
    expect((await server.send(method, own, body, { token: jon.access })).status).toBe(404);
  }
  expect((await server.send('PATCH', own, { amount: '40' }, { token })).body).toMatchObject({ amount: '40.00', description: 'Market' });
  const yen = { date: '2026-11-21', amount: '1200', currency: 'jpy', category: null };
  expect((await server.send('PUT', own, yen, { token })).body).toMatchObject({ amount: '1200.00', currency: 'JPY', category: null, description: '' });
  expect((await server.send('PATCH', own, { amount: '12.5' }, { token })).status).toBe(400);
  expect((await server.send('DELETE', own, undefined, { token })).status).toBe(204);
  expect((await server.send('GET', own, undefined, { token })).status).toBe(404);
});

test('the list is filtered, ordered and paged, and its count is right', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  await add(server, await server.newUser('jon'), [['2026-11-01', '9.99', 'Rent', 'not hers']]);
  await add(server, mara, [
    ['2026-11-01', '850.00', 'Rent', 'November'],
    ['2026-11-03', '12.50', 'Groceries', 'Bakery 100%'],
    ['2026-11-05', '60.00', 'Groceries', 'Market'],
    ['2026-11-05', '7.00', null, 'Kiosk'],
  ]);
  const list = async (query: string) => (await server.send<Page>('GET', `${path}?${query}`, undefined, { token: mara.access })).body;
  const amounts = async (query: string) => (await list(query)).results.map(({ amount }) => amount);

  expect(await list('')).toMatchObject({ count: 4, next: null, previous: null });
  expect(await amounts('ordering=amount')).toEqual(['7.00', '12.50', '60.00', '850.00']);
  expect(await amounts('ordering=-date')).toEqual(['7.00', '60.00', '12.50', '850.00']);
  expect(await amounts('category=Groceries&ordering=date')).toEqual(['12.50', '60.00']);
  expect(await amounts('search=market')).toEqual(['60.00']);
  expect(await amounts('search=100%25')).toEqual(['12.50']);
  expect(await amounts('search=rent')).toEqual(['850.00']);
  expect(await amounts('min_amount=12.50&max_amount=60&ordering=amount')).toEqual(['12.50', '60.00']);
  expect(await amounts('date=2026-11-05&ordering=amount')).toEqual(['7.00', '60.00']);
  expect(await amounts('date_from=2026-11-02&date_to=2026-11-04')).toEqual(['12.50']);

  const second = await list('ordering=amount&page_size=2&page=2');
  expect(second.results.map(({ amount }) => amount)).toEqual(['60.00', '850.00']);
  expect(second).toMatchObject({ count: 4, next: null, previous: `${server.url}${path}?ordering=amount&page_size=2&page=1` });
  expect(await list('page=9')).toMatchObject({ count: 4, results: [] });
  expect((await server.send('GET', `${path}?ordering=name`, undefined, { token: mara.access })).status).toBe(400);
});

test('the ten latest come with amounts as numbers; the file has all, and no cell that a spreadsheet would run', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  await add(server, mara, [
    ['2026-11-01', '850.00', 'Rent', '=cmd()'],
    ['2026-11-03', '12.50', 'Groceries', 'Bread, rolls'],
  ]);
  const { body } = await server.send('GET', '/api/transactions/get-transactions/', undefined, { token: mara.access });
  expect(body).toMatchObject([
    { amount: 12.5, category_name: 'Groceries', category_type: 'expense', date: '2026-11-03' },
    { amount: 850 },
  ]);
  const file = await server.send<string>('POST', '/api/transactions/export-transactions-csv/?ordering=date', {}, { token: mara.access });
  expect(file.headers.get('content-type')).toContain('text/csv');
  const lines = file.body.split('\r\n');
  expect(lines[0]).toBe('ID,Date,Category,Amount,Description');
  expect(lines[1]).toMatch(/^[\da-f-]{36},2026-11-01,Rent,850\.00,'=cmd\(\)$/);
  expect(lines[2]).toMatch(/,"Bread, rolls"$/);
  const filtered = await server.send<string>('POST', '/api/transactions/export-transactions-csv/', { category: 'Rent' }, { token: mara.access });
  expect(filtered.body.trimEnd().split('\r\n')).toHaveLength(2);
});

test('categories: the default ones are everybody’s, one’s own are one’s own', async () => {
  const server = await startTestServer();
  const [mara, jon] = [await server.newUser('mara'), await server.newUser('jon')];
  const categories = '/api/transactions/categories/';
  const before = await server.send<{ id: string; user: string | null; name: string }[]>('GET', categories, undefined, { token: mara.access });
  expect(before.body.length).toBeGreaterThan(100);
  const made = await server.send<{ id: string }>('POST', categories, { name: 'Model trains' }, { token: mara.access });
  expect(made).toMatchObject({ status: 201, body: { user: mara.id, name: 'Model trains', type: 'expense' } });
  expect((await server.send('POST', categories, { name: 'model trains' }, { token: mara.access })).status).toBe(409);
  const own = `${categories}${made.body.id}/`;
  expect((await server.send('PUT', own, { name: 'x' }, { token: jon.access })).status).toBe(404);
  expect((await server.send('PUT', own, { name: 'Trains' }, { token: mara.access })).body).toMatchObject({ name: 'Trains' });
  await add(server, mara, [['2026-11-01', '5', 'Trains', '']]);
  const standard = `${categories}${before.body[0]?.id}/`;
  expect((await server.send('DELETE', standard, undefined, { token: mara.access })).status).toBe(403);
  expect((await server.send('DELETE', own, undefined, { token: mara.access })).status).toBe(204);
  const { body } = await server.send<Page>('GET', path, undefined, { token: mara.access });
  expect(body.results).toMatchObject([{ amount: '5.00', category: null }]);
});
