import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { BudgetSuggestion, BudgetSuggestions } from '#shared/contract/budget-suggestions.ts';
import { orpc } from '../../client.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import type { Format } from '../../ui/format.ts';
import { offerUndo } from '../shell/undo.ts';
import type { BudgetDraft } from './budget-dialog.tsx';

interface SuggestionsCardProps {
  month: string;
  onEdit: (draft: BudgetDraft) => void;
}

/** Budgets that would suit, each with its reason; one key takes it, changes it or puts it aside. */
export function SuggestionsCard({ month, onEdit }: SuggestionsCardProps) {
  const [saveMinor, setSave] = useState<number | null>(null);
  const wish = saveMinor !== null && saveMinor > 0 ? saveMinor : null;
  const query = useQuery({
    ...orpc.budgetSuggestions.list.queryOptions({ input: { month, saveMinor: wish } }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  return (
    <Card title="Suggested budgets" aside="enough in about 8 of 10 months">
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {!data && !query.isError && <SkeletonRows rows={4} />}
      {data && data.months < 3 && (
        <p className="text-muted">Three complete months are needed to suggest anything. There {data.months === 1 ? 'is 1' : `are ${data.months}`} so far.</p>
      )}
      {data && data.months >= 3 && (
        <>
          <div className="mb-2 flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <label htmlFor="save-more">Save a month</label>
            <AmountField id="save-more" className="w-28!" value={saveMinor} currency={data.currency} onChange={setSave} />
            <Found data={data} />
          </div>
          {data.suggestions.length === 0 ? (
            <p className="text-muted">Nothing to suggest: your budgets fit what you spend, or you answered already.</p>
          ) : (
            <ul className="-mx-1.5">
              {data.suggestions.map((each) => (
                <Suggestion key={each.categoryId} suggestion={each} currency={data.currency} month={month} onEdit={onEdit} />
              ))}
            </ul>
          )}
        </>
      )}
    </Card>
  );
}

function Found({ data: { saving, currency } }: { data: BudgetSuggestions }) {
  const format = useFormat();
  if (!saving) return <span className="text-small text-muted">and see where it could come from</span>;
  const found = format.money(saving.foundMinor, currency);
  return saving.foundMinor < saving.wishMinor ? (
    <span role="status" className="text-small text-warning">
      {found} of it is there without going below your leanest months
    </span>
  ) : (
    <span role="status" className="text-small text-muted">
      all of it is there, from what can wait first
    </span>
  );
}

interface SuggestionProps {
  suggestion: BudgetSuggestion;
  currency: string;
  month: string;
  onEdit: (draft: BudgetDraft) => void;
}

function Suggestion({ suggestion, currency, month, onEdit }: SuggestionProps) {
  const format = useFormat();
  const { categoryId, name, color, suggestedMinor, currentMinor } = suggestion;
  const answered = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const accept = useMutation(orpc.budgetSuggestions.accept.mutationOptions(answered));
  const dismiss = useMutation(orpc.budgetSuggestions.dismiss.mutationOptions(answered));
  const busy = accept.isPending || dismiss.isPending;
  const take = () => accept.mutate({ categoryId, month, suggestedMinor, amountMinor: suggestedMinor });
  const change = () =>
    onEdit({ categoryId, name, amountMinor: suggestedMinor, rollOver: false, alertPercent: 90, exists: false, suggestedMinor });
  const drop = () => dismiss.mutate({ categoryId, suggestedMinor });
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey || busy) return;
    const act = { a: take, e: change, x: drop }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <li
      tabIndex={0}
      data-row
      aria-label={`${name}: ${format.money(suggestedMinor, currency)}`}
      onKeyDown={onKeyDown}
      className="group grid grid-cols-[minmax(0,1fr)_130px_minmax(0,1.9fr)_auto] items-center gap-x-4 rounded-[5px] px-1.5 py-1.5 hover:bg-hover focus-visible:bg-hover"
    >
      <CategoryMark color={color} name={name} />
      <span className="text-right tabular-nums">
        <span className="font-[560]">{format.money(suggestedMinor, currency)}</span>
        {currentMinor !== null && <span className="block text-small text-muted">now {format.money(currentMinor, currency)}</span>}
      </span>
      <span className="text-small text-muted">{sentence(suggestion, currency, format)}</span>
      <span className="flex gap-1.5">
        <Button size="sm" variant="primary" disabled={busy} aria-label={`Accept the budget for ${name}`} onClick={take}>
          Accept <Kbd keys="a" />
        </Button>
        <Button size="sm" disabled={busy} aria-label={`Change the budget for ${name} first`} onClick={change}>
          Edit <Kbd keys="e" />
        </Button>
        <Button size="sm" variant="ghost" disabled={busy} aria-label={`Dismiss the budget for ${name}`} onClick={drop}>
          Dismiss <Kbd keys="x" />
        </Button>
      </span>
    </li>
  );
}

function sentence({ keptMonths, ofMonths, savesMinor, cutMinor, reason }: BudgetSuggestion, currency: string, format: Format): string {
  const money = (minor: number) => format.money(minor, currency);
  const enough = `enough in ${keptMonths} of the last ${ofMonths} months`;
  if (cutMinor > 0) return `gives ${money(cutMinor)} a month · ${enough}`;
  const effect = savesMinor > 0 ? `leaves ${money(savesMinor)} more a month than usual` : `${money(-savesMinor)} above the usual month`;
  return [enough, savesMinor === 0 ? '' : effect, reason.replace(/\.$/, '').toLowerCase()].filter(Boolean).join(' · ');
}
