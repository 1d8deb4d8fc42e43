import type { RunningApp } from './app-fixture.ts';
import { expect, test, visit } from './app-fixture.ts';

async function shop(app: RunningApp): Promise<void> {
  const accountId = await app.onboard('EUR');
  const paid = [
    ['2025-03-03', 'Tesco', -6000],
    ['2025-03-20', 'Tesco', -4000],
    ['2025-04-02', 'Tesco', -7000],
    ['2025-03-21', 'Lidl', -9000],
  ] as const;
  for (const [date, payee, amountMinor] of paid) await app.client.transactions.create({ accountId, date, payee, amountMinor });
}

test('a phrase becomes filters that can be seen, taken away, kept by name and used again', async ({ page, app }) => {
  await shop(app);
  await visit(page, app, '#/transactions');
  const grid = page.getByRole('grid', { name: 'Transactions' });
  await expect(grid.getByRole('row')).toHaveCount(5);

  await page.keyboard.press('/');
  await page.keyboard.type('> 50 tesco in march 2025');
  await expect(page.getByText('Enter looks for').locator('..')).toContainText('over 50.00');
  await expect(page.getByText('Enter looks for').locator('..')).toContainText('March 2025');
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('row')).toHaveCount(2);
  await expect(grid).toContainText('−60.00');
  const filters = page.getByRole('group', { name: 'Filters' });
  await expect(filters.getByRole('button', { name: 'Amount: over 50.00' })).toBeVisible();
  await expect(filters.getByRole('button', { name: 'Dates: March 2025' })).toBeVisible();
  await expect(filters).toContainText('“tesco”');

  await filters.getByRole('button', { name: /Saved filters/ }).click();
  await page.getByLabel('Keep this filter as').fill('Big Tesco');
  await page.keyboard.press('Enter');
  await expect(filters.getByRole('button', { name: 'Saved filters: Big Tesco' })).toBeVisible();

  await filters.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(grid.getByRole('row')).toHaveCount(5);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Big Tesco');
  await page.getByRole('option', { name: 'Big Tesco', exact: true }).click();
  await expect(grid.getByRole('row')).toHaveCount(2);
});

test('what is not understood is searched for as it stands', async ({ page, app }) => {
  await shop(app);
  await visit(page, app, '#/transactions');
  await page.keyboard.press('/');
  await page.keyboard.type('lidl');
  await expect(page.getByText('Enter looks for')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid', { name: 'Transactions' }).getByRole('row')).toHaveCount(2);
});
