import { bigint, boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const minor = (name: string) => bigint(name, { mode: 'number' });

export const plans = pgTable('plan', {
  key: text('key').primaryKey(),
  name: text('name').notNull(),
  amountMinor: minor('amount_minor').notNull(),
  currency: text('currency').notNull(),
  months: integer('months').notNull(),
  trialDays: integer('trial_days').notNull().default(0),
  isOffered: boolean('is_offered').notNull().default(true),
});

export const subscriptions = pgTable('subscription', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  planKey: text('plan_key').notNull(),
  status: text('status', { enum: ['pending', 'trial', 'active', 'past_due', 'cancelled', 'expired'] }).notNull(),
  startedAt: moment('started_at'),
  paidUntil: moment('paid_until'),
  cancelledAt: moment('cancelled_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const payments = pgTable('payment', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  subscriptionId: uuid('subscription_id').notNull(),
  provider: text('provider').notNull(),
  reference: text('reference').notNull(),
  paymentReference: text('payment_reference'),
  amountMinor: minor('amount_minor').notNull(),
  refundedMinor: minor('refunded_minor').notNull().default(0),
  currency: text('currency').notNull(),
  status: text('status', { enum: ['pending', 'paid', 'failed', 'refunded'] }).notNull().default('pending'),
  invoiceNumber: bigint('invoice_number', { mode: 'number' }),
  createdAt: moment('created_at').notNull().defaultNow(),
  paidAt: moment('paid_at'),
});

export const providerEvents = pgTable('provider_event', {
  provider: text('provider').notNull(),
  id: text('id').notNull(),
  receivedAt: moment('received_at').notNull().defaultNow(),
});
