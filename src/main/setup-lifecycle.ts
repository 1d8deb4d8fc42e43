import { app } from 'electron';
import type { AppWindow } from './setup-window.ts';

/**
 * Opens the window again where apps outlive theirs (macOS, and elsewhere while `staysOpen`), and lets the core finish
 * before the process ends.
 */
export function setupLifecycle(window: AppWindow, stop: () => Promise<void>, staysOpen: () => boolean): void {
  app.on('activate', () => window.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' && !staysOpen()) app.quit();
  });

  let stopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    stop().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}
