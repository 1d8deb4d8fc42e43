import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { notificationKind, type NotificationKind } from '#shared/contract/notifications.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { kindWords } from './kind-words.ts';
import { NotificationRow } from './notification-row.tsx';

type State = 'all' | 'unread' | 'snoozed';

const states: { value: State; label: string }[] = [
  { value: 'all', label: 'Read and unread' },
  { value: 'unread', label: 'Unread' },
  { value: 'snoozed', label: 'Snoozed' },
];
const ANY = 'any';
const kinds = [
  { value: ANY, label: 'Every kind' },
  ...notificationKind.options.map((kind) => ({ value: kind, label: kindWords[kind].name })),
];

const nothing: Record<State, { title: string; text: string }> = {
  all: { title: 'Nothing yet', text: 'Bills that fall due, budgets that run out and other news appear here.' },
  unread: { title: 'All read', text: 'Nothing here is unread.' },
  snoozed: { title: 'Nothing snoozed', text: 'What you put off waits here until its time comes.' },
};

/** The inbox: what Saldo had to say, latest first. */
export function NotificationsPage() {
  const [state, setState] = useState<State>('all');
  const [kind, setKind] = useState<NotificationKind | null>(null);
  const { data: unread = 0 } = useQuery(orpc.notifications.unreadCount.queryOptions());
  const list = useInfiniteQuery(
    orpc.notifications.list.infiniteOptions({
      input: (cursor: string | null) => ({ kind, state, cursor }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.cursor,
    }),
  );
  const readAll = useMutation(orpc.notifications.markAllRead.mutationOptions());
  const items = list.data?.pages.flatMap((page) => page.items);
  const settings = (
    <Button asChild>
      <Link to="/settings" hash="notifications">
        Settings
      </Link>
    </Button>
  );
  return (
    <Page
      title="Notifications"
      actions={
        <>
          <Button disabled={unread === 0 || readAll.isPending} onClick={() => readAll.mutate({ kind })}>
            Mark all read
          </Button>
          {settings}
        </>
      }
    >
      <div className="mx-auto flex max-w-[760px] flex-col gap-3 pb-10">
        <div className="flex gap-2">
          <Select aria-label="Which" className="w-44" value={state} onChange={setState} options={states} />
          <Select
            aria-label="Kind"
            className="w-52"
            value={kind ?? ANY}
            onChange={(chosen) => setKind(chosen === ANY ? null : (chosen as NotificationKind))}
            options={kinds}
          />
        </div>
        {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
        {!items && !list.error && <SkeletonRows rows={5} />}
        {items?.length === 0 && <EmptyState title={nothing[state].title}>{nothing[state].text}</EmptyState>}
        {items && items.length > 0 && (
          <ul aria-label="Notifications" className="overflow-hidden rounded-card border border-line bg-surface">
            {items.map((item) => (
              <NotificationRow key={item.id} item={item} />
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <Button className="self-center" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older ones
          </Button>
        )}
      </div>
    </Page>
  );
}
