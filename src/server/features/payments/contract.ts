/** /api/payments of the REST contract: plans, subscriptions and what was paid for them. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { currency, decimal, errorAnswer, idParam, id, messageAnswer, timestamp } from '../../http/scalars.ts';

const subscription = z.object({
  id,
  plan_type: z.string(),
  status: z.enum(['pending', 'trial', 'active', 'past_due', 'cancelled', 'expired']),
  started_at: timestamp.nullable(),
  paid_until: timestamp.nullable(),
  cancelled_at: timestamp.nullable(),
});

export const payment = z.object({
  id,
  subscription: id,
  provider: z.string(),
  amount: decimal,
  refunded: decimal,
  currency,
  status: z.enum(['pending', 'paid', 'failed', 'refunded']),
  invoice_number: z.int().nullable(),
  created_at: timestamp,
  paid_at: timestamp.nullable(),
});

export const listPlans = call({
  method: 'GET',
  path: '/api/payments/plans/',
  access: 'anonymous',
  summary: 'What can be subscribed to',
  answers: {
    200: z.array(z.object({ plan_type: z.string(), name: z.string(), amount: decimal, currency, months: z.int(), trial_days: z.int() })),
  },
});

export const createSubscription = call({
  method: 'POST',
  path: '/api/payments/subscription/create/',
  access: 'user',
  summary: 'Begin a subscription; answers what the provider’s checkout needs',
  body: z.object({ plan_type: z.string().min(1, 'Say which plan.') }),
  answers: {
    201: z.object({ message: z.string(), subscription_id: id, provider: z.string() }).loose(),
    400: errorAnswer,
    502: errorAnswer,
  },
  example: { request: { plan_type: 'yearly' } },
});

export const verifyPayment = call({
  method: 'POST',
  path: '/api/payments/subscription/verify/',
  access: 'user',
  summary: 'Prove a payment: Razorpay’s three fields, or the id of Stripe’s session',
  body: z.object({
    razorpay_payment_id: z.string().max(200).optional(),
    razorpay_order_id: z.string().max(200).optional(),
    razorpay_signature: z.string().max(200).optional(),
    session_id: z.string().max(200).optional(),
  }),
  answers: { 200: messageAnswer, 400: errorAnswer, 502: errorAnswer },
});

export const currentSubscription = call({
  method: 'GET',
  path: '/api/payments/subscription/',
  access: 'user',
  summary: 'The subscription that counts now, or the last one',
  answers: { 200: subscription.nullable() },
});

export const cancelSubscription = call({
  method: 'POST',
  path: '/api/payments/subscription/cancel/',
  access: 'user',
  summary: 'End a subscription; what is paid for goes on to its end',
  answers: { 200: subscription, 404: errorAnswer },
});

export const listPayments = call({
  method: 'GET',
  path: '/api/payments/invoices/',
  access: 'user',
  summary: 'One’s own payments, the newest first; those with a number are invoices',
  answers: { 200: z.array(payment) },
});

export const exportPayments = call({
  method: 'GET',
  path: '/api/payments/export/',
  access: 'user',
  summary: 'One’s own payments as CSV',
  answers: { 200: { media: 'text/csv; charset=utf-8', description: 'Invoice,Date,Plan,Amount,Refunded,Currency,Status' } },
});

export const refundPayment = call({
  method: 'POST',
  path: '/api/payments/{id}/refund/',
  access: 'admin',
  summary: 'Give back all or a part of a payment',
  params: idParam,
  body: z.object({ amount: z.string().optional() }),
  answers: { 200: payment, 400: errorAnswer, 404: errorAnswer, 409: errorAnswer, 502: errorAnswer },
});

export const confirmPayment = call({
  method: 'POST',
  path: '/api/payments/{id}/confirm/',
  access: 'admin',
  summary: 'Say that money taken by hand came',
  params: idParam,
  answers: { 200: payment, 404: errorAnswer, 409: errorAnswer },
});
