import { DomainError } from '#shared/contract/errors.ts';
import type { SavedFilter } from '#shared/contract/saved-filters.ts';
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger, Row } from '../../ledger/ledger.ts';
import { foldName } from '#shared/fold-name.ts';
import { createSavedFilterRepository } from './repository.ts';

export function createSavedFilterService(ledger: Ledger) {
  const reading = createSavedFilterRepository(ledger.read);
  const writing = createSavedFilterRepository(ledger.file.write);

  const existing = (id: string): SavedFilter => {
    const found = writing.find(id);
    if (!found) throw gone();
    return found;
  };

  const checkName = (name: string, own: string | null): void => {
    const other = writing.byName(name);
    if (other && other.id !== own) {
      throw new DomainError('CONFLICT', `There is a filter ${other.name} already.`, 'name');
    }
  };

  return {
    list: () => reading.list(),

    async save(name: string, filter: TransactionFilter) {
      checkName(name, null);
      const { change, result } = await ledger.commit({ label: `Saved the filter ${name}` }, (writer) => {
        const id = newIdBytes();
        writer.insert('saved_filter', {
          id,
          name,
          folded: foldName(name),
          filter: written(filter),
          position: writing.nextPosition(),
        });
        return id;
      });
      return { ...change, id: idFromBytes(result) };
    },

    async update(id: string, { name, filter }: { name?: string | undefined; filter?: TransactionFilter | undefined }) {
      const found = existing(id);
      const columns: Row = {};
      if (name !== undefined) {
        checkName(name, id);
        Object.assign(columns, { name, folded: foldName(name) });
      }
      if (filter !== undefined) columns['filter'] = written(filter);
      const { change } = await ledger.commit({ label: `Changed the filter ${found.name}` }, (writer) =>
        writer.update('saved_filter', idToBytes(id), columns),
      );
      return change;
    },

    /** Filters that are not named keep their order, after those that are. */
    async reorder(ids: string[]) {
      const { change } = await ledger.commit({ label: 'Changed the order of filters' }, (writer) => {
        const all = writing.list().map((each) => each.id);
        if (ids.some((id) => !all.includes(id))) throw gone();
        [...new Set([...ids, ...all])].forEach((id, index) =>
          writer.update('saved_filter', idToBytes(id), { position: index + 1 }),
        );
      });
      return change;
    },

    async remove(id: string) {
      const found = existing(id);
      const { change } = await ledger.commit({ label: `Deleted the filter ${found.name}` }, (writer) =>
        writer.remove('saved_filter', idToBytes(id)),
      );
      return change;
    },
  };
}

export type SavedFilterService = ReturnType<typeof createSavedFilterService>;

/** The same filter is always written the same way. @throws DomainError INVALID for one that filters nothing. */
function written(filter: TransactionFilter): string {
  const entries = Object.entries(filter)
    .filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) throw new DomainError('INVALID', 'Filter the list first: this would show everything.', 'filter');
  return JSON.stringify(Object.fromEntries(entries));
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That filter is not there any more.');
}
