import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type RunningApp, test, visit } from './app-fixture.ts';
import { drawReceipt } from './drawn-receipts.ts';

test.use({ host: async ({}, use) => use(['tests/e2e/stand-in-host.ts', '']) });

async function choose(page: Page, ...names: string[]): Promise<void> {
  const files = await Promise.all(names.map(async (name) => ({ name, mimeType: 'image/jpeg', buffer: await drawReceipt(name) })));
  await page.getByLabel('Pictures of receipts').setInputFiles(files);
}

async function addReceipts(app: RunningApp, ...names: string[]): Promise<void> {
  for (const name of names) {
    const file = new File([new Uint8Array(await drawReceipt(name))], name, { type: 'image/jpeg' });
    await app.client.receipts.add({ file });
  }
  await expect.poll(async () => (await app.client.receipts.list()).every(({ status }) => status === 'read')).toBe(true);
}

const form = (page: Page) => page.getByRole('form', { name: 'What was read' });
const list = (page: Page) => page.getByRole('navigation', { name: 'Receipts' });

test('a batch is read, one is put right from the keyboard, added with its picture, and undone', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/receipts');
  await expect(page.getByText('Drop pictures of receipts here')).toBeVisible();
  await choose(page, 'bakery.jpg', 'tesco.jpg');
  await expect(list(page).getByRole('link', { name: /Tesco/ })).toContainText('18.40');
  await list(page).getByRole('link', { name: /Tesco/ }).click();
  await expect(form(page).getByLabel('Merchant')).toHaveValue('Tesco');
  await expect(form(page).getByText('· sure?')).toHaveCount(1);

  await form(page).getByLabel('Date').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('11/03/2026');
  await page.keyboard.press('Tab');
  await expect(form(page).getByLabel('Total')).toBeFocused();
  await expect(form(page).getByText('· sure?')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Added Tesco')).toBeVisible();
  await expect(form(page).getByLabel('Merchant')).toHaveValue('Bäckerei Nord');

  const [made] = (await app.client.transactions.list({})).rows;
  expect(made).toMatchObject({ payee: 'Tesco', amountMinor: -1840, date: '2026-03-11' });
  expect((await app.client.transactions.get({ id: made?.id ?? '' })).attachments).toMatchObject([{ name: 'tesco.jpg' }]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list(page).getByRole('heading', { name: 'Done' })).toHaveCount(0);
});

test('a field shows where it was read, and a place on the picture leads to its field', async ({ page, app }) => {
  await app.onboard('EUR');
  await addReceipts(app, 'tesco.jpg');
  await visit(page, app, '#/receipts');
  await form(page).getByLabel('Total').focus();
  const total = page.getByRole('button', { name: 'Total on the picture' });
  await expect(total).toBeInViewport();
  await expect(total).toHaveCSS('border-top-color', 'rgb(15, 118, 110)');
  await page.getByRole('button', { name: 'Merchant on the picture' }).click();
  await expect(form(page).getByLabel('Merchant')).toBeFocused();
});

test('items become parts with a category each, tax with them', async ({ page, app }) => {
  await app.onboard('EUR');
  await addReceipts(app, 'tesco.jpg');
  await visit(page, app, '#/receipts');
  await form(page).getByLabel('Split by item').click();
  // Tax was missing from the sum, and is an item now.
  await expect(form(page).getByLabel('Item 5', { exact: true })).toHaveValue('Tax');
  await expect(form(page).getByText('They sum to the total')).toBeVisible();
  await form(page).getByLabel('Amount of item 2').fill('5.50');
  await expect(form(page).getByText('1.00 left')).toBeVisible();
  await form(page).getByRole('button', { name: 'Add the transaction' }).click();
  await expect(form(page).getByText('The items do not sum to the total yet.')).toBeVisible();
  await form(page).getByRole('button', { name: 'Add the rest' }).click();
  await form(page).getByLabel('Category of item 2').click();
  await expect(page.getByRole('combobox', { name: 'Search categories' })).toBeFocused();
  await page.keyboard.type('personal care');
  await page.keyboard.press('Enter');
  await form(page).getByRole('button', { name: 'Add the transaction' }).click();
  await expect(page.getByText('All receipts are done')).toBeVisible();
  const [made] = (await app.client.transactions.list({})).rows;
  const { splits } = await app.client.transactions.get({ id: made?.id ?? '' });
  expect(splits.map(({ amountMinor, note }) => [amountMinor, note])).toEqual([
    [-340, 'Sourdough loaf'], [-550, 'Shampoo'], [-295, 'Oranges 1 kg'], [-255, 'Dish soap'], [-300, 'Tax'], [-100, 'Rest'],
  ]);
  expect(splits[1]?.categoryId).not.toBe(splits[0]?.categoryId);
});

test('the bank’s booking is found, and the picture joins it', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const booked = { accountId, date: '2026-03-11', amountMinor: -1450, payee: 'TRATTORIA ROMA BERLIN', categoryId: null, note: '' };
  const { id } = await app.client.transactions.create(booked);
  await addReceipts(app, 'trattoria.jpg');
  await visit(page, app, '#/receipts');
  const found = page.getByRole('radio', { name: /TRATTORIA ROMA BERLIN/ });
  await expect(found).toBeChecked();
  await expect(form(page).getByText('same amount · a day later · same name')).toBeVisible();
  await form(page).getByRole('button', { name: 'Attach to the booking' }).click();
  await expect(page.getByText('Attached the receipt of TRATTORIA ROMA BERLIN')).toBeVisible();
  expect((await app.client.transactions.get({ id })).attachments).toMatchObject([{ name: 'trattoria.jpg' }]);
  expect((await app.client.transactions.list({})).rows).toHaveLength(1);
});

test('reading can be stopped, what fails says why, and the same picture is not kept twice', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/receipts');
  const picture = await drawReceipt('bakery.jpg');
  const slow = { name: 'slow.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([picture, Buffer.from([0])]) };
  const broken = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') };
  await page.getByLabel('Pictures of receipts').setInputFiles([broken]);
  await expect(list(page)).toContainText('could not be read');
  await expect(form(page).getByText('broken.jpg is not a picture that can be read.')).toBeVisible();
  await page.getByLabel('Pictures of receipts').setInputFiles([slow]);
  await expect(list(page).getByText('Reading 1 of 1')).toBeVisible();
  await list(page).getByRole('button', { name: 'Stop' }).click();
  await expect(list(page)).toContainText('not read');
  await expect(list(page).getByText('Reading 1 of 1')).toHaveCount(0);
  await page.getByLabel('Pictures of receipts').setInputFiles([{ ...slow, name: 'again.jpg' }]);
  await expect(page.getByText('again.jpg is here already, as slow.jpg.')).toBeVisible();
});

test('pictures dropped or pasted anywhere are receipts; nothing serious for axe', async ({ page, app }) => {
  await app.onboard('EUR');
  await visit(page, app, '#/transactions');
  const bytes = [...(await drawReceipt('tesco.jpg'))];
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], 'tesco.jpg', { type: 'image/jpeg' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true, bubbles: true }));
  }, bytes);
  await expect(form(page).getByLabel('Merchant')).toHaveValue('Tesco');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['not really'], 'image.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
  });
  await expect(list(page).getByText(/^Pasted/)).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
  }
});
