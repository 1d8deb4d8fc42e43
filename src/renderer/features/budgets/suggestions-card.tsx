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

/** How many are shown at first: those that matter most stand first. */
const FIRST = 8;

interface SuggestionsCardProps {
  month: string;
  onEdit: (draft: BudgetDraft) => void;
}

/** Budgets that would suit, each with its reason; one key takes it, changes it or puts it aside. */
export function SuggestionsCard({ month, onEdit }: SuggestionsCardProps) {
  const [saveMinor, setSave] = useState<number | null>(null);
  const [isWhole, setWhole] = useState(false);
  const wish = saveMinor !== null && saveMinor > 0 ? saveMinor : null;
  const query = useQuery({
    ...orpc.budgetSuggestions.list.queryOptions({ input: { month, saveMinor: wish } }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  return (
    <Card
      title="Suggested budgets"
      aside={
        data && data.suggestions.length > 0 ? (
          <span className="flex items-center gap-1.5">
            <Kbd keys="a" /> accept <Kbd keys="e" /> edit <Kbd keys="x" /> dismiss
          </span>
        ) : undefined
      }
    >
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
              {data.suggestions.slice(0, isWhole ? undefined : FIRST).map((each) => (
                <Suggestion key={each.categoryId} suggestion={each} currency={data.currency} month={month} onEdit={onEdit} />
              ))}
            </ul>
          )}
          {!isWhole && data.suggestions.length > FIRST && (
            <Button size="sm" variant="ghost" className="mt-1 -ml-2" onClick={() => setWhole(true)}>
              Show {data.suggestions.length - FIRST} more
            </Button>
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
    // An answered row goes away: the next one is ready for its answer.
    if (act !== change) leaveFor(event.currentTarget);
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
      <span className="text-small">
        {reasonOf(suggestion, currency, format)}
        <span className="block text-muted">{effectOf(suggestion, currency, format)}</span>
      </span>
      <span className="flex gap-1.5">
        <Button size="sm" disabled={busy} aria-label={`Accept the budget for ${name}`} onClick={take}>
          Accept
        </Button>
        <Button size="sm" variant="ghost" disabled={busy} aria-label={`Edit the budget for ${name} first`} onClick={change}>
          Edit
        </Button>
        <Button size="sm" variant="ghost" disabled={busy} aria-label={`Dismiss the budget for ${name}`} onClick={drop}>
          Dismiss
        </Button>
      </span>
    </li>
  );
}

function leaveFor(row: HTMLElement): void {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  if (next instanceof HTMLElement) next.focus();
}

function reasonOf({ keptMonths, ofMonths, usualMinor }: BudgetSuggestion, currency: string, format: Format): string {
  const usual = usualMinor === 0 ? 'nothing in most of them' : `usually ${format.money(usualMinor, currency)}`;
  return `enough in ${keptMonths} of the last ${ofMonths} months · ${usual}`;
}

function effectOf({ suggestedMinor, savesMinor, cutMinor, reason }: BudgetSuggestion, currency: string, format: Format): string {
  const money = (minor: number) => format.money(minor, currency);
  if (cutMinor > 0) return `gives ${money(cutMinor)} a month`;
  const basis = reason.charAt(0).toLowerCase() + reason.slice(1).replace(/\.$/, '');
  if (Math.abs(savesMinor) * 100 < suggestedMinor) return `what an average month takes · ${basis}`;
  return savesMinor > 0
    ? `saves ${money(savesMinor)} a month beside the average · ${basis}`
    : `leaves ${money(-savesMinor)} of room above the average · ${basis}`;
}
