/** For those who take money otherwise, by transfer or in cash: an administrator says that it came. */
import type { PaymentProvider } from './payment-provider.ts';

export function createManualProvider({ instructions }: { instructions: string }): PaymentProvider {
  return {
    name: 'manual',
    createCheckout: async ({ paymentId, amountMinor, currency }) => ({
      reference: paymentId,
      client: { payment_id: paymentId, amount: amountMinor, currency, instructions },
    }),
    /** Nothing that a client says proves a payment. */
    verify: async () => null,
    readWebhook: () => null,
    refund: async ({ refundId }) => ({ refundReference: refundId }),
  };
}
