import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { Secret, TOTP } from 'otpauth';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { startTestServer, type TestServer } from './server-fixture.ts';

interface Pair {
  access: string;
  refresh: string;
}

const linkToken = (server: TestServer): string => /#([\w-]+)/.exec(server.mails.at(-1)?.text ?? '')?.[1] ?? '';
const sessionsOf = (server: TestServer, token: string) => server.send('GET', '/api/users/sessions/', undefined, { token });

/** A clock that stands until it is moved. */
function clockAt(start: string) {
  let now = new Date(start);
  return { now: () => now, pass: (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000)) };
}

test('a refresh token gives the next one once; used twice it ends the session for whoever holds a copy', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  const refresh = (token: string) => server.send<Pair>('POST', '/api/token/refresh/', { refresh: token });
  const first = await refresh(mara.refresh);
  expect(first.status).toBe(200);
  const second = await refresh(first.body.refresh);
  expect(second.status).toBe(200);
  expect((await sessionsOf(server, second.body.access)).status).toBe(200);

  expect((await refresh(mara.refresh)).status).toBe(401);
  expect((await refresh(second.body.refresh)).status).toBe(401);
  expect((await sessionsOf(server, second.body.access)).status).toBe(401);
  expect((await refresh(mara.access)).status, 'an access token is no refresh token').toBe(401);
  expect((await sessionsOf(server, mara.refresh)).status, 'a refresh token is no access token').toBe(401);
});

test('access lasts an hour, refresh a day from its last use', async () => {
  const clock = clockAt('2026-11-23T08:00:00Z');
  const server = await startTestServer({ clock });
  const mara = await server.newUser('mara');
  clock.pass(59 * 60);
  expect((await sessionsOf(server, mara.access)).status).toBe(200);
  clock.pass(2 * 60);
  expect((await sessionsOf(server, mara.access)).status).toBe(401);
  clock.pass(22 * 3600);
  const next = await server.send<Pair>('POST', '/api/token/refresh/', { refresh: mara.refresh });
  expect(next.status).toBe(200);
  clock.pass(23 * 3600);
  const later = await server.send<Pair>('POST', '/api/token/refresh/', { refresh: next.body.refresh });
  expect(later.status).toBe(200);
  clock.pass(25 * 3600);
  expect((await server.send('POST', '/api/token/refresh/', { refresh: later.body.refresh })).status).toBe(401);
});

test('tokens of others, of no algorithm and of people who are gone open nothing', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  const forged = await new SignJWT({ sid: randomUUID(), kind: 'access' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(mara.id)
    .setJti(randomUUID())
    .setIssuer('saldo')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('another secret of thirty-two bytes'));
  const [, payload] = mara.access.split('.');
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
  for (const token of [forged, unsigned, 'nonsense', '']) expect((await sessionsOf(server, token)).status).toBe(401);

  await server.context.pool.query('UPDATE app_user SET is_active = false WHERE id = $1', [mara.id]);
  expect((await sessionsOf(server, mara.access)).status).toBe(401);
  expect((await server.send('POST', '/api/token/refresh/', { refresh: mara.refresh })).status).toBe(401);
  await server.context.pool.query('DELETE FROM app_user WHERE id = $1', [mara.id]);
  expect((await sessionsOf(server, mara.access)).status).toBe(401);
});

test('nobody learns from the answers who has an account', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  const wrong = await server.send('POST', '/api/users/login/', { email: mara.email, password: 'wrong' });
  const nobody = await server.send('POST', '/api/users/login/', { email: 'nobody@example.org', password: 'wrong' });
  const told = ({ status, body }: typeof wrong) => ({ status, ...body, instance: '' });
  expect(told(nobody)).toEqual(told(wrong));

  const reset = (email: string) => server.send('POST', '/api/users/password-reset/', { email });
  expect((await reset('nobody@example.org')).body).toEqual((await reset(mara.email)).body);

  const again = await server.send('POST', '/api/users/signup/', { username: 'other', email: mara.email.toUpperCase(), password: 'long enough' });
  expect(again).toMatchObject({ status: 201, body: { message: 'User created successfully' } });
  expect(server.mails.at(-1)).toMatchObject({ to: mara.email.toUpperCase(), subject: 'You have an account already' });
  expect((await server.send('POST', '/api/users/login/', { username: 'other', password: 'long enough' })).status).toBe(401);
  const taken = await server.send('POST', '/api/users/signup/', { username: 'Mara', email: 'new@example.org', password: 'long enough' });
  expect(taken).toMatchObject({ status: 409, body: { error: 'This username is taken.' } });
});

