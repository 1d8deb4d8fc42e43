import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { orpc } from '../../client.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { TargetSelect } from './target-select.tsx';

export interface BudgetDraft {
  /** Undefined: to be chosen; null: everything. */
  categoryId: string | null | undefined;
  name: string | null;
  amountMinor: number | null;
  rollOver: boolean;
  alertPercent: number;
  /** Whether there is one already, which can be ended. */
  exists: boolean;
  /** The amount comes from a suggestion of this much, which is answered by saving. */
  suggestedMinor?: number;
}

/** A budget for what is still to be chosen. */
export const FRESH: BudgetDraft = {
  categoryId: undefined,
  name: null,
  amountMinor: null,
  rollOver: false,
  alertPercent: 90,
  exists: false,
};

const alertSteps = [50, 60, 70, 75, 80, 85, 90, 95, 100];

interface BudgetDialogProps {
  draft: BudgetDraft;
  month: string;
  currency: string;
  onClose: () => void;
}

/** Sets, changes or ends a budget from a month on. */
export function BudgetDialog({ draft, month, currency, onClose }: BudgetDialogProps) {
  const format = useFormat();
  const [categoryId, setCategoryId] = useState(draft.categoryId);
  const [amountMinor, setAmount] = useState(draft.amountMinor);
  const [unreadable, setUnreadable] = useState(false);
  const [rollOver, setRollOver] = useState(draft.rollOver);
  const [alertPercent, setAlertPercent] = useState(draft.alertPercent);
  const [missing, setMissing] = useState<'target' | 'amount' | null>(null);
  const saved = {
    meta: { quiet: true },
    onSuccess: (change: { changeId: number; label: string }) => {
      offerUndo(change);
      onClose();
    },
  };
  const set = useMutation(orpc.budgets.set.mutationOptions(saved));
  const end = useMutation(orpc.budgets.end.mutationOptions(saved));
  const accept = useMutation(orpc.budgetSuggestions.accept.mutationOptions(saved));
  const failed = set.error ?? end.error ?? accept.error;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = categoryId === undefined ? 'target' : amountMinor === null || amountMinor < 0 || unreadable ? 'amount' : null;
    setMissing(lacks);
    if (lacks || categoryId === undefined || amountMinor === null) return;
    const { suggestedMinor } = draft;
    if (suggestedMinor !== undefined && categoryId !== null) accept.mutate({ categoryId, month, suggestedMinor, amountMinor });
    else set.mutate({ categoryId, month, amountMinor, rollOver, alertPercent });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={draft.exists ? `Budget for ${draft.name ?? ''}` : 'Set a budget'}
      description={`Holds from ${format.month(month)} on. Earlier months stay as they were.`}
    >
      <form onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
        {!draft.exists && (
          <Field label="For" error={missing === 'target' ? 'Choose what the budget is for.' : null}>
            {(ids) => <TargetSelect {...ids} value={categoryId} onChange={setCategoryId} />}
          </Field>
        )}
        <div className="grid grid-cols-2 gap-3">
          <Field label="Amount a month" error={missing === 'amount' ? 'Enter an amount of zero or more.' : null}>
            {(ids) => (
              <AmountField
                {...ids}
                autoFocus
                value={amountMinor}
                currency={currency}
                onChange={setAmount}
                onUnreadable={setUnreadable}
              />
            )}
          </Field>
          <Field label="Say so from">
            {(ids) => (
              <Select
                {...ids}
                value={String(alertPercent)}
                onChange={(next) => setAlertPercent(Number(next))}
                options={[...new Set([...alertSteps, draft.alertPercent])]
                  .sort((a, b) => a - b)
                  .map((step) => ({ value: String(step), label: `${step} % used` }))}
              />
            )}
          </Field>
        </div>
        <label className="flex items-center gap-2">
          <Checkbox checked={rollOver} onChange={setRollOver} /> What is left goes on to the next month
        </label>
        {draft.exists && draft.categoryId !== undefined && <History categoryId={draft.categoryId} />}
        {failed && <ErrorNote error={failed} />}
        <DialogActions>
          {draft.exists && draft.categoryId !== undefined && (
            <Button
              type="button"
              variant="danger"
              className="mr-auto"
              disabled={end.isPending}
              onClick={() => end.mutate({ categoryId: draft.categoryId ?? null, month })}
            >
              End it
            </Button>
          )}
          <Button type="button" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" disabled={set.isPending || accept.isPending}>
            Save budget
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function History({ categoryId }: { categoryId: string | null }) {
  const format = useFormat();
  const { data = [] } = useQuery(orpc.budgets.history.queryOptions({ input: { categoryId } }));
  if (data.length < 2) return null;
  return (
    <ul aria-label="How it changed" className="text-small text-muted">
      {data.map((entry) => (
        <li key={entry.fromMonth} className="flex justify-between">
          <span>from {format.month(entry.fromMonth)}</span>
          <span className="tabular-nums">
            {entry.amountMinor === null ? 'none' : format.money(entry.amountMinor, entry.currency)}
          </span>
        </li>
      ))}
    </ul>
  );
}
