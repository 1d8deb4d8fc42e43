/** In the web host the page shows what the host cannot, once the person has switched it on and the browser agreed. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { client, orpc } from '../../client.ts';

export function useBrowserNotifications(): void {
  const { data: info } = useQuery(orpc.system.info.queryOptions());
  const { data: preferences } = useQuery(orpc.notifications.preferences.queryOptions());
  const on = info?.host === 'web' && preferences?.browser === true && isAllowed();
  const { data: waiting } = useQuery({ ...orpc.notifications.toShow.queryOptions(), enabled: on, refetchInterval: 60_000 });
  const navigate = useNavigate();
  useEffect(() => {
    if (!on) return;
    for (const { tag, ids, title, body, link } of waiting ?? []) {
      // The tag keeps several open pages from showing it several times.
      const shown = new Notification(title, { body, tag });
      shown.onclick = () => {
        window.focus();
        shown.close();
        void client.notifications.setRead({ ids, read: true });
        void navigate({ to: link });
      };
      void client.notifications.markShown({ tag, ids });
    }
  }, [on, waiting, navigate]);
}

export function canNotify(): boolean {
  return 'Notification' in window;
}

function isAllowed(): boolean {
  return canNotify() && Notification.permission === 'granted';
}

/** Asks the person through the browser; only ever called when they switch notifications on. */
export async function askToNotify(): Promise<boolean> {
  return canNotify() && (await Notification.requestPermission()) === 'granted';
}