test('wrong passwords make one wait, longer each time, and unknown names the same', async () => {
  const clock = clockAt('2026-11-23T08:00:00Z');
  const server = await startTestServer({ clock, env: { RATE_LIMITS: 'true' } });
  const mara = await server.newUser('mara');
  for (const email of [mara.email, 'nobody@example.org']) {
    const logIn = (password: string) => server.send('POST', '/api/users/login/', { email, password });
    for (let tries = 0; tries < 5; tries += 1) expect((await logIn('wrong')).status).toBe(401);
    const blocked = await logIn(mara.password);
    expect(blocked.status).toBe(429);
    expect(blocked.headers.get('retry-after')).toBe('15');
    clock.pass(16);
    expect((await logIn('wrong')).status).toBe(401);
    expect((await logIn('wrong')).headers.get('retry-after')).toBe('30');
    clock.pass(31);
  }
  expect((await server.send('POST', '/api/users/login/', { email: mara.email, password: mara.password })).status).toBe(200);
  const other = await startTestServer({ clock, env: { RATE_LIMITS: 'true' }, databaseUrl: server.databaseUrl });
  for (let tries = 0; tries < 5; tries += 1) await server.send('POST', '/api/token/', { email: mara.email, password: 'wrong' });
  expect((await other.send('POST', '/api/token/', { email: mara.email, password: mara.password })).status, 'another process').toBe(429);
});

test('an address is limited in how often it may ask', async () => {
  const server = await startTestServer({ env: { RATE_LIMITS: 'true' } });
  const reset = () => server.send('POST', '/api/users/password-reset/', { email: 'mara@example.org' });
  for (let asked = 0; asked < 5; asked += 1) expect((await reset()).status).toBe(200);
  const refused = await reset();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000);
});

test('the message confirms the address, once; until then inviting waits, unless signing in does', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara', { verified: false });
  const data = () => server.send('GET', '/api/users/user-data/', undefined, { token: mara.access });
  expect((await data()).body).toMatchObject({ email_verified: false, role: 'user', username: 'mara', email: mara.email });
  expect(JSON.stringify((await data()).body)).not.toContain('argon2');
  const token = linkToken(server);
  expect((await server.send('POST', '/api/users/verify-email/', { token })).status).toBe(200);
  expect((await data()).body).toMatchObject({ email_verified: true });
  expect((await server.send('POST', '/api/users/verify-email/', { token })).status).toBe(400);

  const strict = await startTestServer({ env: { REQUIRE_VERIFIED_EMAIL: 'true' } });
  await strict.send('POST', '/api/users/signup/', { username: 'jon', email: 'jon@example.org', password: 'long enough' });
  const logIn = () => strict.send('POST', '/api/users/login/', { username: 'jon', password: 'long enough' });
  expect((await logIn()).status).toBe(403);
  await strict.send('POST', '/api/users/verify-email/', { token: linkToken(strict) });
  expect((await logIn()).status).toBe(200);
});

test('a forgotten password is set anew by the link, once and within the hour; all devices are signed out', async () => {
  const clock = clockAt('2026-11-23T08:00:00Z');
  const server = await startTestServer({ clock });
  const mara = await server.newUser('mara');
  const ask = async () => {
    await server.send('POST', '/api/users/password-reset/', { email: mara.email });
    return linkToken(server);
  };
  const confirm = (token: string, password: string) => server.send('POST', '/api/users/password-reset/confirm/', { token, password });
  const late = await ask();
  clock.pass(3601);
  expect((await confirm(late, 'a new sentence')).status).toBe(400);
  const token = await ask();
  expect((await confirm(token, 'short')).status).toBe(400);
  expect((await confirm(token, 'a new sentence')).status).toBe(200);
  expect((await confirm(token, 'another one!')).status).toBe(400);
  expect((await server.send('POST', '/api/token/refresh/', { refresh: mara.refresh })).status).toBe(401);
  expect((await server.send('POST', '/api/token/', { email: mara.email, password: mara.password })).status).toBe(401);
  expect((await server.send('POST', '/api/token/', { email: mara.email, password: 'a new sentence' })).status).toBe(200);
});

