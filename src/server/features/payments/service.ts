/**
 * The life of a subscription: pending until money (or a trial) begins it, active while it is paid for, past due for a few
 * days of grace, then expired; cancelled ones run to their end. Amounts are minor units of the plan's currency.
 */
import { newId } from '../../../shared/ids.ts';
import { addMonths } from '../../../shared/dates.ts';
import type { Database } from '../../database/database.ts';
import { RequestError } from '../../http/problem.ts';
import { recordActivity } from '../activity/record-activity.ts';
import { ProviderError, type PaidCheckout, type PaymentProof, type PaymentProvider, type ProviderEvent } from './providers/payment-provider.ts';
import { createPaymentRepository, type PaymentRow, type SubscriptionRow } from './repository.ts';

const GRACE_DAYS = 7;
const DAY_MS = 86_400_000;

interface PaymentServiceOptions {
  db: Database;
  provider: PaymentProvider;
  now: () => Date;
  publicUrl: () => string;
}

export function createPaymentService({ db, provider, now, publicUrl }: PaymentServiceOptions) {
  const reading = createPaymentRepository(db);

  /** In a transaction that holds the payment. Twice is the same as once. */
  const markPaid = async (tx: Database, payment: PaymentRow, paymentReference: string): Promise<PaymentRow> => {
    if (payment.status === 'paid' || payment.status === 'refunded') return payment;
    const rows = createPaymentRepository(tx);
    const paidAt = now();
    const subscription = (await rows.subscription(payment.subscriptionId)) as SubscriptionRow;
    const plan = await rows.plan(subscription.planKey);
    const from = subscription.paidUntil && subscription.paidUntil > paidAt ? subscription.paidUntil : paidAt;
    await rows.updateSubscription(subscription.id, {
      status: 'active',
      startedAt: subscription.startedAt ?? paidAt,
      paidUntil: monthsAfter(from, plan?.months ?? 1),
      cancelledAt: null,
    });
    await recordActivity(tx, { userId: payment.userId, action: 'payment-received', subject: payment.id });
    return rows.updatePayment(payment.id, { status: 'paid', paidAt, paymentReference, invoiceNumber: await rows.nextInvoiceNumber() });
  };

  /** What the provider says it took must be what was asked for. */
  const isWhole = (payment: PaymentRow, paid: PaidCheckout): boolean =>
    paid.amountMinor === payment.amountMinor && paid.currency === payment.currency;

  const asked = async <T>(ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof ProviderError) {
        throw new RequestError(502, 'The payment provider does not answer as it should. Nothing was charged; try again later.');
      }
      throw error;
    }
  };

  return {
    provider,
    plans: () => reading.plans(),

    async create(userId: string, email: string, planKey: string) {
      const plan = await reading.plan(planKey);
      if (!plan?.isOffered) {
        const offered = (await reading.plans()).map(({ key }) => key).join(', ');
        throw new RequestError(400, `There is no plan "${planKey}". There are: ${offered}.`, { fields: [{ field: 'plan_type', message: 'No such plan.' }] });
      }
      const [subscriptionId, paymentId] = [newId(), newId()];
      const checkout = await asked(() =>
        provider.createCheckout({
          paymentId,
          amountMinor: plan.amountMinor,
          currency: plan.currency,
          description: `Saldo, ${plan.name.toLowerCase()}`,
          email,
          returnUrl: `${publicUrl()}/subscription`,
        }),
      );
      const trialEnd = plan.trialDays > 0 ? new Date(now().getTime() + plan.trialDays * DAY_MS) : null;
      await db.transaction(async (tx) => {
        const rows = createPaymentRepository(tx);
        await rows.addSubscription({
          id: subscriptionId,
          userId,
          planKey,
          status: trialEnd ? 'trial' : 'pending',
          startedAt: trialEnd ? now() : null,
          paidUntil: trialEnd,
        });
        await rows.addPayment({
          id: paymentId,
          userId,
          subscriptionId,
          provider: provider.name,
          reference: checkout.reference,
          amountMinor: plan.amountMinor,
          currency: plan.currency,
        });
        await recordActivity(tx, { userId, action: 'subscription-begun', subject: subscriptionId, detail: { plan: planKey } });
      });
      return { subscriptionId, client: checkout.client };
    },

    /** @throws RequestError 400 when the proof proves no payment of this person. */
    async verify(userId: string, proof: PaymentProof): Promise<void> {
      const paid = await asked(() => provider.verify(proof));
      const failed = new RequestError(400, 'Payment verification failed');
      if (!paid) throw failed;
      await db.transaction(async (tx) => {
        const payment = await createPaymentRepository(tx).byReference(provider.name, paid.reference);
        if (!payment || payment.userId !== userId || !isWhole(payment, paid)) throw failed;
        await markPaid(tx, payment, paid.paymentReference);
      });
    },

    /** Answers whether the event was new. An event that fails stays unknown, so that the provider sends it again. */
    webhook: (event: ProviderEvent): Promise<boolean> =>
      db.transaction(async (tx) => {
        const rows = createPaymentRepository(tx);
        if (!(await rows.takeEvent(provider.name, event.id))) return false;
        if (event.kind === 'paid') {
          const payment = await rows.byReference(provider.name, event.reference);
          if (payment && isWhole(payment, event)) await markPaid(tx, payment, event.paymentReference);
        } else if (event.kind === 'failed') {
          const payment = await rows.byReference(provider.name, event.reference);
          if (payment?.status === 'pending') await rows.updatePayment(payment.id, { status: 'failed' });
        } else if (event.kind === 'refunded') {
          const payment = await rows.byPaymentReference(provider.name, event.paymentReference);
          if (payment) await rows.updatePayment(payment.id, refundedTo(payment, Math.max(payment.refundedMinor, event.refundedMinor)));
        }
        return true;
      }),

    current: (userId: string) => reading.subscriptionOf(userId),

    async cancel(userId: string): Promise<SubscriptionRow> {
      const subscription = await reading.subscriptionOf(userId);
      if (!subscription || subscription.status === 'expired' || subscription.status === 'cancelled') {
        throw new RequestError(404, 'There is no subscription to end.');
      }
      await recordActivity(db, { userId, action: 'subscription-cancelled', subject: subscription.id });
      return reading.updateSubscription(subscription.id, { status: subscription.paidUntil ? 'cancelled' : 'expired', cancelledAt: now() });
    },

    payments: (userId: string) => reading.paymentsOf(userId),

    /** @param amountMinor null: what is left of it. */
    async refund(adminId: string, id: string, amountOf: (payment: PaymentRow) => number | null): Promise<PaymentRow> {
      return db.transaction(async (tx) => {
        const rows = createPaymentRepository(tx);
        const payment = await rows.lockPayment(id);
        if (!payment) throw new RequestError(404, 'There is no such payment.');
        const left = payment.amountMinor - payment.refundedMinor;
        if (payment.status !== 'paid' || payment.paymentReference === null) throw new RequestError(409, 'It was not paid, or all of it was given back.');
        const amountMinor = amountOf(payment) ?? left;
        if (amountMinor <= 0 || amountMinor > left) throw new RequestError(400, 'Give back more than nothing, and no more than was paid.', { fields: [{ field: 'amount', message: 'Out of range.' }] });
        const paymentReference = payment.paymentReference;
        const refundId = `${payment.id}-${payment.refundedMinor}`;
        await asked(() => provider.refund({ refundId, paymentReference, amountMinor }));
        await recordActivity(tx, { userId: adminId, action: 'payment-refunded', subject: payment.id });
        return rows.updatePayment(payment.id, refundedTo(payment, payment.refundedMinor + amountMinor));
      });
    },

    /** Money taken by hand came. */
    confirm: (adminId: string, id: string): Promise<PaymentRow> =>
      db.transaction(async (tx) => {
        const payment = await createPaymentRepository(tx).lockPayment(id);
        if (!payment) throw new RequestError(404, 'There is no such payment.');
        if (payment.provider !== 'manual') throw new RequestError(409, `${payment.provider} itself says when this is paid.`);
        await recordActivity(tx, { userId: adminId, action: 'payment-confirmed', subject: payment.id });
        return markPaid(tx, payment, payment.id);
      }),

    advance: () => reading.advance(now(), new Date(now().getTime() - GRACE_DAYS * DAY_MS)),
  };
}

export type PaymentService = ReturnType<typeof createPaymentService>;

function refundedTo({ amountMinor }: PaymentRow, refundedMinor: number): Partial<PaymentRow> {
  return { refundedMinor, status: refundedMinor >= amountMinor ? 'refunded' : 'paid' };
}

/** The same time of day, months later; the 31st becomes the last day of a shorter month. */
function monthsAfter(from: Date, months: number): Date {
  const [day = '', time = ''] = from.toISOString().split('T');
  return new Date(`${addMonths(day, months)}T${time}`);
}
