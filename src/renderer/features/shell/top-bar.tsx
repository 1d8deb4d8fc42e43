import { useNavigate } from '@tanstack/react-router';
import type { Ref } from 'react';
import { Button } from '../../ui/button.tsx';
import { Bell } from '../notifications/bell.tsx';
import { SearchField } from './search-field.tsx';

interface TopBarProps {
  /** A throw-away ledger: the bar says so. */
  demo: boolean;
  title: Ref<HTMLElement>;
  actions: Ref<HTMLDivElement>;
}

/** Title and actions are places that the page on show fills. */
export function TopBar({ demo, title, actions }: TopBarProps) {
  const navigate = useNavigate();
  return (
    <header className="shrink-0">
      <div className="flex h-[52px] items-center gap-2.5 border-b border-line px-5">
        <h1 ref={title as Ref<HTMLHeadingElement>} className="min-w-0 flex-1 truncate text-title font-[650]" />
        <div ref={actions} className="flex items-center gap-2.5" />
        <SearchField />
        <Bell />
        <Button
          variant="primary"
          title="Add a transaction (n)"
          onClick={() => void navigate({ to: '/transactions', search: (now) => ({ ...now, add: true }) })}
        >
          Add
        </Button>
      </div>
      {demo && (
        <p className="border-b border-line px-5 py-1.5 text-small text-muted">
          This is made-up data in a throw-away ledger. Nothing here is kept.
        </p>
      )}
    </header>
  );
}
