import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, visit } from './app-fixture.ts';

const balances = (page: Page) => page.getByRole('region', { name: 'Balances' });
const settle = (page: Page) => page.getByRole('region', { name: 'Settle up' });
const form = (page: Page) => page.getByRole('dialog', { name: 'Add expense' });

/** Opens the form by its key and fills what every expense has. */
async function begin(page: Page, title: string, amount: string) {
  await page.keyboard.press('n');
  await expect(form(page)).toBeVisible();
  await page.keyboard.type(title);
  await page.keyboard.press('Tab');
  await page.keyboard.type(amount);
}

async function choose(page: Page, label: string, option: string) {
  await form(page).getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function save(page: Page) {
  await form(page).getByRole('button', { name: 'Add expense' }).click();
  await expect(form(page)).toBeHidden();
}

async function checkLooks(page: Page) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
}

test('a group is made, expenses are split in several ways, and settled to zero', async ({ page, app }) => {
  await app.onboard('EUR');
  await page.setViewportSize({ width: 1440, height: 1000 });
  await visit(page, app, '#/groups');
  await page.getByRole('button', { name: 'Add group' }).first().click();
  await page.keyboard.type('Lisbon');
  await page.getByLabel('Your name in it').fill('Ana');
  await page.getByLabel('The others').fill('Ben\nCleo');
  await page.getByRole('dialog').getByRole('button', { name: 'Add group' }).click();
  await expect(balances(page).getByText('settled up')).toHaveCount(3);

  // Equally, by the keyboard alone.
  await begin(page, 'Dinner', '60');
  await page.keyboard.press('Enter');
  await expect(form(page)).toBeHidden();
  await expect(balances(page)).toContainText('is owed 40.00');

  await begin(page, 'Taxi', '10');
  await choose(page, 'Paid by', 'Ben');
  await choose(page, 'Split', 'By percent');
  await form(page).getByLabel('Percent of Ana').fill('25');
  await form(page).getByLabel('Percent of Ben').fill('60');
  await expect(form(page).getByRole('status')).toHaveText('15 % left');
  await form(page).getByLabel('Percent of Cleo').fill('15');
  await expect(form(page).getByRole('status')).toHaveText('0 % left');
  await save(page);

  await begin(page, 'Market', '8.01');
  await choose(page, 'Paid by', 'Cleo');
  await choose(page, 'Split', 'By amounts');
  await form(page).getByLabel('Amount of Ana').fill('5');
  await form(page).getByRole('button', { name: 'Add expense' }).click();
  await expect(form(page).getByRole('status')).toHaveText('3.01 left');
  await form(page).getByLabel('Amount of Ben').fill('3.01');
  await save(page);

  await begin(page, 'Lunch', '22');
  await choose(page, 'Split', 'By item');
  await form(page).getByLabel('Amount of item 1').fill('20');
  await form(page).getByRole('group', { name: 'Who had item 1' }).getByRole('button', { name: 'Ben' }).click();
  await save(page);

  // 60 − 20 − 2.50 − 5 + 22 for Ana; the rest is owed by Ben and Cleo.
  await expect(balances(page)).toContainText('is owed 54.50');
  await expect(settle(page).getByRole('listitem')).toHaveCount(2);
  await checkLooks(page);
  await page.keyboard.press('1');
  await expect(settle(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(settle(page).getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('2');
  await expect(settle(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('1');
  await expect(settle(page)).toContainText('Everybody is even.');
  await expect(balances(page).getByText('settled up')).toHaveCount(3);

  await page.getByRole('button', { name: 'Month', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Spending of the group by month' })).toContainText('100.01');
  await checkLooks(page);
});

test('the bank row of a shared dinner is a fifth spending, and unlinked again', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  await app.client.transactions.create({ accountId, date: '2026-03-03', amountMinor: -50_00, payee: 'Trattoria' });
  const { id } = await app.client.groups.create({ name: 'Five', currency: 'EUR', members: ['Ana', 'B', 'C', 'D', 'E'] });
  const { members } = await app.client.groups.get({ id });
  await app.client.groups.addExpense({
    groupId: id,
    title: 'Dinner',
    date: '2026-03-02',
    amountMinor: 50_00,
    currency: 'EUR',
    categoryId: 'food_drink.restaurants',
    payers: [{ memberId: members[0]?.id ?? '', amountMinor: 50_00 }],
    split: 'equal',
    shares: members.map((member) => ({ memberId: member.id })),
  });
  await visit(page, app, `#/groups/${id}`);
  await page.getByRole('button', { name: /Dinner/ }).click();
  const details = page.getByRole('dialog', { name: 'Dinner' });
  await details.getByRole('button', { name: 'Link Trattoria' }).click();
  await expect(details.getByText('Linked to a transaction')).toBeVisible();
  await details.getByRole('textbox', { name: 'Comment' }).fill('Great evening');
  await page.keyboard.press('Enter');
  await expect(details.getByText('Great evening')).toBeVisible();
  await checkLooks(page);
  const [row] = (await app.client.transactions.list({})).rows;
  const { splits } = await app.client.transactions.get({ id: row?.id ?? '' });
  expect(splits.map((part) => [part.categoryId, part.amountMinor])).toEqual([
    ['food_drink.restaurants', -10_00],
    ['transfer.person_to_person', -40_00],
  ]);
  await details.getByRole('button', { name: 'Unlink' }).click();
  await expect(details.getByRole('button', { name: 'Link Trattoria' })).toBeVisible();
});

test('an expense repeats in a rhythm of its own', async ({ page, app }) => {
  await app.onboard('EUR');
  const { id } = await app.client.groups.create({ name: 'Flat', icon: 'home', currency: 'EUR', note: '', members: ['Ana', 'Ben'] });
  await visit(page, app, `#/groups/${id}`);
  await expect(page.getByText('No expenses yet')).toBeVisible();
  await begin(page, 'Cleaner', '40');
  await choose(page, 'Repeats', 'Another rhythm');
  await form(page).getByLabel('every', { exact: true }).fill('2');
  await choose(page, 'Unit', 'weeks');
  await expect(form(page).getByText(/^every 2 weeks on \w+day$/)).toBeVisible();
  await save(page);
  await expect(page.getByRole('region', { name: 'Recurring' })).toContainText('every 2 weeks');
});
