import { ORPCError } from '@orpc/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { orpc } from '../../client.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { RateNote } from './rate-note.tsx';
import { useKnownCurrencies } from './use-known-currencies.ts';

export interface Pair {
  from: string;
  to: string;
}

interface ConverterProps {
  pair: Pair;
  onPair: (pair: Pair) => void;
  date: string;
  onDate: (date: string) => void;
}

/** An amount in one currency, as it is in another on a day. */
export function Converter({ pair, onPair, date, onDate }: ConverterProps) {
  const { from, to } = pair;
  const format = useFormat();
  const known = useKnownCurrencies();
  const [amount, setAmount] = useState<number | null>(100_00);
  const [unreadable, setUnreadable] = useState(false);
  const { data, error, isPlaceholderData } = useQuery({
    ...orpc.currencies.convert.queryOptions({ input: { amountMinor: amount ?? 0, from, to, date } }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const result = error || isPlaceholderData ? undefined : data;
  return (
    <Card title="Convert" className="flex flex-col">
      <div className="grid grid-cols-[minmax(0,1fr)_150px] gap-3">
        <Field label="Amount" error={unreadable ? 'That is not an amount.' : null}>
          {(ids) => (
            <AmountField
              {...ids}
              // Minor units are those of the currency: another one writes the amount anew.
              key={from}
              value={amount}
              currency={from}
              onChange={setAmount}
              onUnreadable={setUnreadable}
            />
          )}
        </Field>
        <Field label="Day">
          {(ids) => <DateField {...ids} value={date} onChange={(next) => next && onDate(next)} />}
        </Field>
      </div>
      <div className="mt-3 grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-end gap-2">
        <Field label="From">
          {(ids) => (
            <CurrencyPicker {...ids} value={from} also={known} onChange={(next) => onPair({ from: next, to })} />
          )}
        </Field>
        <Button
          size="icon"
          className="mb-0.5"
          aria-label="The other way round"
          title="The other way round"
          onClick={() => {
            if (result) setAmount(result.amountMinor);
            onPair({ from: to, to: from });
          }}
        >
          <ArrowLeftRight size={14} aria-hidden />
        </Button>
        <Field label="To">
          {(ids) => (
            <CurrencyPicker {...ids} value={to} also={known} onChange={(next) => onPair({ from, to: next })} />
          )}
        </Field>
      </div>
      <div className="mt-4 min-h-[92px]" role="status" aria-label="Result">
        {error ? (
          <p className="text-muted">
            {error instanceof ORPCError && error.code === 'NOT_FOUND'
              ? `No rate between ${from} and ${to} is known for ${format.day(date)}. Add one of your own below.`
              : sentenceFor(error)}
          </p>
        ) : (
          data && (
            <>
              <p className="text-small text-muted tabular-nums">
                {format.money(amount ?? 0, from, { show: 'never' })} {from} =
              </p>
              <p className="text-figure font-[620] tracking-[-0.01em] tabular-nums">
                {result ? format.money(result.amountMinor, to, { show: 'never' }) : '…'}{' '}
                <span className="text-title font-[560] text-muted">{to}</span>
              </p>
              {result && <RateNote found={result} from={from} to={to} className="mt-1" />}
            </>
          )
        )}
      </div>
    </Card>
  );
}