test('sessions are listed and ended; a new password ends the others', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  const logIn = async () => (await server.send<Pair>('POST', '/api/token/', { email: mara.email, password: mara.password })).body.access;
  const phone = await logIn();
  const tablet = await logIn();
  const { body } = await server.send<{ id: string; is_current: boolean }[]>('GET', '/api/users/sessions/', undefined, { token: phone });
  expect(body).toHaveLength(3);
  const current = body.find((session) => session.is_current)?.id;
  expect((await server.send('DELETE', `/api/users/sessions/${current}/`, undefined, { token: tablet })).status).toBe(204);
  expect((await sessionsOf(server, phone)).status).toBe(401);
  expect((await server.send('DELETE', `/api/users/sessions/${current}/`, undefined, { token: tablet })).status).toBe(404);

  const change = (current_password: string) =>
    server.send('POST', '/api/users/change-password/', { current_password, new_password: 'a new sentence' }, { token: tablet });
  expect((await change('wrong')).status).toBe(400);
  expect((await change(mara.password)).status).toBe(200);
  expect((await sessionsOf(server, mara.access)).status).toBe(401);
  expect((await sessionsOf(server, tablet)).status).toBe(200);
  expect((await server.send('POST', '/api/users/logout/', undefined, { token: tablet })).status).toBe(200);
  expect((await sessionsOf(server, tablet)).status).toBe(401);
});

test('a second factor is asked for once it is confirmed, and a code lets in once', async () => {
  const clock = clockAt('2026-11-23T08:00:00Z');
  const server = await startTestServer({ clock });
  const mara = await server.newUser('mara');
  const token = mara.access;
  const { body } = await server.send<{ secret: string; otpauth_url: string; qr_code: string }>('POST', '/api/users/second-factor/', undefined, { token });
  expect(body.otpauth_url).toMatch(/^otpauth:\/\/totp\/Saldo:mara%40example\.org\?/);
  expect(body.qr_code).toMatch(/^data:image\/png;base64,/);
  const totp = new TOTP({ secret: Secret.fromBase32(body.secret) });
  const code = () => totp.generate({ timestamp: clock.now().getTime() });
  const logIn = (extra: object) => server.send<Pair>('POST', '/api/users/login/', { email: mara.email, password: mara.password, ...extra });
  expect((await logIn({})).status, 'not in force yet').toBe(200);
  expect((await server.send('POST', '/api/users/second-factor/confirm/', { code: '000000' }, { token })).status).toBe(400);
  expect((await server.send('POST', '/api/users/second-factor/confirm/', { code: code() }, { token })).status).toBe(200);

  expect(await logIn({})).toMatchObject({ status: 401, body: { second_factor_required: true } });
  expect((await logIn({ code: code() })).status, 'the code that confirmed').toBe(401);
  clock.pass(30);
  expect((await logIn({ code: code() })).status).toBe(200);
  expect((await logIn({ code: code() })).status, 'used').toBe(401);
  expect((await server.send('POST', '/api/users/second-factor/', undefined, { token })).status).toBe(409);
  clock.pass(30);
  const drop = { password: mara.password, code: code() };
  expect((await server.send('POST', '/api/users/second-factor/disable/', drop, { token })).status).toBe(200);
  expect((await logIn({})).status).toBe(200);
});

test('a page gets its refresh token as a cookie, which only a page can use', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  const page = { 'x-saldo-page': '1' };
  const { body, headers } = await server.send<Pair>('POST', '/api/token/', { email: mara.email, password: mara.password }, { headers: page });
  expect(body.refresh).toBe('');
  const cookie = headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^saldo_refresh=.+; Path=\/api\/token; HttpOnly; SameSite=Strict/);
  const sent = { cookie: cookie.split(';')[0] ?? '' };
  expect((await server.send('POST', '/api/token/refresh/', {}, { headers: sent })).status, 'without the page’s header').toBe(401);
  const next = await server.send<Pair>('POST', '/api/token/refresh/', {}, { headers: { ...page, ...sent } });
  expect(next).toMatchObject({ status: 200, body: { refresh: '' } });
});

test('the first administrator is made with the printed link, once', async () => {
  const server = await startTestServer();
  const token = server.bootstrapLink?.split('#').at(-1);
  const admin = { username: 'root', email: 'root@example.org', password: 'a long sentence' };
  expect((await server.send('POST', '/api/admin/bootstrap/', { ...admin, token: 'guessed' })).status).toBe(400);
  expect((await server.send('POST', '/api/admin/bootstrap/', { ...admin, token })).status).toBe(201);
  expect((await server.send('POST', '/api/admin/bootstrap/', { ...admin, email: 'x@example.org', username: 'x2', token })).status).toBe(400);
  const { body } = await server.send<Pair>('POST', '/api/token/', { email: admin.email, password: admin.password });
  expect((await server.send('GET', '/api/users/user-data/', undefined, { token: body.access })).body).toMatchObject({ role: 'admin' });
  const again = await startTestServer({ databaseUrl: server.databaseUrl });
  expect(again.bootstrapLink).toBeNull();
});

