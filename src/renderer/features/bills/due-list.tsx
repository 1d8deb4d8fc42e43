import { useMutation } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import type { BillOccurrence } from '#shared/contract/bills.ts';
import { addDays } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { localToday } from '../../ui/parse-date.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { stateWords } from './state-words.ts';

interface DueListProps {
  days: readonly BillOccurrence[];
  onOpen: (billId: string) => void;
}

/** Due days in order, each with what can be done about it by one key. */
export function DueList({ days, onOpen }: DueListProps) {
  return (
    <ul className="-mx-1.5">
      {days.map((day) => (
        <DueRow key={`${day.billId} ${day.planned}`} day={day} onOpen={onOpen} />
      ))}
    </ul>
  );
}

function DueRow({ day, onOpen }: { day: BillOccurrence; onOpen: (billId: string) => void }) {
  const format = useFormat();
  const categories = useCategories();
  const answered = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const pay = useMutation(orpc.bills.markPaid.mutationOptions(answered));
  const skip = useMutation(orpc.bills.skip.mutationOptions(answered));
  const snooze = useMutation(orpc.bills.snooze.mutationOptions(answered));
  const reopen = useMutation(orpc.bills.reopen.mutationOptions(answered));
  const { billId, planned, name } = day;
  const today = localToday();
  const open = day.state !== 'paid' && day.state !== 'skipped';
  const words = stateWords(day, today, format);
  const acts = {
    p: () => pay.mutate({ billId, planned, transactionId: null, paidOn: null }),
    x: () => skip.mutate({ billId, planned }),
    z: () => snooze.mutate({ billId, planned, until: addDays(today, 1) }),
    o: () => reopen.mutate({ billId, planned }),
  };
  const onKeyDown = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    const { key } = event;
    const act =
      key === 'Enter' ? () => onOpen(billId)
      : key === 'j' ? () => focusRow(event.currentTarget.nextElementSibling)
      : key === 'k' ? () => focusRow(event.currentTarget.previousElementSibling)
      : open && (key === 'p' || key === 'x' || key === 'z') ? acts[key]
      : !open && key === 'o' ? acts.o
      : null;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const color = categories.byId(day.categoryId)?.color ?? null;
  return (
    <li
      tabIndex={0}
      aria-label={`${name}, ${format.day(day.dueOn)}`}
      onKeyDown={onKeyDown}
      className="group grid min-h-9 grid-cols-[92px_minmax(0,1fr)_minmax(0,1fr)_120px_auto] items-center gap-x-4 rounded-[5px] px-1.5 hover:bg-hover focus-visible:bg-hover"
    >
      <span className={cx('tabular-nums', !open && 'text-muted')}>{format.dayShort(day.dueOn)}</span>
      <button type="button" className="min-w-0 text-left" onClick={() => onOpen(billId)}>
        <CategoryMark color={color} name={name} />
      </button>
      <span className={cx('truncate text-small', words.warning ? 'text-warning' : 'text-muted group-hover:text-ink group-focus-visible:text-ink')}>{words.text}</span>
      <Amount minor={day.amountMinor} currency={day.currency} sign={day.amountMinor > 0} className={cx('text-right', open && 'font-[560]')} />
      <span className="flex w-[186px] justify-end gap-1">
        {open ? (
          <>
            <Button size="sm" aria-label={`Paid: ${name}`} title="Paid ( p )" onClick={acts.p}>
              Paid
            </Button>
            <Button size="sm" aria-label={`Later: remind me of ${name} tomorrow`} title="Remind me tomorrow ( z )" onClick={acts.z}>
              Later
            </Button>
            <Button size="sm" aria-label={`Skip ${name} this time`} title="Skip this time ( x )" onClick={acts.x}>
              Skip
            </Button>
          </>
        ) : (
          <Button size="sm" aria-label={`Open again: ${name}`} title="Open again ( o )" onClick={acts.o}>
            Open again
          </Button>
        )}
      </span>
    </li>
  );
}

function focusRow(row: Element | null): void {
  if (row instanceof HTMLElement) row.focus();
}
