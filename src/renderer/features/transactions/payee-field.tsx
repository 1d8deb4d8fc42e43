import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { foldName } from '#shared/fold-name.ts';
import { orpc } from '../../client.ts';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { Input } from '../../ui/input.tsx';
import { useCategories } from '../../ui/use-categories.ts';

interface PayeeFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** A known payee was taken, with the category usual for it. */
  onChoose: (name: string, categoryId: string | null) => void;
  id?: string;
  autoFocus?: boolean;
  placeholder?: string;
  className?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
}

/** The name of who was paid, with those known already to choose from: arrows, then Enter or Tab. */
export function PayeeField({ value, onChange, onChoose, ...rest }: PayeeFieldProps) {
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const text = useDeferredValue(value.trim());
  const categories = useCategories();
  const { data } = useQuery(
    orpc.transactions.suggestPayees.queryOptions({
      input: { text, limit: 6 },
      enabled: open && text.length > 0,
      placeholderData: keepPreviousData,
      staleTime: 5000,
    }),
  );
  // The list at hand is of the letters before until the core answers: what no longer fits must not take the Esc key.
  const typed = value.trim();
  const suggestions =
    open && text ? (data ?? []).filter(({ name }) => name !== typed && foldName(name).includes(foldName(typed))) : [];
  const shown = suggestions.length > 0;

  const choose = (at: number) => {
    const suggestion = suggestions[at];
    if (!suggestion) return;
    setOpen(false);
    setMarked(-1);
    onChoose(suggestion.name, suggestion.categoryId);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!shown) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setMarked((now) => (now + step + suggestions.length + (now < 0 && step < 0 ? 1 : 0)) % suggestions.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && marked >= 0) {
      // Tab goes on to the next field as well; Enter must not save the form yet.
      if (event.key === 'Enter') {
        event.preventDefault();
        event.stopPropagation();
      }
      choose(marked);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      setOpen(false);
    }
  };

  return (
    <div className="relative min-w-0">
      <Input
        {...rest}
        role="combobox"
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && marked >= 0 ? `${listId}-${marked}` : undefined}
        value={value}
        maxLength={200}
        onChange={(event) => {
          setOpen(true);
          setMarked(-1);
          onChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      {shown && (
        <ul
          id={listId}
          role="listbox"
          aria-label="Known payees"
          className="absolute top-full left-0 z-30 mt-1 w-max max-w-[420px] min-w-full rounded-card border border-line bg-surface p-1 shadow-float"
        >
          {suggestions.map((suggestion, at) => {
            const category = categories.byId(suggestion.categoryId);
            return (
              <li
                key={suggestion.name}
                id={`${listId}-${at}`}
                role="option"
                aria-selected={at === marked}
                className={cx('flex h-7 items-center justify-between gap-6 rounded-[5px] px-2', at === marked && 'bg-hover')}
                onPointerMove={() => setMarked(at)}
                // Before the blur, which would close the list.
                onPointerDown={(event) => {
                  event.preventDefault();
                  choose(at);
                }}
              >
                <span className="truncate">{suggestion.name}</span>
                {category && (
                  <CategoryMark color={category.color} name={category.name} className="text-small text-muted" />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
