import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { orpc } from '../client.ts';

export interface Accounts {
  list: readonly Account[];
  open: readonly Account[];
  byId(id: string | null | undefined): Account | undefined;
  loaded: boolean;
}

const NONE: Account[] = [];

export function useAccounts(): Accounts {
  const { data = NONE, isSuccess } = useQuery(orpc.accounts.list.queryOptions());
  return useMemo(() => {
    const byId = new Map(data.map((account) => [account.id, account]));
    return {
      list: data,
      open: data.filter((account) => !account.closedOn),
      byId: (id) => (id ? byId.get(id) : undefined),
      loaded: isSuccess,
    };
  }, [data, isSuccess]);
}
