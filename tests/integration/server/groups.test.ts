import { get } from 'node:http';
import { expect, test } from 'vitest';
import { startTestServer, type TestServer, type TestUser } from './server-fixture.ts';

const base = '/api/group-expenses/api';
type Body = Record<string, unknown> & { id: string; version: number };

async function groupOf(server: TestServer, owner: TestUser, ...others: TestUser[]): Promise<string> {
  const { body } = await server.send<Body>('POST', `${base}/groups/`, { name: 'Flat' }, { token: owner.access });
  for (const { id: user } of others) {
    await server.send('POST', `${base}/group-members/`, { group: body.id, user }, { token: owner.access });
  }
  return body.id;
}

async function dashboard(server: TestServer, user: TestUser, group: string) {
  const { body } = await server.send<{
    total_spent: string;
    balances: { username: string; balance: string }[];
    suggestions: { payer: string; payee: string; amount: string }[];
  }>('GET', `${base}/groups/${group}/dashboard/`, undefined, { token: user.access });
  return { ...body, byName: Object.fromEntries(body.balances.map(({ username, balance }) => [username, balance])) };
}

test('expenses are shared without losing a cent, the odd one goes round, and settling makes everybody even', async () => {
  const server = await startTestServer();
  const [ana, ben, cleo] = [await server.newUser('ana'), await server.newUser('ben'), await server.newUser('cleo')];
  const group = await groupOf(server, ana, ben, cleo);
  const add = (user: TestUser, more: object) =>
    server.send<Body>('POST', `${base}/group-expenses/`, { group, description: 'Dinner', amount: '10.00', ...more }, { token: user.access });

  const first = await add(ana, {});
  expect(first).toMatchObject({ status: 201, body: { amount: '10.00', split_type: 'equal', split_amount: '3.33', paid_by: ana.id } });
  expect(Object.values(first.body.shares as Record<string, string>).sort()).toEqual(['3.33', '3.33', '3.34']);
  await add(ana, {});
  await add(ana, {});
  // Three odd cents, one for each.
  expect(await dashboard(server, ben, group)).toMatchObject({ total_spent: '30.00', byName: { ana: '20.00', ben: '-10.00', cleo: '-10.00' } });

  expect((await add(ben, { amount: 20, split_type: 'percent', split_values: { [ana.id]: '25', [ben.id]: '75' }, split_members: [ana.id, ben.id] })).status).toBe(201);
  const wrong = await add(ben, { split_type: 'exact', split_members: [ana.id, ben.id], split_values: { [ana.id]: '4', [ben.id]: '5' } });
  expect(wrong).toMatchObject({ status: 422, body: { error: 'The parts make 9.00, not 10.00.', fields: [{ field: 'split_values' }] } });

  const { suggestions } = await dashboard(server, cleo, group);
  expect(suggestions).toHaveLength(2);
  for (const suggestion of suggestions) {
    const { status } = await server.send('POST', `${base}/settlements/`, { group, ...suggestion, is_settled: true }, { token: cleo.access });
    expect(status).toBe(201);
  }
  expect((await dashboard(server, ana, group)).byName).toEqual({ ana: '0.00', ben: '0.00', cleo: '0.00' });
});

test('only members see a group, only owners decide who is in it', async () => {
  const server = await startTestServer();
  const [ana, ben, eve] = [await server.newUser('ana'), await server.newUser('ben'), await server.newUser('eve')];
  const group = await groupOf(server, ana, ben);
  const as = (user: TestUser, method: string, path: string, body?: unknown) => server.send<Body>(method, `${base}/${path}`, body, { token: user.access });
  const { body: expense } = await as(ben, 'POST', 'group-expenses/', { group, description: 'Rent', amount: '100' });
  const { body: settlement } = await as(ben, 'POST', 'settlements/', { group, payer: ana.id, payee: ben.id, amount: '50' });

  for (const path of [`groups/${group}/`, `groups/${group}/dashboard/`, `group-expenses/${expense.id}/`, `settlements/${settlement.id}/`]) {
    expect((await as(eve, 'GET', path)).status, path).toBe(404);
  }
  for (const path of ['groups/', 'group-members/', 'group-expenses/', 'settlements/']) {
    expect((await as(eve, 'GET', path)).body, path).toEqual([]);
  }
  expect((await as(eve, 'GET', `group-expenses/?group=${group}`)).status).toBe(404);
  expect((await as(eve, 'POST', 'group-expenses/', { group, description: 'x', amount: '1' })).status).toBe(404);
  expect((await as(eve, 'PATCH', `group-expenses/${expense.id}/`, { amount: '1' })).status).toBe(404);
  expect((await as(ben, 'POST', 'group-members/', { group, user: eve.id })).status).toBe(403);
  expect((await as(ben, 'DELETE', `groups/${group}/`)).status).toBe(403);
  expect((await as(ben, 'POST', 'group-expenses/', { group, description: 'x', amount: '1', paid_by: eve.id })).body).toMatchObject({
    fields: [{ field: 'paid_by' }],
  });

  const { body: members } = await as(ana, 'GET', `group-members/?group=${group}`);
  const [owner, other] = members as unknown as Body[];
  expect((await as(ana, 'DELETE', `group-members/${other?.id}/`)).body.error).toBe('They owe or are owed something. Settle up first.');
  expect((await as(ana, 'PATCH', `group-members/${owner?.id}/`, { role: 'member' })).status).toBe(409);
  expect((await as(ana, 'DELETE', `groups/${group}/`)).status).toBe(204);
  expect((await as(ben, 'GET', 'group-expenses/')).body).toEqual([]);
});

