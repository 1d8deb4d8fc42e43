import { handle, type Route } from '../../http/handle.ts';
import { toDecimal, toMinor } from '../../http/scalars.ts';
import * as contract from './contract.ts';
import type { PaymentRow, SubscriptionRow } from './repository.ts';
import type { PaymentService } from './service.ts';

export function paymentRoutes(payments: PaymentService): Route[] {
  return [
    handle(contract.listPlans, async () => ({
      status: 200,
      body: (await payments.plans()).map(({ key, name, amountMinor, currency, months, trialDays }) => ({
        plan_type: key,
        name,
        amount: toDecimal(amountMinor, currency),
        currency,
        months,
        trial_days: trialDays,
      })),
    })),
    handle(contract.createSubscription, async ({ caller, body }) => {
      const { subscriptionId, client } = await payments.create(caller.id, caller.email, body.plan_type);
      return {
        status: 201,
        body: { message: 'Subscription created successfully!', subscription_id: subscriptionId, provider: payments.provider.name, ...client },
      };
    }),
    handle(contract.verifyPayment, async ({ caller, body }) => {
      await payments.verify(caller.id, body);
      return { status: 200, body: { message: 'Payment verified successfully' } };
    }),
    handle(contract.currentSubscription, async ({ caller }) => {
      const subscription = await payments.current(caller.id);
      return { status: 200, body: subscription && subscriptionBody(subscription) };
    }),
    handle(contract.cancelSubscription, async ({ caller }) => ({ status: 200, body: subscriptionBody(await payments.cancel(caller.id)) })),
    handle(contract.listPayments, async ({ caller }) => ({
      status: 200,
      body: (await payments.payments(caller.id)).map(({ payment }) => paymentBody(payment)),
    })),
    handle(contract.exportPayments, async ({ caller }) => {
      const rows = (await payments.payments(caller.id)).map(({ payment, plan }) =>
        [
          payment.invoiceNumber ?? '',
          (payment.paidAt ?? payment.createdAt).toISOString().slice(0, 10),
          plan,
          toDecimal(payment.amountMinor, payment.currency),
          toDecimal(payment.refundedMinor, payment.currency),
          payment.currency,
          payment.status,
        ].join(','),
      );
      return {
        status: 200,
        body: ['Invoice,Date,Plan,Amount,Refunded,Currency,Status', ...rows, ''].join('\r\n'),
        headers: { 'content-disposition': 'attachment; filename="payments.csv"' },
      };
    }),
    handle(contract.refundPayment, async ({ caller, params, body }) => ({
      status: 200,
      body: paymentBody(
        await payments.refund(caller.id, params.id, ({ currency }) => (body.amount === undefined ? null : toMinor(body.amount, currency))),
      ),
    })),
    handle(contract.confirmPayment, async ({ caller, params }) => ({ status: 200, body: paymentBody(await payments.confirm(caller.id, params.id)) })),
  ];
}

function subscriptionBody({ id, planKey, status, startedAt, paidUntil, cancelledAt }: SubscriptionRow) {
  return {
    id,
    plan_type: planKey,
    status,
    started_at: startedAt?.toISOString() ?? null,
    paid_until: paidUntil?.toISOString() ?? null,
    cancelled_at: cancelledAt?.toISOString() ?? null,
  };
}

export function paymentBody(payment: PaymentRow) {
  const { id, subscriptionId, provider, amountMinor, refundedMinor, currency, status, invoiceNumber, createdAt, paidAt } = payment;
  return {
    id,
    subscription: subscriptionId,
    provider,
    amount: toDecimal(amountMinor, currency),
    refunded: toDecimal(refundedMinor, currency),
    currency,
    status,
    invoice_number: invoiceNumber,
    created_at: createdAt.toISOString(),
    paid_at: paidAt?.toISOString() ?? null,
  };
}
