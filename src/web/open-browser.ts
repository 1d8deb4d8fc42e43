import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUMS: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave-browser'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** A window of its own (Chromium's app mode) where a Chromium is found, else the default browser, else nothing. */
export function openBrowser(url: string, dataFolder: string): void {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const chromium = findChromium();
  if (chromium) {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    run(chromium, [`--app=${url}`, `--user-data-dir=${join(dataFolder, 'browser')}`, '--no-first-run', ...asRoot]);
  } else if (process.platform === 'darwin') run('open', [url]);
  else if (process.platform === 'win32') run('cmd', ['/c', 'start', '', url]);
  else run('xdg-open', [url]);
}

function findChromium(): string | null {
  for (const name of CHROMIUMS[process.platform] ?? []) {
    const places = name.includes('/') || name.includes('\\') ? [''] : (process.env['PATH'] ?? '').split(delimiter);
    for (const place of places) {
      const path = place ? join(place, name) : name;
      if (existsSync(path)) return path;
    }
  }
  return null;
}

/** The address is printed already, so a browser that does not open is no failure. */
function run(command: string, args: string[]): void {
  spawn(command, args, { detached: true, stdio: 'ignore' })
    .on('error', () => undefined)
    .unref();
}
