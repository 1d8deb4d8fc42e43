import { app, Notification } from 'electron';
import type { Notifier } from '#core/ports.ts';

/** Windows files notifications under this name; the installer's shortcut carries the same. */
const APP_USER_MODEL_ID = 'com.squirrel.Saldo.Saldo';

/**
 * Notifications of the desktop; `onClick` brings the window forward. Buttons are shown where the platform has them
 * (macOS, Windows); elsewhere the click leads to the page that has the same buttons.
 */
export function setupNotifications(onClick: () => void): Notifier {
  if (process.platform === 'win32') app.setAppUserModelId(APP_USER_MODEL_ID);
  // Held here: one that is collected as garbage no longer answers to a click.
  const shown = new Map<string, Notification>();

  return {
    notify({ title, body, tag, actions }, respond) {
      if (!Notification.isSupported()) return false;
      shown.get(tag)?.close();
      const notification = new Notification({
        title,
        body,
        actions: actions.map(({ label }) => ({ type: 'button', text: label })),
      });
      notification.on('click', () => {
        onClick();
        respond('open');
      });
      notification.on('action', ({ actionIndex }) => {
        const action = actions[actionIndex];
        if (action) respond(action.id);
      });
      notification.on('close', () => {
        if (shown.get(tag) === notification) shown.delete(tag);
      });
      shown.set(tag, notification);
      notification.show();
      return true;
    },
  };
}
