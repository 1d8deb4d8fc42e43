import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useId, useMemo, useRef, useState } from 'react';
import type { FocusEvent, FormEvent, ReactNode } from 'react';
import type { ReceiptDetail, ReceiptReading } from '#shared/contract/receipts.ts';
import type { ChangeRef } from '#shared/contract/scalars.ts';
import { client, orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { showToast } from '../../ui/toast.tsx';
import { PayeeField } from '../transactions/payee-field.tsx';
import { offerUndo } from '../shell/undo.ts';
import { draftOf, isUnsure, partsOf, type Draft, type FieldName } from './receipt-draft.ts';
import { ReceiptItems } from './receipt-items.tsx';
import { ReceiptPicture, type PictureBox } from './receipt-picture.tsx';
import { ReceiptTarget } from './receipt-target.tsx';

interface ReceiptReviewProps {
  receipt: ReceiptDetail;
  /** Taken for a new transaction unless another is chosen. */
  accountId: string | null;
  onAccount: (accountId: string) => void;
  /** It is saved or removed: on to the next. */
  onDone: () => void;
}

const labels: Record<FieldName, string> = {
  merchant: 'Merchant',
  date: 'Date',
  total: 'Total',
  currency: 'Currency',
  time: 'Time',
  subtotal: 'Subtotal',
  tax: 'Tax',
  tip: 'Tip',
  paymentMethod: 'Paid by',
};

/** The picture and what was read from it, side by side. */
export function ReceiptReview({ receipt, accountId, onAccount, onDone }: ReceiptReviewProps) {
  const { reading } = receipt;
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Draft>(() => draftOf(receipt, accountId));
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const [targetChosen, setTargetChosen] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const { data: matches = [] } = useQuery(
    orpc.receipts.matches.queryOptions({
      input: { amountMinor: draft.amountMinor, currency: draft.currency, date: draft.date, payee: draft.payee.slice(0, 200) },
      placeholderData: keepPreviousData,
    }),
  );
  const likely = matches.find((match) => match.likely)?.id ?? null;
  // Until a person chooses, what is likely stands.
  const matchId = targetChosen ? draft.matchId : likely;
  const match = matches.find(({ id }) => id === matchId) ?? null;
  const wholeMinor = match ? Math.abs(match.amountMinor) : draft.amountMinor;
  const noSplit =
    match && match.currency !== draft.currency ? `The bank booked it in ${match.currency}: split it there, in the list of transactions.` : null;

  const change = (next: Partial<Draft>, field?: FieldName) => {
    setWrong(null);
    setDraft((now) => ({ ...now, ...next }));
    if (field) setLooked((now) => new Set(now).add(field));
  };
  const refuse = (field: string, message: string) => {
    setWrong(message);
    focusField(form.current, field);
  };

  const save = useMutation({
    meta: { quiet: true },
    mutationFn: (act: () => Promise<ChangeRef>) => act(),
    onSuccess: (done) => {
      offerUndo(done);
      onDone();
    },
    onError: (error) => setWrong(sentenceFor(error)),
  });
  const submit = () => {
    if (save.isPending) return;
    const shares = partsOf({ ...draft, split: draft.split && noSplit === null }, wholeMinor ?? 0);
    if (match) {
      if ('problem' in shares) return setWrong(shares.problem);
      const { categoryId } = draft;
      // A guess must not overwrite what the transaction has; a choice may.
      const chosen = looked.has('category') ? categoryId : null;
      return save.mutate(() => client.receipts.attach({ id: receipt.id, transactionId: match.id, categoryId: chosen, parts: shares.parts }));
    }
    const { payee, date, amountMinor, currency, categoryId, note } = draft;
    const account = draft.accountId ?? accountId;
    if (!payee.trim()) return refuse('merchant', 'Say who was paid.');
    if (!date) return refuse('date', 'Say which day it was.');
    if (!amountMinor) return refuse('total', 'Say how much it was.');
    if ('problem' in shares) return setWrong(shares.problem);
    if (!account) return setWrong('Choose an account.');
    save.mutate(() =>
      client.receipts.create({
        id: receipt.id,
        accountId: account,
        draft: { payee: payee.trim(), date, amountMinor, currency, categoryId, note, parts: shares.parts },
      }),
    );
  };
  useShortcuts({ 'mod+enter': { run: submit, label: 'Save the receipt', group: 'Receipts', everywhere: true } });

  const boxes = useBoxes(reading, draft);
  const size = useMemo(() => reading && { width: reading.width, height: reading.height }, [reading]);
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const field = event.target.closest<HTMLElement>('[data-field]')?.dataset['field'];
    if (field) setActive(field);
  };
  const mark = (field: FieldName) => isUnsure(reading, field) && !looked.has(field);

  return (
    <>
      <ReceiptPicture
        id={receipt.id}
        version={reading ? 'read' : 'file'}
        size={size}
        boxes={boxes}
        active={active}
        onChoose={(key) => {
          setActive(key);
          focusField(form.current, key);
        }}
      />
      <form
        ref={form}
        aria-label="What was read"
        className="flex w-[392px] shrink-0 flex-col border-l border-line bg-surface"
        onFocus={onFocus}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-4">
          <ReceiptHead receipt={receipt} onDone={onDone} />
          <LabelledField label="Merchant" field="merchant" unsure={mark('merchant')} missing={reading !== null && !draft.payee}>
            {(ids) => (
              <PayeeField
                {...ids}
                value={draft.payee}
                onChange={(payee) => change({ payee }, 'merchant')}
                onChoose={(payee, categoryId) => change({ payee, ...(categoryId && !draft.categoryId ? { categoryId } : {}) }, 'merchant')}
              />
            )}
          </LabelledField>
          <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_100px] gap-2">
            <LabelledField label="Date" field="date" unsure={mark('date')} missing={reading !== null && !draft.date}>
              {(ids) => <DateField {...ids} value={draft.date} onChange={(date) => change({ date }, 'date')} />}
            </LabelledField>
            <LabelledField label="Total" field="total" unsure={mark('total')} missing={reading !== null && draft.amountMinor === null}>
              {(ids) => (
                <AmountField
                  {...ids}
                  value={draft.amountMinor}
                  currency={draft.currency}
                  onChange={(amountMinor) => change({ amountMinor }, 'total')}
                />
              )}
            </LabelledField>
            <LabelledField label="Currency" field="currency" unsure={mark('currency')}>
              {(ids) => (
                <CurrencyPicker
                  {...ids}
                  // The code is enough where there is little room.
                  className="[&_span_span]:hidden"
                  value={draft.currency}
                  onChange={(currency) => change({ currency }, 'currency')}
                />
              )}
            </LabelledField>
          </div>
          <div className="grid grid-cols-2 gap-2">
            <LabelledField label="Category" field="category">
              {(ids) => (
                <CategoryPicker
                  {...ids}
                  value={draft.categoryId}
                  nullLabel="No category"
                  onChange={(categoryId) => {
                    change({ categoryId });
                    setLooked((now) => new Set(now).add('category'));
                  }}
                />
              )}
            </LabelledField>
            <LabelledField label="Note" field="note">
              {(ids) => (
                <Input {...ids} value={draft.note} maxLength={2000} disabled={match !== null} onChange={(event) => change({ note: event.target.value })} />
              )}
            </LabelledField>
          </div>
          {reading && <Facts reading={reading} currency={draft.currency} onChoose={setActive} />}
          <ReceiptTarget
            matches={matches}
            matchId={matchId}
            accountId={draft.accountId ?? accountId}
            onMatch={(next) => {
              setTargetChosen(true);
              change({ matchId: next?.id ?? null });
            }}
            onAccount={(next) => {
              change({ accountId: next });
              if (next) onAccount(next);
            }}
          />
          <ReceiptItems draft={draft} reading={reading} wholeMinor={wholeMinor} noSplit={noSplit} onChange={change} />
        </div>
        <div className="border-t border-line px-4 py-3">
          <p role="alert" className={wrong ? 'mb-2 text-small text-error' : 'sr-only'}>
            {wrong}
          </p>
          <div className="flex justify-end gap-2">
            <Button onClick={onDone}>Later</Button>
            <Button type="submit" variant="primary" disabled={save.isPending} title="Ctrl+Enter">
              {match ? 'Attach to the booking' : 'Add the transaction'}
            </Button>
          </div>
        </div>
      </form>
    </>
  );
}

