import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { RunningApp } from './app-fixture.ts';
import { expect, test, visit } from './app-fixture.ts';

interface Entry {
  date: string;
  payee: string;
  amountMinor: number;
  categoryId?: string;
}

const week: Entry[] = [
  { date: '2025-11-20', payee: 'Lidl', amountMinor: -3812, categoryId: 'food_drink.groceries' },
  { date: '2025-11-19', payee: 'Acme', amountMinor: 287_000, categoryId: 'income.salary' },
  { date: '2025-11-18', payee: 'Shell', amountMinor: -6252 },
  { date: '2025-10-17', payee: 'Rewe', amountMinor: -5261, categoryId: 'food_drink.groceries' },
];

/** An account with these transactions, and the page on the list. */
async function openWith(page: Page, app: RunningApp, entries: Entry[], query = ''): Promise<string> {
  const accountId = await app.onboard('EUR');
  const known = new Set((await app.client.categories.list()).map((category) => category.id));
  for (const { categoryId, ...entry } of entries) {
    await app.client.transactions.create({
      ...entry,
      accountId,
      categoryId: categoryId && known.has(categoryId) ? categoryId : null,
    });
  }
  await visit(page, app, `#/transactions${query}`);
  await expect(page.getByRole('grid', { name: 'Transactions' })).toBeVisible();
  return accountId;
}

const row = (page: Page, payee: string | RegExp) => page.getByRole('grid').getByRole('row').filter({ hasText: payee });

test('a row is edited in place, undone and done again, from the keyboard alone', async ({ page, app }) => {
  await openWith(page, app, week);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Payee' })).toBeFocused();
  await page.keyboard.type('Acme Ltd');
  for (const next of [/^Category: /, 'Note', 'Date', 'Amount']) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('grid').getByLabel(next)).toBeFocused();
  }
  await page.keyboard.type('3000');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Acme Ltd')).toContainText('+3,000.00');
  await expect(page.getByText(/^Changed/).first()).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(row(page, 'Acme')).toContainText('+2,870.00');
  await page.keyboard.press('Control+Shift+z');
  await expect(row(page, 'Acme Ltd')).toContainText('+3,000.00');
});

test('Esc leaves a row as it was', async ({ page, app }) => {
  await openWith(page, app, week);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Payee' })).toBeFocused();
  await page.keyboard.type('Nonsense');
  await page.keyboard.press('Escape');
  await expect(row(page, 'Lidl')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Payee' })).toHaveValue('Lidl');
});

test('what cannot be saved is said beside the field', async ({ page, app }) => {
  await openWith(page, app, week);
  await row(page, 'Shell').getByText('Shell').click();
  await row(page, 'Shell').getByText('−62.52').click();
  await page.getByRole('grid').getByLabel('Amount').fill('abc');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('grid').getByRole('alert')).toContainText('Write an amount');
  await expect(page.getByRole('grid').getByLabel('Amount')).toBeFocused();
});

