import { readFileSync } from 'node:fs';
import type { Download } from '@playwright/test';
import { expect, test, visit } from './app-fixture.ts';

const textOf = async (download: Download): Promise<string> => readFileSync(await download.path(), 'utf8');

test('the whole ledger goes out, comes back after more was written, and a journal holds what an account had', async ({ page, app }) => {
  const accountId = await app.onboard('EUR', 'Everyday');
  const buy = (payee: string, amountMinor: number) =>
    app.client.transactions.create({ accountId, date: '2026-03-02', amountMinor, payee, categoryId: null, note: '' });
  await buy('Bakery', -450);
  await buy('Bookshop', -1999);

  await visit(page, app, '#/settings');
  const whole = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the ledger' }).click();
  const exported = await whole;
  const text = await textOf(exported);
  expect(text).toContain('Bookshop');

  await page.getByLabel('Format', { exact: true }).click();
  await page.getByRole('option', { name: 'hledger journal' }).click();
  const journal = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  expect(await textOf(await journal)).toMatch(/2026-03-02.*Bookshop/);

  await buy('Cinema', -1200);
  await page.getByLabel('Exported ledger').setInputFiles({ name: 'ledger.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const dialog = page.getByRole('dialog', { name: 'Restore this ledger?' });
  await expect(dialog).toContainText('2 transactions');
  await expect(dialog).toContainText('It takes the place of your 3 transactions');
  await dialog.getByRole('button', { name: 'Replace my ledger' }).click();
  await expect(page.getByText('2 transactions restored.')).toBeVisible();
  const { rows } = await app.client.transactions.list({ filter: {}, cursor: null, limit: 10 });
  expect(rows.map(({ payee }) => payee).sort()).toEqual(['Bakery', 'Bookshop']);
});

test('a file that is no ledger changes nothing and says so', async ({ page, app }) => {
  await app.onboard();
  await visit(page, app, '#/settings');
  await page.getByLabel('Exported ledger').setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') });
  await expect(page.getByText('This is not a ledger that Saldo exported as JSON.')).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});
