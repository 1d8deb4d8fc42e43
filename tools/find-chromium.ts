import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findInstalledBrowser } from '../src/web/installed-browser.ts';

/** A Chromium to test with: CHROME_PATH, an installed one, or the one that Playwright fetched. Null when there is none. */
export function findChromium(): string | null {
  const installed = findInstalledBrowser();
  if (installed) return installed;
  const fetched = chromium.executablePath();
  return existsSync(fetched) ? fetched : null;
}
