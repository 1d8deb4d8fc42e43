import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useId, useRef, useState } from 'react';
import type { TransactionsSearch } from '../../routes.tsx';
import { Input } from '../../ui/input.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { usePhraseContext } from '../search/phrase-context.ts';
import { Understood } from '../search/understood.tsx';
import { searchOfPhrase } from '../transactions/search-filter.ts';

/** Searches transactions from every page, with amounts and dates in words; `/` goes there. */
export function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const searched = useSearch({ strict: false, select: (search) => search.text ?? '' });
  const [text, setText] = useState(searched);
  const [focused, setFocused] = useState(false);
  const context = usePhraseContext();
  const hintId = useId();
  useEffect(() => setText(searched), [searched]);
  useShortcuts({
    '/': {
      label: 'Search transactions',
      run: () => {
        field.current?.focus();
        field.current?.select();
      },
    },
  });
  return (
    <form
      role="search"
      className="relative w-[280px] min-w-[140px] shrink max-[1100px]:w-[200px]"
      onSubmit={(event) => {
        event.preventDefault();
        field.current?.blur();
        void navigate({
          to: '/transactions',
          search: (now) => ({ ...now, add: undefined, id: undefined, ...searchOfPhrase(text, context) }) as TransactionsSearch,
        });
      }}
    >
      <Input
        ref={field}
        type="search"
        aria-label="Search transactions"
        placeholder="Search transactions"
        className="pr-8 [&::-webkit-search-cancel-button]:hidden"
        value={text}
        aria-describedby={focused ? hintId : undefined}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText(searched);
          field.current?.blur();
        }}
      />
      <span aria-hidden className="pointer-events-none absolute inset-y-0 right-1.5 flex items-center">
        <Kbd keys="/" />
      </span>
      {focused && <Understood phrase={text} context={context} id={hintId} />}
    </form>
  );
}
