import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent } from 'react';
import { orpc } from '../../client.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { PayeeField } from './payee-field.tsx';
import { exampleAmount, parseSigned } from './signed-amount.ts';

interface NewTransactionProps {
  /** The account that the list shows, if it is one. */
  accountId: string | undefined;
  onAdded: (id: string) => void;
  onClose: () => void;
}

type FormField = 'payee' | 'date' | 'amountMinor' | 'accountId' | 'categoryId' | 'note';

const LAST_ACCOUNT = 'saldo-last-account';

/** A new line above the list. Enter adds it; with shift the form stays for the next. */
export function NewTransaction({ accountId, onAdded, onClose }: NewTransactionProps) {
  const format = useFormat();
  const accounts = useAccounts();
  const form = useRef<HTMLFormElement>(null);
  const [date, setDate] = useState<string | null>(localToday());
  const [payee, setPayee] = useState('');
  const [categoryId, setCategoryId] = useState<string | null>(null);
  /** The category came with the payee: another payee brings another. */
  const [followsPayee, setFollowsPayee] = useState(true);
  const [amount, setAmount] = useState('');
  const [chosenAccount, setChosenAccount] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<Partial<Record<FormField | 'form', string>>>({});
  const latestDate = useRef(date);

  const account =
    accounts.byId(chosenAccount ?? accountId ?? localStorage.getItem(LAST_ACCOUNT)) ?? accounts.open[0] ?? accounts.list[0];
  const currency = account?.currency ?? format.baseCurrency ?? 'EUR';
  const create = useMutation(orpc.transactions.create.mutationOptions({ meta: { quiet: true } }));

  const clearWrong = (field: FormField) => setWrong((now) => ({ ...now, [field]: undefined, form: undefined }));
  const focus = (name: string) => form.current?.querySelector<HTMLElement>(`[data-field="${name}"] :is(input, button)`)?.focus();

  const save = async (another: boolean) => {
    const amountMinor = parseSigned(amount, currency, format.locale, -1);
    const found: Partial<Record<FormField, string>> = {
      ...(latestDate.current ? {} : { date: 'This is no day.' }),
      ...(payee.trim() ? {} : { payee: 'Say who was paid, or who paid.' }),
      ...(amountMinor === null ? { amountMinor: `Write an amount such as ${exampleAmount(currency, format.locale)}.` } : {}),
      ...(account ? {} : { accountId: 'Choose an account.' }),
    };
    setWrong(found);
    const first = Object.keys(found)[0];
    if (first) return focus(first);
    if (!account || amountMinor === null || !latestDate.current || create.isPending) return;
    try {
      const done = await create.mutateAsync({
        accountId: account.id,
        date: latestDate.current,
        amountMinor,
        payee: payee.trim(),
        categoryId,
        note: note.trim(),
      });
      localStorage.setItem(LAST_ACCOUNT, account.id);
      offerUndo(done, `${payee.trim()} added`);
      onAdded(done.id);
      if (!another) return onClose();
      setPayee('');
      setAmount('');
      setNote('');
      setCategoryId(null);
      setFollowsPayee(true);
      focus('payee');
    } catch (error) {
      const field = (fieldOf(error) ?? 'form') as FormField | 'form';
      setWrong({ [field]: sentenceFor(error) });
      if (field !== 'form') focus(field);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // Lists that opened from the form are its children in React, not on the page.
    if (!(event.target instanceof HTMLElement) || !form.current?.contains(event.target)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    } else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
      event.preventDefault();
      void save(event.shiftKey);
    }
  };

  return (
    <form
      ref={form}
      aria-label="New transaction"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save(false);
      }}
      className="shrink-0 border-y border-line bg-surface px-5 pt-2.5 pb-3"
    >
      <div className="grid grid-cols-[104px_minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,0.8fr)_112px] gap-x-2">
        <div data-field="date">
          <Field label="Date" error={wrong.date}>
            {(ids) => (
              <DateField
                {...ids}
                value={date}
                onChange={(next) => {
                  latestDate.current = next;
                  setDate(next);
                  clearWrong('date');
                }}
                onUnreadable={(unreadable) => {
                  if (unreadable) latestDate.current = null;
                }}
              />
            )}
          </Field>
        </div>
        <div data-field="payee">
          <Field label="Payee" error={wrong.payee}>
            {(ids) => (
              <PayeeField
                {...ids}
                autoFocus
                value={payee}
                onChange={(next) => {
                  setPayee(next);
                  clearWrong('payee');
                }}
                onChoose={(name, usual) => {
                  setPayee(name);
                  clearWrong('payee');
                  if (followsPayee) setCategoryId(usual);
                }}
              />
            )}
          </Field>
        </div>
        <div data-field="categoryId">
          <Field label="Category" error={wrong.categoryId}>
            {(ids) => (
              <CategoryPicker
                {...ids}
                value={categoryId}
                nullLabel="Let Saldo guess"
                placeholder="Let Saldo guess"
                onChange={(next) => {
                  setCategoryId(next);
                  setFollowsPayee(next === null);
                  clearWrong('categoryId');
                }}
              />
            )}
          </Field>
        </div>
        <div data-field="accountId">
          <Field label="Account" error={wrong.accountId}>
            {(ids) => (
              <AccountSelect
                {...ids}
                value={account?.id ?? null}
                onChange={(next) => {
                  setChosenAccount(next);
                  clearWrong('accountId');
                }}
              />
            )}
          </Field>
        </div>
        <div data-field="amountMinor">
          <Field label={`Amount, ${currency}`} error={wrong.amountMinor}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="decimal"
                className="text-right"
                placeholder={exampleAmount(currency, format.locale)}
                value={amount}
                onChange={(event) => {
                  setAmount(event.target.value);
                  clearWrong('amountMinor');
                }}
              />
            )}
          </Field>
        </div>
      </div>
      <div className="mt-2 flex items-center gap-2" data-field="note">
        <Input
          aria-label="Note"
          placeholder="Note"
          maxLength={2000}
          className="max-w-60"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <span className="min-w-0 flex-1 truncate text-small text-muted">50 is spent, +50 is money in</span>
        <span className="flex items-center gap-1.5 text-small whitespace-nowrap text-muted">
          <Kbd keys="shift+enter" /> adds and stays
        </span>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Close
        </Button>
        <Button size="sm" variant="primary" type="submit" disabled={create.isPending}>
          Add
        </Button>
      </div>
      {wrong.form && (
        <p role="alert" className="mt-1 text-small text-error">
          {wrong.form}
        </p>
      )}
    </form>
  );
}
