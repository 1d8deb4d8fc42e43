import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Payee } from '#shared/contract/payees.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { offerUndo } from '../shell/undo.ts';

export function RenamePayee({ payee, onClose }: { payee: Payee; onClose: () => void }) {
  const [name, setName] = useState(payee.name);
  const done = {
    meta: { quiet: true },
    onSuccess: (change: { changeId: number; label: string }) => {
      offerUndo(change);
      onClose();
    },
  };
  const rename = useMutation(orpc.payees.rename.mutationOptions(done));
  const forget = useMutation(orpc.payees.forgetName.mutationOptions(done));
  const failure = rename.error ?? forget.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Rename ${payee.name}`}
      description="All its transactions follow, and so does what your bank calls it the next time."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) rename.mutate({ id: payee.id, name: name.trim() });
        }}
      >
        <Field label="Name" error={failure ? sentenceFor(failure) : undefined}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={200}
              value={name}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {payee.otherNames.length > 0 && (
          <div className="mt-3">
            <p className="text-small text-muted">Names that lead to it</p>
            <ul className="mt-1 flex flex-wrap gap-1">
              {payee.otherNames.map((other) => (
                <li key={other} className="flex h-6 items-center gap-1 rounded-control border border-line bg-hover pl-2 text-small">
                  {other}
                  <button
                    type="button"
                    aria-label={`Make ${other} a payee of its own again`}
                    title="A payee of its own from the next import on"
                    className="flex h-full items-center px-1 text-muted hover:text-ink"
                    onClick={() => forget.mutate({ id: payee.id, name: other })}
                  >
                    <X size={12} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!name.trim() || rename.isPending}>
            Rename
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
