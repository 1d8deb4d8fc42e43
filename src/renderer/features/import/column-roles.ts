/** What the columns of a file can be, and how a choice changes the mapping. */
import type { ColumnRole, CsvMapping } from '#shared/contract/csv-mapping.ts';

export const roleNames: Record<ColumnRole, string> = {
  date: 'Date',
  valueDate: 'Value date',
  amount: 'Amount',
  debit: 'Money out',
  credit: 'Money in',
  sign: 'In or out',
  currency: 'Currency',
  payee: 'Payee',
  description: 'Description',
  balance: 'Balance',
  reference: 'Reference',
  category: 'Category',
  note: 'Note',
  account: 'Account',
  originalAmount: 'Original amount',
  originalCurrency: 'Original currency',
  status: 'Status',
  ignore: 'Not used',
};

export const roleOptions = Object.entries(roleNames).map(([value, label]) => ({ value: value as ColumnRole, label }));

const amounts: ReadonlySet<ColumnRole> = new Set(['amount', 'debit', 'credit', 'balance', 'originalAmount']);
/** Columns of these are joined; of any other there is one. */
const shared: ReadonlySet<ColumnRole> = new Set(['payee', 'description', 'note', 'reference', 'ignore']);

export function isAmountRole(role: ColumnRole): boolean {
  return amounts.has(role);
}

export function roleOf(mapping: CsvMapping, index: number): ColumnRole {
  return mapping.columns.find((column) => column.index === index)?.role ?? 'ignore';
}

/** Gives a column its role. A column that had it before loses it, unless the role can be shared. */
export function assignRole(mapping: CsvMapping, index: number, role: ColumnRole): CsvMapping {
  const columns = [
    ...mapping.columns
      .filter((column) => column.index !== index)
      .map((column) => (column.role === role && !shared.has(role) ? { ...column, role: 'ignore' as const } : column)),
    { index, role },
  ].sort((a, b) => a.index - b.index);
  const has = (wanted: ColumnRole) => columns.some((column) => column.role === wanted);
  const amountStyle = has('debit') || has('credit') ? 'debit-credit' : has('sign') ? 'amount-sign' : 'single';
  return { ...mapping, columns, amountStyle };
}
