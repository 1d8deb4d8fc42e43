/** What people say of themselves: profile, income and wealth, picture. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { currency, decimal, decimalInput, errorAnswer, id, plainDate, timestamp, userParam } from '../../http/scalars.ts';

const risk = z.enum(['low', 'medium', 'high']);
const words = z.string().trim().max(200);

const profile = z.object({
  id,
  user: id,
  avatar: z.string().nullable(),
  preferred_currency: z.string(),
  date_of_birth: z.string().nullable(),
  occupation: z.string().nullable(),
  annual_income: decimal.nullable(),
  financial_goal: z.string().nullable(),
  investment_risk: risk.nullable(),
  subscription_plan: z.string(),
});
const profileChange = z.object({
  preferred_currency: currency.optional(),
  date_of_birth: plainDate.nullish(),
  occupation: words.nullish(),
  annual_income: decimalInput.nullish(),
  financial_goal: words.nullish(),
  investment_risk: z.string().toLowerCase().pipe(risk).nullish(),
});
const profileExample = {
  request: { preferred_currency: 'EUR', occupation: 'Carpenter', annual_income: '38000.00', investment_risk: 'low' },
};

/** Amounts of the financial profile, in the order of the contract. */
export const financialFields = [
  'monthly_income_salary',
  'monthly_income_business',
  'monthly_income_freelance',
  'monthly_income_other',
  'rent',
  'bills',
  'loans',
  'subscriptions',
  'savings_cash',
  'savings_stocks',
  'savings_crypto',
  'savings_real_estate',
  'total_debt',
] as const;
export type FinancialField = (typeof financialFields)[number];

const all = <Value extends z.ZodType>(value: Value) =>
  Object.fromEntries(financialFields.map((field) => [field, value])) as Record<FinancialField, Value>;

const financialInput = z.object({ id, user: id, ...all(decimal) });
const financialChange = z.object(all(decimalInput.optional()));

export const getProfile = call({
  method: 'GET',
  path: '/api/users/profile/',
  access: 'user',
  summary: 'One’s own profile.',
  answers: { 200: profile },
});
export const putProfile = call({
  method: 'PUT',
  path: '/api/users/profile/',
  access: 'user',
  summary: 'Changes the fields that are given.',
  body: profileChange,
  answers: { 200: profile },
  example: profileExample,
});
export const patchProfile = call({ ...putProfile, method: 'PATCH' });

export const getFinancialInput = call({
  method: 'GET',
  path: '/api/users/financial-input/',
  access: 'user',
  summary: 'Income, fixed costs, savings and debt, in the preferred currency.',
  answers: { 200: financialInput },
});
export const putFinancialInput = call({
  method: 'PUT',
  path: '/api/users/financial-input/',
  access: 'user',
  summary: 'Changes the amounts that are given.',
  body: financialChange,
  answers: { 200: financialInput },
  example: { request: { monthly_income_salary: '2900.00', rent: '850.00', savings_cash: '4000.00' } },
});
export const patchFinancialInput = call({ ...putFinancialInput, method: 'PATCH' });
export const getFinancialData = call({
  method: 'GET',
  path: '/api/users/financial-data/{user}/',
  access: 'user',
  summary: 'The same by the id of the user, who is the caller.',
  params: userParam,
  answers: { 200: financialInput, 403: errorAnswer },
});

export const getUserData = call({
  method: 'GET',
  path: '/api/users/user-data/',
  access: 'user',
  summary: 'Profile and account in one.',
  answers: {
    200: profile.extend({
      email: z.string(),
      username: z.string(),
      phone_number: z.string().nullable(),
      role: z.enum(['user', 'admin']),
      date_joined: timestamp,
      email_verified: z.boolean(),
      second_factor: z.boolean(),
    }),
  },
});

export const getUserProfile = call({
  method: 'GET',
  path: '/api/users/api/user-profile/',
  access: 'user',
  summary: 'What the corner of a page shows.',
  answers: { 200: z.object({ id, username: z.string(), avatar: z.string().nullable() }) },
});

export const updateAvatar = call({
  method: 'PUT',
  path: '/api/users/update-avatar/',
  access: 'user',
  summary: 'Sets the picture: PNG, JPEG, WebP or GIF of up to 5 MB. It is cut to a square and drawn anew.',
  upload: 'avatar',
  answers: { 200: z.object({ message: z.string(), avatar: z.string() }), 413: errorAnswer, 415: errorAnswer },
});

export const getAvatar = call({
  method: 'GET',
  path: '/api/users/avatars/{id}/',
  access: 'anonymous',
  summary: 'A picture. Whoever knows its address may see it; addresses cannot be guessed.',
  params: z.object({ id }),
  answers: { 200: { media: 'image/webp', description: 'The picture.' } },
});
