import { Outlet } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { PageSlotsContext } from '../../ui/page.tsx';

export function Shell() {
  const [title, setTitle] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ title, actions }), [title, actions]);
  return (
    <PageSlotsContext value={slots}>
      <div className="flex h-full flex-col">
        <header className="flex h-[52px] items-center justify-between border-b border-line px-5">
          <h1 ref={setTitle} />
          <div ref={setActions} />
        </header>
        <main className="flex min-h-0 flex-1 flex-col">
          <Outlet />
        </main>
      </div>
    </PageSlotsContext>
  );
}
