import type { Notifier } from '#core/ports.ts';

/** Plain Node can show nothing by itself: notifications wait for an open page, which asks the browser to show them. */
export const pageNotifier: Notifier = { notify: () => false };
