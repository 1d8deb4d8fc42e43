import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { BudgetLine } from '#shared/contract/budgets.ts';
import { firstDayOf, lastDayOf } from '#shared/dates.ts';
import type { TransactionsSearch } from '../../routes.tsx';
import { orpc } from '../../client.ts';
import { offerUndo } from '../shell/undo.ts';

export interface BudgetRowActions {
  /** Opens everything that can be said about the budget. */
  onOpen: () => void;
  onMove: () => void;
}

interface BudgetRow<T extends HTMLElement> {
  /** For the focusable row. */
  props: { ref: RefObject<T | null>; tabIndex: 0; 'data-row': true; onKeyDown: (event: KeyboardEvent<T>) => void };
  /** What was booked on the line. */
  transactions: TransactionsSearch;
  editing: boolean;
  edit: () => void;
  /** Back to the row, without a change. */
  leave: () => void;
  /** The same, and the focus stays where it is. */
  close: () => void;
  /** A changed amount becomes the budget from the month on. */
  save: (amountMinor: number) => void;
}

/** A row of a budget: Enter changes its amount in place, e opens it, o its transactions, m moves money. */
export function useBudgetRow<T extends HTMLElement>(line: BudgetLine, month: string, { onOpen, onMove }: BudgetRowActions): BudgetRow<T> {
  const ref = useRef<T>(null);
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const set = useMutation(orpc.budgets.set.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const { categoryId, rollOver, alertPercent } = line;
  const transactions: TransactionsSearch = {
    ...(categoryId === null ? { dir: 'out' } : { category: categoryId }),
    from: firstDayOf(month),
    to: lastDayOf(month),
  };
  const edit = () => setEditing(true);
  const leave = () => {
    setEditing(false);
    ref.current?.focus();
  };
  return {
    props: {
      ref,
      tabIndex: 0,
      'data-row': true,
      onKeyDown: (event) => {
        if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
        const show = () => void navigate({ to: '/transactions', search: transactions });
        const act = { Enter: edit, e: onOpen, o: show, m: onMove }[event.key];
        if (!act || (event.key === 'm' && categoryId === null)) return;
        event.preventDefault();
        event.stopPropagation();
        act();
      },
    },
    transactions,
    editing,
    edit,
    leave,
    close: () => setEditing(false),
    save: (amountMinor) => {
      leave();
      if (amountMinor !== line.amountMinor) set.mutate({ categoryId, month, amountMinor, rollOver, alertPercent });
    },
  };
}
