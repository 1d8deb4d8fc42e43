import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A Chromium to test with: CHROME_PATH, or one of the usual names in the path. Null when there is none. */
export function findChromium(): string | null {
  const named = process.env['CHROME_PATH'];
  if (named && existsSync(named)) return named;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
      const path = join(folder, name);
      if (existsSync(path)) return path;
    }
  }
  return null;
}
