/** The pages about what is to come, on the example ledger. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, visit } from './app-fixture.ts';

async function expectNothingForAxe(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
}

test('twelve months ahead, and how good earlier forecasts were', async ({ page, app }) => {
  test.setTimeout(90_000);
  await app.client.settings.loadDemo({});
  // The slow models wait to be asked: how soon they are done depends on the machine.
  await app.client.forecasts.cancel({});
  await visit(page, app, '#/');
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(page.getByRole('heading', { level: 1, name: 'Forecast' })).toBeVisible();
  const ahead = page.getByRole('region', { name: 'Months ahead in figures' });
  await expect(ahead.getByRole('row')).toHaveCount(13, { timeout: 40_000 });
  await expect(page.getByText(/The last forecast was off by \d/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'How good were we' })).toContainText('worked out afterwards');
  await expect(page.getByText('A first forecast, without the slower models')).toBeVisible();
  await page.getByRole('button', { name: 'Let them look' }).click();
  await expect(page.getByText(/^A first forecast/)).toBeHidden({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'Models on your spending' })).toContainText(/Prophet was .* than the middle of 12 months/);
  await expectNothingForAxe(page);

  await page.getByRole('button', { name: /^Groceries/ }).click();
  await expect(page).toHaveURL(/of=food_drink\.groceries/);
  await expect(page.getByRole('region', { name: 'Groceries, EUR' })).toBeVisible();
  await page.getByRole('region', { name: 'How good were we' }).getByRole('rowheader').getByRole('link').first().click();
  await expect(page).toHaveURL(/transactions.*category=food_drink\.groceries/);
});

test('the balance ahead, its lowest point, and what a plan makes of it', async ({ page, app }) => {
  // The example ledger is imported, forecast and looked at by axe in two themes.
  test.setTimeout(90_000);
  await app.client.settings.loadDemo({});
  await visit(page, app, '#/forecast/cash-flow');
  const lowest = page.getByRole('status').filter({ hasText: /lowest/i });
  // A worker starts, and tries the forecast on a year of earlier days.
  await expect(lowest).toContainText(/Lowest (on .+|today): \d/, { timeout: 40_000 });
  const known = page.getByRole('list', { name: 'Payments that are known to come' });
  await expect(known).toContainText('Netflix');

  await page.getByLabel('Amount', { exact: true }).fill('20000');
  await page.getByLabel('Name', { exact: true }).fill('Kitchen');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(lowest).toContainText(/With your plans: lowest .* below zero unless something changes/);
  await page.getByLabel('Or do without').click();
  await page.getByRole('option', { name: /Netflix/ }).click();
  await expect(page.getByRole('list', { name: 'What is tried out' })).toContainText('Without Netflix');
  await expect(page.getByRole('columnheader', { name: 'With your plans' })).toBeVisible();
  await expectNothingForAxe(page);
  await page.getByRole('button', { name: 'Take out Kitchen' }).click();
  await expect(lowest).not.toContainText('below zero unless');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.getByRole('columnheader', { name: 'With your plans' })).toBeHidden();
});
