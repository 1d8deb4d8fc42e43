import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { GroupSummary } from '#shared/contract/groups.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { GroupDialog } from './group-dialog.tsx';
import { GroupIcon } from './group-icon.tsx';

/** Every group with what is open between its members and the person of this ledger. */
export function GroupsPage() {
  const { data: groups } = useQuery(orpc.groups.list.queryOptions());
  const navigate = useNavigate();
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const open = (id: string) => void navigate({ to: '/groups/$id', params: { id } });
  const read = useMutation(
    orpc.groups.import.mutationOptions({
      meta: { quiet: true },
      onSuccess: ({ changeId, label, ...imported }) => {
        const count = format.count(imported.expenses + imported.payments);
        offerUndo({ changeId, label }, `Imported ${imported.name}: ${count} entries, ${imported.members} members.`);
        open(imported.groupId);
      },
    }),
  );
  useShortcuts({ a: { label: 'Add a group', group: 'Groups', run: () => setAdding(true) } });
  const choose = (
    <Button onClick={() => file.current?.click()} disabled={read.isPending}>
      Import a group
    </Button>
  );
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      Add group
    </Button>
  );
  return (
    <Page title="Groups" actions={<>{choose}{add}</>}>
      <input
        ref={file}
        type="file"
        hidden
        aria-label="Group file"
        accept=".json,.csv"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) read.mutate({ file: chosen });
          event.target.value = '';
        }}
      />
      <div className="mx-auto flex max-w-[760px] flex-col gap-4 pb-10">
        {read.error && <ErrorNote error={read.error} />}
        {!groups && <SkeletonRows rows={4} />}
        {groups?.length === 0 && (
          <EmptyState
            title="Share expenses"
            actions={
              <>
                {add}
                {choose}
              </>
            }
          >
            Write down who paid for whom; Saldo keeps the balances and finds the fewest payments that settle them. Files
            of Splitwise and Spliit can be imported. All of it stays on this computer.
          </EmptyState>
        )}
        {groups && groups.length > 0 && (
          <ul className="overflow-hidden rounded-card border border-line bg-surface">
            {groups.map((group) => (
              <GroupRow key={group.id} group={group} />
            ))}
          </ul>
        )}
      </div>
      {adding && <GroupDialog onClose={() => setAdding(false)} onAdded={open} />}
    </Page>
  );
}

function GroupRow({ group }: { group: GroupSummary }) {
  const format = useFormat();
  const facts = [
    `${format.count(group.members)} members`,
    ...(group.lastDate ? [`last ${format.dayShort(group.lastDate)}`] : ['no expenses yet']),
  ];
  return (
    <li className="border-b border-line last:border-b-0">
      <Link
        to="/groups/$id"
        params={{ id: group.id }}
        className="grid h-14 grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-3 px-4 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <GroupIcon name={group.icon} />
        <span className="min-w-0">
          <span className="block truncate font-[560]">{group.name}</span>
          <span className="block truncate text-small text-muted">{facts.join(' · ')}</span>
        </span>
        <span className="text-right">
          <MyBalance minor={group.myBalanceMinor} currency={group.currency} />
        </span>
      </Link>
    </li>
  );
}

/** "you are owed 34.00", never told by colour alone. */
export function MyBalance({ minor, currency }: { minor: number | null; currency: string }) {
  if (minor === null) return null;
  if (minor === 0) return <span className="text-muted">settled up</span>;
  return (
    <span>
      <span className="text-small text-muted">{minor > 0 ? 'you are owed' : 'you owe'} </span>
      <Amount minor={Math.abs(minor)} currency={currency} className="font-[560]" />
    </span>
  );
}
