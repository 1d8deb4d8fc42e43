import { afterAll, expect, test } from 'vitest';
import { createPaymentRepository } from '../../../src/server/features/payments/repository.ts';
import { startTestServer, type TestServer, type TestUser } from './server-fixture.ts';
import { RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET, RAZORPAY_WEBHOOK_SECRET, razorpayStandIn } from './stand-ins/razorpay-stand-in.ts';
import { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, stripeStandIn } from './stand-ins/stripe-stand-in.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function stripeServer(now?: () => Date) {
  const stripe = await stripeStandIn();
  closing.push(stripe.close);
  const env = { PAYMENT_PROVIDER: 'stripe', STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL: stripe.url };
  return { stripe, server: await startTestServer({ env, ...(now ? { clock: { now } } : {}) }) };
}

const create = (server: TestServer, user: TestUser, plan_type = 'yearly') =>
  server.send<Record<string, string>>('POST', '/api/payments/subscription/create/', { plan_type }, { token: user.access });
const verify = (server: TestServer, user: TestUser, proof: object) =>
  server.send('POST', '/api/payments/subscription/verify/', proof, { token: user.access });
const current = async (server: TestServer, user: TestUser) =>
  (await server.send<{ status: string; paid_until: string } | null>('GET', '/api/payments/subscription/', undefined, { token: user.access })).body;
const invoices = async (server: TestServer, user: TestUser) =>
  (await server.send<Record<string, unknown>[]>('GET', '/api/payments/invoices/', undefined, { token: user.access })).body;

test('a subscription begins once Stripe was paid, and its webhook says the same without counting twice', async () => {
  const { stripe, server } = await stripeServer();
  const ana = await server.newUser('ana');
  const { status, body } = await create(server, ana);
  expect(status).toBe(201);
  expect(body).toMatchObject({ message: 'Subscription created successfully!', session_id: 'cs_test_1' });
  expect(await verify(server, ana, { session_id: 'cs_test_1' })).toMatchObject({ status: 400, body: { error: 'Payment verification failed' } });
  expect(await current(server, ana)).toMatchObject({ status: 'pending' });

  const session = stripe.pay('cs_test_1');
  expect(await verify(server, ana, { session_id: 'cs_test_1' })).toMatchObject({ status: 200, body: { message: 'Payment verified successfully' } });
  const before = await current(server, ana);
  expect(before).toMatchObject({ status: 'active' });

  const { body: payload, headers } = stripe.webhook('evt_1', 'checkout.session.completed', session);
  const deliver = () => fetch(`${server.url}/api/payments/webhook/`, { method: 'POST', body: payload, headers: { ...headers, 'content-type': 'application/json' } });
  expect(await (await deliver()).json()).toEqual({ received: true, repeated: false });
  expect(await (await deliver()).json()).toEqual({ received: true, repeated: true });
  expect((await fetch(`${server.url}/api/payments/webhook/`, { method: 'POST', body: payload, headers: { 'content-type': 'application/json', 'stripe-signature': 't=1,v1=00' } })).status).toBe(400);
  expect(await current(server, ana)).toEqual(before);
  expect(await invoices(server, ana)).toMatchObject([{ amount: '49.00', status: 'paid', invoice_number: 1 }]);
});

test('nobody begins a subscription with another one’s payment, nor with too small a one', async () => {
  const { stripe, server } = await stripeServer();
  const [ana, eve] = [await server.newUser('ana'), await server.newUser('eve')];
  await create(server, ana);
  stripe.pay('cs_test_1').amount_total = 1;
  expect((await verify(server, ana, { session_id: 'cs_test_1' })).status).toBe(400);
  await create(server, ana);
  stripe.pay('cs_test_2');
  expect((await verify(server, eve, { session_id: 'cs_test_2' })).status).toBe(400);
  expect((await create(server, ana, 'gold')).body.error).toContain('There is no plan "gold"');
});

test('Razorpay: order, signature, webhook', async () => {
  const razorpay = await razorpayStandIn();
  closing.push(razorpay.close);
  const server = await startTestServer({
    env: { PAYMENT_PROVIDER: 'razorpay', RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET, RAZORPAY_WEBHOOK_SECRET, RAZORPAY_API_URL: razorpay.url },
  });
  const ana = await server.newUser('ana');
  const { body } = await create(server, ana, 'monthly');
  const { proof } = razorpay.pay(body.razorpay_order_id ?? '');
  expect((await verify(server, ana, { ...proof, razorpay_signature: proof.razorpay_signature.replace(/^./, (c) => (c === '0' ? '1' : '0')) })).status).toBe(400);
  expect((await verify(server, ana, proof)).status).toBe(200);
  expect((await verify(server, ana, proof)).status).toBe(200);
  expect(await invoices(server, ana)).toMatchObject([{ amount: '4.90', status: 'paid', invoice_number: 1 }]);
});

