/** The address of the page and what it asks of the core. */
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import type { PhraseContext } from '#shared/search/phrase.ts';
import { parsePhrase } from '#shared/search/phrase.ts';
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
  kind: undefined,
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
    ...(search.kind ? { kind: search.kind } : {}),
    ...(search.batch ? { importBatchId: search.batch } : {}),
  };
}

/** The other way round: only the filters that it sets. The address holds one account and one category. */
export function searchOf(filter: TransactionFilter): TransactionsSearch {
  const { accountIds, categoryIds, dateFrom, dateTo, amountMin, amountMax, direction, needsReview, importBatchId } = filter;
  return {
    ...(filter.text ? { text: filter.text } : {}),
    ...(accountIds?.[0] ? { account: accountIds[0] } : {}),
    ...(categoryIds?.[0] ? { category: categoryIds[0] } : {}),
    ...(dateFrom ? { from: dateFrom } : {}),
    ...(dateTo ? { to: dateTo } : {}),
    ...(amountMin === undefined ? {} : { min: amountMin }),
    ...(amountMax === undefined ? {} : { max: amountMax }),
    ...(direction ? { dir: direction } : {}),
    ...(needsReview ? { review: true } : {}),
    ...(filter.tag ? { tag: filter.tag } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.kind ? { kind: filter.kind } : {}),
    ...(importBatchId ? { batch: importBatchId } : {}),
  };
}

/** What a search phrase changes in the address: a span or size that it names takes the place of the one before. */
export function searchOfPhrase(phrase: string, context: PhraseContext): { [K in keyof TransactionsSearch]?: TransactionsSearch[K] | undefined } {
  const { filter, understood } = parsePhrase(phrase, context);
  const kinds = new Set(understood.map((each) => each.kind));
  return {
    text: undefined,
    ...(kinds.has('dates') ? { from: undefined, to: undefined } : {}),
    ...(kinds.has('amount') ? { min: undefined, max: undefined } : {}),
    ...searchOf(filter),
  };
}

export function isFiltered(search: TransactionsSearch): boolean {
  return Object.keys(noFilter).some((key) => search[key as keyof typeof noFilter] !== undefined);
}
