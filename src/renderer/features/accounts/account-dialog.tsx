import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import type { Account, AccountKind } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { accountKindOptions, isDebt } from '../../ui/account-kinds.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote, fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { offerUndo } from '../shell/undo.ts';
import { useSettings } from '../shell/use-settings.ts';

interface AccountForm {
  name: string;
  kind: AccountKind;
  currency: string;
  institution: string;
  number: string;
  note: string;
  openingBalanceMinor: number | null;
  openedOn: string | null;
}

const fields: readonly string[] = ['name', 'kind', 'currency', 'institution', 'number', 'note', 'openingBalanceMinor', 'openedOn'];

/** Adds an account, or changes the given one. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const baseCurrency = useSettings()?.baseCurrency ?? 'EUR';
  const form = useForm<AccountForm>({
    defaultValues: {
      name: account?.name ?? '',
      kind: account?.kind ?? 'checking',
      currency: account?.currency ?? baseCurrency,
      institution: account?.institution ?? '',
      number: account?.number ?? '',
      note: account?.note ?? '',
      openingBalanceMinor: account?.openingBalanceMinor ?? null,
      openedOn: account?.openedOn ?? null,
    },
  });
  const { errors } = form.formState;
  const failed = (error: unknown) => {
    const field = fieldOf(error);
    if (field && fields.includes(field)) form.setError(field as keyof AccountForm, { message: sentenceFor(error) });
    else form.setError('root', { message: sentenceFor(error) });
  };
  const saved = (change: { changeId: number; label: string }) => {
    offerUndo(change);
    onClose();
  };
  const options = { meta: { quiet: true }, onSuccess: saved, onError: failed };
  const create = useMutation(orpc.accounts.create.mutationOptions(options));
  const update = useMutation(orpc.accounts.update.mutationOptions(options));
  const currency = form.watch('currency');
  const kind = form.watch('kind');

  const [unreadable, setUnreadable] = useState({ amount: false, date: false });
  const submit = form.handleSubmit((values) => {
    if (unreadable.amount || unreadable.date) return;
    const input = {
      ...values,
      institution: values.institution.trim() || null,
      number: values.number.trim() || null,
      openingBalanceMinor: values.openingBalanceMinor ?? 0,
    };
    if (account) update.mutate({ id: account.id, ...input });
    else create.mutate(input);
  });

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={account ? 'Edit account' : 'Add account'}>
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3.5" noValidate>
        <Field label="Name" error={errors.name?.message}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={80}
              {...form.register('name', { validate: (name) => name.trim() !== '' || 'Give the account a name.' })}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Kind">
            {(ids) => (
              <Controller
                control={form.control}
                name="kind"
                render={({ field }) => (
                  <Select {...ids} value={field.value} onChange={field.onChange} options={accountKindOptions} />
                )}
              />
            )}
          </Field>
          <Field label="Bank (optional)" error={errors.institution?.message}>
            {(ids) => <Input {...ids} maxLength={80} {...form.register('institution')} />}
          </Field>
        </div>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Number (optional)" error={errors.number?.message}>
            {(ids) => <Input {...ids} maxLength={60} placeholder="IBAN or last digits" {...form.register('number')} />}
          </Field>
          <Field label="Note (optional)" error={errors.note?.message}>
            {(ids) => <Input {...ids} maxLength={1000} {...form.register('note')} />}
          </Field>
        </div>
        <Field
          label="Currency"
          error={errors.currency?.message}
          hint={account && account.transactionCount > 0 ? 'It has transactions, so its currency stays.' : undefined}
        >
          {(ids) => (
            <Controller
              control={form.control}
              name="currency"
              render={({ field }) => (
                <CurrencyPicker
                  {...ids}
                  value={field.value}
                  onChange={field.onChange}
                  disabled={account !== null && account.transactionCount > 0}
                />
              )}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field
            label="Opening balance"
            hint={isDebt(kind) ? 'What you owe is negative.' : undefined}
            error={unreadable.amount ? 'That is not an amount.' : errors.openingBalanceMinor?.message}
          >
            {(ids) => (
              <Controller
                control={form.control}
                name="openingBalanceMinor"
                render={({ field }) => (
                  <AmountField
                    {...ids}
                    value={field.value}
                    currency={currency}
                    onChange={field.onChange}
                    onUnreadable={(amount) => setUnreadable((now) => ({ ...now, amount }))}
                  />
                )}
              />
            )}
          </Field>
          <Field label="Opened on (optional)" error={unreadable.date ? 'That is not a day.' : errors.openedOn?.message}>
            {(ids) => (
              <Controller
                control={form.control}
                name="openedOn"
                render={({ field }) => (
                  <DateField
                    {...ids}
                    value={field.value}
                    onChange={field.onChange}
                    onUnreadable={(date) => setUnreadable((now) => ({ ...now, date }))}
                  />
                )}
              />
            )}
          </Field>
        </div>
        {errors.root?.message && <ErrorNote error={new Error(errors.root.message)} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={create.isPending || update.isPending}>
            {account ? 'Save' : 'Add account'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
