import { app, Notification } from 'electron';
import type { Notifier } from '#core/ports.ts';

/** Windows files notifications under this name; the installer's shortcut carries the same. */
const APP_USER_MODEL_ID = 'com.squirrel.Saldo.Saldo';

/** Notifications of the desktop. A newer one of the same tag takes the place of the older. */
export function setupNotifications(onClick: () => void): Notifier {
  if (process.platform === 'win32') app.setAppUserModelId(APP_USER_MODEL_ID);
  // Held here: one that is collected as garbage no longer answers to a click.
  const shown = new Map<string, Notification>();

  return {
    notify({ title, body, tag }) {
      if (!Notification.isSupported()) return;
      shown.get(tag)?.close();
      const notification = new Notification({ title, body });
      notification.on('click', onClick);
      notification.on('close', () => {
        if (shown.get(tag) === notification) shown.delete(tag);
      });
      shown.set(tag, notification);
      notification.show();
    },
  };
}
