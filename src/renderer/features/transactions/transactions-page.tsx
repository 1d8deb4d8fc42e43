import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { monthOf, shiftMonth } from '#shared/dates.ts';
import type { Transaction } from '#shared/contract/transactions.ts';
import type { TransactionsSearch } from '../../routes.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote, sentenceFor } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import type { Shortcut } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useToast } from '../../ui/toast.tsx';
import { TransferSuggestions } from '../transfers/transfer-suggestions.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { EditableField } from './columns.ts';
import { monthOfSpan, monthSpan } from './date-span.ts';
import { ExportButton } from './export-button.tsx';
import { exportPicked } from './export-csv.ts';
import { FilterBar } from './filter-bar.tsx';
import { Inspector } from './inspector.tsx';
import { KeyHints } from './key-hints.tsx';
import { NewTransaction } from './new-transaction.tsx';
import { filterOf, isFiltered, noFilter } from './search-filter.ts';
import { TransactionList } from './transaction-list.tsx';
import type { ListHandle } from './transaction-list.tsx';
import { useInspector } from './use-inspector.ts';
import { useListCursor } from './use-list-cursor.ts';
import type { ListCursor } from './use-list-cursor.ts';
import { useTransactionActions } from './use-transaction-actions.ts';
import type { TransactionPatch } from './use-transaction-actions.ts';
import { useTransactionPages } from './use-transaction-pages.ts';

type SearchChange = { [K in keyof TransactionsSearch]?: TransactionsSearch[K] | undefined };

export function TransactionsPage() {
  const search = useSearch({ from: '/transactions' });
  const navigate = useNavigate({ from: '/transactions' });
  const put = (change: SearchChange) =>
    void navigate({ search: (now) => ({ ...now, ...change }) as TransactionsSearch, replace: true });

  const filter = useMemo(() => filterOf(search), [search]);
  const { store, rows, error, retry } = useTransactionPages(filter);
  const actions = useTransactionActions(store);
  const cursor = useListCursor(rows, search.id ?? null);
  useFocusInAddress(cursor, search.id, (id) => put({ id }));

  const [editing, setEditing] = useState<{ id: string; field: EditableField } | null>(null);
  const [picking, setPicking] = useState<string | null>(null);
  const [bulkPicking, setBulkPicking] = useState(false);
  const [splitting, setSplitting] = useState(false);
  const inspector = useInspector();
  const toast = useToast();
  const list = useRef<ListHandle>(null);

  const focused = cursor.index >= 0 ? rows.at(cursor.index) : undefined;
  const chosen = (): Transaction[] => {
    if (cursor.selected.size === 0) return focused ? [focused] : [];
    return [...places(cursor, rows.count, rows.at).values()];
  };
  const remove = () => {
    const gone = chosen();
    if (gone.length === 0) return;
    cursor.clear();
    void actions.remove(gone);
  };
  const changeSelected = (patch: TransactionPatch) => {
    const ids = [...cursor.selected];
    cursor.clear();
    list.current?.focus();
    actions
      .change(ids, patch)
      .catch((failure: unknown) => toast.show({ message: sentenceFor(failure), tone: 'error' }));
  };
  const exportSelected = async () => {
    try {
      await exportPicked(filter, places(cursor, rows.count, rows.at));
    } catch (failure) {
      toast.show({ message: sentenceFor(failure), tone: 'error' });
    }
  };
  const edit = (field: EditableField) => {
    if (focused) setEditing({ id: focused.id, field });
  };

  const move = (to: () => number, extend = false) => {
    if (rows.count === 0) return;
    list.current?.focus();
    if (extend) cursor.extend(to());
    else cursor.focus(to());
  };
  const next = () => cursor.index + 1;
  const before = () => (cursor.index < 0 ? 0 : cursor.index - 1);
  const page = () => list.current?.pageSize() ?? 10;
  const stepMonth = (months: number) => {
    const month = monthOfSpan({ from: search.from, to: search.to });
    put(monthSpan(month ? shiftMonth(month, months) : monthOf(localToday())));
  };
  const named = (label: string, run: Shortcut['run']): Shortcut => ({ label, run, group: 'Transactions' });

  useShortcuts({
    j: named('Next', () => move(next)),
    k: named('The one before', () => move(before)),
    arrowdown: () => move(next),
    arrowup: () => move(before),
    'shift+j': named('Extend the selection down', () => move(next, true)),
    'shift+k': named('Extend the selection up', () => move(before, true)),
    'shift+arrowdown': () => move(next, true),
    'shift+arrowup': () => move(before, true),
    pagedown: () => move(() => cursor.index + page()),
    pageup: () => move(() => cursor.index - page()),
    home: () => move(() => 0),
    end: () => move(() => rows.count - 1),
    enter: named('Edit in place', (event) => {
      if (ownsEnter(event.target) || !focused) return false;
      edit('payee');
    }),
    c: named('Choose a category', () => {
      if (cursor.selected.size > 0) setBulkPicking(true);
      else if (focused && focused.splitCount === 0) setPicking(focused.id);
      else return false;
    }),
    e: named('Edit the note', () => edit('note')),
    s: named('Split', () => {
      if (!focused || focused.amountMinor === 0) return false;
      inspector.setOpen(true);
      setSplitting(true);
    }),
    x: named('Select', () => {
      if (cursor.index >= 0) cursor.toggle(cursor.index);
    }),
    'mod+a': () => cursor.selectAll(),
    delete: named('Delete', remove),
    backspace: remove,
    i: named('Show or hide the details', () => inspector.setOpen(!inspector.open)),
    '[': named('The month before', () => stepMonth(-1)),
    ']': named('The month after', () => stepMonth(1)),
    escape: () => {
      if (cursor.selected.size > 0) cursor.clear();
      else if (inspector.floating && inspector.open) inspector.setOpen(false);
      else return false;
    },
  });

  const filtered = isFiltered(search);
  const Panel = inspector.open ? PanelRightClose : PanelRightOpen;
  return (
    <Page
      flush
      title="Transactions"
      actions={
        <>
          <Button
            variant="ghost"
            size="icon"
            aria-label={inspector.open ? 'Hide the details' : 'Show the details'}
            title={`${inspector.open ? 'Hide' : 'Show'} the details (i)`}
            aria-expanded={inspector.open}
            onClick={() => inspector.setOpen(!inspector.open)}
          >
            <Panel size={15} aria-hidden />
          </Button>
          <Button asChild>
            <Link to="/import">Import</Link>
          </Button>
          <ExportButton filter={filter} disabled={rows.ready && rows.count === 0} />
        </>
      }
      className="relative"
    >
      <div className="flex min-w-0 flex-1 flex-col">
        <FilterBar search={search} filter={filter} onChange={put} />
        <TransferSuggestions className="border-b border-line px-4 py-1.5" />
        {search.add && (
          <NewTransaction
            accountId={search.account}
            onAdded={(id) => cursor.focusId(id)}
            onClose={() => {
              put({ add: undefined });
              list.current?.focus();
            }}
          />
        )}
        {error ? (
          <div className="p-5">
            <ErrorNote error={error} onRetry={retry} />
          </div>
        ) : rows.ready ? (
          <div className="relative flex min-h-0 flex-1 flex-col">
            {cursor.selected.size > 0 && (
              <BulkBar
                count={cursor.selected.size}
                picking={bulkPicking}
                onPicking={setBulkPicking}
                onCategory={(categoryId) => {
                  setBulkPicking(false);
                  const ids = [...cursor.selected];
                  cursor.clear();
                  list.current?.focus();
                  void actions.setCategory(ids, categoryId);
                }}
                onTag={(name) => changeSelected({ addTags: [name] })}
                onStatus={(status) => changeSelected({ status })}
                onExport={() => void exportSelected()}
                onDelete={remove}
                onClear={() => cursor.clear()}
              />
            )}
            <TransactionList
              ref={list}
              store={store}
              rows={rows}
              cursor={cursor}
              actions={actions}
              editing={editing}
              onEdit={setEditing}
              picking={picking}
              onPick={setPicking}
              empty={filtered ? <NothingMatches onClear={() => put(noFilter)} /> : <EmptyLedger onAdd={() => put({ add: true })} />}
            />
          </div>
        ) : (
          <div className="min-h-0 flex-1 overflow-hidden pt-8">
            <SkeletonRows rows={14} />
          </div>
        )}
        {rows.count > 0 && <KeyHints />}
      </div>
      {inspector.open && (
        <Inspector
          id={cursor.id}
          row={focused}
          actions={actions}
          floating={inspector.floating}
          splitting={splitting}
          onSplitting={setSplitting}
          onClose={() => inspector.setOpen(false)}
        />
      )}
    </Page>
  );
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="Nothing matches" actions={<Button onClick={onClear}>Clear the filters</Button>}>
      No transaction fits all of these filters at once.
    </EmptyState>
  );
}

