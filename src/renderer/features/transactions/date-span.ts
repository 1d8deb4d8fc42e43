/** Spans of days that people ask for by name. */
import { addDays, addMonths, firstDayOf, lastDayOf, monthOf, shiftMonth } from '#shared/dates.ts';
import type { PlainDate } from '#shared/dates.ts';
import type { Format } from '../../ui/format.ts';

export interface DateSpan {
  from: PlainDate | undefined;
  to: PlainDate | undefined;
}

export interface NamedSpan extends DateSpan {
  name: string;
}

export function monthSpan(month: string): DateSpan {
  return { from: firstDayOf(month), to: lastDayOf(month) };
}

export function namedSpans(today: PlainDate): NamedSpan[] {
  const month = monthOf(today);
  const year = today.slice(0, 4);
  const lastYear = String(Number(year) - 1);
  return [
    { name: 'This month', ...monthSpan(month) },
    { name: 'Last month', ...monthSpan(shiftMonth(month, -1)) },
    { name: 'Last 12 months', from: addDays(addMonths(today, -12), 1), to: today },
    { name: 'This year', from: `${year}-01-01`, to: `${year}-12-31` },
    { name: 'Last year', from: `${lastYear}-01-01`, to: `${lastYear}-12-31` },
    { name: 'All dates', from: undefined, to: undefined },
  ];
}

/** The month that the span is exactly, or null. */
export function monthOfSpan({ from, to }: DateSpan): string | null {
  if (!from || !to || monthOf(from) !== monthOf(to)) return null;
  return from === firstDayOf(monthOf(from)) && to === lastDayOf(monthOf(to)) ? monthOf(from) : null;
}

export function spanName(span: DateSpan, today: PlainDate, format: Format): string {
  const { from, to } = span;
  if (!from && !to) return 'All dates';
  const month = monthOfSpan(span);
  if (month) return format.monthName(month);
  if (from && to && from.slice(0, 4) === to.slice(0, 4) && from.endsWith('-01-01') && to.endsWith('-12-31')) {
    return from.slice(0, 4);
  }
  const named = namedSpans(today).find((each) => each.from === from && each.to === to);
  if (named) return named.name;
  if (!from) return `Until ${format.dayShort(to ?? '')}`;
  if (!to) return `Since ${format.dayShort(from)}`;
  return from === to ? format.dayShort(from) : `${format.dayShort(from)} – ${format.dayShort(to)}`;
}
