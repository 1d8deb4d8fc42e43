import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { monthOf, shiftMonth } from '#shared/dates.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { DateField } from '../../ui/date-field.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { Popover } from '../../ui/popover.tsx';
import { Field } from '../../ui/input.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Chip } from './chip.tsx';
import { monthOfSpan, monthSpan, namedSpans, spanName } from './date-span.ts';
import type { DateSpan } from './date-span.ts';

interface DateChipProps {
  span: DateSpan;
  onChange: (span: DateSpan) => void;
}

export function DateChip({ span, onChange }: DateChipProps) {
  const [open, setOpen] = useState(false);
  const format = useFormat();
  const today = localToday();
  const month = monthOfSpan(span);
  const step = (months: number) => onChange(monthSpan(shiftMonth(month ?? monthOf(today), months)));
  const choose = (next: DateSpan) => {
    onChange({ from: next.from, to: next.to });
    setOpen(false);
  };
  return (
    <Popover
      label="Choose dates"
      open={open}
      onOpenChange={setOpen}
      className="w-64 p-1"
      trigger={
        <Chip active={Boolean(span.from || span.to)} aria-label={`Dates: ${spanName(span, today, format)}`}>
          <span className="truncate">{spanName(span, today, format)}</span>
        </Chip>
      }
    >
      <div className="flex items-center justify-between border-b border-line px-1 pb-1">
        <Button variant="ghost" size="icon" aria-label="The month before" onClick={() => step(-1)}>
          <ChevronLeft size={15} aria-hidden />
        </Button>
        <span className="font-[530]">{format.month(month ?? monthOf(today))}</span>
        <Button variant="ghost" size="icon" aria-label="The month after" onClick={() => step(1)}>
          <ChevronRight size={15} aria-hidden />
        </Button>
      </div>
      <ul className="py-1">
        {namedSpans(today).map((named) => {
          const current = named.from === span.from && named.to === span.to;
          return (
            <li key={named.name}>
              <button
                type="button"
                aria-pressed={current}
                className={cx('h-7 w-full rounded-[5px] px-2 text-left hover:bg-hover', current && 'font-[560] text-accent')}
                onClick={() => choose(named)}
              >
                {named.name}
              </button>
            </li>
          );
        })}
      </ul>
      <div className="grid grid-cols-2 gap-2 border-t border-line px-2 pt-2 pb-1.5">
        <Field label="From">
          {(ids) => <DateField {...ids} value={span.from ?? null} onChange={(from) => onChange({ ...span, from: from ?? undefined })} />}
        </Field>
        <Field label="To">
          {(ids) => <DateField {...ids} value={span.to ?? null} onChange={(to) => onChange({ ...span, to: to ?? undefined })} />}
        </Field>
      </div>
    </Popover>
  );
}
