import { Lock, Paperclip } from 'lucide-react';
import { memo } from 'react';
import type { CSSProperties, MouseEvent } from 'react';
import type { Transaction } from '#shared/contract/transactions.ts';
import { Amount } from '../../ui/amount.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import type { Format } from '../../ui/format.ts';
import type { Accounts } from '../../ui/use-accounts.ts';
import type { Categories } from '../../ui/use-categories.ts';
import { CategoryCell } from './category-cell.tsx';
import { columns, rowElementId } from './columns.ts';
import type { EditableField } from './columns.ts';

export interface RowHandlers {
  onCell: (index: number, field: EditableField, event: MouseEvent) => void;
  onToggle: (index: number, event: { shiftKey: boolean }) => void;
  onCategory: (row: Transaction, categoryId: string | null) => void;
  onPicking: (row: Transaction | null) => void;
}

interface TransactionRowProps {
  row: Transaction;
  index: number;
  focused: boolean;
  selected: boolean;
  /** Its category picker is open. */
  picking: boolean;
  format: Format;
  accounts: Accounts;
  categories: Categories;
  handlers: RowHandlers;
  style: CSSProperties;
}

export const TransactionRow = memo(function TransactionRow(props: TransactionRowProps) {
  const { row, index, focused, selected, picking, format, accounts, categories, handlers, style } = props;
  const click = (field: EditableField) => (event: MouseEvent) => handlers.onCell(index, field, event);
  const category = <CategoryCell row={row} category={categories.byId(row.categoryId)} />;
  return (
    <div
      role="row"
      id={rowElementId(row.id)}
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={style}
      className={cx(
        columns,
        'group absolute inset-x-0 top-0 h-9 border-b border-line select-none',
        selected || focused ? 'bg-selected' : 'hover:bg-hover',
        focused && 'shadow-[inset_2px_0_var(--accent)]',
      )}
    >
      <div role="gridcell" className="flex items-center">
        <Checkbox
          tabIndex={-1}
          checked={selected}
          aria-label={`Select ${row.payee}, ${format.dayShort(row.date)}`}
          onChange={() => undefined}
          onClick={(event) => handlers.onToggle(index, event)}
          className={cx(!selected && !focused && 'opacity-0 group-hover:opacity-100')}
        />
      </div>
      <div role="gridcell" className="truncate text-small text-muted" onClick={click('date')}>
        {format.dayShort(row.date)}
      </div>
      <div role="gridcell" className="flex h-full min-w-0 items-center gap-1.5" onClick={click('payee')}>
        <span className="max-w-full shrink-0 truncate font-[530]">{row.payee}</span>
        {row.isTransfer && (
          <span className="text-muted" title="Transfer between your accounts">
            <span aria-hidden>⇄</span>
            <span className="sr-only">transfer</span>
          </span>
        )}
        {row.splitCount > 0 && (
          <span className="shrink-0 text-small text-muted" title={`Split into ${row.splitCount} parts`}>
            ÷{row.splitCount}
          </span>
        )}
        {row.status === 'pending' && <span className="shrink-0 text-small text-muted">pending</span>}
        {row.status === 'reconciled' && <Lock size={12} className="shrink-0 text-muted" aria-label="reconciled" />}
        {row.isRefund && (
          <span className="text-muted" title="Refund of a purchase">
            <span aria-hidden>↩</span>
            <span className="sr-only">refund</span>
          </span>
        )}
        {row.hasAttachment && <Paperclip size={12} className="shrink-0 text-muted" aria-label="has a file" />}
        {row.tags.map((tag) => (
          <span key={tag} className="shrink-0 rounded-[4px] bg-hover px-1.5 text-small text-muted">
            {tag}
          </span>
        ))}
        {row.note && <span className="truncate text-small text-muted">{row.note}</span>}
        {row.description && row.description !== row.payee && (
          <span className="truncate text-small text-muted" title={row.description}>
            {row.description}
          </span>
        )}
      </div>
      <div role="gridcell" className="flex h-full min-w-0 items-center" onClick={picking ? undefined : click('category')}>
        {picking ? (
          <CategoryPicker
            open
            value={row.categoryId}
            nullLabel="No category"
            onOpenChange={(open) => !open && handlers.onPicking(null)}
            onChange={(categoryId) => handlers.onCategory(row, categoryId)}
            trigger={
              <button type="button" tabIndex={-1} className="min-w-0 text-left" aria-label="Choose a category">
                {category}
              </button>
            }
          />
        ) : (
          category
        )}
      </div>
      <div role="gridcell" className="truncate text-small text-muted" onClick={click('account')}>
        {accounts.byId(row.accountId)?.name}
      </div>
      <div role="gridcell" className="text-right font-[530]" onClick={click('amount')}>
        <Amount minor={row.amountMinor} currency={row.currency} sign />
      </div>
    </div>
  );
});
