import { useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, KeyboardEvent } from 'react';
import { formatMinor } from '#shared/money.ts';
import type { Transaction } from '#shared/contract/transactions.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { cx } from '../../ui/cx.ts';
import { DateField } from '../../ui/date-field.tsx';
import { fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { CategoryCell } from './category-cell.tsx';
import { columns, editableFields, rowElementId } from './columns.ts';
import type { EditableField } from './columns.ts';
import { PayeeField } from './payee-field.tsx';
import { parseSigned } from './signed-amount.ts';
import type { TransactionPatch } from './use-transaction-actions.ts';

interface RowEditorProps {
  row: Transaction;
  /** Where the editing begins. */
  field: EditableField;
  style: CSSProperties;
  /** Rejects with a typed error when it cannot be saved. */
  onSave: (patch: TransactionPatch) => Promise<void>;
  onLeave: () => void;
}

interface Draft {
  payee: string;
  categoryId: string | null;
  note: string;
  date: string | null;
  amount: string;
  accountId: string;
}

/** Names of fields as errors of the core have them. */
const coreNames: Record<string, EditableField> = {
  payee: 'payee',
  categoryId: 'category',
  note: 'note',
  date: 'date',
  amountMinor: 'amount',
  accountId: 'account',
};

/** A row opened in place. Enter saves, Esc leaves, a click elsewhere saves. */
export function RowEditor({ row, field, style, onSave, onLeave }: RowEditorProps) {
  const format = useFormat();
  const categories = useCategories();
  const ids = useId();
  const box = useRef<HTMLDivElement>(null);
  const before: Draft = {
    payee: row.payee,
    categoryId: row.categoryId,
    note: row.note,
    date: row.date,
    amount: format.money(row.amountMinor, row.currency, { show: 'never', plus: true }),
    accountId: row.accountId,
  };
  const [draft, setDraft] = useState(before);
  // Keys and fields act within one event: what a field just told must be there when Enter saves.
  const latest = useRef(draft);
  const [failure, setFailure] = useState<{ field: EditableField | null; message: string } | null>(null);
  const saving = useRef(false);
  const split = row.splitCount > 0;

  const put = (change: Partial<Draft>) => {
    latest.current = { ...latest.current, ...change };
    setDraft(latest.current);
    setFailure(null);
  };
  const idOf = (name: EditableField) => `${ids}-${name}`;
  const focus = (name: EditableField) => {
    const element = document.getElementById(idOf(name));
    element?.focus();
    if (element instanceof HTMLInputElement) element.select();
  };
  useEffect(() => focus(field), []); // eslint-disable-line react-hooks/exhaustive-deps -- only where editing begins

  const refuse = (name: EditableField | null, message: string) => {
    setFailure({ field: name, message });
    if (name) focus(name);
  };

  const save = async () => {
    if (saving.current) return;
    const now = latest.current;
    const amountMinor =
      now.amount === before.amount
        ? row.amountMinor
        : parseSigned(now.amount, row.currency, format.locale, row.amountMinor > 0 ? 1 : -1);
    if (!now.payee.trim()) return refuse('payee', 'Say who was paid, or who paid.');
    if (!now.date) return refuse('date', 'This is no day.');
    if (amountMinor === null) {
      return refuse('amount', `Write an amount such as ${formatMinor(1250, row.currency)}.`);
    }
    const patch: TransactionPatch = {
      ...(now.payee.trim() === row.payee ? {} : { payee: now.payee.trim() }),
      ...(now.categoryId === row.categoryId ? {} : { categoryId: now.categoryId }),
      ...(now.note.trim() === row.note ? {} : { note: now.note.trim() }),
      ...(now.date === row.date ? {} : { date: now.date }),
      ...(amountMinor === row.amountMinor ? {} : { amountMinor }),
      ...(now.accountId === row.accountId ? {} : { accountId: now.accountId }),
    };
    if (Object.keys(patch).length === 0) return onLeave();
    saving.current = true;
    try {
      await onSave(patch);
      onLeave();
    } catch (error) {
      saving.current = false;
      refuse(coreNames[fieldOf(error) ?? ''] ?? null, sentenceFor(error));
    }
  };

  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      const target = event.target;
      if (!(target instanceof Element) || box.current?.contains(target)) return;
      if (target.closest('[data-radix-popper-content-wrapper], [role=status]')) return;
      void save();
    };
    document.addEventListener('pointerdown', onPointerDown);
    return () => document.removeEventListener('pointerdown', onPointerDown);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    // Lists that opened over the row are its children in React, not on the page.
    if (!(event.target instanceof Node) || !box.current?.contains(event.target)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void save();
    } else if (event.key === 'Tab') {
      event.preventDefault();
      const at = editableFields.findIndex((name) => document.activeElement?.id === idOf(name));
      const step = event.shiftKey ? -1 : 1;
      const usable = (name: EditableField) => !split || (name !== 'category' && name !== 'amount');
      for (let next = at + step; ; next += step) {
        const name = editableFields[(next + editableFields.length * 2) % editableFields.length];
        if (name && usable(name)) return focus(name);
      }
    }
  };

  const marks = (name: EditableField) => ({
    id: idOf(name),
    'aria-invalid': failure?.field === name ? (true as const) : undefined,
    'aria-describedby': failure?.field === name ? `${ids}-failure` : undefined,
  });
  return (
    <div
      ref={box}
      role="row"
      id={rowElementId(row.id)}
      aria-label={`Edit ${row.payee}`}
      style={style}
      onKeyDown={onKeyDown}
      className="absolute inset-x-0 top-0 z-20 border-y border-accent bg-surface py-[3px] shadow-float"
    >
      <div role="gridcell" className={columns}>
        <span className="col-start-2 -mx-1.5">
          <DateField {...marks('date')} aria-label="Date" value={draft.date} onChange={(date) => put({ date })} className="px-1.5! text-small" />
        </span>
        <PayeeField
          {...marks('payee')}
          aria-label="Payee"
          value={draft.payee}
          onChange={(payee) => put({ payee })}
          onChoose={(payee) => put({ payee })}
        />
        {split ? (
          <CategoryCell row={row} category={undefined} />
        ) : (
          <CategoryPicker
            {...marks('category')}
            aria-label={`Category: ${categories.byId(draft.categoryId)?.name ?? 'Choose a category'}`}
            value={draft.categoryId}
            nullLabel="No category"
            placeholder="Choose a category"
            onChange={(categoryId) => put({ categoryId })}
          />
        )}
        <span className="col-span-2 col-start-5 flex justify-end">
          <Input
            {...marks('amount')}
            aria-label="Amount"
            inputMode="decimal"
            disabled={split}
            title={split ? 'The parts of a split make up its amount.' : undefined}
            className="w-32! text-right"
            value={draft.amount}
            onChange={(event) => put({ amount: event.target.value })}
          />
        </span>
      </div>
      <div role="gridcell" className={cx(columns, 'mt-1')}>
        <span className="col-start-3">
          <Input
            {...marks('note')}
            aria-label="Note"
            placeholder="Note"
            maxLength={2000}
            value={draft.note}
            onChange={(event) => put({ note: event.target.value })}
          />
        </span>
        <AccountSelect {...marks('account')} aria-label="Account" value={draft.accountId} onChange={(id) => id && put({ accountId: id })} />
        <span className="col-span-2 flex items-center justify-end gap-1.5 text-small text-muted">
          <Kbd keys="enter" /> save <Kbd keys="escape" /> leave
        </span>
      </div>
      {failure && (
        <p id={`${ids}-failure`} role="alert" className="px-5 pt-1 text-small text-error">
          {failure.message}
        </p>
      )}
    </div>
  );
}
