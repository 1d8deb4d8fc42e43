import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { GroupDetail } from '#shared/contract/groups.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { offerUndo } from '../shell/undo.ts';
import { iconNames, type GroupIconName } from './group-icon.tsx';

export function EditGroupDialog({ group, onClose }: { group: GroupDetail; onClose: () => void }) {
  const [name, setName] = useState(group.name);
  const [icon, setIcon] = useState(group.icon as GroupIconName);
  const update = useMutation(
    orpc.groups.update.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ id: group.id, name, icon });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Name and icon">
      <form onSubmit={submit} className="flex flex-col gap-3.5" noValidate>
        <div className="grid grid-cols-[minmax(0,1fr)_140px] gap-3">
          <Field label="Name">
            {(ids) => (
              <Input {...ids} autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Field label="Icon">{(ids) => <Select {...ids} value={icon} onChange={setIcon} options={iconNames} />}</Field>
        </div>
        {update.error && <ErrorNote error={update.error} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={update.isPending || name.trim() === ''}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