test('profile and financial profile are one’s own, in the preferred currency', async () => {
  const server = await startTestServer();
  const [mara, jon] = [await server.newUser('mara'), await server.newUser('jon')];
  const token = mara.access;
  const profile = await server.send('GET', '/api/users/profile/', undefined, { token });
  expect(profile.body).toEqual({
    id: expect.any(String),
    user: mara.id,
    avatar: null,
    preferred_currency: 'EUR',
    date_of_birth: null,
    occupation: null,
    annual_income: null,
    financial_goal: null,
    investment_risk: null,
    subscription_plan: 'free',
  });
  const changed = await server.send('PUT', '/api/users/profile/', { annual_income: '38000', occupation: 'Carpenter', investment_risk: 'Low' }, { token });
  expect(changed.body).toMatchObject({ annual_income: '38000.00', occupation: 'Carpenter', investment_risk: 'low' });
  expect((await server.send('PATCH', '/api/users/profile/', { date_of_birth: '1990-02-30' }, { token })).status).toBe(400);
  expect((await server.send('PATCH', '/api/users/profile/', { preferred_currency: 'ZZZ' }, { token })).status).toBe(400);

  const input = await server.send('PATCH', '/api/users/financial-input/', { rent: '850', savings_cash: 4000.5 }, { token });
  expect(input.body).toMatchObject({ user: mara.id, rent: '850.00', savings_cash: '4000.50', total_debt: '0.00' });
  const byId = `/api/users/financial-data/${mara.id}/`;
  expect((await server.send('GET', byId, undefined, { token })).body).toEqual(input.body);
  expect((await server.send('GET', byId, undefined, { token: jon.access })).status).toBe(403);
  expect((await server.send('PATCH', '/api/users/profile/', { preferred_currency: 'JPY' }, { token })).body).toMatchObject({ annual_income: '38000.00' });
});

test('a picture is drawn anew: square, small, without what a camera wrote into it', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  const upload = (bytes: Uint8Array, name: string) => {
    const form = new FormData();
    form.set('avatar', new Blob([Uint8Array.from(bytes)]), name);
    return server.send<{ avatar: string }>('PUT', '/api/users/update-avatar/', form, { token: mara.access });
  };
  const photo = await sharp({ create: { width: 900, height: 500, channels: 3, background: '#c84' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Mara at home' } })
    .toBuffer();
  const { status, body } = await upload(photo, 'me.jpg');
  expect(status).toBe(200);
  const picture = await fetch(body.avatar);
  expect(picture.headers.get('content-type')).toBe('image/webp');
  const bytes = Buffer.from(await picture.arrayBuffer());
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
  expect(bytes.includes('Mara at home')).toBe(false);
  expect((await server.send('GET', '/api/users/api/user-profile/', undefined, { token: mara.access })).body).toMatchObject({ avatar: body.avatar });

  const vector = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
  expect((await upload(vector, 'me.svg')).status).toBe(415);
  expect((await upload(new Uint8Array(6 * 1024 * 1024), 'me.png')).status).toBe(413);
  expect((await server.send('PUT', '/api/users/update-avatar/', {}, { token: mara.access })).status).toBe(415);
});

test('messages are listed, and read all at once', async () => {
  const server = await startTestServer();
  const mara = await server.newUser('mara');
  const { notify } = await import('../../../src/server/features/notifications/notifications.ts');
  await notify(server.context.db, [mara.id], { title: 'Hello', message: 'There is news.' });
  const token = mara.access;
  const all = () => server.send('GET', '/api/users/api/user-notifications/', undefined, { token });
  expect((await all()).body).toMatchObject([{ title: 'Hello', message: 'There is news.', status: 'unread' }]);
  const unread = () => server.send('GET', '/api/insights/notifications/', undefined, { token });
  expect((await unread()).body).toMatchObject([{ message: 'There is news.' }]);
  expect((await server.send('POST', '/api/insights/mark-notifications-read/', undefined, { token })).status).toBe(200);
  expect((await unread()).body).toEqual([]);
  expect((await all()).body).toMatchObject([{ status: 'read' }]);
});

test('the pages that messages lead to are there, with scripts of this server only', async () => {
  const server = await startTestServer();
  for (const page of ['/verify-email', '/reset-password']) {
    const { status, body, headers } = await server.send<string>('GET', page);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const [, path] of body.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await server.send('GET', path ?? '')).status, path).toBe(200);
  }
  expect((await server.send('GET', '/account-pages/../service.ts')).status).toBe(404);
});
