import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import type { ReconcileRow, ReconcileSheet as Sheet, Statement } from '#shared/contract/reconcile.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote, sentenceFor } from '../../ui/error-note.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Page } from '../../ui/page.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { HintsPanel } from './hints-panel.tsx';
import { useTicks } from './use-ticks.ts';

interface ReconcileSheetProps {
  account: Account;
  statement: Statement;
  /** Back to the day and balance of the statement. */
  onChange: () => void;
}

const ROW = 36;
const columns = 'grid items-center gap-x-3 px-5 grid-cols-[20px_82px_minmax(0,1fr)_120px]';
const rowId = (id: string) => `reconcile-${id}`;
const NO_ROWS: ReconcileRow[] = [];

export function ReconcileSheet({ account, statement, onChange }: ReconcileSheetProps) {
  const { data: sheet, error, refetch } = useQuery(orpc.reconcile.open.queryOptions({ input: statement, retry: false }));
  return (
    <Page
      flush
      title={`Reconcile ${account.name}`}
      actions={<Button onClick={onChange}>Change the statement</Button>}
    >
      {error ? (
        <div className="flex-1 p-5">
          <ErrorNote error={error} onRetry={() => void refetch()} />
        </div>
      ) : sheet ? (
        <Ticking account={account} statement={statement} sheet={sheet} />
      ) : (
        <div className="flex-1">
          <SkeletonRows rows={12} />
        </div>
      )}
    </Page>
  );
}

