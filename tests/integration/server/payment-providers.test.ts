/** The providers' own SDKs against stand-ins of their HTTP interfaces, with real signatures, and wrong ones. */
import { afterEach, describe, expect, it } from 'vitest';
import { createManualProvider } from '../../../src/server/features/payments/providers/manual-provider.ts';
import { ProviderError } from '../../../src/server/features/payments/providers/payment-provider.ts';
import { createRazorpayProvider } from '../../../src/server/features/payments/providers/razorpay-provider.ts';
import { createStripeProvider } from '../../../src/server/features/payments/providers/stripe-provider.ts';
import { RAZORPAY_KEY_ID, RAZORPAY_KEY_SECRET, RAZORPAY_WEBHOOK_SECRET, razorpayStandIn } from './stand-ins/razorpay-stand-in.ts';
import { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, stripeStandIn } from './stand-ins/stripe-stand-in.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const wish = {
  paymentId: '0193f0f0-0000-7000-8000-000000000001',
  amountMinor: 4900,
  currency: 'EUR',
  description: 'Saldo, a year',
  email: 'ana@example.org',
  returnUrl: 'https://saldo.example.org/subscription',
};

async function stripe() {
  const server = await stripeStandIn();
  closing.push(server.close);
  return { server, provider: createStripeProvider({ secretKey: STRIPE_SECRET_KEY, webhookSecret: STRIPE_WEBHOOK_SECRET, apiUrl: server.url }) };
}

async function razorpay() {
  const server = await razorpayStandIn();
  closing.push(server.close);
  const provider = createRazorpayProvider({
    keyId: RAZORPAY_KEY_ID,
    keySecret: RAZORPAY_KEY_SECRET,
    webhookSecret: RAZORPAY_WEBHOOK_SECRET,
    apiUrl: server.url,
  });
  return { server, provider };
}

describe('Stripe', () => {
  it('takes money once for a payment, however often it is asked', async () => {
    const { provider } = await stripe();
    const first = await provider.createCheckout(wish);
    expect(first.client).toEqual({ session_id: 'cs_test_1', checkout_url: 'https://checkout.stripe.com/c/pay/cs_test_1' });
    expect((await provider.createCheckout(wish)).reference).toBe(first.reference);
  });

  it('believes a session only once it is paid', async () => {
    const { server, provider } = await stripe();
    const { reference } = await provider.createCheckout(wish);
    expect(await provider.verify({ session_id: reference })).toBeNull();
    server.pay(reference);
    expect(await provider.verify({ session_id: reference })).toEqual({
      reference,
      paymentReference: `pi_${reference}`,
      amountMinor: 4900,
      currency: 'EUR',
    });
    expect(await provider.verify({ session_id: 'cs_test_999' })).toBeNull();
    expect(await provider.verify({ session_id: '../refunds' })).toBeNull();
  });

  it('reads webhooks that are signed, fresh and unchanged, and no others', async () => {
    const { server, provider } = await stripe();
    const { reference } = await provider.createCheckout(wish);
    const session = server.pay(reference);
    const { body, headers } = server.webhook('evt_1', 'checkout.session.completed', session);
    expect(provider.readWebhook(body, headers)).toMatchObject({ id: 'evt_1', kind: 'paid', reference, amountMinor: 4900 });
    expect(provider.readWebhook(Buffer.from(body.toString().replace('4900', '1')), headers)).toBeNull();
    expect(provider.readWebhook(body, {})).toBeNull();
    const forged = server.webhook('evt_2', 'checkout.session.completed', session, { secret: 'whsec_other' });
    expect(provider.readWebhook(forged.body, forged.headers)).toBeNull();
    const old = server.webhook('evt_3', 'checkout.session.completed', session, { at: Math.floor(Date.now() / 1000) - 3600 });
    expect(provider.readWebhook(old.body, old.headers)).toBeNull();
  });

  it('gives back once, and says when it is not let in', async () => {
    const { server, provider } = await stripe();
    const refund = { refundId: 'r1', paymentReference: 'pi_1', amountMinor: 1900 };
    expect(await provider.refund(refund)).toEqual(await provider.refund(refund));
    const stranger = createStripeProvider({ secretKey: 'sk_test_wrong', webhookSecret: STRIPE_WEBHOOK_SECRET, apiUrl: server.url });
    await expect(stranger.createCheckout(wish)).rejects.toThrow(ProviderError);
  });
});

describe('Razorpay', () => {
  it('makes an order, and believes the signature that belongs to its payment', async () => {
    const { server, provider } = await razorpay();
    const { reference, client } = await provider.createCheckout({ ...wish, currency: 'INR' });
    expect(client).toEqual({ razorpay_order_id: reference, razorpay_key_id: RAZORPAY_KEY_ID, amount: 4900, currency: 'INR' });
    const { proof, payment } = server.pay(reference);
    expect(await provider.verify(proof)).toEqual({ reference, paymentReference: payment.id, amountMinor: 4900, currency: 'INR' });
    expect(await provider.verify({ ...proof, razorpay_payment_id: 'pay_other' })).toBeNull();
    expect(await provider.verify({ ...proof, razorpay_signature: 'no hex' })).toBeNull();
    expect(await provider.verify({})).toBeNull();
  });

  it('reads webhooks that are signed, and no others', async () => {
    const { server, provider } = await razorpay();
    const { reference } = await provider.createCheckout(wish);
    const { payment } = server.pay(reference);
    const { body, headers } = server.webhook('evt_1', 'payment.captured', payment);
    expect(provider.readWebhook(body, headers)).toMatchObject({ id: 'evt_1', kind: 'paid', reference, amountMinor: 4900 });
    const forged = server.webhook('evt_1', 'payment.captured', payment, 'another secret');
    expect(provider.readWebhook(forged.body, forged.headers)).toBeNull();
    expect(provider.readWebhook(Buffer.from('{}'), headers)).toBeNull();
  });

  it('gives back, and says what the provider said', async () => {
    const { server, provider } = await razorpay();
    const { reference } = await provider.createCheckout(wish);
    const { payment } = server.pay(reference);
    const { refundReference } = await provider.refund({ refundId: 'r1', paymentReference: payment.id, amountMinor: 100 });
    expect(refundReference).toMatch(/^rfnd_/);
    await expect(provider.refund({ refundId: 'r2', paymentReference: 'pay_none', amountMinor: 100 })).rejects.toThrow(
      'Razorpay: The id provided does not exist',
    );
  });
});

describe('money taken otherwise', () => {
  it('is believed from nobody but an administrator', async () => {
    const provider = createManualProvider({ instructions: 'Transfer it to IBAN DE02 1203 0000 0000 2020 51.' });
    expect((await provider.createCheckout(wish)).client).toMatchObject({ payment_id: wish.paymentId, amount: 4900 });
    expect(await provider.verify({ payment_id: wish.paymentId })).toBeNull();
  });
});
