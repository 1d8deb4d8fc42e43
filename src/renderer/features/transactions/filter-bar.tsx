import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { orpc } from '../../client.ts';
import type { TransactionsSearch } from '../../routes.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { ColorSquare } from '../../ui/category-mark.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { AmountChip } from './amount-chip.tsx';
import { ChoiceChip } from './choice-chip.tsx';
import { Chip, RemovableChip } from './chip.tsx';
import { DateChip } from './date-chip.tsx';
import { ListTotals } from './list-totals.tsx';
import { kindNames } from '../search/filter-words.ts';
import { SavedFiltersChip } from '../search/saved-filters-chip.tsx';
import { isFiltered, noFilter, searchOf } from './search-filter.ts';

interface FilterBarProps {
  search: TransactionsSearch;
  filter: TransactionFilter;
  /** Undefined takes a filter away. */
  onChange: (change: { [K in keyof TransactionsSearch]?: TransactionsSearch[K] | undefined }) => void;
}

const statuses = [
  { value: 'pending', label: 'Pending' },
  { value: 'cleared', label: 'Cleared' },
  { value: 'reconciled', label: 'Reconciled' },
] as const;

export function FilterBar({ search, filter, onChange }: FilterBarProps) {
  const categories = useCategories();
  const accounts = useAccounts();
  const format = useFormat();
  const { data: review } = useQuery(orpc.transactions.reviewCount.queryOptions());
  const tags = useQuery(orpc.tags.list.queryOptions());
  const category = categories.byId(search.category);
  const categoryName = search.category === 'none' ? 'No category' : (category?.name ?? 'Any category');
  const waiting = review?.count ?? 0;
  const currency = accounts.byId(search.account)?.currency ?? format.baseCurrency ?? 'EUR';
  return (
    <div role="group" aria-label="Filters" className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 px-5 pt-3 pb-2">
      {search.text && <RemovableChip label={`“${search.text}”`} onRemove={() => onChange({ text: undefined })} />}
      {search.kind && <RemovableChip label={kindNames[search.kind]} onRemove={() => onChange({ kind: undefined })} />}
      {search.batch && <BatchChip id={search.batch} onRemove={() => onChange({ batch: undefined })} />}
      <DateChip span={{ from: search.from, to: search.to }} onChange={onChange} />
      <ChoiceChip
        noun="account"
        anyLabel="All accounts"
        value={search.account}
        choices={accounts.list.map((account) => ({
          value: account.id,
          label: account.closedOn ? `${account.name} (closed)` : account.name,
        }))}
        onChange={(account) => onChange({ account })}
      />
      <CategoryPicker
        allowGroups
        allowNone
        nullLabel="Any category"
        value={search.category ?? null}
        onChange={(next) => onChange({ category: next ?? undefined })}
        trigger={
          <Chip active={search.category !== undefined} aria-label={`Category: ${categoryName}`}>
            {category && <ColorSquare color={category.color} />}
            <span className="truncate">{categoryName}</span>
          </Chip>
        }
      />
      <AmountChip
        bounds={{ min: search.min, max: search.max, dir: search.dir }}
        currency={currency}
        onChange={(bounds) => onChange(bounds)}
      />
      {((tags.data?.length ?? 0) > 0 || search.tag) && (
        <ChoiceChip
          noun="tag"
          anyLabel="Any tag"
          value={search.tag}
          choices={(tags.data ?? []).map((tag) => ({ value: tag.name, label: tag.name }))}
          onChange={(tag) => onChange({ tag })}
        />
      )}
      <ChoiceChip
        noun="status"
        anyLabel="Any status"
        value={search.status}
        choices={statuses}
        onChange={(status) => onChange({ status: statuses.find((each) => each.value === status)?.value })}
      />
      {(waiting > 0 || search.review) && (
        <Chip
          active={search.review === true}
          aria-pressed={search.review === true}
          tone="warning"
          onClick={() => onChange({ review: search.review ? undefined : true })}
        >
          {format.count(waiting)} to review
        </Chip>
      )}
      <SavedFiltersChip filter={filter} onUse={(saved) => onChange({ ...noFilter, ...searchOf(saved) })} />
      {isFiltered(search) && (
        <Button variant="ghost" size="icon" aria-label="Clear all filters" title="Clear all filters" onClick={() => onChange(noFilter)}>
          <X size={15} aria-hidden />
        </Button>
      )}
      <span className="ml-auto">
        <ListTotals filter={filter} />
      </span>
    </div>
  );
}

function BatchChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { data } = useQuery(orpc.imports.batches.queryOptions());
  const file = data?.find((batch) => batch.id === id)?.fileName;
  return <RemovableChip label={file ? `From ${file}` : 'One import'} onRemove={onRemove} />;
}
