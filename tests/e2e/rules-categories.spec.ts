import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { RunningApp } from './app-fixture.ts';
import { expect, test } from './app-fixture.ts';

async function openAt(page: Page, app: RunningApp, path: string) {
  await page.goto(`${new URL('/', app.url).href}#${path}`);
  await page.reload();
}

async function booked(app: RunningApp) {
  const accountId = await app.onboard('EUR');
  const add = async (payee: string, amountMinor: number, date: string) =>
    (await app.client.transactions.create({ accountId, date, amountMinor, payee })).id;
  await add('Zorbo Kiosk 17', -450, '2026-03-10');
  await add('Zorbo Kiosk 18', -500, '2026-03-08');
  await add('Lidl', -2000, '2026-03-07');
  return { accountId };
}

const row = (page: Page, payee: string) => page.getByRole('grid').getByRole('row').filter({ hasText: payee });

async function nothingSerious(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

test('a correction becomes a rule with one key: previewed, applied to the past, undone', async ({ page, app }) => {
  await booked(app);
  await page.setViewportSize({ width: 1440, height: 900 });
  await openAt(page, app, '/transactions');
  await expect(row(page, 'Zorbo Kiosk 17')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.keyboard.type('coffee');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByRole('button', { name: /Always\?/ })).toBeVisible();
  await page.keyboard.press('a');

  const editor = page.getByRole('dialog', { name: 'New rule' });
  await expect(editor).toBeVisible();
  await editor.getByLabel('How condition 1 compares').click();
  await page.getByRole('option', { name: 'begins with' }).click();
  await editor.getByLabel('Value of condition 1').fill('zorbo kiosk');
  await expect(editor.getByRole('status')).toContainText('2 match · 1 would change · 1 so already');
  await expect(editor.getByRole('table').getByText('Zorbo Kiosk 18')).toBeVisible();
  await nothingSerious(page);

  await editor.getByRole('button', { name: 'Save and apply to 1' }).click();
  await expect(editor).toBeHidden();
  await expect(row(page, 'Zorbo Kiosk 18')).toContainText('Coffee');
  await page.keyboard.press('Control+z');
  await expect(row(page, 'Zorbo Kiosk 18')).not.toContainText('Coffee');
  expect(await app.client.rules.list()).toEqual([]);
});

test('a pattern that cannot be read is shown where it breaks off; rules are put in order by keys', async ({ page, app }) => {
  await booked(app);
  for (const value of ['FIRST', 'SECOND']) {
    await app.client.rules.create({
      draft: { conditions: [{ field: 'description', op: 'contains', value }], actions: [{ do: 'markReviewed' }] },
    });
  }
  await openAt(page, app, '/settings/rules');
  const rules = page.getByRole('list', { name: 'Rules' }).getByRole('listitem');
  await expect(rules).toHaveCount(2);
  await nothingSerious(page);
  await page.getByRole('button', { name: /^SECOND/ }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(rules.first()).toContainText('SECOND');
  await page.keyboard.press('Control+z');
  await expect(rules.first()).toContainText('FIRST');

  await page.getByRole('button', { name: 'New rule' }).click();
  const editor = page.getByRole('dialog', { name: 'New rule' });
  await editor.getByLabel('How condition 1 compares').click();
  await page.getByRole('option', { name: 'matches the pattern' }).click();
  await editor.getByLabel('Value of condition 1').fill('zorbo (kiosk');
  await editor.getByLabel('Action 1').click();
  await page.getByRole('option', { name: 'Mark as reviewed' }).click();
  await expect(editor.getByRole('alert')).toContainText('the bracket at character 7 is not closed');
  await editor.getByLabel('Value of condition 1').fill('zorbo (kiosk)');
  await expect(editor.getByRole('alert')).toBeHidden();
});

test('categories are merged, and come apart again', async ({ page, app }) => {
  // Axe looks at a hundred rows, twice.
  test.slow();
  const { accountId } = await booked(app);
  const id = (
    await app.client.transactions.create({ accountId, date: '2026-03-01', amountMinor: -900, payee: 'Espresso Bar', categoryId: 'food_drink.coffee' })
  ).id;
  await openAt(page, app, '/settings/categories');
  await expect(page.getByRole('button', { name: 'Coffee and tea', exact: true })).toBeVisible({ timeout: 15_000 });
  await nothingSerious(page);
  await page.getByRole('button', { name: 'More for Coffee and tea' }).click();
  await page.getByRole('menuitem', { name: 'Merge into another' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge Coffee and tea' });
  await expect(dialog.getByText('1 transaction follow')).toBeVisible();
  await dialog.getByLabel('Into').click();
  await page.keyboard.type('restaurants');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Coffee and tea', exact: true })).toBeHidden();
  expect((await app.client.transactions.get({ id })).categoryId).toBe('food_drink.restaurants');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Coffee and tea', exact: true })).toBeVisible();
  expect((await app.client.transactions.get({ id })).categoryId).toBe('food_drink.coffee');

  await page.getByRole('button', { name: 'Add a category to Food and drink' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Canteen');
  await page.getByRole('radio', { name: 'Blue', exact: true }).click();
  await page.getByRole('radio', { name: 'pizza' }).click();
  await nothingSerious(page);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Canteen', exact: true })).toBeVisible();
});

test('payees are merged and renamed', async ({ page, app }) => {
  await booked(app);
  await openAt(page, app, '/settings/payees');
  await page.getByRole('checkbox', { name: 'Choose Zorbo Kiosk 17' }).click();
  await page.getByRole('checkbox', { name: 'Choose Zorbo Kiosk 18' }).click();
  await nothingSerious(page);
  await page.getByRole('button', { name: 'Merge 2' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByText('also Zorbo Kiosk')).toBeVisible();
  await page.getByRole('button', { name: /^Rename Zorbo/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Zorbo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Zorbo', exact: true })).toBeVisible();
  const { rows } = await app.client.transactions.list({});
  expect(rows.map((each) => each.payee).sort()).toEqual(['Lidl', 'Zorbo', 'Zorbo']);
});
