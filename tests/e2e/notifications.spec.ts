import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type Client, expect, test, visit } from './app-fixture.ts';

interface Shown {
  title: string;
  body: string;
  tag: string;
}

/** Stands in for the browser's notifications, which no test can see. It asks, and the person agrees. */
async function captureNotifications(page: Page): Promise<() => Promise<Shown[]>> {
  await page.addInitScript(() => {
    const shown: Shown[] = [];
    class Captured {
      static permission = 'default';
      static async requestPermission(): Promise<string> {
        Captured.permission = 'granted';
        return 'granted';
      }
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        shown.push({ title, body, tag });
      }
      close(): void {}
    }
    Object.assign(window, { Notification: Captured, shownNotifications: shown });
  });
  return () => page.evaluate(() => (window as unknown as { shownNotifications: Shown[] }).shownNotifications);
}

function localToday(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function billDueToday(client: Client, name: string): Promise<string> {
  const start = localToday();
  const { id } = await client.bills.create({
    name,
    currency: 'EUR',
    amountMinor: -84_000,
    remindDays: [0],
    rule: { start, rhythm: { unit: 'month', every: 1, by: { on: 'day', day: Number(start.slice(8)) } } },
  });
  return id;
}

test('a bill is due: the page says so, and it is paid from the inbox', async ({ page, app }) => {
  await app.onboard();
  await app.client.notifications.updatePreferences({ quietHours: { on: false, from: '22:00', to: '08:00' } });
  const shown = await captureNotifications(page);
  await visit(page, app, '#/settings');
  const inBrowser = page.getByRole('checkbox', { name: 'Notifications in this browser' });
  await expect(inBrowser).not.toBeChecked();
  await inBrowser.click();
  await expect(inBrowser).toBeChecked();

  const billId = await billDueToday(app.client, 'Rent');
  await expect.poll(shown).toHaveLength(1);
  expect((await shown())[0]?.title).toContain('Rent');

  await page.getByRole('link', { name: 'Notifications, 1 unread' }).click();
  const inbox = page.getByRole('list', { name: 'Notifications' });
  await expect(inbox.getByRole('listitem')).toHaveCount(1);
  await inbox.getByRole('button', { name: /^Paid: / }).click();
  await expect(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
  await expect(inbox.getByRole('button', { name: /^Paid: / })).toBeHidden();
  const [occurrence] = await app.client.bills.occurrences({ from: localToday(), to: localToday() });
  expect(occurrence).toMatchObject({ billId, state: 'paid' });

  await app.client.jobs.run({ name: 'reminders' });
  expect(await shown()).toHaveLength(1);
  expect((await app.client.notifications.list({})).items).toHaveLength(1);
});

test('the inbox is read, put off, filtered and emptied with keys alone', async ({ page, app }) => {
  await app.onboard();
  await billDueToday(app.client, 'Rent');
  await billDueToday(app.client, 'Power');
  await expect.poll(() => app.client.notifications.unreadCount()).toBe(2);
  await visit(page, app, '#/');
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  const rows = page.getByRole('list', { name: 'Notifications' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole('button', { name: /^Snooze: Rent/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Tomorrow/ }).press('Enter');
  await expect(rows).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Which' }).press('Enter');
  await page.getByRole('option', { name: 'Snoozed' }).press('Enter');
  await expect(rows).toHaveText(/Rent/);

  await page.getByRole('combobox', { name: 'Which' }).press('Enter');
  await page.getByRole('option', { name: 'Read and unread' }).press('Enter');
  await page.getByRole('button', { name: 'Mark all read' }).press('Enter');
  await expect(page.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Delete: Power/ }).press('Enter');
  await expect(page.getByText('Nothing yet')).toBeVisible();
});

test('jobs are listed with their next run, and run when asked to', async ({ page, app }) => {
  await app.onboard();
  await visit(page, app, '#/settings');
  const activity = page.getByRole('region', { name: 'Activity' });
  await activity.getByRole('button', { name: 'Run now: Backup' }).click();
  await expect(activity.getByRole('row', { name: /Backup · saldo-.*done/ })).toBeVisible();
  await activity.getByRole('checkbox', { name: 'Tidying up: by itself' }).click();
  await expect(activity.getByText(/switched off$/)).toBeVisible();
  expect((await new AxeBuilder({ page }).include('#activity').include('#notifications').analyze()).violations).toEqual([]);
});
