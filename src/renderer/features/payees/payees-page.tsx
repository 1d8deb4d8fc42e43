import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { Payee } from '#shared/contract/payees.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { OrganiseTabs } from '../settings/organise-tabs.tsx';
import { offerUndo } from '../shell/undo.ts';
import { MergePayees } from './merge-payees.tsx';
import { RenamePayee } from './rename-payee.tsx';

const STEP = 100;

/** Everyone who was paid or paid, those with most transactions first. */
export function PayeesPage() {
  const format = useFormat();
  const [text, setText] = useState('');
  const [limit, setLimit] = useState(STEP);
  const [selected, setSelected] = useState<ReadonlyMap<string, Payee>>(new Map());
  const [renaming, setRenaming] = useState<Payee | null>(null);
  const [merging, setMerging] = useState(false);
  const wanted = useDeferredValue(text);
  const { data, error, refetch } = useQuery(
    orpc.payees.list.queryOptions({ input: { text: wanted, limit: Math.min(limit, 500) }, placeholderData: keepPreviousData }),
  );
  const select = (payee: Payee, on: boolean) =>
    setSelected((now) => {
      const next = new Map(now);
      if (on) next.set(payee.id, payee);
      else next.delete(payee.id);
      return next;
    });
  return (
    <Page
      title="Payees"
      actions={
        <Button variant="primary" disabled={selected.size < 2} onClick={() => setMerging(true)}>
          {selected.size < 2 ? 'Merge' : `Merge ${format.count(selected.size)}`}
        </Button>
      }
    >
      <div className="flex max-w-[860px] flex-col gap-4 pb-10">
        <OrganiseTabs />
        <div className="flex items-center gap-4">
          <Input
            type="search"
            aria-label="Find a payee"
            placeholder="Find a payee"
            className="w-72!"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setLimit(STEP);
            }}
          />
          <p className="text-small text-muted" role="status">
            {data && `${format.count(data.total)} ${data.total === 1 ? 'payee' : 'payees'}`}
            {selected.size > 0 && ` · ${format.count(selected.size)} chosen`}
          </p>
        </div>
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <SkeletonRows rows={12} />}
        {data?.total === 0 && (
          <EmptyState title={wanted ? 'Nobody has that name' : 'No payees yet'}>
            {wanted ? 'Look for less of it.' : 'They come with your transactions.'}
          </EmptyState>
        )}
        {data && data.total > 0 && (
          <div className="overflow-hidden rounded-card border border-line bg-surface">
            <table className="w-full table-fixed">
              <caption className="sr-only">Payees, those with most transactions first</caption>
              <thead>
                <tr className="h-9 border-b border-line text-left text-small text-muted">
                  <th scope="col" className="w-10">
                    <span className="sr-only">Choose to merge</span>
                  </th>
                  <th scope="col" className="font-normal">
                    Name
                  </th>
                  <th scope="col" className="w-28 text-right font-normal">
                    Transactions
                  </th>
                  <th scope="col" className="w-60 pl-6 font-normal">
                    Usual category
                  </th>
                  <th scope="col" className="w-24">
                    <span className="sr-only">Change</span>
                  </th>
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {data.payees.map((payee) => (
                  <PayeeRow
                    key={payee.id}
                    payee={payee}
                    selected={selected.has(payee.id)}
                    onSelect={(on) => select(payee, on)}
                    onRename={() => setRenaming(payee)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {data && data.total > data.payees.length && (
          <p className="flex items-center gap-3 text-muted">
            {format.count(data.payees.length)} of {format.count(data.total)}
            {limit < 500 ? (
              <Button size="sm" onClick={() => setLimit((now) => Math.min(500, now + 2 * STEP))}>
                Show more
              </Button>
            ) : (
              'Find the others by their name.'
            )}
          </p>
        )}
      </div>
      {renaming && <RenamePayee payee={renaming} onClose={() => setRenaming(null)} />}
      {merging && (
        <MergePayees
          payees={[...selected.values()]}
          onClose={(merged) => {
            setMerging(false);
            if (merged) setSelected(new Map());
          }}
        />
      )}
    </Page>
  );
}

interface PayeeRowProps {
  payee: Payee;
  selected: boolean;
  onSelect: (on: boolean) => void;
  onRename: () => void;
}

function PayeeRow({ payee, selected, onSelect, onRename }: PayeeRowProps) {
  const format = useFormat();
  const categories = useCategories();
  const setCategory = useMutation(orpc.payees.setDefaultCategory.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  return (
    <tr className={selected ? 'h-10 bg-selected' : 'h-10'}>
      <td className="pl-4">
        <Checkbox aria-label={`Choose ${payee.name}`} checked={selected} onChange={onSelect} />
      </td>
      <td className="truncate pr-3">
        <Link to="/transactions" search={{ text: payee.name }} className="hover:underline">
          {payee.name}
        </Link>
        {payee.otherNames.length > 0 && (
          <span className="text-small text-muted" title={payee.otherNames.join(', ')}>
            {' '}
            also {payee.otherNames.join(', ')}
          </span>
        )}
      </td>
      <td className="text-right tabular-nums">{format.count(payee.transactions)}</td>
      <td className="pl-6">
        <CategoryPicker
          aria-label={`Usual category of ${payee.name}: ${categories.byId(payee.defaultCategoryId)?.name ?? 'None'}`}
          className="-ml-2.5 h-[28px]! border-transparent! bg-transparent! hover:border-line!"
          value={payee.defaultCategoryId}
          placeholder="None"
          nullLabel="None"
          onChange={(categoryId) => setCategory.mutate({ id: payee.id, categoryId })}
        />
      </td>
      <td className="pr-4 text-right">
        <Button variant="ghost" size="sm" aria-label={`Rename ${payee.name}`} onClick={onRename}>
          Rename
        </Button>
      </td>
    </tr>
  );
}
