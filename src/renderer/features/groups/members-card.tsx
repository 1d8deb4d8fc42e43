import { useMutation } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { GroupDetail } from '#shared/contract/groups.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { offerUndo } from '../shell/undo.ts';

/** Who is in the group: renamed in place, added, taken out while nothing names them. */
export function MembersCard({ group }: { group: GroupDetail }) {
  const [name, setName] = useState('');
  const done = { meta: { quiet: true }, onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const add = useMutation(orpc.groups.addMember.mutationOptions(done));
  const rename = useMutation(orpc.groups.renameMember.mutationOptions(done));
  const setMe = useMutation(orpc.groups.setMe.mutationOptions(done));
  const remove = useMutation(orpc.groups.removeMember.mutationOptions(done));
  const failed = add.error ?? rename.error ?? setMe.error ?? remove.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    add.mutate({ groupId: group.id, name }, { onSuccess: () => setName('') });
  };
  return (
    <Card title="Members">
      <ul className="flex flex-col gap-1">
        {group.members.map((member) => (
          <li key={`${member.id} ${member.name}`} className="grid grid-cols-[minmax(0,1fr)_70px_26px] items-center gap-2">
            <Input
              aria-label={`Name of ${member.name}`}
              className="border-transparent"
              maxLength={60}
              defaultValue={member.name}
              onBlur={(event) => {
                const next = event.target.value.trim();
                if (next === '') event.target.value = member.name;
                else if (next !== member.name) rename.mutate({ id: member.id, name: next });
              }}
              onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
            />
            {member.isMe ? (
              <span className="text-center text-small text-muted">you</span>
            ) : (
              <Button
                variant="ghost"
                size="sm"
                className="justify-center"
                aria-label={`It is me: ${member.name}`}
                onClick={() => setMe.mutate({ id: member.id })}
              >
                It is me
              </Button>
            )}
            {member.isMe ? (
              <span />
            ) : (
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Take ${member.name} out`}
                onClick={() => remove.mutate({ id: member.id })}
              >
                <X size={14} aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="mt-2 grid grid-cols-[minmax(0,1fr)_auto] gap-2">
        <Input
          aria-label="Name of a new member"
          placeholder="Another member"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={add.isPending}>
          Add
        </Button>
      </form>
      {failed && (
        <p role="alert" className="mt-2 text-small text-error">
          {sentenceFor(failed)}
        </p>
      )}
    </Card>
  );
}
