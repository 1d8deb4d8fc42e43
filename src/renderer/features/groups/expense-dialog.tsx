import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { GroupDetail, GroupExpense, SplitKind } from '#shared/contract/groups.ts';
import type { ScheduleRule } from '#shared/contract/schedule.ts';
import { dayOf, monthNumber } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { ScheduleField } from '../../ui/schedule-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { draftOf, inputOf, newDraft, percentText, previewOf, remainderOf, type ExpenseDraft } from './expense-draft.ts';
import { ItemsField } from './items-field.tsx';
import { SplitField } from './split-field.tsx';

type Repeat = 'never' | 'week' | 'month' | 'year' | 'own';

const SEVERAL = 'several';
const splits: { value: SplitKind; label: string }[] = [
  { value: 'equal', label: 'Equally' },
  { value: 'shares', label: 'By shares' },
  { value: 'percent', label: 'By percent' },
  { value: 'amount', label: 'By amounts' },
  { value: 'items', label: 'By item' },
];
const repeats: { value: Repeat; label: string }[] = [
  { value: 'never', label: 'Once' },
  { value: 'week', label: 'Every week' },
  { value: 'month', label: 'Every month' },
  { value: 'year', label: 'Every year' },
  { value: 'own', label: 'Another rhythm' },
];

interface ExpenseDialogProps {
  group: GroupDetail;
  /** The one that is changed; null for a new one. */
  expense: GroupExpense | null;
  onClose: () => void;
}