/** The file, and what can be done with it as such. */
function ReceiptHead({ receipt, onDone }: { receipt: ReceiptDetail; onDone: () => void }) {
  const again = useMutation(orpc.receipts.read.mutationOptions());
  const remove = async () => {
    try {
      offerUndo(await client.receipts.remove({ ids: [receipt.id] }));
      onDone();
    } catch (error) {
      showToast({ message: sentenceFor(error), tone: 'error' });
    }
  };
  return (
    <div>
      <div className="flex items-center justify-between gap-2">
        <span className="min-w-0 truncate text-small text-muted" title={receipt.name}>
          {receipt.name}
        </span>
        <span className="flex shrink-0 gap-1">
          <Button size="sm" variant="ghost" disabled={again.isPending} onClick={() => again.mutate({ ids: [receipt.id] })}>
            {receipt.reading ? 'Read again' : 'Read it'}
          </Button>
          <Button size="icon" variant="ghost" aria-label="Remove this receipt" onClick={() => void remove()}>
            <Trash2 size={14} aria-hidden />
          </Button>
        </span>
      </div>
      {receipt.problem && <p className="text-small text-warning">{receipt.problem}</p>}
      {receipt.status === 'stopped' && <p className="text-small text-muted">It was not read. Enter it by hand, or read it now.</p>}
    </div>
  );
}