function EmptyLedger({ onAdd }: { onAdd: () => void }) {
  return (
    <EmptyState
      title="No transactions yet"
      actions={
        <>
          <Button variant="primary" asChild>
            <Link to="/import">Import a bank file</Link>
          </Button>
          <Button onClick={onAdd}>Add one by hand</Button>
        </>
      }
    >
      Export a file from your bank and import it: CSV works with most of them. Nothing leaves this computer.
    </EmptyState>
  );
}

/** The selected rows by their places in the list. */
function places(
  cursor: ListCursor,
  count: number,
  at: (index: number) => Transaction | undefined,
): Map<number, Transaction> {
  const found = new Map<number, Transaction>();
  for (let index = 0; index < count && found.size < cursor.selected.size; index += 1) {
    const row = at(index);
    if (row && cursor.selected.has(row.id)) found.set(index, row);
  }
  return found;
}

/** Enter presses a button or follows a link that has the focus. */
function ownsEnter(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, [role=checkbox]') !== null;
}

/** Browsers allow few changes of the address in a row; keys held down make many. */
const ADDRESS_REST = 300;

/** Writes the focused transaction to the address, and follows the address when something else writes it. */
function useFocusInAddress(cursor: ListCursor, inAddress: string | undefined, write: (id: string | undefined) => void): void {
  const known = useRef(inAddress);
  useEffect(() => {
    if (inAddress === known.current) return;
    known.current = inAddress;
    cursor.focusId(inAddress ?? null);
  }, [inAddress, cursor]);
  useEffect(() => {
    const id = cursor.id ?? undefined;
    if (id === known.current) return;
    const timer = setTimeout(() => {
      known.current = id;
      write(id);
    }, ADDRESS_REST);
    return () => clearTimeout(timer);
  }, [cursor.id]); // eslint-disable-line react-hooks/exhaustive-deps -- only when the focus moves
}
