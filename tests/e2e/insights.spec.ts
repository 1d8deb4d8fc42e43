import AxeBuilder from '@axe-core/playwright';
import { expect, test, visit } from './app-fixture.ts';

test('an insight is read, put aside and brought back; a goal is set; a report is saved as figures', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const today = new Date();
  const month = (back: number) => new Date(Date.UTC(today.getFullYear(), today.getMonth() - back, 1)).toISOString().slice(0, 7);
  const book = (date: string, amountMinor: number, payee: string, categoryId: string) =>
    app.client.transactions.create({ accountId, date, amountMinor, payee, categoryId, note: '' });
  for (let back = 8; back >= 0; back -= 1) {
    await book(`${month(back)}-01`, 250_000, 'ACME Ltd', 'income.salary');
    await book(`${month(back)}-01`, -(20_000 + (back % 3) * 500), 'Market', 'food_drink.groceries');
  }
  await book(`${month(0)}-01`, -40_000, 'Deli', 'food_drink.groceries');

  await visit(page, app, '#/insights');
  const insights = page.getByRole('region', { name: 'What differs from usual' });
  const row = insights.getByRole('listitem').filter({ hasText: 'Groceries are' });
  await expect(row).toContainText('Deli is');
  await row.getByRole('button', { name: /^Put aside/ }).click();
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(row).toBeVisible();

  await page.getByRole('button', { name: 'Set a goal' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a goal' });
  await dialog.getByLabel('What for').fill('Bicycle');
  await dialog.getByLabel('Amount', { exact: true }).fill('1200');
  await dialog.getByRole('button', { name: 'Save goal' }).click();
  await expect(page.getByRole('region', { name: 'Goals' })).toContainText('Bicycle');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }

  await visit(page, app, '#/reports');
  const card = page.getByRole('region', { name: 'Spending by category', exact: true });
  await expect(card.getByRole('table')).toContainText('Groceries');
  const download = page.waitForEvent('download');
  await card.hover();
  await card.getByRole('button', { name: /save or show as table/ }).click();
  await page.getByRole('menuitem', { name: 'Save data as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('spending-by-category.csv');
  const picture = page.waitForEvent('download');
  await card.getByRole('button', { name: /save or show as table/ }).click();
  await page.getByRole('menuitem', { name: 'Save as PNG' }).click();
  expect((await picture).suggestedFilename()).toBe('spending-by-category.png');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await visit(page, app, '#/settings/profile');
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByText('Changed the profile')).toBeVisible();
  expect((await app.client.profile.get()).name).toBe('Ada');
});