test('a new transaction: spending without a sign, money in with a plus', async ({ page, app }) => {
  await openWith(page, app, []);
  await expect(page.getByText('No transactions yet')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByRole('combobox', { name: 'Payee' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Say who was paid, or who paid.')).toBeVisible();
  await page.keyboard.type('Bakery');
  const form = page.getByRole('form', { name: 'New transaction' });
  await form.getByLabel(/^Amount/).fill('4.50');
  await page.keyboard.press('Shift+Enter');
  await expect(row(page, 'Bakery')).toContainText('−4.50');
  await expect(form.getByLabel('Payee')).toBeFocused();
  await page.keyboard.type('Refund');
  await form.getByLabel(/^Amount/).fill('+12');
  await page.keyboard.press('Enter');
  await expect(row(page, 'Refund')).toContainText('+12.00');
  await expect(form).toBeHidden();
});

test('a known payee brings its usual category', async ({ page, app }) => {
  await openWith(page, app, week);
  await page.keyboard.press('n');
  await page.keyboard.type('rew');
  await expect(page.getByRole('option', { name: /Rewe/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'New transaction' });
  await expect(form.getByLabel('Payee')).toHaveValue('Rewe');
  await expect(form.getByLabel('Category')).toContainText('Groceries');
});

test('a selection is deleted and brought back', async ({ page, app }) => {
  await openWith(page, app, week);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('Shift+J');
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(2);
  const toast = page.getByRole('status').filter({ hasText: '3 transactions deleted' });
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(5);
});

test('one category goes to all similar ones, and back', async ({ page, app }) => {
  const bookshop = ['2025-11-03', '2025-11-02', '2025-11-01'].map((date) => ({
    date,
    payee: 'Qwxz Trading',
    amountMinor: -1000,
  }));
  await openWith(page, app, bookshop);
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Search categories' }).fill('Books');
  await page.keyboard.press('Enter');
  const toast = page.getByRole('status').filter({ hasText: 'Also applied to 2 similar ones' });
  await expect(row(page, 'Books')).toHaveCount(3);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Books')).toHaveCount(0);
});

test('filters are in the address, with totals of what they show', async ({ page, app }) => {
  await openWith(page, app, week);
  await expect(page.getByText('4 · in 2,870.00 · out 153.25')).toBeVisible();
  await page.getByRole('button', { name: /^Amount/ }).click();
  await page.getByRole('button', { name: 'Money out' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('3 · out 153.25')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('shell');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 · out 62.52')).toBeVisible();
  expect(page.url()).toContain('dir=out');
  expect(page.url()).toContain('text=shell');
  await page.reload();
  await expect(page.getByText('1 · out 62.52')).toBeVisible();
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(page.getByText('4 · in 2,870.00 · out 153.25')).toBeVisible();
});

test('no result says so, and offers the way back', async ({ page, app }) => {
  await openWith(page, app, week, '?text=nowhere');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(row(page, 'Lidl')).toBeVisible();
});

test('the details show the row whole and undo its last change', async ({ page, app }) => {
  await openWith(page, app, week);
  await row(page, 'Lidl').getByText('Lidl').click();
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('20 November 2025 · Everyday');
  await details.getByLabel('Note').fill('with a voucher');
  await details.getByLabel('Note').blur();
  await expect(row(page, 'Lidl')).toContainText('with a voucher');
  await details.getByRole('button', { name: /^Undo: Changed note/ }).click();
  await expect(row(page, 'with a voucher')).toHaveCount(0);
});

test('what is exported adds nothing when it is imported again', async ({ page, app }) => {
  await openWith(page, app, [...week, { date: '2025-11-01', payee: '=1+1 "quoted", with comma', amountMinor: -100 }]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^saldo-transactions-\d{4}-\d\d-\d\d\.csv$/);
  const path = await file.path();
  expect(readFileSync(path, 'utf8').trimEnd().split('\r\n')).toHaveLength(6);
  await page.getByRole('link', { name: 'Import' }).first().click();
  await page.getByLabel('Files to import').setInputFiles(path);
  await expect(page.getByText('Nothing in this file is new.')).toBeVisible();
});

test('only the selected rows are exported', async ({ page, app }) => {
  await openWith(page, app, week);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const download = page.waitForEvent('download');
  await page.getByRole('toolbar', { name: 'Selected transactions' }).getByRole('button', { name: 'Export' }).click();
  const lines = readFileSync(await (await download).path(), 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('2025-11-19,Acme');
});

test('a long list is read as it is scrolled, and an edit far down moves nothing', async ({ page, app }) => {
  const accountId = await openWith(page, app, []);
  const days = Array.from({ length: 3000 }, (_, at) => new Date(Date.UTC(2017, 0, 1 + at)).toISOString().slice(0, 10));
  const csv = ['Date,Payee,Amount', ...days.map((day, at) => `${day},Shop ${at},-${at + 1}.00`)].join('\n');
  const { importId } = await app.client.imports.open({ file: new File([csv], 'long.csv'), accountId });
  await app.client.imports.commit({ importId });
  const grid = page.getByRole('grid');
  await expect(row(page, 'Shop 2999')).toBeVisible();
  await expect
    .poll(
      async () => {
        await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return grid.getByText('Shop 0', { exact: true }).count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  expect(await grid.getByRole('row').count()).toBeLessThan(80);

  const target = grid.getByText('Shop 5', { exact: true });
  await target.click();
  const before = await target.boundingBox();
  await page.keyboard.press('e');
  await page.keyboard.type('far down');
  await page.keyboard.press('Enter');
  await expect(row(page, 'far down')).toHaveCount(1);
  await expect(page.getByText('Changed note', { exact: true })).toBeVisible();
  expect((await target.boundingBox())?.y).toBe(before?.y);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing serious for axe, ${colorScheme}`, async ({ page, app }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openWith(page, app, week);
    await page.keyboard.press('j');
    await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('Lidl');
    await expectNothingSerious(page);
    await page.keyboard.press('Enter');
    await expectNothingSerious(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('x');
    await page.keyboard.press('n');
    await expectNothingSerious(page);
  });
}

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}
