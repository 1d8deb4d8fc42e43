import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

/** Asks for the day, and says what an account that is not empty still holds. */
export function CloseDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const format = useFormat();
  const [date, setDate] = useState<string | null>(localToday());
  const close = useMutation(
    orpc.accounts.close.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onClose();
      },
    }),
  );
  const held = account.valueMinor !== 0;
  const atDate = fieldOf(close.error) === 'date';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Close ${account.name}`}
      description="It leaves the lists to choose from. Its transactions stay in every report."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (date) close.mutate({ id: account.id, date, anyway: held });
        }}
      >
        <Field label="Closed on" error={atDate ? sentenceFor(close.error) : undefined}>
          {(ids) => <DateField {...ids} autoFocus value={date} onChange={setDate} />}
        </Field>
        {held && (
          <p role="status" className="mt-3 text-warning">
            It still stands at {format.money(account.valueMinor, account.currency, { show: 'always' })}. Closed like
            this, that stays in your net worth.
          </p>
        )}
        {close.error && !atDate && <p role="alert" className="mt-3 text-error">{sentenceFor(close.error)}</p>}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!date || close.isPending}>
            {held ? 'Close all the same' : 'Close account'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
