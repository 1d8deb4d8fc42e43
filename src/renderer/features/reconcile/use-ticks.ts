import { useCallback, useState } from 'react';
import type { ReconcileRow, Statement } from '#shared/contract/reconcile.ts';

/**
 * Which rows are ticked. What the bank has cleared begins ticked, what is pending does not; the choices that differ are
 * kept in this browser until the statement is finished, so that leaving the page loses nothing.
 */
export function useTicks(statement: Statement, rows: readonly ReconcileRow[]) {
  const key = `saldo-reconcile ${statement.accountId} ${statement.date}`;
  const [changed, setChanged] = useState<ReadonlySet<string>>(() => remembered(key));
  const put = useCallback(
    (next: ReadonlySet<string>) => {
      setChanged(next);
      localStorage.setItem(key, JSON.stringify([...next]));
    },
    [key],
  );
  const isTicked = (row: ReconcileRow): boolean => (row.status === 'cleared') !== changed.has(row.id);
  const set = (ids: readonly string[], ticked: boolean) => {
    const next = new Set(changed);
    for (const row of rows) {
      if (!ids.includes(row.id)) continue;
      if ((row.status === 'cleared') === ticked) next.delete(row.id);
      else next.add(row.id);
    }
    put(next);
  };
  return {
    isTicked,
    set,
    toggle: (row: ReconcileRow) => set([row.id], !isTicked(row)),
    forget: () => localStorage.removeItem(key),
  };
}

function remembered(key: string): Set<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}
