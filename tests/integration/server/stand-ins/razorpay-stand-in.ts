/** Razorpay's orders as far as Saldo uses them: paid on the test's word, refunds, signatures of both kinds. */
import { createHmac } from 'node:crypto';
import { standIn } from './stand-in.ts';

export const RAZORPAY_KEY_ID = 'rzp_test_saldo';
export const RAZORPAY_KEY_SECRET = 'razorpay-secret';
export const RAZORPAY_WEBHOOK_SECRET = 'razorpay-webhook-secret';

interface Payment {
  id: string;
  order_id: string;
  amount: number;
  currency: string;
  status: 'captured' | 'failed';
}

const sign = (message: string | Buffer, secret: string): string => createHmac('sha256', secret).update(message).digest('hex');

export async function razorpayStandIn() {
  const orders = new Map<string, { id: string; amount: number; currency: string; receipt: string }>();
  const payments = new Map<string, Payment>();
  const credentials = `Basic ${Buffer.from(`${RAZORPAY_KEY_ID}:${RAZORPAY_KEY_SECRET}`).toString('base64')}`;
  const server = await standIn(({ method, path, body, headers }) => {
    if (headers.authorization !== credentials) {
      return { status: 401, json: { error: { code: 'BAD_REQUEST_ERROR', description: 'Authentication failed' } } };
    }
    if (method === 'POST' && path === '/v1/orders') {
      const { amount, currency, receipt } = JSON.parse(body) as { amount: number; currency: string; receipt: string };
      const order = { id: `order_${orders.size + 1}`, amount, currency, receipt, status: 'created' };
      orders.set(order.id, order);
      return { status: 200, json: order };
    }
    const payment = payments.get(/^\/v1\/payments\/(\w+)/.exec(path)?.[1] ?? '');
    if (payment && method === 'GET') return { status: 200, json: payment };
    if (payment && method === 'POST' && path.endsWith('/refund')) {
      const { amount } = JSON.parse(body) as { amount: number };
      return { status: 200, json: { id: `rfnd_${server.requests.length}`, payment_id: payment.id, amount, status: 'processed' } };
    }
    return { status: 400, json: { error: { code: 'BAD_REQUEST_ERROR', description: 'The id provided does not exist' } } };
  });
  return {
    ...server,
    /** What the provider's page hands to the client after paying. */
    pay(orderId: string) {
      const order = orders.get(orderId);
      if (!order) throw new Error(`There is no order ${orderId}.`);
      const payment: Payment = { id: `pay_${payments.size + 1}`, order_id: orderId, amount: order.amount, currency: order.currency, status: 'captured' };
      payments.set(payment.id, payment);
      return {
        payment,
        proof: {
          razorpay_payment_id: payment.id,
          razorpay_order_id: orderId,
          razorpay_signature: sign(`${orderId}|${payment.id}`, RAZORPAY_KEY_SECRET),
        },
      };
    },
    webhook(id: string, event: string, payment: Payment, secret = RAZORPAY_WEBHOOK_SECRET) {
      const body = Buffer.from(JSON.stringify({ event, payload: { payment: { entity: payment } } }));
      return { body, headers: { 'x-razorpay-event-id': id, 'x-razorpay-signature': sign(body, secret) } };
    },
  };
}
