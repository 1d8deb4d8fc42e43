import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Lock } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Account, RegisterRow } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { CategoryCell } from '../transactions/category-cell.tsx';

const PAGE = 100;
const ROW = 36;
/** The next page is asked for when so many rows are left to show. */
const AHEAD = 30;

const columns = 'grid items-center gap-x-3 px-5 grid-cols-[82px_minmax(0,1fr)_minmax(120px,22%)_112px_120px]';
const rowId = (id: string) => `register-${id}`;

/** The transactions of an account, newest first, with the balance after each. */
export function Register({ account }: { account: Account }) {
  const query = useInfiniteQuery(
    orpc.accounts.register.infiniteOptions({
      input: (cursor: string | null) => ({ accountId: account.id, cursor, limit: PAGE }),
      initialPageParam: null,
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data]);
  const [focused, setFocused] = useState(-1);
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const format = useFormat();
  const categories = useCategories();
  const unlock = useMutation(orpc.reconcile.unlock.mutationOptions({ onSuccess: (change) => offerUndo(change) }));

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollPaddingStart: 32,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - AHEAD) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);

  const focus = (at: number) => {
    const to = Math.max(0, Math.min(at, rows.length - 1));
    setFocused(to);
    virtual.scrollToIndex(to, { align: 'auto' });
    scroller.current?.focus({ preventScroll: true });
  };
  const open = (row: RegisterRow | undefined) => {
    if (row) void navigate({ to: '/transactions', search: { account: account.id, id: row.id } });
  };
  useShortcuts({
    j: { label: 'Next', group: 'Account', run: () => focus(focused + 1) },
    k: { label: 'The one before', group: 'Account', run: () => focus(focused - 1) },
    arrowdown: () => focus(focused + 1),
    arrowup: () => focus(focused - 1),
    enter: {
      label: 'Open the transaction',
      group: 'Account',
      run: (event) => {
        if (document.activeElement !== scroller.current && event.target !== document.body) return false;
        open(rows[focused]);
      },
    },
    u: {
      label: 'Unlock a reconciled transaction',
      group: 'Account',
      run: () => {
        const row = rows[focused];
        if (row?.status === 'reconciled') unlock.mutate({ ids: [row.id] });
      },
    },
  });

  if (query.isError) {
    return (
      <div className="p-5">
        <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (!query.data) return <SkeletonRows rows={10} />;
  if (rows.length === 0) {
    return (
      <EmptyState
        title="No transactions"
        actions={
          <Button asChild>
            <Link to="/import">Import a bank file</Link>
          </Button>
        }
      >
        Import a file of this account, or add what you pay by hand.
      </EmptyState>
    );
  }
  const active = rows[focused];
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={`Transactions of ${account.name}`}
      aria-rowcount={hasNextPage ? -1 : rows.length + 1}
      aria-activedescendant={active && items.some((item) => item.index === focused) ? rowId(active.id) : undefined}
      tabIndex={0}
      className="relative min-h-72 flex-1 overflow-y-auto outline-none"
    >
      <div role="rowgroup" className="sticky top-0 z-10">
        <div role="row" aria-rowindex={1} className={cx(columns, 'h-8 border-b border-line bg-page text-mini font-[530] text-muted')}>
          <div role="columnheader">Date</div>
          <div role="columnheader">Payee</div>
          <div role="columnheader">Category</div>
          <div role="columnheader" className="text-right">
            Amount
          </div>
          <div role="columnheader" className="text-right">
            Balance
          </div>
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={row.id}
              role="row"
              id={rowId(row.id)}
              aria-rowindex={item.index + 2}
              aria-selected={item.index === focused}
              style={{ transform: `translateY(${item.start}px)` }}
              className={cx(
                columns,
                'absolute inset-x-0 top-0 h-9 border-b border-line select-none',
                item.index === focused ? 'bg-selected shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
              )}
              onClick={() => focus(item.index)}
              onDoubleClick={() => open(row)}
            >
              <div role="gridcell" className="truncate text-small text-muted">
                {format.dayShort(row.date)}
              </div>
              <div role="gridcell" className="flex min-w-0 items-center gap-1.5">
                <span className="max-w-full shrink-0 truncate font-[530]">{row.payee}</span>
                {row.isTransfer && (
                  <span className="text-muted" title="Transfer between your accounts">
                    <span aria-hidden>⇄</span>
                    <span className="sr-only">transfer</span>
                  </span>
                )}
                {row.status === 'pending' && <span className="shrink-0 text-small text-muted">pending</span>}
                {row.status === 'reconciled' && <Lock size={12} className="shrink-0 text-muted" aria-label="reconciled" />}
                {row.note && <span className="truncate text-small text-muted">{row.note}</span>}
              </div>
              <div role="gridcell" className="min-w-0">
                <CategoryCell row={row} category={categories.byId(row.categoryId)} />
              </div>
              <div role="gridcell" className="text-right font-[530]">
                <Amount minor={row.amountMinor} currency={row.currency} sign />
              </div>
              <div role="gridcell" className="text-right">
                <Amount minor={row.balanceMinor} currency={row.currency} className="text-muted" />
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}
