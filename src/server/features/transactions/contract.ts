/** Transactions of a person on the server. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { pageQuery, paged } from '../../http/page.ts';
import { currency, decimal, decimalInput, float, id, idParam, plainDate, timestamp } from '../../http/scalars.ts';
import { flow } from '../categories/contract.ts';

const transaction = z.object({
  id,
  date: plainDate,
  category: id.nullable(),
  category_name: z.string().nullable(),
  currency: z.string(),
  amount: decimal,
  description: z.string(),
  created_at: timestamp,
  updated_at: timestamp,
});

const category = z.string().trim().min(1).max(100).describe('The id or the name of a category.');
const description = z.string().trim().max(500);
const newTransaction = z.object({
  date: plainDate,
  category: category.nullish(),
  currency: currency.optional().describe('The preferred currency, unless given.'),
  amount: decimalInput,
  description: description.default(''),
  transaction_type: flow.optional().describe('Which way the money went; that of the category, unless given.'),
});
const changedTransaction = newTransaction.partial().extend({ description: description.optional() });
const example = {
  request: { date: '2026-11-20', category: 'Groceries', amount: '42.10', currency: 'EUR', description: 'Market' },
  answer: {
    id: '0199f0a1-7c1e-7a3b-9d55-0c3c2f0c7a11',
    date: '2026-11-20',
    category: '0199f0a1-7c1e-7a3b-9d55-0c3c2f0c7a12',
    category_name: 'Groceries',
    currency: 'EUR',
    amount: '42.10',
    description: 'Market',
    created_at: '2026-11-20T17:02:11.000Z',
    updated_at: '2026-11-20T17:02:11.000Z',
  },
};

const order = z.enum(['date', '-date', 'amount', '-amount'], { error: 'Order by date, -date, amount or -amount.' });
const filters = z.object({
  search: z.string().trim().max(200).optional(),
  category: category.optional(),
  min_amount: decimalInput.optional(),
  max_amount: decimalInput.optional(),
  date: plainDate.optional(),
  date_from: plainDate.optional(),
  date_to: plainDate.optional(),
});

export const latestTransactions = call({
  method: 'GET',
  path: '/api/transactions/get-transactions/',
  access: 'user',
  summary: 'The 10 latest.',
  answers: {
    200: z.array(
      z.object({
        id,
        category_name: z.string().nullable(),
        category_type: flow,
        description: z.string(),
        amount: float,
        date: plainDate,
      }),
    ),
  },
});
export const listTransactions = call({
  method: 'GET',
  path: '/api/transactions/transactions/',
  access: 'user',
  summary: 'One’s transactions, filtered, ordered and in pages.',
  query: filters.extend({ ordering: order.default('-date'), ...pageQuery }),
  answers: { 200: paged(transaction) },
});
export const createTransaction = call({
  method: 'POST',
  path: '/api/transactions/transactions/',
  access: 'user',
  summary: 'Adds a transaction.',
  body: newTransaction,
  answers: { 201: transaction },
  example,
});
export const getTransaction = call({
  method: 'GET',
  path: '/api/transactions/transactions/{id}/',
  access: 'user',
  summary: 'One transaction.',
  params: idParam,
  answers: { 200: transaction },
});
export const putTransaction = call({
  method: 'PUT',
  path: '/api/transactions/transactions/{id}/',
  access: 'user',
  summary: 'Writes a transaction anew.',
  params: idParam,
  body: newTransaction,
  answers: { 200: transaction },
  example,
});
export const patchTransaction = call({
  method: 'PATCH',
  path: '/api/transactions/transactions/{id}/',
  access: 'user',
  summary: 'Changes what is given.',
  params: idParam,
  body: changedTransaction,
  answers: { 200: transaction },
});
export const deleteTransaction = call({
  method: 'DELETE',
  path: '/api/transactions/transactions/{id}/',
  access: 'user',
  summary: 'Removes a transaction.',
  params: idParam,
  answers: { 204: null },
});
export const exportTransactions = call({
  method: 'POST',
  path: '/api/transactions/export-transactions-csv/',
  access: 'user',
  summary: 'The transactions that the filters leave, as CSV. Filters may stand in the address or in the body.',
  query: filters.extend({ ordering: order.optional() }),
  body: filters.extend({ ordering: order.optional() }),
  answers: { 200: { media: 'text/csv; charset=utf-8', description: 'ID,Date,Category,Amount,Description' } },
});
