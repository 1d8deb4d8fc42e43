/** The feature payments: plans and subscriptions, paid through the provider that the configuration names. */
import type { Feature, ServerContext } from '../../context.ts';
import type { PaymentConfig } from '../../config/read-config.ts';
import { RequestError } from '../../http/problem.ts';
import { createManualProvider } from './providers/manual-provider.ts';
import type { PaymentProvider } from './providers/payment-provider.ts';
import { createRazorpayProvider } from './providers/razorpay-provider.ts';
import { createStripeProvider } from './providers/stripe-provider.ts';
import { paymentRoutes } from './routes.ts';
import { createPaymentService } from './service.ts';

export function createPayments({ config, db, clock, jobs, publicUrl }: ServerContext): Feature {
  const payments = createPaymentService({ db, provider: providerOf(config.payments), now: clock.now, publicUrl });
  jobs.add({ name: 'advance-subscriptions', cron: '7 * * * *', run: async () => void (await payments.advance()) });

  return {
    routes: paymentRoutes(payments),
    /** Called by the provider alone, and believed by its signature over the bytes as they came. */
    mount(app) {
      app.post('/api/payments/webhook/', { config: { rawBody: true } }, async (request, reply) => {
        const event = request.rawBody && payments.provider.readWebhook(request.rawBody, request.headers);
        if (!event) throw new RequestError(400, 'The signature is not right.');
        const isNew = await payments.webhook(event);
        return await reply.send({ received: true, repeated: !isNew });
      });
    },
  };
}

function providerOf({ provider, stripe, razorpay }: PaymentConfig): PaymentProvider {
  if (provider === 'stripe' && stripe) return createStripeProvider({ ...stripe, apiUrl: stripe.apiUrl ?? undefined });
  if (provider === 'razorpay' && razorpay) {
    return createRazorpayProvider({ ...razorpay, webhookSecret: razorpay.webhookSecret ?? undefined, apiUrl: razorpay.apiUrl ?? undefined });
  }
  return createManualProvider({ instructions: 'Ask the person who runs this server how to pay.' });
}
