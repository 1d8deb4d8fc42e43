import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, useSyncExternalStore } from 'react';
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { client } from '../../client.ts';
import { createPageStore } from './page-store.ts';
import type { PageStore, Rows } from './page-store.ts';

export interface TransactionPages {
  store: PageStore;
  rows: Rows;
  error: unknown;
  retry: () => void;
}

/** The rows that the filter shows. Until the first of a new filter are there, those of the one before stay. */
export function useTransactionPages(filter: TransactionFilter): TransactionPages {
  const asked = JSON.stringify(filter);
  const wanted = useMemo(() => {
    const exact = JSON.parse(asked) as TransactionFilter;
    return createPageStore((cursor, limit) => client.transactions.list({ filter: exact, cursor, limit }));
  }, [asked]);
  // As a query it is read again, like everything on screen, when the ledger changes.
  const { error, refetch } = useQuery({
    queryKey: ['transaction-pages', wanted.key],
    queryFn: () => wanted.refresh().then(() => null),
    gcTime: 0,
  });
  const ready = useSyncExternalStore(wanted.subscribe, wanted.rows).ready;
  const [shown, setShown] = useState(wanted);
  if (ready && shown !== wanted) setShown(wanted);
  const rows = useSyncExternalStore(shown.subscribe, shown.rows);
  return { store: shown, rows, error, retry: () => void refetch() };
}
