/**
 * `npm run screenshot -- [--out DIR] [--all]`: the README's picture, from the example ledger. With --all, every page, light and
 * dark, at two sizes, to look at.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from './find-chromium.ts';

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'docs/images' }, all: { type: 'boolean', default: false } },
});

const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium found.');
const host = spawn(process.execPath, ['src/web/main.ts', '--demo', '--no-open', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const url = await printedUrl();
  mkdirSync(values.out, { recursive: true });
  const pages = values.all ? ['', 'transactions', 'accounts', 'net-worth', 'import', 'settings'] : [''];
  const sizes = values.all ? [[1280, 800], [1920, 1080]] as const : [[1280, 800]] as const;
  const schemes = values.all ? (['light', 'dark'] as const) : (['light'] as const);
  for (const [width, height] of sizes) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(url);
      for (const name of pages) {
        await page.evaluate((hash) => (location.hash = `#/${hash}`), name);
        await page.waitForLoadState('networkidle');
        await page.waitForTimeout(600);
        const file = values.all ? `${name || 'dashboard'}-${colorScheme}-${width}.png` : 'dashboard.png';
        await page.screenshot({ path: join(values.out, file) });
        console.log(file);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  host.kill('SIGTERM');
}

async function printedUrl(): Promise<string> {
  for await (const line of createInterface({ input: host.stdout })) {
    const found = /http:\/\/\S+/.exec(line);
    if (found) return found[0];
  }
  throw new Error('The web host did not start.');
}
