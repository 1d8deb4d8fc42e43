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
  /** True when the debit column holds negative numbers (a positive one there is a refund), not bare sizes. */
  debitsAreNegative: z.boolean(),
  /** True when the file shows spending as positive, as card statements do. */
  invertAmounts: z.boolean().nullable(),
  /** The currency of all rows without their own; null: the account's. */
  currency: currency.nullable(),
});
export type CsvMapping = z.infer<typeof csvMapping>;

/** The mapping with a question answered: `kind` and `value` are those of the question and of one of its options. */
export function answerQuestion(mapping: CsvMapping, kind: string, value: string): CsvMapping {
  if (kind === 'date-order') return { ...mapping, dateOrder: dateOrder.parse(value) };
  if (kind === 'decimal-mark') return { ...mapping, decimal: value === ',' ? ',' : '.' };
  if (kind === 'amount-sign') return { ...mapping, invertAmounts: value === 'out' };
  if (kind === 'currency') return { ...mapping, currency: currency.parse(value) };
  if (kind === 'date-column') return withRole(mapping, Number(value), 'date');
  if (kind !== 'amount-column') throw new RangeError(`No such question: ${kind}`);
  if (mapping.amountStyle !== 'debit-credit') return withRole(mapping, Number(value), 'amount');
  // The question was which of two columns is money out; the other one is money in.
  const pair = mapping.columns.filter(({ role }) => role === 'debit' || role === 'credit');
  const other = pair.find(({ index }) => index !== Number(value));
  const out = withRole(mapping, Number(value), 'debit');
  return other ? withRole(out, other.index, 'credit') : out;
}

/** Gives a column a role that only one column has, taking it from the one that had it. */
function withRole(mapping: CsvMapping, index: number, role: ColumnRole): CsvMapping {
  const others = mapping.columns
    .filter((column) => column.index !== index)
    .map((column) => (column.role === role ? { ...column, role: 'ignore' as const } : column));
  return { ...mapping, columns: [...others, { index, role }].sort((a, b) => a.index - b.index) };
}
