import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { RunningApp } from './app-fixture.ts';
import { expect, test, visit } from './app-fixture.ts';

const bankfiles = 'tests/fixtures/bankfiles';

interface Expected {
  status: string;
  transactions: number;
  sumMinor: Record<string, number>;
}
const expectedOf = (name: string): Expected =>
  (JSON.parse(readFileSync(join(bankfiles, 'expected.json'), 'utf8')) as Record<string, Expected>)[name]!;

/** A file as a bank would write it: `lines` below the headings. */
function statement(name: string, lines: string[]): { name: string; mimeType: string; buffer: Buffer } {
  const text = ['Buchungstag;Empfänger;Verwendungszweck;Betrag', ...lines].join('\r\n');
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${text}\r\n`, 'latin1') };
}

const november = statement('umsaetze.csv', [
  '22.11.2025;LIDL 0342;Kartenzahlung;-38,12',
  '21.11.2025;Acme GmbH;Gehalt November;2.870,00',
  '20.11.2025;Café Nord;Kartenzahlung;-4,80',
  '20.11.2025;Café Nord;Kartenzahlung;-4,80',
]);

async function openImport(page: Page, app: RunningApp): Promise<void> {
  await visit(page, app, '#/import');
  // On a busy machine the page's own chunk takes its time; what follows presses keys and must not come before it.
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible({ timeout: 15_000 });
}

type Files = Parameters<ReturnType<Page['getByLabel']>['setInputFiles']>[0];
async function choose(page: Page, files: Files): Promise<void> {
  await page.getByLabel('Files to import').setInputFiles(files);
}

const importButton = (page: Page) => page.getByRole('button', { name: /^Import \d/ });
const lines = (page: Page) => page.getByRole('table', { name: 'Lines of the file' }).getByRole('row');

for (const name of ['csv2ofx/outbank.csv', 'csv2ofx/gls.csv', 'bank2ynab/20180226-1000594757-umsatz.CSV']) {
  test(`${name} comes in whole, and not a second time`, async ({ page, app }) => {
    const expected = expectedOf(name);
    const accountId = await app.onboard('EUR');
    await openImport(page, app);
    await choose(page, join(bankfiles, name));
    await expect(importButton(page)).toHaveText(`Import ${expected.transactions}`);
    await importButton(page).click();
    await expect(page.getByRole('heading', { name: /imported$/ })).toBeVisible();
    const account = (await app.client.accounts.list()).find((each) => each.id === accountId);
    expect(account?.transactionCount).toBe(expected.transactions);
    expect(account?.balanceMinor).toBe(expected.sumMinor['EUR']);

    await page.getByRole('button', { name: 'Import another' }).click();
    await choose(page, join(bankfiles, name));
    await expect(page.getByText('Nothing in this file is new.')).toBeVisible();
    await expect(importButton(page)).toHaveAttribute('aria-disabled', 'true');
  });
}

test('two equal purchases on one day both stay', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  await choose(page, november);
  await expect(lines(page).filter({ hasText: 'same day, same amount: both kept' })).toHaveCount(2);
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: '4 transactions imported' })).toBeVisible();
  await page.getByRole('link', { name: 'See them' }).click();
  await expect(page.getByRole('row', { name: /Caf/ })).toHaveCount(2);
});

test('a line that cannot be read is said, and stops nothing else', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  await choose(
    page,
    statement('umsaetze.csv', [
      '22.11.2025;LIDL 0342;Kartenzahlung;-38,12',
      '31.02.2025;Gas;Abschlag;-74,00',
      '20.11.2025;Rewe;Kartenzahlung;-52,61',
    ]),
  );
  await expect(lines(page).filter({ hasText: /line 3: no such date/ })).toBeVisible();
  await page.getByRole('button', { name: /^Problems/ }).click();
  await expect(lines(page)).toHaveCount(2);
  await importButton(page).click();
  await expect(page.getByText('1 could not be read')).toBeVisible();
  expect((await app.client.transactions.totals({})).count).toBe(2);
});

test('dates that could be meant in two ways are asked about first', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  const text = 'Date,Description,Amount\n03/04/2025,Coffee,-3.50\n05/04/2025,Shop,-12.00\n';
  await choose(page, { name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByText('Answer the question below first.')).toBeVisible();
  await expect(importButton(page)).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: '03/04/2025 is 4 March 2025' }).click();
  await expect(importButton(page)).toHaveAttribute('aria-disabled', 'false');
  await expect(importButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '2 transactions imported' })).toBeVisible();
  const { rows } = await app.client.transactions.list({});
  expect(rows.map((row) => row.date)).toEqual(['2025-05-04', '2025-03-04']);
});

test('one undo takes the whole import back', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  await choose(page, november);
  await importButton(page).click();
  const toast = page.getByRole('status').filter({ hasText: '4 transactions imported' });
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/^Undone/)).toBeVisible();
  expect((await app.client.transactions.totals({})).count).toBe(0);
  await page.getByRole('button', { name: 'Import another' }).click();
  await expect(page.getByText('taken back')).toBeVisible();
});

test('lines can be left out one by one', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  await choose(page, november);
  await page.getByRole('checkbox', { name: 'Import line 2' }).click();
  await expect(importButton(page)).toHaveText('Import 3');
  await page.getByRole('checkbox', { name: 'Import all new lines' }).click();
  await expect(importButton(page)).toHaveText('Import 4');
});

test('another role for a column reads the file again', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  await choose(page, november);
  await page.getByRole('combobox', { name: 'What “Betrag” holds' }).click();
  await page.getByRole('option', { name: 'Not used' }).click();
  await expect(page.getByText('Which column says how much?')).toBeVisible();
  await page.getByRole('button', { name: 'Betrag', exact: true }).click();
  await expect(importButton(page)).toHaveAttribute('aria-disabled', 'false');
});

test('a file that is no statement says what to do, and changes nothing', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  await choose(page, { name: 'statement.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%binary\n') });
  await expect(page.getByRole('alert')).toContainText('statement.pdf cannot be imported');
  await expect(page.getByRole('alert')).toContainText('CSV');
  await expect(page.getByRole('alert')).toContainText('Nothing was changed');
});

test('several files come one after another, each into its account', async ({ page, app }) => {
  await app.onboard('EUR', 'Everyday');
  await openImport(page, app);
  await choose(page, [november, { ...november, name: 'again.csv' }]);
  await expect(page.getByText('Then: again.csv')).toBeVisible();
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: 'again.csv' })).toBeVisible();
  await page.getByRole('combobox', { name: 'into' }).click();
  await page.getByRole('option', { name: 'New account…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Shared');
  await page.getByRole('button', { name: 'Create and use it' }).click();
  await expect(importButton(page)).toHaveText('Import 4');
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: '8 transactions imported' })).toBeVisible();
  const accounts = await app.client.accounts.list();
  expect(accounts.map((account) => [account.name, account.transactionCount])).toEqual([
    ['Everyday', 4],
    ['Shared', 4],
  ]);
});

test('the keyboard is enough', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).press('Enter');
  await (await chooser).setFiles(november);
  await expect(importButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '4 transactions imported' })).toBeFocused();
});

test('a line that looks like an own entry is added unless it is said to be the same', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const entry = { accountId, date: '2025-11-21', amountMinor: -3812, payee: 'Lidl', categoryId: 'food_drink.groceries', note: 'for Ana' };
  await app.client.transactions.create(entry);
  await openImport(page, app);
  await choose(page, november);
  await expect(page.getByText('One line looks like a transaction that is here.')).toBeVisible();
  await expect(importButton(page)).toHaveText('Import 4');
  await page.getByRole('button', { name: 'It is the same' }).focus();
  await page.keyboard.press('Enter');
  await expect(importButton(page)).toHaveText('Import 3, book 1');
  await expect(page.getByRole('combobox', { name: 'What line 2 is' })).toHaveText('It is the same');
  await importButton(page).click();
  await expect(page.getByText('1 joined with what was here')).toBeVisible();
  const { rows } = await app.client.transactions.list({ filter: { text: 'lidl' } });
  expect(rows).toMatchObject([{ date: '2025-11-22', note: 'for Ana', description: 'LIDL 0342 Kartenzahlung' }]);
});

test('a file of several accounts goes where each belongs, and its transfer is linked by hand', async ({ page, app }) => {
  await app.onboard('EUR', 'Everyday');
  await openImport(page, app);
  const text = [
    'Date,Description,Amount,Currency,Account',
    '2025-11-20,MUELLER,-77.00,EUR,Everyday',
    '2025-11-21,SCHMIDT,77.00,EUR,Rainy day',
    '2025-11-22,STARBUCKS,-5.50,USD,Dollars',
  ].join('\n');
  await choose(page, { name: 'all.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByRole('combobox', { name: 'Where Everyday goes' })).toHaveText('Everyday');
  await expect(page.getByRole('combobox', { name: 'Where Rainy day goes' })).toHaveText('A new account');
  await page.getByRole('combobox', { name: 'Kind of the new account for Rainy day' }).click();
  await page.getByRole('option', { name: 'Savings' }).click();
  await expectNothingSerious(page);
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: '3 transactions imported' })).toBeVisible();
  const accounts = await app.client.accounts.list();
  expect(accounts.map(({ name, kind, currency }) => [name, kind, currency])).toEqual([
    ['Everyday', 'checking', 'EUR'],
    ['Rainy day', 'savings', 'EUR'],
    ['Dollars', 'checking', 'USD'],
  ]);

  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('button', { name: 'Link Mueller and Schmidt' }).click();
  await expect(page.getByText('No pair is left to decide.')).toBeVisible();
  const { rows } = await app.client.transactions.list({});
  expect(rows.filter((row) => row.isTransfer)).toHaveLength(2);
});

test('balances of the file are compared with the ledger', async ({ page, app }) => {
  await app.onboard('EUR');
  await openImport(page, app);
  const text = 'Date,Description,Amount,Balance\n2025-11-20,Coffee,-3.50,96.50\n2025-11-21,Shop,-12.00,84.50\n2025-11-22,Pay,20.00,104.50\n';
  await choose(page, { name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByText(/It differs by 100\.00: nothing stands before this file/)).toBeVisible();
  await page.getByRole('button', { name: 'Begin with 100.00' }).click();
  await expect(page.getByText(/Agrees with the statement: 104\.50/)).toBeVisible();
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: '3 transactions imported' })).toBeVisible();
  expect((await app.client.accounts.list())[0]?.balanceMinor).toBe(10_450);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing serious for axe, ${colorScheme}`, async ({ page, app }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await app.onboard('EUR');
    await openImport(page, app);
    await expectNothingSerious(page);
    const text = 'Date,Description,Amount\n03/04/2025,Coffee,-3.50\n05/04/2025,Shop,-12.00\n';
    await choose(page, { name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await expect(page.getByText('Coffee')).toBeVisible();
    await expectNothingSerious(page);
  });
}

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}
