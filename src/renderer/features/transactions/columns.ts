import { cx } from '../../ui/cx.ts';

/** One grid for heading, rows and the row being edited. The list is the container that `cqw` measures. */
export const columns = cx(
  'grid items-center gap-x-3 pr-5 pl-3',
  'grid-cols-[20px_82px_minmax(0,1fr)_clamp(120px,25cqw,220px)_clamp(64px,11cqw,140px)_108px]',
);

/** The element of a row, opened for editing or not. */
export const rowElementId = (id: string) => `transaction-${id}`;

export const HEADING_HEIGHT = 32;
export const ROW_HEIGHT = 36;

/** What can be edited in place, in the order that Tab goes. */
export const editableFields = ['payee', 'category', 'note', 'date', 'amount', 'account'] as const;
export type EditableField = (typeof editableFields)[number];
