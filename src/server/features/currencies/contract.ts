/** Exchange rates. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { currency, decimal, decimalInput, errorAnswer, plainDate } from '../../http/scalars.ts';

export const convertCurrency = call({
  method: 'GET',
  path: '/api/transactions/api/currency-convert/',
  access: 'user',
  summary: 'The European Central Bank’s rate of a day (the newest known, unless given), and an amount converted by it.',
  query: z.object({
    base: currency,
    target: currency,
    amount: decimalInput.optional(),
    date: plainDate.optional(),
  }),
  answers: {
    200: z.object({
      rate: z.number(),
      base: z.string(),
      target: z.string(),
      rate_date: plainDate,
      source: z.string(),
      amount: decimal.optional(),
      converted_amount: decimal.optional(),
    }),
    400: errorAnswer,
  },
  example: { answer: { rate: 1.0843, base: 'EUR', target: 'USD', rate_date: '2026-11-20', source: 'ecb', amount: '10.00', converted_amount: '10.84' } },
});
