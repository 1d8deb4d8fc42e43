/** Sentences become transactions, in two steps: understood, then confirmed. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { currency, decimal, decimalInput, errorAnswer, id, plainDate } from '../../http/scalars.ts';

const kind = z.enum(['income', 'expense', 'transfer']);

export const processVoiceEntry = call({
  method: 'POST',
  path: '/api/transactions/process-voice-entry/',
  access: 'user',
  summary: 'Reads a sentence that was said or typed. Nothing is written.',
  body: z.object({ voice_text: z.string().max(1000).nullish() }),
  answers: {
    200: z.object({
      amount: decimal,
      transaction_type: kind,
      category: z.string(),
      date: plainDate.optional(),
      payee: z.string().optional(),
      currency: z.string().optional(),
    }),
    400: errorAnswer,
  },
  example: {
    request: { voice_text: 'spent 12.50 on lunch at Chipotle yesterday' },
    answer: { amount: '12.50', transaction_type: 'expense', category: 'Restaurants', date: '2026-11-22', payee: 'Chipotle', currency: 'EUR' },
  },
});

export const confirmVoiceTransaction = call({
  method: 'POST',
  path: '/api/transactions/confirm-voice-transaction/',
  access: 'user',
  summary: 'Writes what was understood, as it was confirmed.',
  body: z.object({
    amount: decimalInput.nullish(),
    transaction_type: z.string().toLowerCase().nullish(),
    category: z.string().trim().max(100).nullish(),
    date: plainDate.nullish(),
    description: z.string().trim().max(500).nullish(),
    payee: z.string().trim().max(200).nullish(),
    currency: currency.nullish(),
  }),
  answers: { 201: z.object({ message: z.string(), transaction_id: id }), 400: errorAnswer },
  example: { request: { amount: '12.50', transaction_type: 'expense', category: 'Restaurants', date: '2026-11-22' } },
});
