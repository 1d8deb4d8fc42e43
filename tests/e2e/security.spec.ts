import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './app-fixture.ts';

test('the address loses its key once the page is in', async ({ page, app }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(page.url()).not.toContain('key');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  expect(new URL(app.url).hostname).toBe('127.0.0.1');
});

test('a browser without the key sees nothing', async ({ browser, app }) => {
  const stranger = await browser.newPage();
  const answer = await stranger.goto(new URL('/', app.url).href);
  expect(answer?.status()).toBe(403);
  await expect(stranger.locator('body')).toContainText('Open Saldo with the address that it printed');
  await stranger.close();
});

test('the page obeys its own policy while it is used', async ({ page, app }) => {
  const broken: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) broken.push(message.text());
  });
  await app.onboard();
  for (const path of ['', 'transactions', 'import', 'settings']) {
    await page.goto(`${new URL('/', app.url).href}#/${path}`);
    await page.waitForLoadState('networkidle');
  }
  await page.keyboard.press('?');
  await page.waitForTimeout(300);
  expect(broken).toEqual([]);
});

test('scripts from elsewhere and from the page itself are not run', async ({ page }) => {
  const ran = await page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.ranInline = true';
    document.head.append(inline);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.ranHandler = true');
    image.src = '/missing.png';
    document.body.append(image);
    // Later: while the browser's tools run this function, they allow it more than a page may.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const evaluated = (() => {
      try {
        return new Function('return true')() as boolean;
      } catch {
        return false;
      }
    })();
    return { inline: 'ranInline' in window, handler: 'ranHandler' in window, evaluated };
  });
  expect(ran).toEqual({ inline: false, handler: false, evaluated: false });
});

test('nothing is sent to other places', async ({ page }) => {
  const blocked = await page.evaluate(async () => {
    const by: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => by.push(`${event.effectiveDirective} ${event.blockedURI}`));
    await Promise.allSettled([fetch('https://example.org/'), fetch('http://127.0.0.1:9/')]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return by;
  });
  expect(blocked).toEqual(['connect-src https://example.org/', 'connect-src http://127.0.0.1:9/']);
});

test('another site in the same browser can neither read, frame nor connect', async ({ page, app, context }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const evil = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'));
  await new Promise<void>((done) => evil.listen(0, '127.0.0.1', done));
  try {
    const visitor = await context.newPage();
    // Another name for the same machine: another site to the browser.
    await visitor.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
    const origin = new URL(app.url).origin;
    const outcome = await visitor.evaluate(async (target) => {
      const read = await fetch(`${target}/`, { credentials: 'include' }).then(
        (response) => response.status,
        () => 'blocked',
      );
      const socket = await new Promise((done) => {
        const attempt = new WebSocket(`${target.replace('http', 'ws')}/rpc`);
        attempt.onopen = () => done('open');
        attempt.onerror = () => done('refused');
      });
      const frame = document.createElement('iframe');
      frame.src = `${target}/`;
      document.body.append(frame);
      await new Promise((done) => setTimeout(done, 500));
      return { read, socket };
    }, origin);
    expect(outcome).toEqual({ read: 'blocked', socket: 'refused' });
    expect(visitor.frames().filter((frame) => frame.url().startsWith(origin))).toEqual([]);
  } finally {
    evil.close();
  }
});