test('time ends what is not paid for: a few days of grace, then it is over; cancelled ones run to their end', async () => {
  let now = new Date('2026-01-31T10:00:00Z');
  const { stripe, server } = await stripeServer(() => now);
  // Tokens are checked by the same clock: people sign in again when months have passed.
  const signedIn = async (name: string): Promise<TestUser> => {
    const { body } = await server.send<{ access: string }>('POST', '/api/users/login/', { username: name, password: `a password of ${name}` });
    return { ...(name === 'ana' ? ana : ben), access: body.access };
  };
  const [ana, ben] = [await server.newUser('ana'), await server.newUser('ben')];
  for (const [user, session] of [[ana, 'cs_test_1'], [ben, 'cs_test_2']] as const) {
    await create(server, user, 'monthly');
    stripe.pay(session);
    await verify(server, user, { session_id: session });
  }
  expect((await current(server, ana))?.paid_until).toBe('2026-02-28T10:00:00.000Z');
  expect((await server.send('POST', '/api/payments/subscription/cancel/', undefined, { token: ben.access })).body).toMatchObject({ status: 'cancelled' });

  const advance = async (to: string) => {
    now = new Date(to);
    await createPaymentRepository(server.context.db).advance(now, new Date(now.getTime() - 7 * 86_400_000));
    return { ana: await current(server, await signedIn('ana')), ben: await current(server, await signedIn('ben')) };
  };
  expect(await advance('2026-02-20T00:00:00Z')).toMatchObject({ ana: { status: 'active' }, ben: { status: 'cancelled' } });
  expect(await advance('2026-03-01T00:00:00Z')).toMatchObject({ ana: { status: 'past_due' }, ben: { status: 'expired' } });
  expect(await advance('2026-03-20T00:00:00Z')).toMatchObject({ ana: { status: 'expired' }, ben: { status: 'expired' } });
});

test('by hand: an administrator says that the money came, and gives it back', async () => {
  const server = await startTestServer();
  const [ana, boss] = [await server.newUser('ana'), await server.newUser('boss', { admin: true })];
  expect((await create(server, ana)).body).toMatchObject({ provider: 'manual' });
  expect((await verify(server, ana, {})).status).toBe(400);
  const [payment] = await invoices(server, ana);
  const act = (user: TestUser, what: string, body?: object) => server.send('POST', `/api/payments/${String(payment?.id)}/${what}/`, body, { token: user.access });
  expect((await act(ana, 'confirm')).status).toBe(403);
  expect((await act(boss, 'confirm')).body).toMatchObject({ status: 'paid', invoice_number: 1 });
  expect(await current(server, ana)).toMatchObject({ status: 'active' });
  expect((await act(boss, 'refund', { amount: '50' })).status).toBe(400);
  expect((await act(boss, 'refund', { amount: '9.00' })).body).toMatchObject({ status: 'paid', refunded: '9.00' });
  expect((await act(boss, 'refund', {})).body).toMatchObject({ status: 'refunded', refunded: '49.00' });
  expect((await act(boss, 'refund', {})).status).toBe(409);
  const { body: csv } = await server.send<string>('GET', '/api/payments/export/', undefined, { token: ana.access });
  expect(csv.split('\r\n')[1]).toMatch(/^1,\d{4}-\d\d-\d\d,yearly,49\.00,49\.00,EUR,refunded$/);
});

test('payments that come back are kept by their person alone', async () => {
  const server = await startTestServer();
  const [ana, eve] = [await server.newUser('ana'), await server.newUser('eve')];
  const at = '/api/payments/recurring-payments/';
  const rent = { name: 'Rent', amount: 800, category: 'Housing', frequency: 'monthly', next_payment_date: '2026-12-01' };
  const made = await server.send<{ id: string }>('POST', at, rent, { token: ana.access });
  expect(made).toMatchObject({ status: 201, body: { ...rent, amount: '800.00', status: 'active', user: ana.id } });
  const one = `${at}${made.body.id}/`;
  expect((await server.send('PATCH', one, { status: 'paused' }, { token: ana.access })).body).toMatchObject({ status: 'paused', name: 'Rent' });
  expect((await server.send('PUT', one, { ...rent, amount: '810.5' }, { token: ana.access })).body).toMatchObject({ amount: '810.50' });
  for (const method of ['GET', 'DELETE']) expect((await server.send(method, one, undefined, { token: eve.access })).status).toBe(404);
  expect((await server.send('PATCH', one, { name: 'Mine' }, { token: eve.access })).status).toBe(404);
  expect((await server.send('POST', at, { ...rent, frequency: 'hourly' }, { token: ana.access })).status).toBe(400);
  expect((await server.send('DELETE', one, undefined, { token: ana.access })).status).toBe(204);
  expect((await server.send('GET', at, undefined, { token: ana.access })).body).toEqual([]);
});
