import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Bell as Icon } from 'lucide-react';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { useBrowserNotifications } from './browser-notifications.ts';

const MOST_SHOWN = 99;

/** The way to the inbox, with how much in it is unread. */
export function Bell() {
  const { data: unread = 0 } = useQuery(orpc.notifications.unreadCount.queryOptions());
  const navigate = useNavigate();
  useBrowserNotifications();
  useShortcuts({ 'g n': { label: 'Notifications', group: 'Go to', run: () => void navigate({ to: '/notifications' }) } });
  const label = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`;
  return (
    <Button asChild variant="ghost" size="icon" className="relative" title="Notifications (g n)">
      <Link to="/notifications" aria-label={label}>
        <Icon size={16} className="shrink-0" aria-hidden />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute -top-1 -right-1 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-[620] text-on-accent tabular-nums"
          >
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
        )}
      </Link>
    </Button>
  );
}
