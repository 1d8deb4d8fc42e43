import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { BudgetLine, BudgetMonth } from '#shared/contract/budgets.ts';
import { dayOf, lastDayOf, monthOf, shiftMonth } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonPage } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { BudgetDialog, FRESH, type BudgetDraft } from './budget-dialog.tsx';
import { BudgetFigures } from './budget-figures.tsx';
import { BudgetRow } from './budget-row.tsx';
import { BudgetTabs } from './budget-tabs.tsx';
import { EnvelopeTable } from './envelope-table.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { stepRow } from './row-focus.ts';
import { SuggestionsCard } from './suggestions-card.tsx';
import { UnbudgetedCard } from './unbudgeted-card.tsx';

const route = getRouteApi('/budgets');

/** Which months and views are on show is in the address. */
export function BudgetsPage() {
  const format = useFormat();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/budgets' });
  const month = search.month ?? monthOf(localToday());
  const [draft, setDraft] = useState<BudgetDraft | null>(null);
  const [moving, setMoving] = useState<BudgetLine | null>(null);
  const query = useQuery({ ...orpc.budgets.month.queryOptions({ input: { month } }), placeholderData: keepPreviousData });
  const copy = useMutation(orpc.budgets.copyLastMonth.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const { data } = query;
  const step = (by: number) =>
    void navigate({ search: (before) => ({ ...before, month: shiftMonth(month, by) }), replace: true });
  useShortcuts({
    '[': { label: 'Month before', group: 'Budgets', run: () => step(-1) },
    ']': { label: 'Month after', group: 'Budgets', run: () => step(1) },
    n: { label: 'Set a budget', group: 'Budgets', run: () => setDraft(FRESH) },
    j: { label: 'Next line', group: 'Budgets', run: () => stepRow(1) },
    k: { label: 'Line before', group: 'Budgets', run: () => stepRow(-1) },
    v: {
      label: 'Envelopes or tracking',
      group: 'Budgets',
      run: () =>
        void navigate({ search: (before) => ({ ...before, view: search.view ? undefined : 'envelopes' }), replace: true }),
    },
  });
  return (
    <Page
      title={`Budgets · ${format.month(month)}`}
      actions={
        <div className="flex gap-1.5">
          {data?.differsFromLastMonth && (
            <Button size="sm" disabled={copy.isPending} onClick={() => copy.mutate({ month })}>
              Copy from {format.monthName(shiftMonth(month, -1))}
            </Button>
          )}
          <Button size="sm" variant="primary" onClick={() => setDraft(FRESH)}>
            Set a budget
          </Button>
          <Button size="icon" aria-label="Month before" title="Month before ( [ )" onClick={() => step(-1)}>
            <ChevronLeft size={14} aria-hidden />
          </Button>
          <Button size="icon" aria-label="Month after" title="Month after ( ] )" onClick={() => step(1)}>
            <ChevronRight size={14} aria-hidden />
          </Button>
        </div>
      }
    >
      {query.isError && !data && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isError && !data && <SkeletonPage />}
      {data && (
        <div className="mx-auto flex max-w-[1320px] flex-col gap-3.5 pb-10">
          <div className="flex items-center justify-between gap-4">
            <BudgetTabs />
            {data.lines.length > 0 && <KeyHints envelopes={search.view === 'envelopes'} />}
          </div>
          <Budgets data={data} envelopes={search.view === 'envelopes'} onEdit={setDraft} onMove={setMoving} />
          <SuggestionsCard month={month} onEdit={setDraft} />
          <UnbudgetedCard data={data} onEdit={setDraft} />
        </div>
      )}
      {draft && data && <BudgetDialog draft={draft} month={month} currency={data.currency} onClose={() => setDraft(null)} />}
      {moving && data && <MoveDialog data={data} line={moving} onClose={() => setMoving(null)} />}
    </Page>
  );
}

function KeyHints({ envelopes }: { envelopes: boolean }) {
  return (
    <p className="flex items-center gap-1.5 text-small text-muted max-[1100px]:hidden">
      <Kbd keys="j k" /> line <Kbd keys="enter" /> amount <Kbd keys="o" /> transactions
      {envelopes && (
        <>
          <Kbd keys="m" /> move
        </>
      )}
    </p>
  );
}

interface BudgetsProps {
  data: BudgetMonth;
  envelopes: boolean;
  onEdit: (draft: BudgetDraft) => void;
  onMove: (line: BudgetLine) => void;
}

function Budgets({ data, envelopes, onEdit, onMove }: BudgetsProps) {
  const { lines, currency, month } = data;
  const budgeted = new Set(lines.map((line) => line.categoryId));
  const today = localToday();
  const passed = month === monthOf(today) ? dayOf(today) / dayOf(lastDayOf(month)) : null;
  const open = (line: BudgetLine) => onEdit({ ...line, exists: true });
  return (
    <>
      {data.leftOut.length > 0 && (
        <p className="text-muted" role="status">
          {data.leftOut.join(', ')} is not counted: no exchange rate is known.
        </p>
      )}
      {lines.length === 0 ? (
        <EmptyState title="No budgets in this month">
          Take one that is suggested below, or set your own for a category, a group or everything. Saldo says each day how
          much is left.
        </EmptyState>
      ) : (
        <>
          <BudgetFigures data={data} envelopes={envelopes} />
          {envelopes ? (
            <Card title="Envelopes">
              <EnvelopeTable data={data} onOpen={open} onMove={onMove} />
            </Card>
          ) : (
            <Card title="Budgets" aside={passed === null ? 'spent of the budget' : 'spent of the budget · the mark is today'}>
              <ul className="-mx-1.5">
                {lines.map((line) => (
                  <BudgetRow
                    key={line.categoryId ?? ''}
                    line={line}
                    month={month}
                    currency={currency}
                    passed={passed}
                    inner={line.groupId !== null && budgeted.has(line.groupId)}
                    onOpen={() => open(line)}
                    onMove={() => onMove(line)}
                  />
                ))}
              </ul>
            </Card>
          )}
        </>
      )}
    </>
  );
}
