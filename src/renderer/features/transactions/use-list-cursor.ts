/** The row with the focus, and the selected ones. Both are kept by id, so they stay on their rows when the list changes. */
import { useEffect, useMemo, useState } from 'react';
import type { Rows } from './page-store.ts';

export interface ListCursor {
  id: string | null;
  /** -1 when the focused transaction is not among the rows read so far. */
  index: number;
  selected: ReadonlySet<string>;
  focus(index: number): void;
  focusId(id: string | null): void;
  /** Moves the focus and selects everything from where the extending began. */
  extend(index: number): void;
  toggle(index: number): void;
  selectAll(): void;
  clear(): void;
}

/** The core takes no more at once. */
const LARGEST_SELECTION = 10_000;

interface State {
  id: string | null;
  index: number;
  selected: ReadonlySet<string>;
  /** Where an extension began, and what was selected before it. */
  from: { index: number; before: ReadonlySet<string> } | null;
}

const NONE: ReadonlySet<string> = new Set();

export function useListCursor(rows: Rows, initialId: string | null): ListCursor {
  const [state, setState] = useState<State>({ id: initialId, index: -1, selected: NONE, from: null });
  const found = useMemo(() => (state.id ? rows.indexOf(state.id, Math.max(0, state.index)) : -1), [rows, state.id, state.index]);

  useEffect(() => {
    if (found === state.index) return;
    setState((now) => {
      if (found >= 0) return { ...now, index: found };
      // Its row went away: the one that took its place is next.
      const next = now.index >= 0 ? rows.at(Math.min(now.index, rows.count - 1)) : undefined;
      return next ? { ...now, id: next.id } : { ...now, index: -1 };
    });
  }, [found, state.index, rows]);

  return useMemo(() => {
    const clamp = (index: number) => Math.max(0, Math.min(rows.count - 1, index));
    return {
      id: state.id,
      index: found,
      selected: state.selected,
      focus(index) {
        const row = rows.at(clamp(index));
        if (row) setState((now) => ({ ...now, id: row.id, index: clamp(index), from: null }));
      },
      focusId(id) {
        setState((now) => ({ ...now, id, index: -1, from: null }));
      },
      extend(index) {
        setState((now) => {
          const to = clamp(index);
          const row = rows.at(to);
          if (!row) return now;
          const from = now.from ?? { index: Math.max(0, now.index), before: now.selected };
          const selected = new Set(from.before);
          for (let at = Math.min(from.index, to); at <= Math.max(from.index, to); at += 1) {
            const each = rows.at(at);
            if (each && selected.size < LARGEST_SELECTION) selected.add(each.id);
          }
          return { id: row.id, index: to, selected, from };
        });
      },
      toggle(index) {
        const row = rows.at(index);
        if (!row) return;
        setState((now) => {
          const selected = new Set(now.selected);
          if (!selected.delete(row.id) && selected.size < LARGEST_SELECTION) selected.add(row.id);
          return { id: row.id, index, selected, from: { index, before: selected } };
        });
      },
      selectAll() {
        const selected = new Set<string>();
        for (let at = 0; at < Math.min(rows.count, LARGEST_SELECTION); at += 1) selected.add(rows.at(at)?.id ?? '');
        setState((now) => ({ ...now, selected, from: null }));
      },
      clear: () => setState((now) => ({ ...now, selected: NONE, from: null })),
    };
  }, [rows, state, found]);
}
