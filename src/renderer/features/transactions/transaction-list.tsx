import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import type { ReactNode, Ref } from 'react';
import type { Transaction } from '#shared/contract/transactions.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { HEADING_HEIGHT, ROW_HEIGHT, columns, rowElementId } from './columns.ts';
import type { EditableField } from './columns.ts';
import type { PageStore, Rows } from './page-store.ts';
import { RowEditor } from './row-editor.tsx';
import { TransactionRow } from './transaction-row.tsx';
import type { RowHandlers } from './transaction-row.tsx';
import type { ListCursor } from './use-list-cursor.ts';
import type { TransactionActions } from './use-transaction-actions.ts';

export interface ListHandle {
  /** Takes the keyboard back after a field or a list was closed. */
  focus(): void;
  /** Rows that fit. */
  pageSize(): number;
}

interface TransactionListProps {
  ref: Ref<ListHandle>;
  store: PageStore;
  rows: Rows;
  cursor: ListCursor;
  actions: TransactionActions;
  editing: { id: string; field: EditableField } | null;
  onEdit: (editing: { id: string; field: EditableField } | null) => void;
  /** The row whose category picker is open. */
  picking: string | null;
  onPick: (id: string | null) => void;
  /** Shown below the heading when there are no rows. */
  empty: ReactNode;
}

export function TransactionList(props: TransactionListProps) {
  const { ref, store, rows, cursor, actions, editing, onEdit, picking, onPick, empty } = props;
  const format = useFormat();
  const accounts = useAccounts();
  const categories = useCategories();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    // One more line says that there is more to come.
    count: rows.count + (rows.ready && !rows.complete ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollMargin: HEADING_HEIGHT,
    scrollPaddingStart: HEADING_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => store.show(first, last), [store, rows, first, last]);

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [store]);
  useEffect(() => {
    if (cursor.index >= 0) virtual.scrollToIndex(cursor.index, { align: 'auto' });
  }, [cursor.index, store]); // eslint-disable-line react-hooks/exhaustive-deps -- only when the focus moves

  useImperativeHandle(ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    pageSize: () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEADING_HEIGHT) / ROW_HEIGHT) - 1),
  }));

  // Rows are memoised: their handlers must not change with every move of the focus.
  const now = useRef({ rows, cursor, onEdit, onPick, actions });
  useEffect(() => {
    now.current = { rows, cursor, onEdit, onPick, actions };
  });
  const handlers = useMemo<RowHandlers>(
    () => ({
      onCell(index, field, event) {
        const { rows: list, cursor: at, onEdit: edit, onPick: pick } = now.current;
        const row = list.at(index);
        if (!row) return;
        scroller.current?.focus({ preventScroll: true });
        if (event.shiftKey) return at.extend(index);
        if (event.ctrlKey || event.metaKey) return at.toggle(index);
        const wasFocused = at.index === index;
        at.focus(index);
        const asks = row.needsReview || (row.categoryId === null && !row.isTransfer);
        if (field === 'category' && row.splitCount === 0 && (wasFocused || asks)) pick(row.id);
        else if (wasFocused) edit({ id: row.id, field });
      },
      onToggle(index, event) {
        const { cursor: at } = now.current;
        if (event.shiftKey) at.extend(index);
        else at.toggle(index);
        scroller.current?.focus({ preventScroll: true });
      },
      onCategory(row: Transaction, categoryId) {
        const { actions: act, onPick: pick } = now.current;
        pick(null);
        scroller.current?.focus({ preventScroll: true });
        if (categoryId !== row.categoryId || row.needsReview) void act.setCategory([row.id], categoryId);
      },
      onPicking(row) {
        now.current.onPick(row?.id ?? null);
        if (!row) requestAnimationFrame(() => scroller.current?.focus({ preventScroll: true }));
      },
    }),
    [],
  );

  const selectedCount = cursor.selected.size;
  const focusedOnScreen = cursor.index >= first && cursor.index <= last && cursor.id !== null;
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Transactions"
      aria-rowcount={rows.complete ? rows.count + 1 : -1}
      aria-multiselectable
      aria-activedescendant={focusedOnScreen && cursor.id ? rowElementId(cursor.id) : undefined}
      tabIndex={0}
      className="@container relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain outline-none"
    >
      <div role="rowgroup" className="sticky top-0 z-10">
        <div
          role="row"
          aria-rowindex={1}
          style={{ height: HEADING_HEIGHT }}
          className={cx(columns, 'border-b border-line bg-page text-mini font-[530] text-muted')}
        >
          <div role="columnheader" className="flex items-center">
            <Checkbox
              tabIndex={-1}
              aria-label="Select all"
              checked={selectedCount === 0 ? false : selectedCount >= rows.count ? true : 'indeterminate'}
              onChange={(all) => (all && selectedCount === 0 ? cursor.selectAll() : cursor.clear())}
            />
          </div>
          <div role="columnheader">Date</div>
          <div role="columnheader">Payee</div>
          <div role="columnheader">Category</div>
          <div role="columnheader">Account</div>
          <div role="columnheader" className="text-right">
            Amount
          </div>
        </div>
      </div>
      {rows.ready && rows.count === 0 && (
        <div role="rowgroup">
          <div role="row">
            <div role="gridcell">{empty}</div>
          </div>
        </div>
      )}
      <div
        role="rowgroup"
        className="relative"
        // Room below the last row for it to be opened.
        style={{ height: virtual.getTotalSize() + (editing ? 2 * ROW_HEIGHT : 0) }}
      >
        {items.map((item) => {
          const row = rows.at(item.index);
          const style = { transform: `translateY(${item.start - HEADING_HEIGHT}px)` };
          if (!row) return <RowToCome key={`to-come-${item.index}`} style={style} />;
          if (editing?.id === row.id) {
            return (
              <RowEditor
                key={`edit-${row.id}`}
                row={row}
                field={editing.field}
                style={style}
                onSave={(patch) => actions.change([row.id], patch)}
                onLeave={() => {
                  onEdit(null);
                  scroller.current?.focus({ preventScroll: true });
                }}
              />
            );
          }
          return (
            <TransactionRow
              key={row.id}
              row={row}
              index={item.index}
              focused={row.id === cursor.id}
              selected={cursor.selected.has(row.id)}
              picking={picking === row.id}
              format={format}
              accounts={accounts}
              categories={categories}
              handlers={handlers}
              style={style}
            />
          );
        })}
      </div>
    </div>
  );
}

function RowToCome({ style }: { style: { transform: string } }) {
  return (
    <div role="row" style={style} className={cx(columns, 'absolute inset-x-0 top-0 h-9')}>
      <div role="gridcell" aria-label="Loading" className="col-span-6 flex gap-6 pl-8">
        <Skeleton className="w-12" />
        <Skeleton className="w-40" />
      </div>
    </div>
  );
}
