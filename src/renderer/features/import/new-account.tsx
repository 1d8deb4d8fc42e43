import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { AccountKind } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { accountKindOptions } from '../../ui/account-kinds.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { offerUndo } from '../shell/undo.ts';

interface NewAccountProps {
  /** The currency of the file. */
  currency: string;
  onCreated: (accountId: string) => void;
  onClose: () => void;
}

/** An account for the file that is being imported. */
export function NewAccount({ currency: ofFile, onCreated, onClose }: NewAccountProps) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<AccountKind>('checking');
  const [currency, setCurrency] = useState(ofFile);
  const [opening, setOpening] = useState<number | null>(null);
  const create = useMutation(orpc.accounts.create.mutationOptions({ meta: { quiet: true } }));
  const wrong = create.error ? sentenceFor(create.error) : null;
  const field = create.error ? (fieldOf(create.error) ?? 'name') : null;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const done = await create
      .mutateAsync({ name: name.trim(), kind, currency, openingBalanceMinor: opening ?? 0 })
      .catch(() => null);
    if (!done) return;
    offerUndo(done);
    onCreated(done.id);
  };

  return (
    <Dialog open title="New account" onOpenChange={(open) => !open && onClose()}>
      <form noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
        <Field label="Name" error={field === 'name' ? wrong : null}>
          {(ids) => <Input {...ids} autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="Kind">{(ids) => <Select {...ids} value={kind} options={accountKindOptions} onChange={setKind} />}</Field>
          <Field label="Currency" error={field === 'currency' ? wrong : null}>
            {(ids) => <CurrencyPicker {...ids} value={currency} onChange={setCurrency} />}
          </Field>
        </div>
        <Field label="Balance before the first line of the file" hint="Leave it empty for zero.">
          {(ids) => <AmountField {...ids} currency={currency} value={opening} onChange={setOpening} />}
        </Field>
        {wrong && field !== 'name' && field !== 'currency' && (
          <p role="alert" className="text-small text-error">
            {wrong}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!name.trim() || create.isPending}>
            Create and use it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
