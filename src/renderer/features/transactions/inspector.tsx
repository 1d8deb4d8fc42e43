import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Transaction, TransactionDetail } from '#shared/contract/transactions.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { cx } from '../../ui/cx.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { TextArea } from '../../ui/input.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Select } from '../../ui/select.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { showToast } from '../../ui/toast.tsx';
import { OriginalField } from '../currencies/original-field.tsx';
import { makeRule } from '../rules/always.ts';
import { offerUndo, undo } from '../shell/undo.ts';
import { mayBeTransfer, TransferField } from '../transfers/transfer-field.tsx';
import { timeAgo } from './time-ago.ts';
import { AttachmentsField } from './attachments-field.tsx';
import { LinkedRow } from './linked-row.tsx';
import { RefundField } from './refund-field.tsx';
import { SplitEditor } from './split-editor.tsx';
import { TagField } from './tag-field.tsx';
import type { TransactionActions, TransactionPatch } from './use-transaction-actions.ts';

interface InspectorProps {
  id: string | null;
  /** The row in the list, shown until the whole is read. */
  row: Transaction | undefined;
  actions: TransactionActions;
  /** It lies over the list, for want of room. */
  floating: boolean;
  /** The parts are being edited; they are read before. */
  splitting: boolean;
  onSplitting: (open: boolean) => void;
  onClose: () => void;
}

/** How long the focus rests on a row before the whole of it is read, in ms. */
const REST = 60;
const SHOWN_CHANGES = 5;

