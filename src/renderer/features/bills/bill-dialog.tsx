import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { BillInput } from '#shared/contract/bills.ts';
import { orpc } from '../../client.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input, TextArea } from '../../ui/input.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { ScheduleField } from '../../ui/schedule-field.tsx';
import { Select } from '../../ui/select.tsx';
import { offerUndo } from '../shell/undo.ts';
import { useSettings } from '../shell/use-settings.ts';

interface BillDialogProps {
  /** Null: a new one. */
  bill: (BillInput & { id?: string }) | null;
  onClose: () => void;
}

const remindChoices = [
  { days: 7, label: 'a week before' },
  { days: 3, label: '3 days before' },
  { days: 1, label: 'the day before' },
  { days: 0, label: 'on the day' },
];

/** Makes or changes a bill. */
export function BillDialog({ bill, onClose }: BillDialogProps) {
  const baseCurrency = useSettings()?.baseCurrency ?? 'EUR';
  const today = localToday();
  const [draft, setDraft] = useState<BillInput>(() => bill ?? newBill(baseCurrency, today));
  const [sizes, setSizes] = useState({
    least: bill ? Math.abs(bill.amountMinor) : null,
    most: bill?.amountMaxMinor == null ? null : Math.abs(bill.amountMaxMinor),
  });
  const [comesIn, setComesIn] = useState((bill?.amountMinor ?? -1) > 0);
  const [missing, setMissing] = useState<'name' | 'amount' | null>(null);
  const set = (part: Partial<BillInput>) => setDraft({ ...draft, ...part });
  const saved = {
    meta: { quiet: true },
    onSuccess: (change: { changeId: number; label: string }) => {
      offerUndo(change);
      onClose();
    },
  };
  const create = useMutation(orpc.bills.create.mutationOptions(saved));
  const update = useMutation(orpc.bills.update.mutationOptions(saved));
  const id = bill?.id;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = draft.name.trim() === '' ? 'name' : !sizes.least ? 'amount' : null;
    setMissing(lacks);
    if (lacks || !sizes.least) return;
    const sign = comesIn ? 1 : -1;
    const [least, most] = sizes.most !== null && sizes.most < sizes.least ? [sizes.most, sizes.least] : [sizes.least, sizes.most];
    const input = {
      ...draft,
      amountMinor: sign * least,
      amountMaxMinor: most === null || most === least ? null : sign * most,
    };
    if (id === undefined) create.mutate(input);
    else update.mutate({ ...input, id });
  };
  const failed = create.error ?? update.error;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={id === undefined ? 'Add bill' : 'Change bill'} className="w-[540px]">
      <form onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
        <Field label="Name" error={missing === 'name' ? 'Say who is paid, or what for.' : null}>
          {(ids) => <Input {...ids} autoFocus maxLength={120} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
        </Field>
        <div className="grid grid-cols-[110px_minmax(0,1fr)_minmax(0,1fr)_96px] gap-3">
          <Field label="It">
            {(ids) => (
              <Select
                {...ids}
                value={comesIn ? 'in' : 'out'}
                onChange={(next) => setComesIn(next === 'in')}
                options={[
                  { value: 'out', label: 'is paid' },
                  { value: 'in', label: 'comes in' },
                ]}
              />
            )}
          </Field>
          <Field label="Amount" error={missing === 'amount' ? 'Enter an amount.' : null}>
            {(ids) => (
              <AmountField {...ids} value={sizes.least} currency={draft.currency} onChange={(least) => setSizes({ ...sizes, least })} />
            )}
          </Field>
          <Field label="up to, if it varies">
            {(ids) => (
              <AmountField {...ids} value={sizes.most} currency={draft.currency} onChange={(most) => setSizes({ ...sizes, most })} />
            )}
          </Field>
          <Field label="Currency">
            {(ids) => <CurrencyPicker {...ids} value={draft.currency} onChange={(currency) => set({ currency })} />}
          </Field>
        </div>
        <ScheduleField value={draft.rule} onChange={(rule) => set({ rule })} />
        <div className="grid grid-cols-2 gap-3">
          <Field label="Account">
            {(ids) => <AccountSelect {...ids} allowAll value={draft.accountId} onChange={(accountId) => set({ accountId })} />}
          </Field>
          <Field label="Category">
            {(ids) => (
              <CategoryPicker
                {...ids}
                value={draft.categoryId}
                nullLabel="No category"
                placeholder="No category"
                onChange={(categoryId) => set({ categoryId })}
              />
            )}
          </Field>
        </div>
        <div role="group" aria-label="Reminders" className="flex flex-wrap gap-x-4 gap-y-1.5">
          <span className="text-muted">Remind me</span>
          {remindChoices.map(({ days, label }) => (
            <label key={days} className="flex items-center gap-1.5">
              <Checkbox
                checked={draft.remindDays.includes(days)}
                onChange={(checked) =>
                  set({ remindDays: checked ? [...draft.remindDays, days].sort((a, b) => b - a) : draft.remindDays.filter((each) => each !== days) })
                }
              />
              {label}
            </label>
          ))}
        </div>
        <label className="flex items-center gap-2">
          <Checkbox checked={draft.autopay} onChange={(autopay) => set({ autopay })} /> It is paid automatically
        </label>
        <div className="grid grid-cols-[150px_minmax(0,1fr)] gap-3">
          <Field label="Free trial until">
            {(ids) => <DateField {...ids} value={draft.trialEndsOn} onChange={(trialEndsOn) => set({ trialEndsOn })} />}
          </Field>
          <Field label="Note">
            {(ids) => <TextArea {...ids} rows={1} maxLength={1000} value={draft.note} onChange={(event) => set({ note: event.target.value })} />}
          </Field>
        </div>
        {failed && <ErrorNote error={failed} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={create.isPending || update.isPending}>
            {id === undefined ? 'Add bill' : 'Save'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function newBill(currency: string, today: string): BillInput {
  return {
    name: '',
    payeeId: null,
    accountId: null,
    categoryId: null,
    currency,
    amountMinor: -1,
    amountMaxMinor: null,
    rule: {
      start: today,
      rhythm: { unit: 'month', every: 1, by: { on: 'day', day: Number(today.slice(8)) } },
      shift: 'none',
      end: { kind: 'never' },
    },
    autopay: false,
    remindDays: [3, 0],
    note: '',
    trialEndsOn: null,
  };
}
