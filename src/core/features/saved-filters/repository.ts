import type { SavedFilter } from '#shared/contract/saved-filters.ts';
import { transactionFilter } from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';
import { foldName } from '#shared/fold-name.ts';

interface FilterRow {
  id: Buffer;
  name: string;
  filter: string;
}

export function createSavedFilterRepository(db: Database) {
  const select = 'SELECT id, name, filter FROM saved_filter WHERE deleted_change IS NULL';
  return {
    list: (): SavedFilter[] => db.sql<FilterRow>(`${select} ORDER BY position, id`).all().map(toSavedFilter),
    find(id: string): SavedFilter | null {
      const row = db.sql<FilterRow>(`${select} AND id = ?`).get(idToBytes(id));
      return row ? toSavedFilter(row) : null;
    },
    byName(name: string): SavedFilter | null {
      const row = db.sql<FilterRow>(`${select} AND folded = ?`).get(foldName(name));
      return row ? toSavedFilter(row) : null;
    },
    nextPosition: (): number =>
      db.sql<{ n: number }>('SELECT coalesce(max(position), 0) + 1 AS n FROM saved_filter').get()?.n ?? 1,
  };
}

function toSavedFilter(row: FilterRow): SavedFilter {
  return { id: idFromBytes(row.id), name: row.name, filter: transactionFilter.parse(JSON.parse(row.filter)) };
}
