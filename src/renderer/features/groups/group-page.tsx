import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { GroupDetail, GroupExpense } from '#shared/contract/groups.ts';
import { client, orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote, sentenceFor } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { offerUndo } from '../shell/undo.ts';
import { BalancesCard } from './balances-card.tsx';
import { EditGroupDialog } from './edit-group-dialog.tsx';
import { ExpenseDetails } from './expense-details.tsx';
import { ExpenseDialog } from './expense-dialog.tsx';
import { ExpenseList } from './expense-list.tsx';
import { MembersCard } from './members-card.tsx';
import { SchedulesCard } from './schedules-card.tsx';
import { SpendingCard } from './spending-card.tsx';

const route = getRouteApi('/groups/$id');
const PAGE = 200;

/** A group: its expenses at the left; who owes whom, what was spent and who is in it at the right. */
export function GroupPage() {
  const { id } = route.useParams();
  const { data: group, error } = useQuery(orpc.groups.get.queryOptions({ input: { id }, retry: false }));
  if (error) {
    return (
      <Page title="Group">
        <EmptyState
          title="That group is not there any more"
          actions={
            <Button asChild>
              <Link to="/groups">All groups</Link>
            </Button>
          }
        />
      </Page>
    );
  }
  if (!group) {
    return (
      <Page title="Group">
        <SkeletonRows rows={8} />
      </Page>
    );
  }
  return <Group group={group} />;
}

type Open = { kind: 'add' | 'group' } | { kind: 'edit' | 'details'; expense: GroupExpense } | null;

function Group({ group }: { group: GroupDetail }) {
  const [open, setOpen] = useState<Open>(null);
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(
    orpc.groups.expenses.infiniteOptions({
      input: (cursor: string | null) => ({ groupId: group.id, cursor, limit: PAGE }),
      initialPageParam: null,
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  const expenses = data?.pages.flatMap((page) => page.rows);
  useShortcuts({ n: { label: 'Add an expense', group: 'Group', run: () => setOpen({ kind: 'add' }) } });
  const close = () => setOpen(null);
  const add = (
    <Button variant="primary" onClick={() => setOpen({ kind: 'add' })}>
      Add expense
    </Button>
  );
  return (
    <Page
      title={group.name}
      actions={
        <>
          <GroupMenu group={group} onEdit={() => setOpen({ kind: 'group' })} />
          {add}
        </>
      }
    >
      <div className="mx-auto grid max-w-[1240px] grid-cols-1 items-start gap-4 pb-10 min-[1100px]:grid-cols-[minmax(0,1fr)_400px]">
        <div className="order-2 flex min-w-0 flex-col gap-4 min-[1100px]:order-1">
          {error && <ErrorNote error={error} />}
          {!expenses && !error && <SkeletonRows rows={8} />}
          {expenses?.length === 0 && (
            <EmptyState title="No expenses yet" actions={add}>
              Write down what somebody paid for others, split in whatever way it was meant.
            </EmptyState>
          )}
          {expenses && expenses.length > 0 && (
            <ExpenseList
              group={group}
              expenses={expenses}
              onOpen={(expense) => setOpen({ kind: 'details', expense })}
            />
          )}
          {hasNextPage && (
            <Button className="self-center" onClick={() => void fetchNextPage()}>
              Show earlier ones
            </Button>
          )}
        </div>
        <div className="order-1 flex min-w-0 flex-col gap-4 min-[1100px]:order-2">
          <BalancesCard group={group} />
          {group.expenseCount > 0 && <SpendingCard group={group} />}
          <SchedulesCard group={group} />
          <MembersCard group={group} />
        </div>
      </div>
      {open?.kind === 'add' && <ExpenseDialog group={group} expense={null} onClose={close} />}
      {open?.kind === 'group' && <EditGroupDialog group={group} onClose={close} />}
      {open?.kind === 'edit' && <ExpenseDialog group={group} expense={open.expense} onClose={close} />}
      {open?.kind === 'details' && (
        <ExpenseDetails
          group={group}
          expense={expenses?.find((each) => each.id === open.expense.id) ?? open.expense}
          onEdit={() => setOpen({ kind: 'edit', expense: open.expense })}
          onClose={close}
        />
      )}
    </Page>
  );
}

function GroupMenu({ group, onEdit }: { group: GroupDetail; onEdit: () => void }) {
  const navigate = useNavigate();
  const remove = useMutation(
    orpc.groups.remove.mutationOptions({
      onSuccess: (change) => {
        offerUndo(change);
        void navigate({ to: '/groups' });
      },
    }),
  );
  const save = async (format: 'json' | 'csv') => {
    try {
      const { name, text } = await client.groups.export({ id: group.id, format });
      saveFile([text], name, format === 'json' ? 'application/json' : 'text/csv');
    } catch (error) {
      showToast({ message: sentenceFor(error), tone: 'error' });
    }
  };
  const item = 'flex h-7 items-center rounded-[5px] px-2 outline-none select-none data-highlighted:bg-hover';
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button size="icon" aria-label={`More for ${group.name}`} className="h-[30px] w-[30px]">
          <Ellipsis size={15} aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          className="fade-in z-50 min-w-44 rounded-card border border-line bg-surface p-1 shadow-float"
        >
          <DropdownMenu.Item className={item} onSelect={onEdit}>
            Name and icon…
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={item} onSelect={() => void save('json')}>
            Export as JSON
          </DropdownMenu.Item>
          <DropdownMenu.Item className={item} onSelect={() => void save('csv')}>
            Export as CSV
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={item} onSelect={() => remove.mutate({ id: group.id })}>
            Delete group
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
