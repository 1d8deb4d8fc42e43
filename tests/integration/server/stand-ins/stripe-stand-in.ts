/** Stripe's checkout as far as Saldo uses it: sessions that are paid on the test's word, refunds, signed webhooks. */
import Stripe from 'stripe';
import { standIn } from './stand-in.ts';

export const STRIPE_SECRET_KEY = 'sk_test_saldo';
export const STRIPE_WEBHOOK_SECRET = 'whsec_saldo';

interface Session {
  id: string;
  object: 'checkout.session';
  url: string;
  client_reference_id: string;
  payment_status: 'unpaid' | 'paid';
  payment_intent: string | null;
  amount_total: number;
  currency: string;
}

export async function stripeStandIn() {
  const sessions = new Map<string, Session>();
  const answered = new Map<string, unknown>();
  const server = await standIn(({ method, path, body, headers }) => {
    if (headers.authorization !== `Bearer ${STRIPE_SECRET_KEY}`) {
      return { status: 401, json: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } } };
    }
    const key = headers['idempotency-key'];
    if (typeof key === 'string' && answered.has(key)) return { status: 200, json: answered.get(key) };
    const done = (json: unknown) => {
      if (typeof key === 'string') answered.set(key, json);
      return { status: 200, json };
    };
    const fields = new URLSearchParams(body);
    if (method === 'POST' && path === '/v1/checkout/sessions') {
      const id = `cs_test_${sessions.size + 1}`;
      const session: Session = {
        id,
        object: 'checkout.session',
        url: `https://checkout.stripe.com/c/pay/${id}`,
        client_reference_id: fields.get('client_reference_id') ?? '',
        payment_status: 'unpaid',
        payment_intent: null,
        amount_total: Number(fields.get('line_items[0][price_data][unit_amount]')),
        currency: fields.get('line_items[0][price_data][currency]') ?? '',
      };
      sessions.set(id, session);
      return done(session);
    }
    const wanted = /^\/v1\/checkout\/sessions\/(\w+)$/.exec(path)?.[1];
    const session = wanted && sessions.get(wanted);
    if (method === 'GET' && session) return { status: 200, json: session };
    if (method === 'POST' && path === '/v1/refunds') {
      return done({ id: `re_${answered.size + 1}`, object: 'refund', amount: Number(fields.get('amount')), status: 'succeeded' });
    }
    return { status: 404, json: { error: { type: 'invalid_request_error', code: 'resource_missing', message: `No such: ${path}` } } };
  });
  return {
    ...server,
    pay(id: string): Session {
      const session = sessions.get(id);
      if (!session) throw new Error(`There is no session ${id}.`);
      Object.assign(session, { payment_status: 'paid', payment_intent: `pi_${id}` });
      return session;
    },
    /** What Stripe sends: the body and its header, signed as Stripe signs. `at`: seconds of the epoch. */
    webhook(id: string, type: string, object: unknown, { secret = STRIPE_WEBHOOK_SECRET, at = Math.floor(Date.now() / 1000) } = {}) {
      const payload = JSON.stringify({ id, object: 'event', type, data: { object } });
      const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: at });
      return { body: Buffer.from(payload), headers: { 'stripe-signature': signature } };
    },
  };
}
