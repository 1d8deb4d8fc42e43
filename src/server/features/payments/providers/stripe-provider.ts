/** Stripe Checkout through its own SDK: https://docs.stripe.com/payments/checkout */
import Stripe from 'stripe';
import { ProviderError, type PaidCheckout, type PaymentProvider, type ProviderEvent } from './payment-provider.ts';

export interface StripeOptions {
  secretKey: string;
  webhookSecret: string;
  /** Of Stripe's interface, for tests and gateways. */
  apiUrl?: string | undefined;
}

export function createStripeProvider({ secretKey, webhookSecret, apiUrl }: StripeOptions): PaymentProvider {
  const stripe = new Stripe(secretKey, { maxNetworkRetries: 2, timeout: 15_000, telemetry: false, ...hostOf(apiUrl) });

  return {
    name: 'stripe',

    async createCheckout(wish) {
      const session = await asked(() =>
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: wish.paymentId,
            customer_email: wish.email,
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: wish.currency.toLowerCase(),
                  unit_amount: wish.amountMinor,
                  product_data: { name: wish.description },
                },
              },
            ],
            success_url: `${wish.returnUrl}?session_id={CHECKOUT_SESSION_ID}`,
            cancel_url: wish.returnUrl,
          },
          { idempotencyKey: `checkout-${wish.paymentId}` },
        ),
      );
      return { reference: session.id, client: { session_id: session.id, ...(session.url ? { checkout_url: session.url } : {}) } };
    },

    async verify({ session_id: sessionId }) {
      if (!sessionId || !/^cs_[\w]+$/.test(sessionId)) return null;
      const session = await asked(() => stripe.checkout.sessions.retrieve(sessionId)).catch((error: unknown) => {
        if (error instanceof ProviderError && (error.cause as { statusCode?: number } | undefined)?.statusCode === 404) return null;
        throw error;
      });
      return session && paidSession(session);
    },

    readWebhook(body, headers) {
      const signature = headers['stripe-signature'];
      if (typeof signature !== 'string') return null;
      try {
        return asEvent(stripe.webhooks.constructEvent(body, signature, webhookSecret));
      } catch {
        return null;
      }
    },

    async refund({ refundId, paymentReference, amountMinor }) {
      const refund = await asked(() =>
        stripe.refunds.create(
          { payment_intent: paymentReference, amount: amountMinor },
          { idempotencyKey: `refund-${refundId}` },
        ),
      );
      return { refundReference: refund.id };
    },
  };
}

function hostOf(apiUrl: string | undefined): { host?: string; port?: string; protocol?: 'http' | 'https' } {
  if (apiUrl === undefined) return {};
  const { hostname, port, protocol } = new URL(apiUrl);
  return { host: hostname, port, protocol: protocol === 'http:' ? 'http' : 'https' };
}

function paidSession(session: Stripe.Checkout.Session): PaidCheckout | null {
  const intent = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id;
  if (session.payment_status !== 'paid' || !intent || session.amount_total === null || session.currency === null) return null;
  return {
    reference: session.id,
    paymentReference: intent,
    amountMinor: session.amount_total,
    currency: session.currency.toUpperCase(),
  };
}

function asEvent(event: Stripe.Event): ProviderEvent {
  const { id } = event;
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded': {
      const paid = paidSession(event.data.object);
      return paid ? { id, kind: 'paid', ...paid } : { id, kind: 'other' };
    }
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_failed':
      return { id, kind: 'failed', reference: event.data.object.id, reason: event.type };
    case 'charge.refunded': {
      const { payment_intent: intent, amount_refunded: refundedMinor } = event.data.object;
      const paymentReference = typeof intent === 'string' ? intent : intent?.id;
      return paymentReference ? { id, kind: 'refunded', paymentReference, refundedMinor } : { id, kind: 'other' };
    }
    default:
      return { id, kind: 'other' };
  }
}

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new ProviderError(`Stripe: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
