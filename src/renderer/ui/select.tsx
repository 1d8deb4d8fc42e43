import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { fieldLooks } from './input.tsx';

export interface SelectOption<T extends string> {
  value: T;
  label: ReactNode;
  /** Options with the same heading stand together under it. */
  heading?: string;
  disabled?: boolean;
}

interface SelectProps<T extends string> {
  value: T | null;
  onChange: (value: T) => void;
  options: readonly SelectOption<T>[];
  placeholder?: string;
  /** Needed when no visible label points at `id`. */
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  id?: string;
  disabled?: boolean;
  className?: string;
}

export function Select<T extends string>({
  value,
  onChange,
  options,
  placeholder,
  className,
  disabled,
  ...aria
}: SelectProps<T>) {
  const headings = [...new Set(options.map((option) => option.heading))];
  return (
    <Radix.Root value={value ?? ''} onValueChange={(next) => onChange(next as T)} disabled={disabled ?? false}>
      <Radix.Trigger
        {...aria}
        className={cx(
          fieldLooks,
          'inline-flex items-center justify-between gap-2 text-left data-placeholder:text-muted',
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <ChevronDown size={14} className="shrink-0 text-muted" aria-hidden />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className={cx(
            'fade-in z-50 max-h-[min(320px,var(--radix-select-content-available-height))]',
            'min-w-[var(--radix-select-trigger-width)] overflow-hidden rounded-card border border-line bg-surface',
            'shadow-float',
          )}
        >
          <Radix.Viewport className="p-1">
            {headings.map((heading) => (
              <Radix.Group key={heading ?? ''}>
                {heading && <Radix.Label className="px-2 pt-2 pb-1 text-mini text-muted">{heading}</Radix.Label>}
                {options
                  .filter((option) => option.heading === heading)
                  .map((option) => (
                    <Radix.Item
                      key={option.value}
                      value={option.value}
                      disabled={option.disabled ?? false}
                      className={cx(
                        'flex h-7 items-center justify-between gap-4 rounded-[5px] px-2 outline-none select-none',
                        'data-disabled:opacity-50 data-highlighted:bg-hover',
                      )}
                    >
                      <Radix.ItemText>{option.label}</Radix.ItemText>
                      <Radix.ItemIndicator>
                        <Check size={14} className="text-accent" aria-hidden />
                      </Radix.ItemIndicator>
                    </Radix.Item>
                  ))}
              </Radix.Group>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
