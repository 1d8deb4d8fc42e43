import AxeBuilder from '@axe-core/playwright';
import { expect, test, visit } from './app-fixture.ts';

test('a sentence is understood, put right and added from the keyboard, and undone at once', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/transactions');
  await page.keyboard.press('q');
  await expect(page.getByLabel('Sentence')).toBeFocused();
  await page.keyboard.type('45 groceries tesco and 12.50 parking');
  const entries = page.getByRole('list', { name: 'Understood' }).getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await expect(entries.nth(0).getByLabel('Payee')).toHaveValue('Tesco');
  await expect(entries.nth(1).getByLabel('Amount in EUR')).toHaveValue('12.50');
  await entries.nth(1).getByLabel('Amount in EUR').fill('13');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Added 2 transactions')).toBeVisible();
  await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'Tesco' })).toContainText('−45.00');
  await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'Parking' })).toContainText('−13.00');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'Tesco' })).toHaveCount(0);
});

test('what the sentence does not say is asked for, and nothing is added before', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/transactions');
  await page.keyboard.press('q');
  await expect(page.getByLabel('Sentence')).toBeFocused();
  await page.keyboard.type('lunch at Chipotle');
  await expect(page.getByLabel('Payee')).toHaveValue('Chipotle');
  await page.keyboard.press('Enter');
  await expect(page.getByText('How much was it?')).toBeVisible();
  await expect(page.getByLabel('Amount in EUR')).toBeFocused();
  await page.keyboard.type('12.5');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'Chipotle' })).toContainText('−12.50');
});

test('nothing serious for axe', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/transactions');
  await page.keyboard.press('q');
  await expect(page.getByLabel('Sentence')).toBeFocused();
  await page.keyboard.type('moved 200 to savings and 12 parking');
  await expect(page.getByRole('list', { name: 'Understood' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});
