import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Settings } from '#shared/contract/settings.ts';
import { orpc } from '../../client.ts';

export function useSettings(): Settings | undefined {
  return useQuery(orpc.settings.get.queryOptions()).data;
}

/** Changes settings; the window follows at once, and goes back should it fail. */
export function useUpdateSettings() {
  const queries = useQueryClient();
  const key = orpc.settings.get.queryKey();
  return useMutation(
    orpc.settings.update.mutationOptions({
      onMutate: (change) => {
        const before = queries.getQueryData(key);
        if (before) queries.setQueryData(key, { ...before, ...withoutUndefined(change) });
        return { before };
      },
      onError: (_error, _change, context) => queries.setQueryData(key, context?.before),
      onSuccess: (settings) => queries.setQueryData(key, settings),
    }),
  );
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as never;
}
