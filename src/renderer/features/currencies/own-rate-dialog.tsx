import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { OwnRate } from '#shared/contract/currencies.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote, fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import type { Pair } from './converter.tsx';
import { parseRateText } from './rate-words.ts';
import { useKnownCurrencies } from './use-known-currencies.ts';

interface OwnRateDialogProps {
  /** Null: a new one, for the pair and from the day. */
  rate: OwnRate | null;
  pair: Pair;
  day: string;
  onClose: () => void;
}

const shownAtField = ['base', 'quote', 'rate', 'validFrom', 'validTo'];

/** A rate of one's own: what the exchange office took, or for a currency that the bank does not quote. */
export function OwnRateDialog({ rate, pair, day, onClose }: OwnRateDialogProps) {
  const format = useFormat();
  const known = useKnownCurrencies();
  const [base, setBase] = useState(rate?.base ?? pair.from);
  const [quote, setQuote] = useState(rate?.quote ?? pair.to);
  const [text, setText] = useState(rate?.rate ?? '');
  const [validFrom, setValidFrom] = useState<string | null>(rate?.validFrom ?? day);
  const [validTo, setValidTo] = useState<string | null>(rate?.validTo ?? null);
  const [note, setNote] = useState(rate?.note ?? '');
  const [unreadable, setUnreadable] = useState({ from: false, to: false });
  const [failure, setFailure] = useState<{ field: string | undefined; sentence: string } | null>(null);

  const options = {
    meta: { quiet: true },
    onSuccess: (change: { changeId: number; label: string }) => {
      offerUndo(change);
      onClose();
    },
    onError: (error: unknown) => setFailure({ field: fieldOf(error), sentence: sentenceFor(error) }),
  };
  const add = useMutation(orpc.currencies.addOwnRate.mutationOptions(options));
  const update = useMutation(orpc.currencies.updateOwnRate.mutationOptions(options));
  const at = (field: string) => (failure?.field === field ? failure.sentence : null);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const value = parseRateText(text, format.locale);
    if (!value) return setFailure({ field: 'rate', sentence: 'A rate is a number such as 1.0843.' });
    if (!validFrom) return setFailure({ field: 'validFrom', sentence: 'From which day on?' });
    if (unreadable.from || unreadable.to) return;
    const input = { base, quote, rate: value, validFrom, validTo, note };
    if (rate) update.mutate({ id: rate.id, ...input });
    else add.mutate(input);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={rate ? 'Change the rate' : 'Add a rate of your own'}
      description="It counts before the rates of the European Central Bank."
    >
      <form onSubmit={save} className="flex flex-col gap-3.5" noValidate>
        <div className="grid grid-cols-2 gap-3">
          <Field label="One" error={at('base')}>
            {(ids) => <CurrencyPicker {...ids} value={base} also={known} onChange={setBase} />}
          </Field>
          <Field label="is so many" error={at('quote')}>
            {(ids) => <CurrencyPicker {...ids} value={quote} also={known} onChange={setQuote} />}
          </Field>
        </div>
        <Field label={`${quote} for one ${base}`} error={at('rate')}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              inputMode="decimal"
              className="text-right tabular-nums"
              placeholder="1.0843"
              maxLength={32}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label="From" error={unreadable.from ? 'That is not a day.' : at('validFrom')}>
            {(ids) => (
              <DateField
                {...ids}
                value={validFrom}
                onChange={setValidFrom}
                onUnreadable={(from) => setUnreadable((now) => ({ ...now, from }))}
              />
            )}
          </Field>
          <Field
            label="Last day (optional)"
            hint="Empty: from then on."
            error={unreadable.to ? 'That is not a day.' : at('validTo')}
          >
            {(ids) => (
              <DateField
                {...ids}
                value={validTo}
                onChange={setValidTo}
                onUnreadable={(to) => setUnreadable((now) => ({ ...now, to }))}
              />
            )}
          </Field>
        </div>
        <Field label="Note (optional)">
          {(ids) => <Input {...ids} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        {failure && !(failure.field && shownAtField.includes(failure.field)) && (
          <ErrorNote error={new Error(failure.sentence)} />
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={add.isPending || update.isPending}>
            {rate ? 'Save' : 'Add the rate'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
