import type { Page } from '@playwright/test';
import type { RunningApp } from './app-fixture.ts';
import { expect, test, visit } from './app-fixture.ts';

async function openWith(page: Page, app: RunningApp, entries: { payee: string; amountMinor: number; date: string }[]) {
  const accountId = await app.onboard('EUR');
  for (const entry of entries) await app.client.transactions.create({ ...entry, accountId });
  await page.setViewportSize({ width: 1440, height: 1000 });
  await visit(page, app, '#/transactions');
  await expect(page.getByRole('grid', { name: 'Transactions' })).toBeVisible();
}

const row = (page: Page, payee: string) => page.getByRole('grid').getByRole('row').filter({ hasText: payee });
const details = (page: Page) => page.getByRole('complementary', { name: 'Details' });

async function choose(page: Page, name: string, category: string) {
  await page.getByRole('button', { name }).click();
  await page.keyboard.type(category);
  await page.keyboard.press('Enter');
}

test('a purchase is split by amount and percent, found under both categories, and undone', async ({ page, app }) => {
  await openWith(page, app, [{ payee: 'Metro', amountMinor: -8400, date: '2026-03-10' }]);
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Split Metro' });
  await expect(dialog).toBeVisible();
  await choose(page, 'Category of part 1', 'groceries');
  await dialog.getByLabel('Percent of part 1').fill('75');
  await expect(dialog.getByLabel('Amount of part 1')).toHaveValue('63.00');
  await expect(dialog.getByRole('status')).toHaveText('21.00 left');
  await choose(page, 'Category of part 2', 'restaurants');
  await dialog.getByRole('button', { name: 'Rest to the last' }).click();
  await dialog.getByRole('button', { name: 'Split', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, 'Metro')).toContainText('÷2');
  await expect(details(page).getByText('21.00')).toBeVisible();

  await page.goto(`${new URL('/', app.url).href}#/transactions?category=food_drink.restaurants`);
  await expect(row(page, 'Metro')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('a transaction is tagged, filtered by its tag, and given a file that can be saved again', async ({ page, app }) => {
  await openWith(page, app, [
    { payee: 'Hotel', amountMinor: -12000, date: '2026-03-10' },
    { payee: 'Lidl', amountMinor: -900, date: '2026-03-09' },
  ]);
  await page.keyboard.press('j');
  await details(page).getByLabel('Add a tag').fill('Rome');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Hotel').getByText('Rome')).toBeVisible();
  await page.getByLabel('Files to attach').setInputFiles({
    name: 'bill.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7 bill'),
  });
  const file = details(page).getByRole('button', { name: 'bill.pdf', exact: true });
  const download = page.waitForEvent('download');
  await file.click();
  expect((await download).suggestedFilename()).toBe('bill.pdf');
  await expect(row(page, 'Hotel').getByLabel('has a file')).toBeVisible();

  await page.getByRole('button', { name: 'Tag: Any tag' }).click();
  await page.getByRole('option', { name: 'Rome' }).click();
  await expect(row(page, 'Lidl')).toBeHidden();
  await expect(row(page, 'Hotel')).toBeVisible();
});

test('money back is tied to what it was paid for', async ({ page, app }) => {
  await openWith(page, app, [
    { payee: 'Zalando', amountMinor: -7995, date: '2026-02-10' },
    { payee: 'Zalando', amountMinor: 7995, date: '2026-03-09' },
  ]);
  await page.keyboard.press('j');
  await details(page).getByRole('button', { name: 'It is a refund of …' }).click();
  await page.getByRole('button', { name: /Zalando/ }).filter({ hasText: '79.95' }).click();
  await expect(details(page).getByRole('link', { name: /Zalando/ })).toBeVisible();
  await details(page).getByRole('link', { name: /Zalando/ }).click();
  await expect(details(page).getByRole('heading', { name: 'Refunded by' })).toBeVisible();
});
