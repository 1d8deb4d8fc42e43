import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ConfirmedEntry, UnderstoodEntry } from '#shared/contract/quick-entry.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { useVoiceEntry } from '../voice/use-voice-entry.ts';
import { VoiceButton, VoiceStatus } from '../voice/voice-button.tsx';
import { EntryFields } from './entry-fields.tsx';

const EXAMPLES = ['45 groceries Tesco and 12 parking', 'lunch at Chipotle yesterday 12.50', 'salary 3,200 came in today'];

type Changes = Partial<UnderstoodEntry>;

/** A sentence, and under it what was understood, to be put right and added. */
export function QuickEntryDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Quick entry"
      description="Say it in a sentence. Nothing is added before you confirm it."
      className="w-[720px]!"
    >
      <QuickEntryForm close={() => onOpenChange(false)} />
    </Dialog>
  );
}

function QuickEntryForm({ close }: { close: () => void }) {
  const format = useFormat();
  const accounts = useAccounts();
  const categories = useCategories();
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [changes, setChanges] = useState<Record<number, Changes>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const say = (sentence: string) => {
    setText(sentence.slice(0, 500));
    setChanges({});
    setWrong(null);
  };
  const voice = useVoiceEntry(say);
  const asked = useDeferredValue(text.trim());
  const { data, isPlaceholderData } = useQuery(
    orpc.quickEntry.understand.queryOptions({
      input: { text: asked },
      enabled: asked.length > 1,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  );
  const add = useMutation(orpc.quickEntry.add.mutationOptions({ meta: { quiet: true } }));
  const understood = asked.length > 1 ? (data?.entries ?? []) : [];
  const entries = understood.map((entry, at) => ({ ...entry, ...changes[at] }));
  // What is on show must be of the sentence as it stands, or Enter would add what nobody has read.
  const current = !isPlaceholderData && asked === text.trim();

  const save = async () => {
    if (!current || add.isPending || entries.length === 0) return;
    const confirmed: ConfirmedEntry[] = [];
    for (const [at, entry] of entries.entries()) {
      if (entry.amountMinor === null) return refuse(at, 'amount', 'How much was it?');
      if (!entry.accountId) return refuse(at, 'account', 'Choose an account.');
      const { type, amountMinor, currency, date, categoryId, accountId, toAccountId, note } = entry;
      const payee =
        entry.payee?.trim() ||
        (type === 'transfer' ? (accounts.byId(toAccountId)?.name ?? 'Transfer') : '') ||
        (categories.byId(categoryId)?.name ?? '');
      if (!payee) return refuse(at, 'payee', 'Say who was paid, or who paid.');
      confirmed.push({ type, amountMinor, currency, date, payee, categoryId, accountId, toAccountId, note });
    }
    try {
      const done = await add.mutateAsync({ entries: confirmed });
      offerUndo(done);
      close();
    } catch (error) {
      setWrong(sentenceFor(error));
    }
  };
  const refuse = (at: number, field: string, message: string) => {
    setWrong(entries.length > 1 ? `${at + 1}: ${message}` : message);
    box.current?.querySelector<HTMLElement>(`[data-entry="${at}"] [data-field="${field}"] :is(input, button)`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Lists that opened from the fields are children in React, not on the page.
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || !box.current?.contains(event.target)) return;
    if (event.defaultPrevented) return;
    event.preventDefault();
    void save();
  };

  return (
    <div ref={box} onKeyDown={onKeyDown}>
      <div className="flex gap-2">
        <Input
          autoFocus
          aria-label="Sentence"
          placeholder={EXAMPLES[0]}
          maxLength={500}
          value={text}
          onChange={(event) => say(event.target.value)}
        />
        <VoiceButton voice={voice} onLeave={close} />
      </div>
      <VoiceStatus voice={voice} />
      {understood.length === 0 ? (
        <p className="mt-3 text-small text-muted">
          For example {EXAMPLES.map((example) => `“${example}”`).join(', ')}. English, Spanish, German, French and Portuguese are
          understood.
        </p>
      ) : (
        <ol aria-label="Understood" className="mt-3 flex flex-col gap-3">
          {entries.map((entry, at) => (
            <li key={at} data-entry={at} className="rounded-card border border-line p-3">
              <EntryFields
                key={asked}
                entry={entry}
                onChange={(change) => {
                  setWrong(null);
                  setChanges((now) => ({ ...now, [at]: { ...now[at], ...change } }));
                }}
              />
            </li>
          ))}
        </ol>
      )}
      <p role="alert" className="mt-2 min-h-5 text-small text-error">
        {wrong}
      </p>
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" disabled={entries.length === 0 || !current || add.isPending} onClick={() => void save()}>
          {entries.length > 1 ? `Add ${format.count(entries.length)}` : 'Add'}
        </Button>
      </DialogActions>
    </div>
  );
}
