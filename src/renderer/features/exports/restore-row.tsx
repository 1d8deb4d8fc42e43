import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RestorePreview } from '#shared/contract/exports.ts';
import { client } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Row } from '../settings/section.tsx';

/** What crosses to the core at a time: small enough to show progress, large enough to be quick. */
const PART_BYTES = 4 * 1024 * 1024;

type Step =
  | { name: 'rest' }
  | { name: 'reading'; share: number }
  | { name: 'asking'; preview: RestorePreview }
  | { name: 'restoring'; preview: RestorePreview; share: number };

/** Chooses an exported ledger, says what is in it and what it would replace, and puts it in place. */
export function RestoreRow() {
  const format = useFormat();
  const toast = useToast();
  const queries = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController | null>(null);
  const [step, setStep] = useState<Step>({ name: 'rest' });
  const percent = (share: number) => `${format.count(Math.floor(share * 100))} %`;

  const attempt = async (work: (signal: AbortSignal) => Promise<void>) => {
    const stop = new AbortController();
    abort.current = stop;
    try {
      await work(stop.signal);
    } catch (error) {
      setStep({ name: 'rest' });
      toast.show(
        stop.signal.aborted
          ? { message: 'Stopped. Your ledger is as it was.' }
          : { message: sentenceFor(error), tone: 'error' },
      );
    }
  };

  const read = (file: File) =>
    attempt(async (signal) => {
      setStep({ name: 'reading', share: 0 });
      const { restoreId } = await client.exports.restoreOpen(undefined, { signal });
      for (let at = 0; at < file.size; at += PART_BYTES) {
        const part = new File([file.slice(at, at + PART_BYTES)], file.name);
        await client.exports.restorePart({ restoreId, part }, { signal });
        setStep({ name: 'reading', share: Math.min(1, (at + PART_BYTES) / file.size) });
      }
      setStep({ name: 'asking', preview: await client.exports.restorePreview({ restoreId }, { signal }) });
    });

  const restore = (preview: RestorePreview) =>
    attempt(async (signal) => {
      setStep({ name: 'restoring', preview, share: 0 });
      const request = { restoreId: preview.restoreId, replace: true };
      for await (const { done, total, restored } of await client.exports.restore(request, { signal })) {
        if (!restored) setStep({ name: 'restoring', preview, share: total > 0 ? done / total : 0 });
        else {
          setStep({ name: 'rest' });
          await queries.invalidateQueries();
          const kept = restored.copy ? ` The ledger before it is kept as ${restored.copy}.` : '';
          toast.show({ message: `${format.count(restored.transactions)} transactions restored.${kept}` });
        }
      }
    });

  const cancel = () => {
    abort.current?.abort();
    if (step.name === 'asking') void client.exports.restoreCancel({ restoreId: step.preview.restoreId });
    if (step.name !== 'restoring') setStep({ name: 'rest' });
  };

  return (
    <Row name="Restore a ledger" note="From a JSON file that Saldo exported. You see what is in it before anything changes.">
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="Exported ledger"
        accept=".json,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void read(file);
        }}
      />
      {step.name === 'reading' ? (
        <Button onClick={cancel}>Stop · {percent(step.share)}</Button>
      ) : (
        <Button onClick={() => chooser.current?.click()}>Choose a file…</Button>
      )}
      {(step.name === 'asking' || step.name === 'restoring') && (
        <Dialog
          open
          onOpenChange={(open) => !open && cancel()}
          title="Restore this ledger?"
          description={`Exported ${format.instant(step.preview.exportedAt)} by Saldo ${step.preview.app}`}
        >
          <Contents preview={step.preview} />
          <DialogActions>
            <Button onClick={cancel}>Cancel</Button>
            {step.name === 'restoring' ? (
              <Button variant="primary" disabled>
                Restoring · {percent(step.share)}
              </Button>
            ) : (
              <Button variant="primary" onClick={() => void restore(step.preview)}>
                {step.preview.current.transactions > 0 ? 'Replace my ledger' : 'Restore'}
              </Button>
            )}
          </DialogActions>
        </Dialog>
      )}
    </Row>
  );
}

function Contents({ preview }: { preview: RestorePreview }) {
  const format = useFormat();
  const { current, firstDate, lastDate } = preview;
  return (
    <div className="flex flex-col gap-3">
      <table className="w-full">
        <caption className="sr-only">Accounts in the file</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Transactions</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {preview.accounts.map((account, at) => (
            <tr key={at} className="h-8">
              <td className="truncate">
                {account.name} <span className="text-small text-muted">{account.currency}</span>
              </td>
              <td className="text-right">{format.count(account.transactions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-muted">
        {format.count(preview.transactions)} transactions
        {firstDate && lastDate && ` from ${format.day(firstDate)} to ${format.day(lastDate)}`}, {format.count(preview.payees)}{' '}
        payees, {format.count(preview.categories)} categories.
      </p>
      {preview.attachments > 0 && (
        <p className="text-warning">
          {format.count(preview.attachments)} attached files are named in it but not in it: copy the folder “attachments” beside
          the ledger yourself.
        </p>
      )}
      {current.transactions > 0 && (
        <p>
          It takes the place of your {format.count(current.transactions)} transactions in {format.count(current.accounts)}{' '}
          accounts. A copy of the ledger as it is now is kept beside it.
        </p>
      )}
    </div>
  );
}
