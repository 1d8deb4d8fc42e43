import { useMutation } from '@tanstack/react-query';
import { RadioGroup } from 'radix-ui';
import { useState } from 'react';
import type { Payee } from '#shared/contract/payees.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

/** Asks which of the payees the others become. */
export function MergePayees({ payees, onClose }: { payees: readonly Payee[]; onClose: (merged: boolean) => void }) {
  const format = useFormat();
  const ordered = payees.toSorted((a, b) => b.transactions - a.transactions);
  const [target, setTarget] = useState(ordered[0]?.id ?? '');
  const merge = useMutation(
    orpc.payees.merge.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onClose(true);
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(false)}
      title={`Merge ${format.count(payees.length)} payees`}
      description="Their transactions go to one of them, and their names lead to it from now on."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          merge.mutate({ id: target, others: ordered.filter((payee) => payee.id !== target).map((payee) => payee.id) });
        }}
      >
        <RadioGroup.Root aria-label="Which one stays" value={target} onValueChange={setTarget} className="flex flex-col">
          {ordered.map((payee) => (
            <label key={payee.id} className="flex h-9 items-center gap-2.5">
              <RadioGroup.Item
                value={payee.id}
                aria-label={payee.name}
                className="flex h-4 w-4 shrink-0 items-center justify-center rounded-full border border-faint bg-surface data-[state=checked]:border-accent"
              >
                <RadioGroup.Indicator className="h-2 w-2 rounded-full bg-accent" />
              </RadioGroup.Item>
              <span className="min-w-0 flex-1 truncate">{payee.name}</span>
              <span className="text-small text-muted">{format.count(payee.transactions)}</span>
            </label>
          ))}
        </RadioGroup.Root>
        {merge.error && <ErrorNote error={merge.error} />}
        <DialogActions>
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={merge.isPending}>
            Merge
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
