import type { Logger, Notifier } from '#core/ports.ts';

/** Plain Node can show nothing by itself: that something was due is written down, by its tag alone. */
export function createLogNotifier(logger: Logger): Notifier {
  return { notify: ({ tag }) => logger.info('notification-not-shown', { tag }) };
}
