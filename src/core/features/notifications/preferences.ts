import {
  notificationKind,
  notificationPreferences,
  type NotificationPreferences,
} from '#shared/contract/notifications.ts';
import type { Database } from '../../ledger/database.ts';
import { createNotificationRepository } from './repository.ts';

const KEY = 'notifications';

const DEFAULTS: NotificationPreferences = {
  kinds: {
    ...(Object.fromEntries(notificationKind.options.map((kind) => [kind, 'show'])) as NotificationPreferences['kinds']),
    // The person is looking at the import already.
    'import-finished': 'inbox',
  },
  quietHours: { on: true, from: '22:00', to: '08:00' },
  digest: { on: false, at: '09:00' },
  browser: false,
};

export function readPreferences(db: Database): NotificationPreferences {
  const stored = (createNotificationRepository(db).readSetting(KEY) ?? {}) as Partial<NotificationPreferences>;
  return notificationPreferences.parse({ ...DEFAULTS, ...stored, kinds: { ...DEFAULTS.kinds, ...stored.kinds } });
}

export function writePreferences(db: Database, preferences: NotificationPreferences): void {
  createNotificationRepository(db).writeSetting(KEY, preferences);
}
