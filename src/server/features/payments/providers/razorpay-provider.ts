/** Razorpay orders through its own SDK: https://razorpay.com/docs/payments/server-integration/nodejs/ */
import { createHmac, timingSafeEqual } from 'node:crypto';
import Razorpay from 'razorpay';
import { ProviderError, type PaymentProvider, type ProviderEvent } from './payment-provider.ts';

export interface RazorpayOptions {
  keyId: string;
  keySecret: string;
  /** Without it no webhook is believed: payments count once their client proves them. */
  webhookSecret?: string | undefined;
  /** Of Razorpay's interface, for tests and gateways. */
  apiUrl?: string | undefined;
}

export function createRazorpayProvider({ keyId, keySecret, webhookSecret, apiUrl }: RazorpayOptions): PaymentProvider {
  const razorpay = new Razorpay({ key_id: keyId, key_secret: keySecret });
  if (apiUrl !== undefined) withHost(razorpay, apiUrl);

  return {
    name: 'razorpay',

    async createCheckout({ paymentId, amountMinor, currency, description }) {
      const order = await asked(() =>
        razorpay.orders.create({ amount: amountMinor, currency, receipt: paymentId, notes: { description } }),
      );
      return {
        reference: order.id,
        client: { razorpay_order_id: order.id, razorpay_key_id: keyId, amount: amountMinor, currency },
      };
    },

    async verify({ razorpay_payment_id: paymentReference, razorpay_order_id: reference, razorpay_signature: signature }) {
      if (!paymentReference || !reference || !signature) return null;
      if (!isSigned(`${reference}|${paymentReference}`, signature, keySecret)) return null;
      // The signature proves that the pair belongs together; what was paid is the provider's to say.
      const payment = await asked(() => razorpay.payments.fetch(paymentReference));
      const paid = payment.status === 'captured' || payment.status === 'authorized';
      if (!paid || payment.order_id !== reference) return null;
      return { reference, paymentReference, amountMinor: Number(payment.amount), currency: payment.currency };
    },

    readWebhook(body, headers) {
      const signature = headers['x-razorpay-signature'];
      const id = headers['x-razorpay-event-id'];
      if (webhookSecret === undefined || typeof signature !== 'string' || typeof id !== 'string') return null;
      if (!isSigned(body, signature, webhookSecret)) return null;
      try {
        return asEvent(id, JSON.parse(body.toString('utf8')) as WebhookBody);
      } catch {
        return null;
      }
    },

    async refund({ refundId, paymentReference, amountMinor }) {
      const refund = await asked(() =>
        razorpay.payments.refund(paymentReference, { amount: amountMinor, receipt: refundId }),
      );
      return { refundReference: refund.id };
    },
  };
}

/** The SDK knows one host only; its HTTP client takes another. */
function withHost(razorpay: Razorpay, apiUrl: string): void {
  (razorpay as unknown as { api: { rq: { defaults: { baseURL: string } } } }).api.rq.defaults.baseURL = apiUrl;
}

/** As the SDK's own check, but in a time that tells nothing of the right signature. */
function isSigned(message: string | Buffer, signature: string, secret: string): boolean {
  const wanted = createHmac('sha256', secret).update(message).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

interface WebhookBody {
  event: string;
  payload: {
    payment?: { entity: { id: string; order_id: string | null; amount: number; currency: string; amount_refunded?: number; error_description?: string | null } };
  };
}

function asEvent(id: string, { event, payload }: WebhookBody): ProviderEvent {
  const payment = payload.payment?.entity;
  if (!payment) return { id, kind: 'other' };
  const { id: paymentReference, order_id: reference, amount: amountMinor, currency } = payment;
  if (event === 'payment.captured' && reference) return { id, kind: 'paid', reference, paymentReference, amountMinor, currency };
  if (event === 'payment.failed' && reference) {
    return { id, kind: 'failed', reference, reason: payment.error_description ?? event };
  }
  if (event === 'refund.processed') return { id, kind: 'refunded', paymentReference, refundedMinor: payment.amount_refunded ?? 0 };
  return { id, kind: 'other' };
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { error: said } = (error ?? {}) as { error?: { description?: string } };
    throw new ProviderError(`Razorpay: ${said?.description ?? (error instanceof Error ? error.message : String(error))}`, { cause: error });
  }
}
