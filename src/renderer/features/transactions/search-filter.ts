/** The address of the page and what it asks of the core. */
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import type { TransactionsSearch } from '../../routes.tsx';

/** What clears every filter but leaves the rest of the address alone. */
export const noFilter = {
  text: undefined,
  account: undefined,
  category: undefined,
  from: undefined,
  to: undefined,
  min: undefined,
  max: undefined,
  dir: undefined,
  review: undefined,
  batch: undefined,
  tag: undefined,
  status: undefined,
} as const satisfies Partial<Record<keyof TransactionsSearch, undefined>>;

export function filterOf(search: TransactionsSearch): TransactionFilter {
  return {
    ...(search.text ? { text: search.text } : {}),
    ...(search.account ? { accountIds: [search.account] } : {}),
    ...(search.category ? { categoryIds: [search.category] } : {}),
    ...(search.from ? { dateFrom: search.from } : {}),
    ...(search.to ? { dateTo: search.to } : {}),
    ...(search.min === undefined ? {} : { amountMin: search.min }),
    ...(search.max === undefined ? {} : { amountMax: search.max }),
    ...(search.dir ? { direction: search.dir } : {}),
    ...(search.review ? { needsReview: true } : {}),
    ...(search.tag ? { tag: search.tag } : {}),
    ...(search.status ? { status: search.status } : {}),
    ...(search.batch ? { importBatchId: search.batch } : {}),
  };
}

export function isFiltered(search: TransactionsSearch): boolean {
  return Object.keys(noFilter).some((key) => search[key as keyof typeof noFilter] !== undefined);
}
