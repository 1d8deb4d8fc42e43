import { createContext, useContext, useEffect } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { cx } from './cx.ts';

/** Places in the top bar that the page on show fills. */
export interface PageSlots {
  title: HTMLElement | null;
  actions: HTMLElement | null;
}

export const PageSlotsContext = createContext<PageSlots>({ title: null, actions: null });

interface PageProps {
  /** Plain text: it is the window's title as well. */
  title: string;
  /** Buttons in the top bar, left of the search field. */
  actions?: ReactNode;
  /** Without padding and scrolling: the page lays itself out in the full height. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

export function Page({ title, actions, flush, className, children }: PageProps) {
  const slots = useContext(PageSlotsContext);
  useEffect(() => {
    document.title = `${title} · Saldo`;
  }, [title]);
  return (
    <>
      {slots.title && createPortal(title, slots.title)}
      {slots.actions && createPortal(actions, slots.actions)}
      <div className={cx('min-h-0 flex-1', flush ? 'flex' : 'overflow-y-auto p-5', className)}>{children}</div>
    </>
  );
}
