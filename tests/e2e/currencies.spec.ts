import AxeBuilder from '@axe-core/playwright';
import { expect, test, visit } from './app-fixture.ts';

test('an amount is converted, the other way round too, and says its rate and day', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('convert');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Span of time' })).toBeVisible();

  await visit(page, app, '#/currencies?from=EUR&to=USD&date=2026-04-12');
  const result = page.getByRole('status', { name: 'Result' });
  await expect(result).toContainText('117.11 USD');
  await expect(result).toContainText('1 EUR = 1.1711 USD · ECB, Friday');
  await expect(result).toContainText('10 April 2026');

  await page.getByLabel('Amount').fill('1000');
  await expect(result).toContainText('1,171.10 USD');
  await page.getByRole('button', { name: 'The other way round' }).click();
  await expect(result).toContainText('1,000.00 EUR');

  await page.getByLabel('From', { exact: true }).click();
  await page.getByPlaceholder('Search by code or name').fill('DEM');
  await page.keyboard.press('Enter');
  await expect(result).toContainText('1 EUR = 1.95583 DEM · fixed since');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('an own rate is entered, wins, and is undone', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/currencies?from=EUR&to=ARS&date=2026-04-13');
  const result = page.getByRole('status', { name: 'Result' });
  await expect(result).toContainText('No rate between EUR and ARS is known');

  await page.getByRole('button', { name: 'Add a rate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('ARS for one EUR').fill('much');
  await dialog.getByRole('button', { name: 'Add the rate' }).click();
  await expect(dialog.getByRole('alert')).toContainText('A rate is a number');
  await dialog.getByLabel('ARS for one EUR').fill('1500,5');
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Add the rate' }).click();
  await expect(result).toContainText('150,050.00 ARS');
  await expect(result).toContainText('your rate, from');

  await page.keyboard.press('Control+z');
  await expect(result).toContainText('No rate between EUR and ARS is known');
});

test('a file of the bank is taken in, a wrong one names its line', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/currencies');
  const file = (text: string) => ({ name: 'eurofxref.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByText('Known up to 13 April 2026')).toBeVisible();
  const chooser = page.getByLabel('File of exchange rates');
  await chooser.setInputFiles(file('Date,USD,\n2026-04-14,abc,\n'));
  await expect(page.getByText('Line 2, USD: “abc” is not a rate.')).toBeVisible();
  await chooser.setInputFiles(file('Date,USD,\n2026-04-14,1.17,\n'));
  await expect(page.getByText('Known up to 14 April 2026')).toBeVisible();
});

test('a payment abroad is given its original amount and says the rate that was taken', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const { id } = await app.client.transactions.create({ accountId, date: '2026-04-13', amountMinor: -87_00, payee: 'Strand' });
  await visit(page, app, `#/transactions?id=${id}`);
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByRole('button', { name: 'Paid in another currency' }).click();
  const form = page.getByRole('dialog', { name: 'What was paid in another currency' });
  await form.getByLabel('Amount').fill('100');
  await expect(form).toContainText('85.59');
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(details).toContainText('1 USD = 0.87 EUR · 1.41 more than by the rate of');
  await page.keyboard.press('Control+z');
  await expect(details.getByRole('button', { name: 'Paid in another currency' })).toBeVisible();
});

test('the dashboard adds up all currencies, and the currency of reports can be changed', async ({ page, app }) => {
  const euros = await app.onboard('EUR');
  const { client } = app;
  const account = async (name: string, currency: string, openingBalanceMinor: number) =>
    (await client.accounts.create({ name, kind: 'checking', currency, openingBalanceMinor, openedOn: null, institution: null })).id;
  await client.transactions.create({ accountId: euros, date: '2026-04-02', amountMinor: -100_00, payee: 'Lidl' });
  const dollars = await account('Dollars', 'USD', 1_168_40);
  await client.transactions.create({ accountId: dollars, date: '2026-04-02', amountMinor: -116_84, payee: 'Target' });
  await account('Pesos', 'ARS', 50_000_00);

  await visit(page, app, '#/?month=2026-04');
  const note = page.getByRole('note', { name: 'Conversion' });
  await expect(note).toContainText('1 EUR = 1.1684 USD');
  await expect(note).toContainText('Not in these figures:');
  await expect(note).toContainText('Each month is converted at the rate of its last day.');
  await expect(page.getByText('≈ 900.00')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await visit(page, app, '#/?month=2026-03');
  await expect(note).toContainText('March at 1 EUR = 1.1498 USD (ECB, Tuesday');

  await visit(page, app, '#/settings');
  await page.getByRole('button', { name: 'Currency of reports: EUR' }).click();
  await page.getByPlaceholder('Search by code or name').fill('USD');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Currency of reports: USD' })).toBeVisible();
  await visit(page, app, '#/?month=2026-04');
  await expect(page.getByText('All, in USD')).toBeVisible();
});
