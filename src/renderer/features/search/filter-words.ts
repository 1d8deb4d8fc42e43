/** What a filter asks for, each part in a few words: "over 50.00", "September", "Savings", "#holiday". */
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { minorDigits } from '#shared/money.ts';
import type { Format } from '../../ui/format.ts';
import { localToday } from '../../ui/parse-date.ts';
import { spanName } from '../transactions/date-span.ts';

export interface FilterNames {
  accountName(id: string): string | undefined;
  categoryName(id: string): string | undefined;
}

export const kindNames = { refund: 'Refunds', transfer: 'Transfers' } as const;
const statusNames = { pending: 'Pending', cleared: 'Cleared', reconciled: 'Reconciled' } as const;

/** Amounts are of `currency`. */
export function filterWords(filter: TransactionFilter, currency: string, format: Format, names: FilterNames): string[] {
  const amount = amountWords({ min: filter.amountMin, max: filter.amountMax }, currency, format);
  const parts = [
    filter.direction && (filter.direction === 'in' ? 'Money in' : 'Money out'),
    amount,
    (filter.dateFrom || filter.dateTo) && spanName({ from: filter.dateFrom, to: filter.dateTo }, localToday(), format),
    ...(filter.accountIds ?? []).map((id) => names.accountName(id) ?? 'An account'),
    ...(filter.categoryIds ?? []).map((id) => (id === 'none' ? 'No category' : (names.categoryName(id) ?? 'A category'))),
    filter.kind && kindNames[filter.kind],
    filter.status && statusNames[filter.status],
    filter.needsReview && 'To review',
    filter.tag && `#${filter.tag}`,
    filter.importBatchId && 'One import',
    filter.text && `“${filter.text}”`,
  ];
  return parts.filter((part): part is string => Boolean(part));
}

/** "over 50.00" for 50.01 or more: people ask in whole units. Null without bounds. */
export function amountWords(
  { min, max }: { min: number | undefined; max: number | undefined },
  currency: string,
  format: Format,
): string | null {
  const money = (minor: number): string => format.money(minor, currency);
  const unit = 10 ** minorDigits(currency);
  if (min !== undefined && max !== undefined) return min === max ? money(min) : `${money(min)} – ${money(max)}`;
  if (min !== undefined) return unit > 1 && min % unit === 1 ? `over ${money(min - 1)}` : `${money(min)} or more`;
  if (max !== undefined) return unit > 1 && max % unit === unit - 1 ? `under ${money(max + 1)}` : `up to ${money(max)}`;
  return null;
}