function Ticking({ account, statement, sheet }: { account: Account; statement: Statement; sheet: Sheet }) {
  const format = useFormat();
  const navigate = useNavigate();
  const rows = sheet.rows.length > 0 ? sheet.rows : NO_ROWS;
  const ticks = useTicks(statement, rows);
  const [focused, setFocused] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    scrollPaddingStart: 32,
  });

  const ticked = rows.filter(ticks.isTicked);
  const counted = sheet.startMinor + sheet.earlier.sumMinor + ticked.reduce((sum, row) => sum + row.amountMinor, 0);
  const difference = statement.balanceMinor - counted;
  const finish = useMutation(
    orpc.reconcile.finish.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        ticks.forget();
        offerUndo(change, `Reconciled: ${format.count(change.transactions)} transactions agree with the statement.`);
        void navigate({ to: '/accounts/$id', params: { id: account.id } });
      },
    }),
  );
  const correct = useMutation(orpc.accounts.update.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const end = (adjust: boolean) => finish.mutate({ ...statement, ticked: ticked.map((row) => row.id), adjust });

  const focus = (at: number) => {
    const to = Math.max(0, Math.min(at, rows.length - 1));
    setFocused(to);
    virtual.scrollToIndex(to, { align: 'auto' });
    scroller.current?.focus({ preventScroll: true });
  };
  const named = (label: string, run: (event: KeyboardEvent) => void | false) => ({ label, run, group: 'Reconcile' });
  const onList = (event: KeyboardEvent): boolean =>
    !(event.target instanceof Element && event.target.closest('button, a, input'));
  useShortcuts({
    j: named('Next', () => focus(focused + 1)),
    k: named('The one before', () => focus(focused - 1)),
    arrowdown: () => focus(focused + 1),
    arrowup: () => focus(focused - 1),
    home: () => focus(0),
    end: () => focus(rows.length - 1),
    space: named('Tick or untick, and on to the next', (event) => {
      const row = rows[focused];
      if (!row || !onList(event)) return false;
      ticks.toggle(row);
      if (focused < rows.length - 1) focus(focused + 1);
    }),
    a: named('Tick all', () => ticks.set(rows.map((row) => row.id), true)),
    'shift+a': named('Untick all', () => ticks.set(rows.map((row) => row.id), false)),
    enter: named('Finish, when nothing is left', (event) => {
      if (difference !== 0 || !onList(event)) return false;
      end(false);
    }),
  });

  const items = virtual.getVirtualItems();
  const active = rows[focused];
  const money = (minor: number): string => format.money(minor, account.currency);
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col">
        <dl className="flex shrink-0 items-end gap-10 border-b border-line px-5 py-3.5">
          <Figure name={`Statement, ${format.dayShort(statement.date)}`}>{money(statement.balanceMinor)}</Figure>
          <Figure name={`Counted, ${format.count(ticked.length + sheet.earlier.count)} ticked`}>{money(counted)}</Figure>
          <div className="ml-auto text-right">
            <dt className="text-small text-muted">Difference</dt>
            <dd
              aria-live="polite"
              className={cx('text-figure font-[620] tabular-nums', difference === 0 ? 'text-gain' : 'text-warning')}
            >
              {money(difference)}
            </dd>
          </div>
        </dl>
        {rows.length === 0 ? (
          <EmptyState title="Nothing is open up to that day">
            {sheet.last
              ? `Everything was reconciled before. The ledger counts ${money(sheet.startMinor)}.`
              : `No transactions up to ${format.day(statement.date)}. The ledger counts ${money(sheet.startMinor)}.`}
          </EmptyState>
        ) : (
          <div
            ref={scroller}
            role="grid"
            aria-label="Transactions to tick off"
            aria-rowcount={rows.length + 1}
            aria-activedescendant={active && items.some((item) => item.index === focused) ? rowId(active.id) : undefined}
            tabIndex={0}
            className="relative min-h-0 flex-1 overflow-y-auto outline-none"
          >
            <div role="rowgroup" className="sticky top-0 z-10">
              <div role="row" aria-rowindex={1} className={cx(columns, 'h-8 border-b border-line bg-page text-mini font-[530] text-muted')}>
                <div role="columnheader" className="flex items-center">
                  <Checkbox
                    tabIndex={-1}
                    aria-label="Tick all"
                    checked={ticked.length === 0 ? false : ticked.length === rows.length ? true : 'indeterminate'}
                    onChange={(all) => ticks.set(rows.map((row) => row.id), all)}
                  />
                </div>
                <div role="columnheader">Date</div>
                <div role="columnheader">Payee</div>
                <div role="columnheader" className="text-right">
                  Amount
                </div>
              </div>
            </div>
            <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
              {items.map((item) => {
                const row = rows[item.index];
                if (!row) return null;
                const on = ticks.isTicked(row);
                return (
                  <div
                    key={row.id}
                    role="row"
                    id={rowId(row.id)}
                    aria-rowindex={item.index + 2}
                    aria-selected={on}
                    style={{ transform: `translateY(${item.start}px)` }}
                    className={cx(
                      columns,
                      'absolute inset-x-0 top-0 h-9 border-b border-line select-none',
                      item.index === focused ? 'bg-selected shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
                    )}
                    onClick={() => {
                      focus(item.index);
                      ticks.toggle(row);
                    }}
                  >
                    <div role="gridcell" className="flex items-center">
                      <Checkbox
                        tabIndex={-1}
                        checked={on}
                        aria-label={`${row.payee}, ${money(row.amountMinor)}, is on the statement`}
                        onChange={() => undefined}
                        className="pointer-events-none"
                      />
                    </div>
                    <div role="gridcell" className="truncate text-small text-muted">
                      {format.dayShort(row.date)}
                    </div>
                    <div role="gridcell" className="flex min-w-0 items-center gap-1.5">
                      <span className={cx('max-w-full shrink-0 truncate', on ? 'font-[530]' : 'text-muted')}>{row.payee}</span>
                      {row.status === 'pending' && <span className="shrink-0 text-small text-muted">pending</span>}
                      {row.note && <span className="truncate text-small text-muted">{row.note}</span>}
                    </div>
                    <div role="gridcell" className={cx('text-right', on ? 'font-[530]' : 'text-muted')}>
                      <Amount minor={row.amountMinor} currency={account.currency} sign={on} />
                    </div>
                  </div>
                );
              })}
            </div>
          </div>
        )}
        <div className="flex h-10 shrink-0 items-center gap-3 border-t border-line px-5 text-small whitespace-nowrap text-muted">
          {(
            [
              ['j k', 'move'],
              ['space', 'tick'],
              ['a', 'tick all'],
              ['enter', 'finish'],
            ] as const
          ).map(([keys, name]) => (
            <span key={keys} className="inline-flex items-center gap-1.5">
              <Kbd keys={keys} /> {name}
            </span>
          ))}
          {sheet.earlier.count > 0 && (
            <span className="ml-auto truncate">
              {format.count(sheet.earlier.count)} older ones, {money(sheet.earlier.sumMinor)}, count as ticked
            </span>
          )}
        </div>
      </div>
      <aside
        aria-label={difference === 0 ? 'Finish' : 'Where the difference may be'}
        className="flex w-[320px] shrink-0 flex-col gap-4 overflow-y-auto border-l border-line bg-surface px-4 py-3.5"
      >
        {difference === 0 ? (
          <>
            <div>
              <h2 className="text-title font-[650]">It agrees</h2>
              <p className="mt-0.5 text-muted">
                The ticked transactions are locked then: their amount, date and account stay until you unlock them.
              </p>
            </div>
            <Button variant="primary" className="justify-center" disabled={finish.isPending} onClick={() => end(false)}>
              Finish
            </Button>
          </>
        ) : (
          <>
            <h2 className="text-title font-[650]">{money(Math.abs(difference))} to find</h2>
            <HintsPanel
              statement={statement}
              ticked={ticked.map((row) => row.id)}
              onApply={(hint) => {
                ticks.set(hint.tick, true);
                if (hint.untick.length > 0) ticks.set(hint.untick, false);
              }}
              onOpening={(by) => correct.mutate({ id: account.id, openingBalanceMinor: account.openingBalanceMinor + by })}
              onShow={(id) => {
                const at = rows.findIndex((row) => row.id === id);
                if (at >= 0) focus(at);
                else void navigate({ to: '/transactions', search: { account: account.id, id } });
              }}
            />
            <div className="mt-auto border-t border-line pt-3">
              <p className="mb-2 text-small text-muted">
                Or leave it: {money(difference)} is booked as “Balance adjustment” on {format.day(statement.date)}, so that the
                ledger agrees. The reason stays unknown.
              </p>
              <Button size="sm" disabled={finish.isPending} onClick={() => end(true)}>
                Book the difference and finish
              </Button>
            </div>
          </>
        )}
        {finish.error && (
          <p role="alert" className="text-error">
            {sentenceFor(finish.error)}
          </p>
        )}
      </aside>
    </>
  );
}

function Figure({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt className="text-small text-muted">{name}</dt>
      <dd className="text-title font-[620] tabular-nums">{children}</dd>
    </div>
  );
}
