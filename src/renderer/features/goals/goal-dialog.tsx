import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Goal } from '#shared/contract/goals.ts';
import { lastDayOf, monthOf } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

interface GoalDialogProps {
  /** Null: a new one. */
  goal: Goal | null;
  currency: string;
  onClose: () => void;
}

/** Sets or changes a goal, puts money aside for it, archives it. */
export function GoalDialog({ goal, currency, onClose }: GoalDialogProps) {
  const format = useFormat();
  const [name, setName] = useState(goal?.name ?? '');
  const [targetMinor, setTarget] = useState(goal?.targetMinor ?? null);
  const [byDay, setByDay] = useState(goal?.byMonth ? lastDayOf(goal.byMonth) : null);
  const [monthlyMinor, setMonthly] = useState(goal?.monthlyMinor ?? null);
  const [accountId, setAccount] = useState(goal?.accountId ?? null);
  const [putMinor, setPut] = useState<number | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const [missing, setMissing] = useState<'name' | 'target' | null>(null);
  const saved = {
    meta: { quiet: true },
    onSuccess: (change: { changeId: number; label: string }) => {
      offerUndo(change);
      onClose();
    },
  };
  const create = useMutation(orpc.goals.create.mutationOptions(saved));
  const update = useMutation(orpc.goals.update.mutationOptions(saved));
  const archive = useMutation(orpc.goals.archive.mutationOptions(saved));
  const contribute = useMutation(orpc.goals.contribute.mutationOptions(saved));
  const failed = create.error ?? update.error ?? archive.error ?? contribute.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = !name.trim() ? 'name' : targetMinor === null || targetMinor <= 0 || unreadable ? 'target' : null;
    setMissing(lacks);
    if (lacks || targetMinor === null) return;
    const draft = { name: name.trim(), targetMinor, byMonth: byDay === null ? null : monthOf(byDay), monthlyMinor: monthlyMinor || null, accountId };
    if (goal) update.mutate({ id: goal.id, ...draft });
    else create.mutate(draft);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={goal ? goal.name : 'Set a goal'}>
      <form onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
        <Field label="What for" error={missing === 'name' ? 'A goal needs a name.' : null}>
          {(ids) => <Input {...ids} autoFocus value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Amount" error={missing === 'target' ? 'Enter an amount above zero.' : null}>
            {(ids) => <AmountField {...ids} value={targetMinor} currency={currency} onChange={setTarget} onUnreadable={setUnreadable} />}
          </Field>
          <Field label="By the end of the month of" hint="empty: whenever">
            {(ids) => <DateField {...ids} value={byDay} onChange={setByDay} />}
          </Field>
          <Field label="Put aside a month" hint="empty: whatever is left">
            {(ids) => <AmountField {...ids} value={monthlyMinor} currency={currency} onChange={setMonthly} />}
          </Field>
          <Field label="Lies in" hint={accountId ? 'its balance is what is saved' : 'empty: you say what you put aside'}>
            {(ids) => <AccountSelect {...ids} value={accountId} onChange={setAccount} allowAll={false} placeholder="No account" />}
          </Field>
        </div>
        {accountId && (
          <Button type="button" size="sm" className="self-start" onClick={() => setAccount(null)}>
            No account
          </Button>
        )}
        {goal?.safeMonthlyMinor != null && (
          <p className="text-small text-muted">
            {format.money(goal.safeMonthlyMinor, currency)} a month gets there in 8 of 10 cases.{' '}
            <button type="button" className="text-accent hover:underline" onClick={() => setMonthly(goal.safeMonthlyMinor)}>
              Take it
            </button>
          </p>
        )}
        {goal && goal.accountId === null && (
          <div className="flex items-end gap-2">
            <Field label="Put aside now" className="flex-1">
              {(ids) => <AmountField {...ids} value={putMinor} currency={currency} onChange={setPut} />}
            </Field>
            <Button
              type="button"
              disabled={!putMinor || contribute.isPending}
              onClick={() => putMinor && contribute.mutate({ goalId: goal.id, date: localToday(), amountMinor: putMinor })}
            >
              Add
            </Button>
          </div>
        )}
        {failed && <ErrorNote error={failed} />}
        <DialogActions>
          {goal && (
            <Button type="button" variant="danger" className="mr-auto" onClick={() => archive.mutate({ id: goal.id, archived: goal.archivedOn === null })}>
              {goal.archivedOn === null ? 'Archive' : 'Take back'}
            </Button>
          )}
          <Button type="button" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" disabled={create.isPending || update.isPending}>
            Save goal
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
