import type { ChangeRef } from '#shared/contract/scalars.ts';
import type { HistoryEntry } from '#shared/contract/history.ts';
import type { Ledger } from '../../ledger/ledger.ts';

export function createHistoryService(ledger: Ledger) {
  const latest = (state: 'done' | 'undone', order: 'ASC' | 'DESC'): ChangeRef | null =>
    ledger.read
      .sql<ChangeRef>(
        `SELECT id AS changeId, label FROM change_log WHERE state = ? AND kind IN ('edit', 'import')
         ORDER BY id ${order} LIMIT 1`,
      )
      .get(state) ?? null;

  return {
    undo: (changeId?: number) => ledger.undo(changeId),
    redo: () => ledger.redo(),
    state: () => ({ undo: latest('done', 'DESC'), redo: latest('undone', 'ASC') }),
    list: (limit: number): HistoryEntry[] =>
      ledger.read
        .sql<HistoryEntry>(
          `SELECT id AS changeId, label, at, state FROM change_log WHERE kind IN ('edit', 'import')
           ORDER BY id DESC LIMIT ?`,
        )
        .all(limit),
  };
}
