import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { TransactionDetail } from '#shared/contract/transactions.ts';
import { orpc } from '../../client.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { Field } from '../../ui/input.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { OriginalAmount } from './original-amount.tsx';

export type Original = TransactionDetail['original'];

interface OriginalFieldProps {
  detail: TransactionDetail;
  onChange: (original: Original) => void;
}

const linkLooks = 'self-start text-small text-muted underline decoration-line underline-offset-2 hover:text-ink';

/** What was paid in another currency: shown, entered, changed or taken away. */
export function OriginalField({ detail, onChange }: OriginalFieldProps) {
  const [open, setOpen] = useState(false);
  const { original } = detail;
  return (
    <>
      {original && (
        <OriginalAmount
          amountMinor={detail.amountMinor}
          currency={detail.currency}
          original={original}
          date={detail.date}
        />
      )}
      <Popover
        label="What was paid in another currency"
        open={open}
        onOpenChange={setOpen}
        className="w-72 p-3"
        trigger={
          <button type="button" className={linkLooks}>
            {original ? 'Change what was paid' : 'Paid in another currency'}
          </button>
        }
      >
        <OriginalForm
          detail={detail}
          onSave={(next) => {
            setOpen(false);
            onChange(next);
          }}
        />
      </Popover>
    </>
  );
}

function OriginalForm({ detail, onSave }: { detail: TransactionDetail; onSave: (original: Original) => void }) {
  const format = useFormat();
  const { original } = detail;
  const { data: inUse } = useQuery(orpc.currencies.inUse.queryOptions());
  const likely = inUse?.find(({ code }) => code !== detail.currency)?.code ?? (detail.currency === 'USD' ? 'EUR' : 'USD');
  const [chosen, setChosen] = useState<string | null>(original?.currency ?? null);
  const currency = chosen ?? likely;
  const [amount, setAmount] = useState<number | null>(original ? Math.abs(original.amountMinor) : null);
  const [unreadable, setUnreadable] = useState(false);
  const same = currency === detail.currency;
  const { data: byRate } = useQuery({
    ...orpc.currencies.convert.queryOptions({
      input: { amountMinor: amount ?? 0, from: currency, to: detail.currency, date: detail.date },
      enabled: amount !== null && !same,
    }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (amount !== null && !unreadable && !same) onSave({ amountMinor: amount, currency });
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-3" noValidate>
      <Field label="Currency" error={same ? 'The account is in it already.' : null}>
        {(ids) => <CurrencyPicker {...ids} value={currency} onChange={setChosen} />}
      </Field>
      <Field
        label="Amount"
        error={unreadable ? 'That is not an amount.' : null}
        hint={
          amount !== null && !same && byRate
            ? `${format.money(byRate.amountMinor, detail.currency, { show: 'always' })} at the rate of ${format.dayShort(byRate.rateDate)}`
            : undefined
        }
      >
        {(ids) => (
          <AmountField
            {...ids}
            key={currency}
            autoFocus
            value={amount}
            currency={currency}
            onChange={(next) => setAmount(next === null ? null : Math.abs(next))}
            onUnreadable={setUnreadable}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        {original && (
          <Button size="sm" onClick={() => onSave(null)}>
            Take away
          </Button>
        )}
        <Button size="sm" variant="primary" type="submit" disabled={amount === null || same}>
          Save
        </Button>
      </div>
    </form>
  );
}
