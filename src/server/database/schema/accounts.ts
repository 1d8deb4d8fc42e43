import { bigint, boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const minor = (name: string) => bigint(name, { mode: 'number' });

export const users = pgTable('app_user', {
  id: uuid('id').primaryKey(),
  username: text('username').notNull(),
  email: text('email').notNull(),
  passwordHash: text('password_hash').notNull(),
  phoneNumber: text('phone_number'),
  role: text('role', { enum: ['user', 'admin'] }).notNull().default('user'),
  isActive: boolean('is_active').notNull().default(true),
  emailVerifiedAt: moment('email_verified_at'),
  totpSecret: text('totp_secret'),
  totpConfirmedAt: moment('totp_confirmed_at'),
  totpLastStep: bigint('totp_last_step', { mode: 'number' }),
  sharesTransactions: boolean('shares_transactions').notNull().default(false),
  createdAt: moment('created_at').notNull().defaultNow(),
  lastLoginAt: moment('last_login_at'),
});

export const profiles = pgTable('profile', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  avatar: text('avatar'),
  preferredCurrency: text('preferred_currency').notNull().default('EUR'),
  dateOfBirth: date('date_of_birth'),
  occupation: text('occupation'),
  annualIncomeMinor: minor('annual_income_minor'),
  financialGoal: text('financial_goal'),
  investmentRisk: text('investment_risk', { enum: ['low', 'medium', 'high'] }),
});

export const financialInputs = pgTable('financial_input', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  monthly_income_salary: minor('monthly_income_salary_minor').notNull().default(0),
  monthly_income_business: minor('monthly_income_business_minor').notNull().default(0),
  monthly_income_freelance: minor('monthly_income_freelance_minor').notNull().default(0),
  monthly_income_other: minor('monthly_income_other_minor').notNull().default(0),
  rent: minor('rent_minor').notNull().default(0),
  bills: minor('bills_minor').notNull().default(0),
  loans: minor('loans_minor').notNull().default(0),
  subscriptions: minor('subscriptions_minor').notNull().default(0),
  savings_cash: minor('savings_cash_minor').notNull().default(0),
  savings_stocks: minor('savings_stocks_minor').notNull().default(0),
  savings_crypto: minor('savings_crypto_minor').notNull().default(0),
  savings_real_estate: minor('savings_real_estate_minor').notNull().default(0),
  total_debt: minor('total_debt_minor').notNull().default(0),
});

export const sessions = pgTable('login_session', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  userAgent: text('user_agent'),
  ip: text('ip'),
  createdAt: moment('created_at').notNull().defaultNow(),
  lastUsedAt: moment('last_used_at').notNull().defaultNow(),
  refreshId: uuid('refresh_id').notNull(),
  expiresAt: moment('expires_at').notNull(),
  revokedAt: moment('revoked_at'),
});

export const oneTimeTokens = pgTable('one_time_token', {
  hash: text('hash').primaryKey(),
  userId: uuid('user_id'),
  kind: text('kind', { enum: ['verify-email', 'reset-password', 'bootstrap'] }).notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});

export const attempts = pgTable('attempt', {
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  windowEndsAt: moment('window_ends_at').notNull(),
  blockedUntil: moment('blocked_until'),
});

export const notifications = pgTable('notification', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id').notNull(),
  title: text('title').notNull(),
  message: text('message').notNull(),
  isRead: boolean('is_read').notNull().default(false),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const activities = pgTable('activity', {
  id: uuid('id').primaryKey(),
  userId: uuid('user_id'),
  action: text('action').notNull(),
  subject: text('subject'),
  detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
  ip: text('ip'),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const serverSettings = pgTable('server_setting', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});
