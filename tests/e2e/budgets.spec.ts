import AxeBuilder from '@axe-core/playwright';
import { expect, test, visit } from './app-fixture.ts';

test('a budget is set, shows what is left, and is undone', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByText('No budgets in this month')).toBeVisible();

  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'Set a budget' });
  await dialog.getByLabel('For', { exact: true }).click();
  await page.getByRole('option', { name: 'Groceries', exact: true }).click();
  await dialog.getByLabel('Amount a month').fill('400');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  const row = page.getByRole('region', { name: 'Budgets' }).getByRole('button');
  await expect(row).toContainText('Groceries');
  await expect(row).toContainText('400.00 left');
  await expect(row).toContainText('a day');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }

  await row.click();
  await page.getByRole('dialog').getByLabel('Amount a month').fill('250');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('250.00 left');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(row).toContainText('400.00 left');
});
