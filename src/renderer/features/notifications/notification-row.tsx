import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Clock, Mail, MailOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { AppNotification } from '#shared/contract/notifications.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Popover } from '../../ui/popover.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { kindWords } from './kind-words.ts';
import { snoozeTimes } from './snooze-times.ts';

/** One entry of the inbox. Unread ones are told by a dot and weight, and in words for a screen reader. */
export function NotificationRow({ item }: { item: AppNotification }) {
  const format = useFormat();
  const setRead = useMutation(orpc.notifications.setRead.mutationOptions());
  const act = useMutation(orpc.notifications.act.mutationOptions());
  const remove = useMutation(orpc.notifications.remove.mutationOptions());
  const { icon: Icon, name } = kindWords[item.kind];
  const unread = item.readAt === null;
  const ids = [item.id];
  const title = cx('block truncate', unread && 'font-[620]');
  return (
    <li className="flex items-start gap-3 border-b border-line px-4 py-2.5 last:border-b-0">
      <span className="relative mt-0.5 text-muted" title={name}>
        <Icon size={16} aria-hidden />
        {unread && <span aria-hidden className="absolute -top-1 -left-2 h-1.5 w-1.5 rounded-full bg-accent" />}
      </span>
      <div className="min-w-0 flex-1">
        {item.link ? (
          <Link
            to={item.link}
            className={cx(title, 'hover:underline')}
            onClick={() => unread && setRead.mutate({ ids, read: true })}
          >
            {item.title}
          </Link>
        ) : (
          <span className={title}>{item.title}</span>
        )}
        <p className="text-muted">{item.body}</p>
        <p className="text-small text-muted">
          {unread && <span className="sr-only">Unread. </span>}
          {name} · {format.instant(item.createdAt)}
          {item.snoozedUntil && unread && ` · snoozed until ${format.instant(item.snoozedUntil)}`}
        </p>
      </div>
      <div className="flex items-center gap-1">
        {unread &&
          item.actions
            .filter((action) => action.id !== 'snooze')
            .map((action) => (
              <Button
                key={action.id}
                size="sm"
                disabled={act.isPending}
                aria-label={`${action.label}: ${item.title}`}
                onClick={() => act.mutate({ id: item.id, action: action.id })}
              >
                {action.label}
              </Button>
            ))}
        {unread && <SnoozeButton item={item} />}
        <Button
          size="icon"
          variant="ghost"
          aria-label={`${unread ? 'Mark read' : 'Mark unread'}: ${item.title}`}
          title={unread ? 'Mark read' : 'Mark unread'}
          onClick={() => setRead.mutate({ ids, read: unread })}
        >
          {unread ? <MailOpen size={14} aria-hidden /> : <Mail size={14} aria-hidden />}
        </Button>
        <Button
          size="icon"
          variant="ghost"
          aria-label={`Delete: ${item.title}`}
          title="Delete"
          onClick={() => remove.mutate({ ids })}
        >
          <Trash2 size={14} aria-hidden />
        </Button>
      </div>
    </li>
  );
}

function SnoozeButton({ item }: { item: AppNotification }) {
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const snooze = useMutation(orpc.notifications.snooze.mutationOptions({ onSuccess: () => setOpen(false) }));
  return (
    <Popover
      label="Snooze until"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="flex w-60 flex-col p-1"
      trigger={
        <Button size="icon" variant="ghost" aria-label={`Snooze: ${item.title}`} title="Snooze">
          <Clock size={14} aria-hidden />
        </Button>
      }
    >
      {snoozeTimes(new Date()).map(({ name, until }) => (
        <button
          key={name}
          type="button"
          className="flex h-8 items-center justify-between gap-4 rounded-[5px] px-2 text-left hover:bg-hover"
          onClick={() => snooze.mutate({ id: item.id, until: until.toISOString() })}
        >
          <span>{name}</span>
          <span className="text-small text-muted">{format.instant(until.toISOString())}</span>
        </button>
      ))}
    </Popover>
  );
}