export function ExpenseDialog({ group, expense, onClose }: ExpenseDialogProps) {
  const format = useFormat();
  const [draft, setDraft] = useState<ExpenseDraft>(() =>
    expense ? draftOf(group, expense, localToday()) : newDraft(group, localToday()),
  );
  const [repeat, setRepeat] = useState<Repeat>('never');
  /** The rhythm of "another", from the moment that it is chosen. */
  const [ownRule, setOwnRule] = useState<ScheduleRule>(() => ruleOf('month', localToday()));
  const [tried, setTried] = useState(false);
  const change = (patch: Partial<ExpenseDraft>) => setDraft((now) => ({ ...now, ...patch }));
  const options = {
    meta: { quiet: true },
    onSuccess: (done: { changeId: number; label: string }) => {
      offerUndo(done);
      onClose();
    },
  };
  const add = useMutation(orpc.groups.addExpense.mutationOptions(options));
  const update = useMutation(orpc.groups.updateExpense.mutationOptions(options));
  const schedule = useMutation(orpc.groups.addSchedule.mutationOptions(options));
  const failed = add.error ?? update.error ?? schedule.error;

  const { left, unit, fault } = remainderOf(draft);
  // A bill may have more than its items: tip and tax are shared in proportion.
  const open = left !== 0 && draft.split !== 'items';
  const paidLeft = draft.payers
    ? (draft.amountMinor ?? 0) - Object.values(draft.payers).reduce<number>((sum, minor) => sum + (minor ?? 0), 0)
    : 0;
  const money = (minor: number): string => format.money(minor, draft.currency);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const input = inputOf(draft);
    if (!input || input.title.trim() === '' || input.amountMinor === 0 || fault || open || paidLeft !== 0) return;
    if (expense) update.mutate({ id: expense.id, ...input });
    else if (repeat !== 'never') {
      schedule.mutate({ groupId: group.id, rule: repeat === 'own' ? ownRule : ruleOf(repeat, input.date), template: input });
    } else add.mutate({ groupId: group.id, ...input });
  };

  const preview = previewOf(draft);
  const status =
    fault ??
    (unit === 'percent'
      ? `${percentText(left)} % left`
      : unit === 'money'
        ? draft.split === 'items'
          ? `${money(left)} for tip and the like, shared in proportion`
          : `${money(left)} left`
        : `${format.count(draft.among.length)} take part`);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={expense ? 'Edit expense' : 'Add expense'}
      className="top-[6vh] max-h-[88vh] w-[560px]"
    >
      <form onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
        <div className="grid grid-cols-[minmax(0,1fr)_140px] gap-3">
          <Field label="What for" error={tried && draft.title.trim() === '' ? 'Say what it was for.' : null}>
            {(ids) => (
              <Input
                {...ids}
                autoFocus
                maxLength={120}
                value={draft.title}
                onChange={(event) => change({ title: event.target.value })}
              />
            )}
          </Field>
          <Field label="Amount" error={tried && !draft.amountMinor ? 'Type an amount.' : null}>
            {(ids) => (
              <AmountField
                {...ids}
                value={draft.amountMinor}
                currency={draft.currency}
                onChange={(amountMinor) => change({ amountMinor })}
              />
            )}
          </Field>
        </div>
        <div className="grid grid-cols-3 gap-3">
          <Field label="Currency">
            {(ids) => <CurrencyPicker {...ids} value={draft.currency} onChange={(currency) => change({ currency })} />}
          </Field>
          <Field label="Day" error={tried && !draft.date ? 'Type a day.' : null}>
            {(ids) => <DateField {...ids} value={draft.date} onChange={(date) => change({ date })} />}
          </Field>
          <Field label="Category">
            {(ids) => (
              <CategoryPicker
                {...ids}
                value={draft.categoryId}
                nullLabel="No category"
                onChange={(categoryId) => change({ categoryId })}
              />
            )}
          </Field>
        </div>
        <div className="grid grid-cols-3 gap-3">
          <Field label="Paid by">
            {(ids) => (
              <Select
                {...ids}
                value={draft.payers ? SEVERAL : draft.payer}
                onChange={(payer) => change(payer === SEVERAL ? { payers: {} } : { payer, payers: null })}
                options={[
                  ...group.members.map((member) => ({ value: member.id, label: member.name })),
                  { value: SEVERAL, label: 'Several people' },
                ]}
              />
            )}
          </Field>
          <Field label="Split">
            {(ids) => <Select {...ids} value={draft.split} onChange={(split) => change({ split })} options={splits} />}
          </Field>
          {!expense && (
            <Field label="Repeats">
              {(ids) => <Select {...ids} value={repeat} onChange={setRepeat} options={repeats} />}
            </Field>
          )}
        </div>
        {repeat === 'own' && <ScheduleField value={ownRule} onChange={setOwnRule} />}
        {draft.payers && (
          <fieldset className="rounded-control border border-line px-3 pt-1 pb-2.5">
            <legend className="px-1 text-small text-muted">What each paid</legend>
            {group.members.map((member) => (
              <div key={member.id} className="grid h-9 grid-cols-[minmax(0,1fr)_120px] items-center gap-3">
                <span className="truncate">{member.name}</span>
                <AmountField
                  aria-label={`Paid by ${member.name}`}
                  value={draft.payers?.[member.id] ?? null}
                  currency={draft.currency}
                  onChange={(minor) => change({ payers: { ...draft.payers, [member.id]: minor } })}
                />
              </div>
            ))}
            <p className={`mt-1 text-right text-small ${paidLeft === 0 ? 'text-muted' : 'text-warning'}`}>
              {money(paidLeft)} left to pay
            </p>
          </fieldset>
        )}
        {draft.split === 'items' ? (
          <ItemsField members={group.members} draft={draft} onChange={change} preview={preview} />
        ) : (
          <SplitField members={group.members} draft={draft} onChange={change} preview={preview} />
        )}
        <p role="status" className={`text-right text-small ${fault || open ? 'text-warning' : 'text-muted'}`}>
          {status}
        </p>
        <Field label="Note (optional)">
          {(ids) => (
            <Input {...ids} maxLength={1000} value={draft.note} onChange={(event) => change({ note: event.target.value })} />
          )}
        </Field>
        {failed && <ErrorNote error={failed} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={add.isPending || update.isPending || schedule.isPending}>
            {expense ? 'Save' : 'Add expense'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** On the day of the first one, month-end safe. */
function ruleOf(repeat: Exclude<Repeat, 'never' | 'own'>, start: string): ScheduleRule {
  const by = { on: 'day', day: dayOf(start) } as const;
  const rhythm: ScheduleRule['rhythm'] =
    repeat === 'week'
      ? { unit: 'week', every: 1, weekdays: [] }
      : repeat === 'month'
        ? { unit: 'month', every: 1, by }
        : { unit: 'year', every: 1, month: monthNumber(start), by };
  return { start, rhythm, shift: 'none', end: { kind: 'never' } };
}
