import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { addDays } from '#shared/dates.ts';
import { Input } from './input.tsx';
import { localToday, parseDate } from './parse-date.ts';
import { useFormat } from './use-format.ts';

interface DateFieldProps {
  /** 'YYYY-MM-DD' or null. */
  value: string | null;
  /** Called when what is typed makes a day, and with null when the field is emptied. */
  onChange: (value: string | null) => void;
  /** Tells a form that the text is not a day (true), or is again (false). */
  onUnreadable?: (unreadable: boolean) => void;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  autoFocus?: boolean;
  className?: string;
}

/** A day as text, in the locale's order or ISO. Arrow keys move by a day, with shift by a week. */
export function DateField({ value, onChange, onUnreadable, ...rest }: DateFieldProps) {
  const format = useFormat();
  const shown = value ? format.dayNumeric(value) : '';
  const [text, setText] = useState(shown);
  const [unreadable, setUnreadable] = useState(false);
  useEffect(() => setText(shown), [shown]);

  const mark = (bad: boolean) => {
    setUnreadable(bad);
    onUnreadable?.(bad);
  };
  const commit = (): boolean => {
    if (!text.trim()) {
      mark(false);
      if (value !== null) onChange(null);
      return true;
    }
    const day = text === shown ? value : parseDate(text, format.locale, localToday());
    mark(day === null);
    if (!day) return false;
    setText(format.dayNumeric(day));
    if (day !== value) onChange(day);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter would save the day that was readable last.
    if (event.key === 'Enter' && !commit()) event.preventDefault();
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const step = (event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 7 : 1);
    mark(false);
    onChange(addDays(value ?? localToday(), value ? step : 0));
  };
  return (
    <Input
      {...rest}
      aria-invalid={rest['aria-invalid'] ?? (unreadable || undefined)}
      value={text}
      placeholder={format.dayNumeric(localToday())}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
