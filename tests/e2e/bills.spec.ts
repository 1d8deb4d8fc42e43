import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addDays, addMonths } from '../../src/shared/dates.ts';
import { expect, test, visit } from './app-fixture.ts';

const today = new Date().toISOString().slice(0, 10);

async function checkLooks(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
}

test('a bill is added by keyboard, is due, paid, undone, put off, and goes out as a calendar', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/bills');
  await expect(page.getByText('No bills yet')).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Add bill' });
  await expect(dialog).toBeVisible();
  await page.keyboard.type('Rent');
  await dialog.getByLabel('Amount', { exact: true }).fill('900');
  await dialog.getByLabel('every', { exact: true }).fill('2');
  await dialog.getByLabel('Unit').click();
  await page.getByRole('option', { name: 'weeks' }).click();
  await expect(dialog.getByText(/^every 2 weeks on \w+day$/)).toBeVisible();
  await checkLooks(page);
  await dialog.getByRole('button', { name: 'Add bill' }).click();
  await expect(dialog).toBeHidden();

  const upcoming = page.getByRole('region', { name: 'Upcoming' });
  const row = upcoming.getByRole('listitem', { name: /^Rent, / }).first();
  await expect(upcoming).toContainText('2,700.00 to pay for 3 bills');
  await expect(row).toContainText('today');
  await row.focus();
  await page.keyboard.press('p');
  await expect(upcoming).toContainText('1,800.00 to pay for 2 bills');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(upcoming).toContainText('2,700.00 to pay for 3 bills');
  await row.focus();
  await page.keyboard.press('z');
  await expect(row).toContainText('reminder on');
  await checkLooks(page);

  await upcoming.getByLabel('Show').click();
  await page.getByRole('option', { name: 'Calendar' }).click();
  const grid = page.getByRole('grid');
  await expect(grid.getByRole('gridcell', { name: /Rent/ }).first()).toBeVisible();
  await grid.locator('[aria-current=date]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(`#bill-day-${addDays(today, 1)}`)).toBeFocused();
  await checkLooks(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Calendar file' }).click();
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('SUMMARY:Rent · 900.00 EUR');
});

test('what comes back is found, taken, met by its payment and shows its price rise', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const pay = (date: string, amountMinor: number) =>
    app.client.transactions.create({ accountId, date, amountMinor, payee: 'Streamflix', categoryId: null, note: '' });
  for (let back = 7; back >= 1; back -= 1) await pay(addMonths(today, -back), back > 2 ? -999 : -1299);
  await visit(page, app, '#/bills');
  const found = page.getByRole('region', { name: 'Found in your history' });
  await expect(found).toContainText('Streamflix');
  await found.getByRole('button', { name: 'Add Streamflix as a bill' }).click();
  await expect(found).toBeHidden();
  const all = page.getByRole('region', { name: 'All bills and subscriptions' });
  await expect(all).toContainText('3.00 dearer since');

  await pay(today, -1299);
  const upcoming = page.getByRole('region', { name: 'Upcoming' });
  await expect(upcoming.getByRole('heading', { name: 'Settled' })).toBeVisible();
  await all.getByRole('button', { name: /Streamflix/ }).click();
  const details = page.getByRole('dialog', { name: 'Streamflix' });
  await expect(details.getByRole('link', { name: 'Transaction' })).toHaveCount(8);
  await checkLooks(page);
  await details.getByRole('button', { name: 'Pause' }).click();
  await expect(details.getByRole('button', { name: 'Resume' })).toBeVisible();
});
