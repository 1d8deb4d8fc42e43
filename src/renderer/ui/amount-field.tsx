import { useEffect, useState } from 'react';
import { cx } from './cx.ts';
import { Input } from './input.tsx';
import { parseAmount } from './parse-amount.ts';
import { useFormat } from './use-format.ts';

interface AmountFieldProps {
  /** Minor units or null. */
  value: number | null;
  currency: string;
  /** Called as it is typed, whenever the text makes an amount; with null when the field is emptied. */
  onChange: (value: number | null) => void;
  /** Tells a form that the text is not an amount (true), or is again (false). */
  onUnreadable?: (unreadable: boolean) => void;
  id?: string;
  placeholder?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  autoFocus?: boolean;
  className?: string;
}

/** An amount as text, with point or comma; integers of minor units outside. */
export function AmountField({
  value,
  currency,
  onChange,
  onUnreadable,
  className,
  placeholder,
  ...rest
}: AmountFieldProps) {
  const format = useFormat();
  const write = (minor: number | null) => (minor === null ? '' : format.money(minor, currency, { show: 'never' }));
  const [text, setText] = useState(() => write(value));
  const [unreadable, setUnreadable] = useState(false);
  const [typing, setTyping] = useState(false);
  const shown = write(value);
  useEffect(() => {
    if (!typing && !unreadable) setText(shown);
  }, [shown, typing, unreadable]);

  const read = (next: string) => (next.trim() ? parseAmount(next, currency, format.locale) : null);
  const mark = (bad: boolean) => {
    setUnreadable(bad);
    onUnreadable?.(bad);
  };
  const check = (): boolean => {
    const readable = !text.trim() || read(text) !== null;
    mark(!readable);
    return readable;
  };
  return (
    <Input
      {...rest}
      inputMode="decimal"
      className={cx('text-right', className)}
      placeholder={placeholder ?? format.money(0, currency, { show: 'never' })}
      aria-invalid={rest['aria-invalid'] ?? (unreadable || undefined)}
      value={text}
      onFocus={(event) => {
        setTyping(true);
        event.target.select();
      }}
      onChange={(event) => {
        const next = event.target.value;
        setText(next);
        const minor = read(next);
        if (minor !== null || !next.trim()) {
          if (unreadable) mark(false);
          onChange(minor);
        }
      }}
      onKeyDown={(event) => {
        // Enter would save what was readable last.
        if (event.key === 'Enter' && !check()) event.preventDefault();
      }}
      onBlur={() => {
        setTyping(false);
        check();
      }}
    />
  );
}