/** The focused transaction whole. */
export function Inspector({ id, row, actions, floating, splitting, onSplitting, onClose }: InspectorProps) {
  const restedId = useRested(id);
  const { data, error } = useQuery(
    orpc.transactions.get.queryOptions({
      input: { id: restedId ?? '' },
      enabled: restedId !== null,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  const detail = data?.id === id ? data : undefined;
  const shown = row ?? detail;
  return (
    <aside
      aria-label="Details"
      className={cx(
        'relative flex w-[312px] shrink-0 flex-col overflow-y-auto border-l border-line bg-surface px-4 py-4',
        floating && 'absolute inset-y-0 right-0 z-20 shadow-float',
      )}
    >
      {floating && (
        <Button variant="ghost" size="icon" aria-label="Hide the details" className="absolute top-3 right-3" onClick={onClose}>
          <X size={15} aria-hidden />
        </Button>
      )}
      {shown ? (
        <Details key={shown.id} shown={shown} detail={detail} actions={actions} onSplit={() => onSplitting(true)} />
      ) : (
        <p className="m-auto max-w-48 text-center text-muted">
          {error && id ? sentenceFor(error) : 'Choose a transaction to see all of it.'}
        </p>
      )}
      {splitting && detail && <SplitEditor row={detail} splits={detail.splits} onClose={() => onSplitting(false)} />}
    </aside>
  );
}

interface DetailsProps {
  shown: Transaction;
  detail: TransactionDetail | undefined;
  actions: TransactionActions;
  onSplit: () => void;
}

const statusOptions = [
  { value: 'pending', label: 'Pending: the bank has not booked it yet' },
  { value: 'cleared', label: 'Cleared' },
  { value: 'reconciled', label: 'Reconciled with a statement' },
] as const;

function Details({ shown, detail, actions, onSplit }: DetailsProps) {
  const format = useFormat();
  const accounts = useAccounts();
  const categories = useCategories();
  const unset = shown.isTransfer ? 'Transfer' : 'Choose a category';
  const change = (patch: TransactionPatch) =>
    actions.change([shown.id], patch).catch((error: unknown) => showToast({ message: sentenceFor(error), tone: 'error' }));
  return (
    <>
      <div className="pr-7 text-small text-muted">
        {format.day(shown.date)} · {accounts.byId(shown.accountId)?.name}
      </div>
      <h2 className="mt-1 text-title font-[620] break-words">{shown.payee}</h2>
      <Amount minor={shown.amountMinor} currency={shown.currency} sign className="text-figure font-[620]" />
      {detail && <OriginalField detail={detail} onChange={(original) => void change({ original })} />}
      {shown.description && <p className="text-small break-words text-muted">{shown.description}</p>}

      {shown.splitCount > 0 ? (
        <Section title="Split">
          <ul>
            {detail?.splits.map((part) => {
              const category = categories.byId(part.categoryId);
              return (
                <li key={part.id} className="flex min-h-8 items-center justify-between gap-3 border-b border-line">
                  <CategoryMark
                    color={category?.color ?? null}
                    name={[category?.name ?? 'No category', part.note].filter(Boolean).join(' · ')}
                  />
                  <Amount minor={part.amountMinor} currency={shown.currency} className="font-[530]" />
                </li>
              );
            })}
          </ul>
          <Button size="sm" className="mt-1.5" disabled={!detail} onClick={onSplit}>
            Change the parts
          </Button>
        </Section>
      ) : (
        <Section title="Category">
          <CategoryPicker
            aria-label={`Category: ${categories.byId(shown.categoryId)?.name ?? unset}`}
            value={shown.categoryId}
            nullLabel="No category"
            placeholder={unset}
            onChange={(categoryId) => void actions.setCategory([shown.id], categoryId)}
          />
          {shown.needsReview && shown.categoryId && (
            <div className="mt-1.5 flex items-center justify-between gap-2">
              <span className="text-small text-warning">
                A guess{shown.confidence === null ? '' : `, ${shown.confidence} % sure`}
              </span>
              <Button size="sm" onClick={() => void actions.setCategory([shown.id], shown.categoryId)}>
                It is right
              </Button>
            </div>
          )}
          <div className="mt-1.5 flex gap-1.5">
            {shown.amountMinor !== 0 && (
              <Button size="sm" onClick={onSplit}>
                Split <Kbd keys="s" />
              </Button>
            )}
            {shown.categoryId && (
              <Button size="sm" onClick={() => void makeRule(shown.id, shown.categoryId)}>
                Always …
              </Button>
            )}
          </div>
        </Section>
      )}

      <Section title="Status">
        <Select
          aria-label="Status"
          value={shown.status}
          options={statusOptions}
          onChange={(status) => void change({ status })}
        />
        {shown.status === 'reconciled' && <Unlock id={shown.id} />}
      </Section>

      <Section title="Note">
        <NoteField shown={shown} actions={actions} />
      </Section>

      <Section title="Tags">
        <TagField
          tags={shown.tags}
          onAdd={(name) => void change({ addTags: [name] })}
          onRemove={(name) => void change({ removeTags: [name] })}
        />
      </Section>

      {detail && (
        <Section title="Files">
          <AttachmentsField transactionId={detail.id} attachments={detail.attachments} />
        </Section>
      )}

      {detail && (detail.isTransfer || mayBeTransfer(detail)) && (
        <Section title={detail.isTransfer ? 'Other side of the transfer' : 'Transfer'}>
          <TransferField detail={detail} />
        </Section>
      )}

      {detail && detail.amountMinor > 0 && !detail.isTransfer && (
        <Section title="Refund">
          <RefundField detail={detail} />
        </Section>
      )}

      {detail && detail.refunds.length > 0 && (
        <Section title="Refunded by">
          {detail.refunds.map((refund) => (
            <LinkedRow key={refund.id} linked={refund} />
          ))}
        </Section>
      )}

      {detail?.reason && (
        <Section title="Why this category">
          <p className="text-small text-muted">{detail.reason}</p>
        </Section>
      )}

      {detail?.importFile && (
        <Section title="Imported from">
          <p className="text-small break-words text-muted">
            {detail.importFile}
            {detail.importLine !== null && `, line ${detail.importLine}`}
          </p>
        </Section>
      )}

      {detail && detail.history.length > 0 && (
        <Section title="History">
          <ul className="flex flex-col gap-1 text-small text-muted">
            {detail.history.slice(0, SHOWN_CHANGES).map((change) => (
              <li key={change.changeId} className="break-words">
                {change.label} · {timeAgo(change.at, format.locale)}
                {change.undoable && (
                  <>
                    {' · '}
                    <button
                      type="button"
                      className="text-ink underline underline-offset-2"
                      aria-label={`Undo: ${change.label}`}
                      onClick={() => void undo(change.changeId)}
                    >
                      Undo
                    </button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-4">
      <h3 className="mb-1 font-[530]">{title}</h3>
      {children}
    </section>
  );
}

/** Saved when it is left, or with Ctrl and Enter. */
function NoteField({ shown, actions }: { shown: Transaction; actions: TransactionActions }) {
  const [text, setText] = useState<string | null>(null);
  const save = () => {
    if (text !== null && text.trim() !== shown.note) {
      actions.change([shown.id], { note: text.trim() }).catch((error: unknown) => {
        showToast({ message: sentenceFor(error), tone: 'error' });
      });
    }
    setText(null);
  };
  return (
    <TextArea
      aria-label="Note"
      rows={2}
      maxLength={2000}
      placeholder="Add a note"
      className="min-h-[50px]! resize-y"
      value={text ?? shown.note}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.blur();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
}

/** The value once it has stayed the same for a moment: keys held down must not read every row they pass. */
function useRested(value: string | null): string | null {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** What was reconciled keeps its amount, date and account until a person says otherwise. */
function Unlock({ id }: { id: string }) {
  const unlock = useMutation(orpc.reconcile.unlock.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  return (
    <div className="mt-1.5 flex items-center justify-between gap-2">
      <span className="text-small text-muted">Amount, date and account are locked.</span>
      <Button size="sm" disabled={unlock.isPending} onClick={() => unlock.mutate({ ids: [id] })}>
        Unlock
      </Button>
    </div>
  );
}