interface LabelledFieldProps {
  label: string;
  field: string;
  unsure?: boolean;
  missing?: boolean;
  children: (ids: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
}

function LabelledField({ label, field, unsure = false, missing = false, children }: LabelledFieldProps) {
  const id = useId();
  const note = unsure ? '· sure?' : missing ? '· not found' : null;
  return (
    <div data-field={field} className="flex min-w-0 flex-col gap-1">
      <div className="flex gap-1 text-small whitespace-nowrap">
        <label htmlFor={id} className="text-muted">
          {label}
        </label>
        {note && (
          <span id={`${id}-note`} className="text-warning">
            {note}
          </span>
        )}
      </div>
      {children({ id, 'aria-describedby': note ? `${id}-note` : undefined })}
    </div>
  );
}

const paidBy = { cash: 'cash', card: 'card', mobile: 'phone', voucher: 'voucher', cheque: 'cheque', transfer: 'transfer' };

/** What else was read: shown, pointed at on the picture, and not saved. */
function Facts({ reading, currency, onChoose }: { reading: ReceiptReading; currency: string; onChoose: (field: string) => void }) {
  const money = (minor: number | null) => minor !== null && <Amount minor={minor} currency={currency} />;
  const facts: [FieldName, ReactNode][] = [
    ['time', reading.time.value],
    ['subtotal', money(reading.subtotal.value)],
    ['tax', money(reading.tax.value)],
    ['tip', money(reading.tip.value)],
    ['paymentMethod', reading.paymentMethod.value && paidBy[reading.paymentMethod.value]],
  ];
  const known = facts.filter(([, value]) => value !== null && value !== false);
  if (known.length === 0) return null;
  return (
    <ul aria-label="Also on it" className="flex flex-wrap gap-x-3 gap-y-1 text-small text-muted">
      {known.map(([field, value]) => (
        <li key={field} data-field={field}>
          <button type="button" className="rounded-[4px] hover:text-ink" onClick={() => onChoose(field)}>
            {labels[field]} {value}
            {isUnsure(reading, field) && <span className="text-warning"> · sure?</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function useBoxes(reading: ReceiptReading | null, draft: Draft): PictureBox[] {
  return useMemo(() => {
    if (!reading) return [];
    const fields = (Object.keys(labels) as FieldName[]).flatMap((key) => {
      const { box } = reading[key];
      return box ? [{ key: key as string, label: labels[key], box }] : [];
    });
    const items = draft.items.flatMap(({ key, name, box }) => (box ? [{ key: `item-${key}`, label: name, box }] : []));
    // The field that is read from a part of an item's line lies above it.
    return [...items, ...fields];
  }, [reading, draft.items]);
}

function focusField(form: HTMLFormElement | null, field: string): void {
  form?.querySelector<HTMLElement>(`[data-field="${field}"] :is(input, button)`)?.focus();
}
