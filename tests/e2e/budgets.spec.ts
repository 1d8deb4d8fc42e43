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

  const row = page.getByRole('region', { name: 'Budgets', exact: true }).getByRole('listitem');
  await expect(row).toContainText('Groceries');
  await expect(row).toContainText('400.00 left');
  await expect(row).toContainText('a day');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }

  await page.keyboard.press('j');
  await expect(row).toBeFocused();
  await page.keyboard.press('Enter');
  const field = page.getByRole('textbox', { name: 'Budget for Groceries' });
  await field.fill('1');
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await expect(row).toContainText('400.00 left');
  await page.keyboard.press('Enter');
  await field.fill('250');
  await page.keyboard.press('Enter');
  await expect(row).toContainText('250.00 left');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(row).toContainText('400.00 left');

  await row.focus();
  await page.keyboard.press('e');
  const settings = page.getByRole('dialog', { name: 'Budget for Groceries' });
  await settings.getByText('What is left goes on').click();
  await settings.getByRole('button', { name: 'Save budget' }).click();
  await expect(settings).toBeHidden();
  await row.focus();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/#\/transactions\?.*category=food_drink\.groceries/);
});

test('income is assigned to envelopes, and money moves to cover one that is over', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const month = new Date().toLocaleDateString('sv').slice(0, 7);
  const book = (amountMinor: number, categoryId: string) =>
    app.client.transactions.create({ accountId, date: `${month}-01`, amountMinor, payee: 'Shop', categoryId, note: '' });
  await book(100_000, 'income.salary');
  await book(-9_000, 'food_drink.restaurants');
  const set = (categoryId: string, amountMinor: number) =>
    app.client.budgets.set({ categoryId, month, amountMinor, rollOver: false, alertPercent: 90 });
  await set('food_drink.groceries', 40_000);
  await set('food_drink.restaurants', 6_000);
  await visit(page, app, '#/budgets');
  await expect(page.getByRole('region', { name: 'Budgets', exact: true })).toContainText('30.00 over');

  await page.keyboard.press('v');
  const toAssign = page.getByRole('region', { name: 'To assign' });
  await expect(toAssign).toContainText('540.00');
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });
  await row('Restaurants').focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Cover Restaurants' });
  await expect(dialog.getByLabel('Amount')).toHaveValue('30.00');
  await dialog.getByLabel('From').click();
  await page.getByRole('option', { name: /Groceries/ }).click();
  await dialog.getByRole('button', { name: 'Move it' }).click();
  await expect(row('Restaurants')).toContainText('90.00');
  await expect(row('Groceries')).toContainText('370.00');
  await expect(toAssign).toContainText('540.00');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }

  // The move was for this month; the next one is as it was.
  await page.keyboard.press(']');
  await expect(row('Restaurants')).toContainText('60.00');
});

test('suggested budgets are taken, changed and put aside by one key each, and a wish to save finds its money', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const spend = (date: string, amountMinor: number, categoryId: string) =>
    app.client.transactions.create({ accountId, date, amountMinor, payee: 'Shop', categoryId, note: '' });
  const today = new Date();
  for (let back = 1; back <= 8; back += 1) {
    const month = new Date(Date.UTC(today.getFullYear(), today.getMonth() - back, 4)).toISOString().slice(0, 10);
    await spend(month, -30_000, 'food_drink.groceries');
    await spend(month, -(4_000 + (back % 4) * 2_000), 'food_drink.restaurants');
    await spend(month, -80_000, 'housing_utilities.rent');
  }
  await visit(page, app, '#/budgets');
  const card = page.getByRole('region', { name: 'Suggested budgets' });
  const row = (name: string) => card.getByRole('listitem', { name: new RegExp(`^${name}: `) });
  await expect(row('Groceries')).toContainText('enough in');

  await row('Groceries').focus();
  await page.keyboard.press('a');
  await expect(row('Groceries')).toBeHidden();
  const budgets = page.getByRole('region', { name: 'Budgets', exact: true });
  await expect(budgets).toContainText('Groceries');

  await row('Rent').focus();
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount a month').fill('850');
  await page.keyboard.press('Enter');
  await expect(budgets).toContainText('850.00');
  await expect(row('Rent')).toBeHidden();

  await card.getByLabel('Save a month').fill('10');
  await expect(card.getByRole('status')).toContainText('all of it is there');
  await expect(row('Restaurants')).toContainText('gives 10.00 a month');
  await card.getByLabel('Save a month').fill('');
  await row('Restaurants').focus();
  await page.keyboard.press('x');
  await expect(row('Restaurants')).toBeHidden();
  await expect(card).toContainText('Nothing to suggest');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
