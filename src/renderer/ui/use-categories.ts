import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Category } from '#shared/contract/categories.ts';
import { orpc } from '../client.ts';

export interface Categories {
  list: readonly Category[];
  /** Undefined for null, `none` and what is not there. */
  byId(id: string | null | undefined): Category | undefined;
  groups: readonly { group: Category; leaves: readonly Category[] }[];
}

const NONE: Category[] = [];

export function useCategories(): Categories {
  const { data = NONE } = useQuery(orpc.categories.list.queryOptions());
  return useMemo(() => {
    const byId = new Map(data.map((category) => [category.id, category]));
    const groups = data
      .filter((category) => category.parentId === null && !category.hidden)
      .map((group) => ({ group, leaves: data.filter((leaf) => leaf.parentId === group.id && !leaf.hidden) }));
    return { list: data, byId: (id) => (id ? byId.get(id) : undefined), groups };
  }, [data]);
}
