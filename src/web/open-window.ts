import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findInstalledBrowser } from './installed-browser.ts';

/**
 * Shows the address: as a window of its own in a Chromium browser, else as a page of the usual browser. Without a
 * display it does nothing; the address was printed.
 */
export function openWindow(url: string, dataFolder: string): void {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const browser = findInstalledBrowser();
  if (browser) {
    const profile = `--user-data-dir=${join(dataFolder, 'browser')}`;
    // Chromium refuses to start as root with its sandbox on.
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    start(browser, [`--app=${url}`, profile, '--no-first-run', '--no-default-browser-check', ...asRoot]);
  } else if (platform === 'darwin') start('open', [url]);
  else if (platform === 'win32') start('explorer.exe', [url]);
  else start('xdg-open', [url]);
}

function start(program: string, args: string[]): void {
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  // A browser that does not start is no harm: the address was printed.
  child.on('error', () => undefined);
  child.unref();
}
