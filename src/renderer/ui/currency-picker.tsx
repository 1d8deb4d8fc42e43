import { Command } from 'cmdk';
import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { currentCurrencies } from '#shared/currencies.ts';
import { CommandSync } from './command-sync.tsx';
import { cx } from './cx.ts';
import { fieldLooks } from './input.tsx';
import { Popover } from './popover.tsx';

interface CurrencyPickerProps {
  value: string;
  onChange: (currency: string) => void;
  /** More codes to choose from, withdrawn ones for instance. */
  also?: readonly string[];
  disabled?: boolean;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  className?: string;
}

/** All currencies of ISO 4217 in use, found by code or name. */
export function CurrencyPicker({ value, onChange, also, disabled, className, ...aria }: CurrencyPickerProps) {
  const [open, setOpen] = useState(false);
  const named = useMemo(() => {
    const names = new Intl.DisplayNames('en', { type: 'currency' });
    const codes = [...new Set([...currentCurrencies, ...(also ?? [])])].sort();
    return codes.map((code) => ({ code, name: names.of(code) ?? code }));
  }, [also]);
  const chosen = named.find((currency) => currency.code === value);
  return (
    <Popover
      label="Choose a currency"
      open={open}
      onOpenChange={setOpen}
      className="w-80"
      trigger={
        <button
          type="button"
          disabled={disabled}
          {...aria}
          className={cx(fieldLooks, 'inline-flex items-center justify-between gap-2 text-left', className)}
        >
          <span className="truncate">
            {value} <span className="text-muted">{chosen?.name}</span>
          </span>
          <ChevronDown size={14} className="shrink-0 text-muted" aria-hidden />
        </button>
      }
    >
      <Command defaultValue={value} filter={rank} loop className="flex flex-col">
        <CommandSync />
        <Command.Input
          autoFocus
          placeholder="Search by code or name"
          aria-label="Search currencies"
          className="h-9 border-b border-line bg-transparent px-3 outline-none"
        />
        <Command.List className="max-h-[280px] scroll-py-1 overflow-y-auto p-1">
          <Command.Empty className="px-2 py-4 text-center text-muted">No currency has that name.</Command.Empty>
          {named.map(({ code, name }) => (
            <Command.Item
              key={code}
              value={code}
              keywords={[name]}
              onSelect={() => {
                onChange(code);
                setOpen(false);
              }}
              className={cx(
                'flex h-7 items-center gap-3 rounded-[5px] px-2 data-[selected=true]:bg-hover',
                'data-[selected=true]:[&_.text-muted]:text-ink',
              )}
            >
              <span className="w-9 font-[530]">{code}</span>
              <span className="truncate text-muted">{name}</span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}

/** Codes first, then beginnings of words in the name. */
function rank(code: string, search: string, [name = '']: string[] = []): number {
  const wanted = search.trim().toLowerCase();
  if (code.toLowerCase().startsWith(wanted)) return 1;
  return ` ${name.toLowerCase()}`.includes(` ${wanted}`) ? 0.5 : 0;
}
