import { useMutation, useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { Popover } from '../../ui/popover.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

/** What it was worth, by day; for what no bank states. */
export function ValuesCard({ account }: { account: Account }) {
  const format = useFormat();
  const { data: values = [] } = useQuery(orpc.accounts.valuations.queryOptions({ input: { accountId: account.id } }));
  const remove = useMutation(orpc.accounts.removeValuation.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  return (
    <section aria-label="Values" className="w-60 shrink-0">
      <div className="mb-1 flex items-center justify-between">
        <h2 className="text-small font-[530] text-muted">Values</h2>
        <NewValue account={account} />
      </div>
      {values.length === 0 && <p className="text-small text-muted">Enter what it is worth now and then; net worth uses the latest.</p>}
      <ul aria-label="Values" className="max-h-28 overflow-y-auto" tabIndex={values.length > 4 ? 0 : undefined}>
        {values.map((value) => (
          <li key={value.id} className="group flex h-7 items-center justify-between gap-2" title={value.note || undefined}>
            <span className="text-small text-muted">{format.dayShort(value.date)}</span>
            <span className="flex items-center gap-1">
              <Amount minor={value.amountMinor} currency={account.currency} />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Delete the value of ${format.day(value.date)}`}
                className="-mr-1.5"
                onClick={() => remove.mutate({ id: value.id })}
              >
                <Trash2 size={13} aria-hidden />
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NewValue({ account }: { account: Account }) {
  const [open, setOpen] = useState(false);
  const [date, setDate] = useState<string | null>(localToday());
  const [amount, setAmount] = useState<number | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const save = useMutation(
    orpc.accounts.setValuation.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        setOpen(false);
        setAmount(null);
      },
    }),
  );
  const atDate = fieldOf(save.error) === 'date';
  return (
    <Popover
      label="Enter a value"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-64 p-3"
      trigger={<Button size="sm">Enter a value</Button>}
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (date && amount !== null && !unreadable) save.mutate({ accountId: account.id, date, amountMinor: amount });
        }}
      >
        <Field
          label="Worth"
          hint={account.kind === 'loan' ? 'What you owe is negative.' : undefined}
          error={save.error && !atDate ? sentenceFor(save.error) : undefined}
        >
          {(ids) => (
            <AmountField {...ids} autoFocus value={amount} currency={account.currency} onChange={setAmount} onUnreadable={setUnreadable} />
          )}
        </Field>
        <Field label="On" error={atDate ? sentenceFor(save.error) : undefined}>
          {(ids) => <DateField {...ids} value={date} onChange={setDate} />}
        </Field>
        <Button type="submit" variant="primary" className="justify-center" disabled={!date || amount === null || save.isPending}>
          Save
        </Button>
      </form>
    </Popover>
  );
}
