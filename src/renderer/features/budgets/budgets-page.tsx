import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { BudgetMonth } from '#shared/contract/budgets.ts';
import { monthOf, shiftMonth } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonPage } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { BudgetDialog, type BudgetDraft } from './budget-dialog.tsx';
import { BudgetRow } from './budget-row.tsx';
import { SuggestionsCard } from './suggestions-card.tsx';

const FRESH: BudgetDraft = { categoryId: undefined, name: null, amountMinor: null, rollOver: false, alertPercent: 90, exists: false };

export function BudgetsPage() {
  const format = useFormat();
  const [month, setMonth] = useState(() => monthOf(localToday()));
  const [draft, setDraft] = useState<BudgetDraft | null>(null);
  const query = useQuery({ ...orpc.budgets.month.queryOptions({ input: { month } }), placeholderData: keepPreviousData });
  const copy = useMutation(orpc.budgets.copyLastMonth.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const { data } = query;
  const step = (by: number) => setMonth(shiftMonth(month, by));
  useShortcuts({
    '[': { label: 'Month before', group: 'Budgets', run: () => step(-1) },
    ']': { label: 'Month after', group: 'Budgets', run: () => step(1) },
    n: { label: 'Set a budget', group: 'Budgets', run: () => setDraft(FRESH) },
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
            Set a budget <Kbd keys="n" />
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
      {data && <Budgets data={data} onEdit={setDraft} />}
      {data && <SuggestionsCard month={month} onEdit={setDraft} />}
      {draft && data && (
        <BudgetDialog draft={draft} month={month} currency={data.currency} onClose={() => setDraft(null)} />
      )}
    </Page>
  );
}

function Budgets({ data, onEdit }: { data: BudgetMonth; onEdit: (draft: BudgetDraft) => void }) {
  const { lines, unbudgeted, currency } = data;
  const budgeted = new Set(lines.map((line) => line.categoryId));
  return (
    <div className="grid gap-3.5">
      {data.leftOut.length > 0 && (
        <p className="text-muted" role="status">
          {data.leftOut.join(', ')} is not counted: no exchange rate is known.
        </p>
      )}
      {lines.length === 0 ? (
        <EmptyState title="No budgets in this month">
          Choose what a category, a group or everything may cost a month. Saldo says each day how much is left.
        </EmptyState>
      ) : (
        <>
          <Assigned data={data} />
          <Card title="Budgets" aside="spent of what there is">
            <ul className="-mx-1.5">
              {lines.map((line) => (
                <BudgetRow
                  key={line.categoryId ?? ''}
                  line={line}
                  currency={currency}
                  inner={line.groupId !== null && budgeted.has(line.groupId)}
                  onEdit={() => onEdit({ ...line, exists: true })}
                />
              ))}
            </ul>
          </Card>
        </>
      )}
      {unbudgeted.length > 0 && (
        <Card title="Spent without a budget">
          <ul>
            {unbudgeted.map((each) => (
              <li key={each.categoryId} className="flex h-9 items-center gap-4">
                <CategoryMark color={each.color} name={each.name} className="flex-1" />
                <Amount minor={each.spentMinor} currency={currency} />
                <Button
                  size="sm"
                  aria-label={`Set a budget for ${each.name}`}
                  onClick={() => onEdit({ ...FRESH, categoryId: each.categoryId, name: each.name })}
                >
                  Set a budget
                </Button>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

/** Envelopes: what came in, how much of it has a purpose, and what has none yet. */
function Assigned({ data: { incomeMinor, assignedMinor, spentMinor, currency } }: { data: BudgetMonth }) {
  const format = useFormat();
  const open = incomeMinor - assignedMinor;
  const figures = [
    { name: 'Income', minor: incomeMinor },
    { name: 'Assigned to budgets', minor: assignedMinor },
    { name: 'Spent, with and without a budget', minor: spentMinor },
  ];
  return (
    <div className="grid grid-cols-4 gap-3.5 max-[1060px]:grid-cols-2">
      {figures.map(({ name, minor }) => (
        <Card key={name} title={name}>
          <Amount minor={minor} currency={currency} className="text-figure font-[620]" />
        </Card>
      ))}
      <Card title={open < 0 ? 'Assigned beyond income' : 'Still to assign'}>
        <span className={open < 0 ? 'text-figure font-[620] text-warning' : 'text-figure font-[620]'}>
          {format.money(Math.abs(open), currency)}
        </span>
      </Card>
    </div>
  );
}
