/** How the columns of a bank's CSV are read. Plain data: it is shown, edited and remembered for each layout. */
import { z } from 'zod';
import { currency } from './scalars.ts';

export const columnRole = z.enum([
  'date',
  'valueDate',
  'amount',
  'debit',
  'credit',
  'sign',
  'currency',
  'payee',
  'description',
  'balance',
  'reference',
  'category',
  'note',
  'account',
  'originalAmount',
  'originalCurrency',
  'status',
  'ignore',
]);
export type ColumnRole = z.infer<typeof columnRole>;

export const dateOrder = z.enum(['ymd', 'dmy', 'mdy', 'ydm']);
export type DateOrder = z.infer<typeof dateOrder>;

export const csvMapping = z.object({
  /** A name that was detected or chosen ('utf-8', 'windows-1252'); null: detect it in each file. */
  encoding: z.string().nullable(),
  delimiter: z.string().length(1),
  /** The quoting character; empty for none. */
  quote: z.string().max(1),
  /** Lines before the heading (or the first row, if there is none); null: find out in each file. */
  skipLines: z.int().nonnegative().nullable(),
  hasHeader: z.boolean(),
  /** Several columns may share the roles payee, description, note and reference: they are joined in this order. */
  columns: z.array(z.object({ index: z.int().nonnegative(), role: columnRole })),
  /** Null: the file does not decide it, a person must. The same goes for `decimal` and `invertAmounts`. */
  dateOrder: dateOrder.nullable(),
  decimal: z.enum(['.', ',']).nullable(),
  amountStyle: z.enum(['single', 'debit-credit', 'amount-sign']),
  /** What the sign column holds, in small letters, for money out and money in; an empty string is a blank cell. */
  signValues: z.object({ debit: z.array(z.string()), credit: z.array(z.string()) }),
  /** True when the file shows spending as positive, as card statements do. */
  invertAmounts: z.boolean().nullable(),
  /** The currency of all rows without their own; null: the account's. */
  currency: currency.nullable(),
});
export type CsvMapping = z.infer<typeof csvMapping>;
