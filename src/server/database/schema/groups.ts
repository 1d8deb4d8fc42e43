import { bigint, boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const minor = (name: string) => bigint(name, { mode: 'number' });

export const groups = pgTable('expense_group', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  currency: text('currency').notNull().default('EUR'),
  createdBy: uuid('created_by'),
  createdAt: moment('created_at').notNull().defaultNow(),
  version: integer('version').notNull().default(1),
});

export const groupMembers = pgTable('group_member', {
  id: uuid('id').primaryKey(),
  groupId: uuid('group_id').notNull(),
  userId: uuid('user_id').notNull(),
  role: text('role', { enum: ['owner', 'member'] }).notNull().default('member'),
  joinedAt: moment('joined_at').notNull().defaultNow(),
});

export const groupInvitations = pgTable('group_invitation', {
  hash: text('hash').primaryKey(),
  groupId: uuid('group_id').notNull(),
  email: text('email'),
  invitedBy: uuid('invited_by'),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});

export const groupExpenses = pgTable('group_expense', {
  id: uuid('id').primaryKey(),
  groupId: uuid('group_id').notNull(),
  description: text('description').notNull(),
  category: text('category').notNull().default(''),
  amountMinor: minor('amount_minor').notNull(),
  date: date('date').notNull(),
  splitType: text('split_type', { enum: ['equal', 'shares', 'percent', 'exact'] }).notNull().default('equal'),
  paidBy: uuid('paid_by').notNull(),
  weights: jsonb('weights').$type<Record<string, string>>().notNull().default({}),
  createdAt: moment('created_at').notNull().defaultNow(),
  version: integer('version').notNull().default(1),
});

export const groupShares = pgTable('group_share', {
  expenseId: uuid('expense_id').notNull(),
  userId: uuid('user_id').notNull(),
  amountMinor: minor('amount_minor').notNull(),
  carried: bigint('carried', { mode: 'number' }).notNull().default(0),
});

export const settlements = pgTable('settlement', {
  id: uuid('id').primaryKey(),
  groupId: uuid('group_id').notNull(),
  expenseId: uuid('expense_id'),
  payer: uuid('payer').notNull(),
  payee: uuid('payee').notNull(),
  amountMinor: minor('amount_minor').notNull(),
  isSettled: boolean('is_settled').notNull().default(false),
  settledAt: moment('settled_at'),
  paymentReference: text('payment_reference'),
  createdAt: moment('created_at').notNull().defaultNow(),
  version: integer('version').notNull().default(1),
});
