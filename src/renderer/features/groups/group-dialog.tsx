import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote, fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input, TextArea } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { offerUndo } from '../shell/undo.ts';
import { useSettings } from '../shell/use-settings.ts';
import { iconNames, type GroupIconName } from './group-icon.tsx';

interface GroupDialogProps {
  onClose: () => void;
  onAdded: (id: string) => void;
}

export function GroupDialog({ onClose, onAdded }: GroupDialogProps) {
  const baseCurrency = useSettings()?.baseCurrency ?? 'EUR';
  const [name, setName] = useState('');
  const [icon, setIcon] = useState<GroupIconName>('users');
  const [currency, setCurrency] = useState(baseCurrency);
  const [me, setMe] = useState('');
  const [others, setOthers] = useState('');
  const [missing, setMissing] = useState<'name' | 'me' | null>(null);
  const create = useMutation(
    orpc.groups.create.mutationOptions({
      meta: { quiet: true },
      onSuccess: ({ id, ...change }) => {
        offerUndo(change);
        onAdded(id);
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = name.trim() === '' ? 'name' : me.trim() === '' ? 'me' : null;
    setMissing(empty);
    if (empty) return;
    create.mutate({ name, icon, currency, members: [me, ...namesIn(others)] });
  };
  const clash = fieldOf(create.error) === 'members' ? sentenceFor(create.error) : null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Add group">
      <form onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
        <div className="grid grid-cols-[minmax(0,1fr)_140px] gap-3">
          <Field label="Name" error={missing === 'name' ? 'Give the group a name.' : null}>
            {(ids) => (
              <Input {...ids} autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label="Icon">
            {(ids) => <Select {...ids} value={icon} onChange={setIcon} options={iconNames} />}
          </Field>
        </div>
        <Field label="Currency" hint="Balances are in it. Expenses can be in any.">
          {(ids) => <CurrencyPicker {...ids} value={currency} onChange={setCurrency} />}
        </Field>
        <Field label="Your name in it" error={missing === 'me' ? 'Say what you are called there.' : null}>
          {(ids) => <Input {...ids} maxLength={60} value={me} onChange={(event) => setMe(event.target.value)} />}
        </Field>
        <Field label="The others" hint="One on each line, or with commas between." error={clash}>
          {(ids) => <TextArea {...ids} rows={4} value={others} onChange={(event) => setOthers(event.target.value)} />}
        </Field>
        {create.error && !clash && <ErrorNote error={create.error} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={create.isPending}>
            Add group
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function namesIn(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
