import { bigint, date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const minor = (name: string) => bigint(name, { mode: 'number' });
const flow = ['income', 'expense', 'transfer'] as const;

export const categories = pgTable('category', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id'),
  key: text('key'),
  name: text('name').notNull(),
  type: text('type', { enum: flow }).notNull(),
});

export const transactions = pgTable('ledger_transaction', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  date: date('date').notNull(),
  categoryId: uuid('category_id'),
  type: text('type', { enum: flow }).notNull(),
  currency: text('currency').notNull(),
  amountMinor: minor('amount_minor').notNull(),
  description: text('description').notNull().default(''),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const transactionCounts = pgTable('transaction_count', {
  userId: uuid('user_id').primaryKey(),
  count: bigint('count', { mode: 'number' }).notNull(),
});

export const budgets = pgTable('budget', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  categoryId: uuid('category_id').notNull(),
  monthlyLimitMinor: minor('monthly_limit_minor').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const budgetChanges = pgTable('budget_change', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  categoryId: uuid('category_id').notNull(),
  month: integer('month').notNull(),
  year: integer('year').notNull(),
  previousLimitMinor: minor('previous_limit_minor'),
  suggestedLimitMinor: minor('suggested_limit_minor'),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const goals = pgTable('goal', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  goalName: text('goal_name').notNull(),
  targetMinor: minor('target_minor').notNull(),
  savedMinor: minor('saved_minor').notNull().default(0),
  deadline: date('deadline').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const recurringPayments = pgTable('recurring_payment', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  name: text('name').notNull(),
  amountMinor: minor('amount_minor').notNull(),
  category: text('category').notNull().default(''),
  frequency: text('frequency', { enum: ['daily', 'weekly', 'monthly', 'yearly'] }).notNull(),
  nextPaymentDate: date('next_payment_date').notNull(),
  status: text('status', { enum: ['active', 'paused', 'canceled'] }).notNull().default('active'),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});
