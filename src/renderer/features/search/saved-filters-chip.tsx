import { useMutation, useQuery } from '@tanstack/react-query';
import { ArrowUp, Bookmark, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SavedFilter } from '#shared/contract/saved-filters.ts';
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { Chip } from '../transactions/chip.tsx';
import { filterWords } from './filter-words.ts';

interface SavedFiltersChipProps {
  /** What the list shows now. */
  filter: TransactionFilter;
  onUse: (filter: TransactionFilter) => void;
}

/** Filters by name: take one, keep the one in force, order them. */
export function SavedFiltersChip({ filter, onUse }: SavedFiltersChipProps) {
  const [open, setOpen] = useState(false);
  const { data: saved = [] } = useQuery(orpc.savedFilters.list.queryOptions());
  const current = saved.find((each) => sameFilter(each.filter, filter));
  const filtered = Object.keys(filter).length > 0;
  return (
    <Popover
      label="Saved filters"
      open={open}
      onOpenChange={setOpen}
      className="w-80 p-1"
      trigger={
        <Chip active={current !== undefined} title="Saved filters" aria-label={`Saved filters: ${current?.name ?? 'none in use'}`}>
          <Bookmark size={13} className="shrink-0" aria-hidden />
          {current && <span className="truncate">{current.name}</span>}
        </Chip>
      }
    >
      {saved.length === 0 && !filtered && (
        <p className="px-2.5 py-3 text-muted">Filter the list, then keep the filter here by a name.</p>
      )}
      <ul aria-label="Saved filters" className="max-h-72 overflow-y-auto">
        {saved.map((each, at) => (
          <FilterRow
            key={each.id}
            saved={each}
            before={saved[at - 1]}
            onUse={() => {
              setOpen(false);
              onUse(each.filter);
            }}
          />
        ))}
      </ul>
      {filtered && !current && <SaveForm filter={filter} divided={saved.length > 0} onSaved={() => setOpen(false)} />}
    </Popover>
  );
}

function FilterRow({ saved, before, onUse }: { saved: SavedFilter; before: SavedFilter | undefined; onUse: () => void }) {
  const words = useFilterWords(saved.filter).join(' · ');
  const reorder = useMutation(orpc.savedFilters.reorder.mutationOptions());
  const remove = useMutation(orpc.savedFilters.remove.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const { data: all = [] } = useQuery(orpc.savedFilters.list.queryOptions());
  const [renaming, setRenaming] = useState(false);
  const up = () => {
    const ids = all.map((each) => each.id);
    const at = ids.indexOf(saved.id);
    ids.splice(at - 1, 0, ...ids.splice(at, 1));
    reorder.mutate({ ids });
  };
  if (renaming) return <RenameRow saved={saved} onLeave={() => setRenaming(false)} />;
  return (
    <li className="flex items-center gap-0.5 rounded-[5px] pr-1 hover:bg-hover">
      <button type="button" onClick={onUse} className="min-w-0 flex-1 rounded-[5px] px-2.5 py-1.5 text-left">
        <span className="block truncate font-[530]">{saved.name}</span>
        <span className="block truncate text-small text-muted">{words}</span>
      </button>
      {before && (
        <Button variant="ghost" size="icon" aria-label={`Move ${saved.name} up`} title="Move up" onClick={up}>
          <ArrowUp size={14} aria-hidden />
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label={`Rename ${saved.name}`} title="Rename" onClick={() => setRenaming(true)}>
        <Pencil size={13} aria-hidden />
      </Button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Delete the filter ${saved.name}`}
        title="Delete"
        onClick={() => remove.mutate({ id: saved.id })}
      >
        <Trash2 size={14} aria-hidden />
      </Button>
    </li>
  );
}

function RenameRow({ saved, onLeave }: { saved: SavedFilter; onLeave: () => void }) {
  const [name, setName] = useState(saved.name);
  const update = useMutation(
    orpc.savedFilters.update.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onLeave();
      },
    }),
  );
  return (
    <li className="px-1.5 py-1">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === saved.name) onLeave();
          else if (name.trim()) update.mutate({ id: saved.id, name: name.trim() });
        }}
      >
        <Field label="Name of the filter" error={update.error ? sentenceFor(update.error) : undefined}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                onLeave();
              }}
            />
          )}
        </Field>
      </form>
    </li>
  );
}

function SaveForm({ filter, divided, onSaved }: { filter: TransactionFilter; divided: boolean; onSaved: () => void }) {
  const words = useFilterWords(filter);
  const [name, setName] = useState(() => suggestedName(words));
  const save = useMutation(
    orpc.savedFilters.save.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onSaved();
      },
    }),
  );
  return (
    <form
      className={divided ? 'mt-1 border-t border-line px-1.5 pt-2 pb-1.5' : 'p-1.5'}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) save.mutate({ name: name.trim(), filter });
      }}
    >
      <Field label="Keep this filter as" error={save.error ? sentenceFor(save.error) : undefined}>
        {(ids) => (
          <div className="flex gap-1.5">
            <Input {...ids} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
            <Button type="submit" variant="primary" disabled={!name.trim() || save.isPending}>
              Save
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}

/** "Over 50.00 · Lidl", as a start. */
function suggestedName(words: readonly string[]): string {
  const name = words.slice(0, 3).join(' · ').replaceAll(/[“”]/g, '').slice(0, 60);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function useFilterWords(filter: TransactionFilter): string[] {
  const format = useFormat();
  const accounts = useAccounts();
  const categories = useCategories();
  const currency = accounts.byId(filter.accountIds?.[0])?.currency ?? format.baseCurrency ?? 'EUR';
  return filterWords(filter, currency, format, {
    accountName: (id) => accounts.byId(id)?.name,
    categoryName: (id) => categories.byId(id)?.name,
  });
}

function sameFilter(a: TransactionFilter, b: TransactionFilter): boolean {
  const sorted = (filter: TransactionFilter): string =>
    JSON.stringify(Object.entries(filter).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}
