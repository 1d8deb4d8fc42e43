import { useCommandState } from 'cmdk';
import { useEffect, useRef } from 'react';

/**
 * Belongs inside every cmdk `Command`. cmdk 1.1 names the active item before the list is filtered anew, and keeps the
 * list scrolled where it was; here both are put right after it has drawn.
 */
export function CommandSync() {
  const anchor = useRef<HTMLSpanElement>(null);
  const search = useCommandState((state) => state.search);
  const value = useCommandState((state) => state.value);
  useEffect(() => {
    const list = rootOf(anchor.current)?.querySelector('[cmdk-list]');
    if (search && list) list.scrollTop = 0;
  }, [search]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const root = rootOf(anchor.current);
      const active = root?.querySelector('[cmdk-item][aria-selected=true]')?.id;
      for (const part of root?.querySelectorAll('[cmdk-input], [cmdk-list]') ?? []) {
        if (active) part.setAttribute('aria-activedescendant', active);
        else part.removeAttribute('aria-activedescendant');
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [search, value]);
  return <span ref={anchor} hidden />;
}

const rootOf = (element: Element | null) => element?.closest('[cmdk-root]');
