import { app, shell } from 'electron';
import { isAppUrl } from './app-origin.ts';

/** The page stays the page: no other address, no second window, no webview. Web links open in the user's browser. */
export function setupNavigationLocks(): void {
  app.on('web-contents-created', (_created, contents) => {
    const keepHome = (event: { url: string; preventDefault(): void }): void => {
      if (!isAppUrl(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', keepHome);
    contents.on('will-frame-navigate', keepHome);
    contents.on('will-redirect', keepHome);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openInBrowser(url);
      return { action: 'deny' };
    });
  });
}

/** Other schemes can start programs: they are dropped. */
function openInBrowser(url: string): void {
  if (URL.parse(url)?.protocol === 'https:') void shell.openExternal(url);
}