test('a change that was made in the meantime is not overwritten, and a request that is sent twice counts once', async () => {
  const server = await startTestServer();
  const [ana, ben] = [await server.newUser('ana'), await server.newUser('ben')];
  const group = await groupOf(server, ana, ben);
  const expense = { id: crypto.randomUUID(), group, description: 'Power', amount: '60' };
  const { body: made } = await server.send<Body>('POST', `${base}/group-expenses/`, expense, { token: ana.access });
  const again = await server.send<Body>('POST', `${base}/group-expenses/`, expense, { token: ana.access });
  expect(again).toMatchObject({ status: 201, body: made });
  expect((await dashboard(server, ana, group)).total_spent).toBe('60.00');

  const path = `${base}/group-expenses/${expense.id}/`;
  expect((await server.send('PATCH', path, { amount: '70', version: 1 }, { token: ben.access })).body).toMatchObject({ amount: '70.00', version: 2 });
  const stale = await server.send<{ current: Body }>('PATCH', path, { amount: '80', version: 1 }, { token: ana.access });
  expect(stale).toMatchObject({ status: 409, body: { current: { amount: '70.00', version: 2 } } });
  const racing = await Promise.all(['81', '82', '83'].map((amount) => server.send('PATCH', path, { amount, version: 2 }, { token: ana.access })));
  expect(racing.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test('an invitation lets one person in, once', async () => {
  const server = await startTestServer();
  const [ana, ben, eve] = [await server.newUser('ana'), await server.newUser('ben'), await server.newUser('eve')];
  const group = await groupOf(server, ana);
  const invited = await server.send<{ link: string }>('POST', `${base}/groups/${group}/invitations/`, { email: 'ben@example.org' }, { token: ana.access });
  expect(invited.status).toBe(201);
  expect(server.mails.at(-1)).toMatchObject({ to: 'ben@example.org', subject: 'ana invites you to Flat' });
  const token = invited.body.link.split('#')[1];
  expect((await server.send('POST', `${base}/invitations/accept/`, { token }, { token: ben.access })).body).toMatchObject({ group });
  expect((await server.send('POST', `${base}/invitations/accept/`, { token }, { token: eve.access })).status).toBe(404);
  const { body: groups } = await server.send<Body[]>('GET', `${base}/groups/`, undefined, { token: ben.access });
  expect(groups.map(({ name }) => name)).toEqual(['Flat']);
});

test('who looks on hears of a change, whichever process made it', async () => {
  const one = await startTestServer();
  const two = await startTestServer({ databaseUrl: one.databaseUrl });
  const ana = await one.newUser('ana');
  const group = await groupOf(one, ana);
  const heard = new Promise<string>((resolve, reject) => {
    const listening = get(`${two.url}${base}/groups/${group}/events/`, { headers: { authorization: `Bearer ${ana.access}` } }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('retry') && !text.includes('change')) {
          void one.send('POST', `${base}/group-expenses/`, { group, description: 'Milk', amount: '2' }, { token: ana.access });
        }
        if (text.includes('data: {"what":"expenses"}')) {
          resolve(text);
          listening.destroy();
        }
      });
    });
    listening.on('error', reject);
  });
  expect(await heard).toContain('event: change');
  expect((await fetch(`${two.url}${base}/groups/${group}/events/`)).status).toBe(401);
});
