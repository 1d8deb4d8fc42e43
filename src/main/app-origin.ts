/** The one place where the page lives in the desktop app. */

export const APP_SCHEME = 'app';
export const APP_HOST = 'saldo';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/`;

/** Compared by its parts: the URL class gives schemes of our own no origin. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${APP_SCHEME}:` && parsed.host === APP_HOST && !parsed.username && !parsed.password;
}
