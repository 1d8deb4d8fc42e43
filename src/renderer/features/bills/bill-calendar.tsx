import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { BillOccurrence } from '#shared/contract/bills.ts';
import { addDays, dayOf, firstDayOf, lastDayOf, monthOf, shiftMonth, weekdayOf } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { localToday } from '../../ui/parse-date.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const SHOWN = 3;

/** A month of due days; arrows move from day to day. */
export function BillCalendar({ onOpen }: { onOpen: (billId: string) => void }) {
  const format = useFormat();
  const categories = useCategories();
  const today = localToday();
  const [focused, setFocused] = useState(today);
  const month = monthOf(focused);
  const first = firstDayOf(month);
  const from = addDays(first, 1 - weekdayOf(first));
  const last = lastDayOf(month);
  const to = addDays(last, 7 - weekdayOf(last));
  const { data = [] } = useQuery(orpc.bills.occurrences.queryOptions({ input: { from, to } }));
  const byDay = Map.groupBy(data, ({ dueOn }) => dueOn);
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);

  const go = (day: string) => {
    setFocused(day);
    requestAnimationFrame(() => document.getElementById(`bill-day-${day}`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(addDays(focused, step));
  };
  const stepMonth = (by: number) => setFocused(firstDayOf(shiftMonth(month, by)));
  return (
    <div>
      <div className="mb-2 flex items-center justify-between">
        <h3 className="font-[560]" aria-live="polite">
          {format.month(month)}
        </h3>
        <span className="flex gap-1.5">
          <Button size="icon" aria-label="Month before" onClick={() => stepMonth(-1)}>
            <ChevronLeft size={14} aria-hidden />
          </Button>
          <Button size="icon" aria-label="Month after" onClick={() => stepMonth(1)}>
            <ChevronRight size={14} aria-hidden />
          </Button>
        </span>
      </div>
      <div role="grid" aria-label={`Bills of ${format.month(month)}`} onKeyDown={onKeyDown}>
        <div role="row" className="grid grid-cols-7 gap-px">
          {weekdays.map((name) => (
            <span key={name} role="columnheader" className="px-2 pb-1 text-small text-muted">
              {name}
            </span>
          ))}
        </div>
        {Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7)).map((week) => (
          <div key={week[0]} role="row" className="grid grid-cols-7">
            {week.map((day) => (
              <div
                key={day}
                id={`bill-day-${day}`}
                role="gridcell"
                tabIndex={day === focused ? 0 : -1}
                aria-current={day === today ? 'date' : undefined}
                onFocus={() => setFocused(day)}
                className={cx(
                  '-mt-px -ml-px flex min-h-[84px] min-w-0 flex-col gap-0.5 border border-line p-1.5',
                  monthOf(day) !== month && 'bg-page text-muted',
                )}
              >
                <span className={cx('text-small tabular-nums', day === today ? 'font-[650] text-accent' : 'text-muted')}>
                  <span aria-hidden>{dayOf(day)}</span>
                  <span className="sr-only">{format.day(day)}</span>
                </span>
                <Bills bills={byDay.get(day) ?? []} colorOf={(id) => categories.byId(id)?.color ?? null} onOpen={onOpen} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface BillsProps {
  bills: readonly BillOccurrence[];
  colorOf: (categoryId: string | null) => string | null;
  onOpen: (billId: string) => void;
}

function Bills({ bills, colorOf, onOpen }: BillsProps) {
  const format = useFormat();
  return (
    <>
      {bills.slice(0, SHOWN).map((bill) => (
        <button
          key={`${bill.billId} ${bill.planned}`}
          type="button"
          tabIndex={-1}
          onClick={() => onOpen(bill.billId)}
          className={cx(
            'flex min-w-0 items-center gap-1 rounded-[4px] text-left text-small hover:bg-hover',
            (bill.state === 'paid' || bill.state === 'skipped') && 'text-muted line-through',
            (bill.state === 'late' || bill.state === 'missed') && 'text-warning',
          )}
        >
          <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ backgroundColor: colorOf(bill.categoryId) ?? 'var(--line)' }} />
          <span className="truncate">{bill.name}</span>
          <span className="sr-only">{bill.state}</span>
          <span className="ml-auto shrink-0 tabular-nums">{format.money(Math.abs(bill.amountMinor), bill.currency)}</span>
        </button>
      ))}
      {bills.length > SHOWN && <span className="text-small text-muted">and {bills.length - SHOWN} more</span>}
    </>
  );
}
