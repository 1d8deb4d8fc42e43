import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { BudgetLine, BudgetMonth } from '#shared/contract/budgets.ts';
import { orpc } from '../../client.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

interface MoveDialogProps {
  data: BudgetMonth;
  /** Money goes out of it, or into it when it is over. */
  line: BudgetLine;
  onClose: () => void;
}

/** Moves money between two envelopes for the month on show. */
export function MoveDialog({ data, line, onClose }: MoveDialogProps) {
  const format = useFormat();
  const over = line.state === 'over';
  const [fromId, setFrom] = useState(over ? null : line.categoryId);
  const [toId, setTo] = useState(over ? line.categoryId : null);
  const [amountMinor, setAmount] = useState<number | null>(over ? -line.leftMinor : null);
  const [unreadable, setUnreadable] = useState(false);
  const [missing, setMissing] = useState<'from' | 'to' | 'amount' | null>(null);
  const move = useMutation(
    orpc.budgets.move.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amountLacks = amountMinor === null || amountMinor <= 0 || unreadable;
    setMissing(!fromId ? 'from' : !toId ? 'to' : amountLacks ? 'amount' : null);
    if (fromId && toId && !amountLacks) move.mutate({ fromId, toId, month: data.month, amountMinor });
  };
  const options = data.lines.flatMap(({ categoryId, name, color, leftMinor }) => {
    if (categoryId === null) return [];
    const label = (
      <span className="flex gap-2">
        <CategoryMark color={color} name={name} />
        <span className="text-muted tabular-nums">{format.money(leftMinor, data.currency)}</span>
      </span>
    );
    return { value: categoryId, label };
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={over ? `Cover ${line.name}` : `Move money from ${line.name}`}
      description={`In ${format.month(data.month)} alone. Later months stay as they are.`}
    >
      <form onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
        <div className="grid grid-cols-2 gap-3">
          <Field label="From" error={missing === 'from' ? 'Choose where it comes from.' : null}>
            {(ids) => <Select {...ids} value={fromId} onChange={setFrom} placeholder="Choose an envelope" options={options} />}
          </Field>
          <Field label="To" error={missing === 'to' ? 'Choose where it goes.' : null}>
            {(ids) => <Select {...ids} value={toId} onChange={setTo} placeholder="Choose an envelope" options={options} />}
          </Field>
        </div>
        <Field label="Amount" error={missing === 'amount' ? 'Enter an amount above zero.' : null}>
          {(ids) => (
            <AmountField
              {...ids}
              autoFocus
              value={amountMinor}
              currency={data.currency}
              onChange={setAmount}
              onUnreadable={setUnreadable}
            />
          )}
        </Field>
        {move.error && <ErrorNote error={move.error} />}
        <DialogActions>
          <Button type="button" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" disabled={move.isPending}>
            Move it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
