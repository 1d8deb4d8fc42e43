import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { RunningApp } from './app-fixture.ts';
import { expect, test, visit } from './app-fixture.ts';

/** 1,000.00 to begin with, and a February in which the tram was forgotten to be ticked. */
async function february(app: RunningApp): Promise<string> {
  const accountId = await app.onboard('EUR');
  await app.client.accounts.update({ id: accountId, openingBalanceMinor: 100_000, openedOn: '2026-01-31' });
  const paid = [
    ['2026-02-01', 'Rent', -50_000],
    ['2026-02-10', 'Lidl', -1260],
    ['2026-02-14', 'Tram', -300],
    ['2026-02-27', 'Acme', 200_000],
  ] as const;
  for (const [date, payee, amountMinor] of paid) {
    const { id } = await app.client.transactions.create({ accountId, date, payee, amountMinor });
    if (payee === 'Tram') await app.client.transactions.update({ ids: [id], patch: { status: 'pending' } });
  }
  return accountId;
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.filter((each) => each.impact === 'serious' || each.impact === 'critical').map((each) => each.id);
}

test('a statement is reconciled from the keyboard alone, its rows are locked, and one undo takes it back', async ({ page, app }) => {
  const accountId = await february(app);
  await visit(page, app, `#/accounts/${accountId}`);
  await expect(page.getByText('Never reconciled with a statement')).toBeVisible();
  await page.keyboard.press('r');

  await expect(page.getByLabel('Balance on that day')).toBeFocused();
  await page.keyboard.type('2484.40');
  await page.getByLabel('Last day of the statement').fill('28/02/2026');
  await page.keyboard.press('Enter');

  const grid = page.getByRole('grid', { name: 'Transactions to tick off' });
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(3);
  await expect(page.getByText(/Tram, −3\.00, 14 February 2026 is exactly the difference/)).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { name: 'It agrees' })).toBeVisible();
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(new RegExp(`#/accounts/${accountId}$`));
  await expect(page.getByText('Reconciled up to 28 February 2026')).toBeVisible();
  const register = page.getByRole('grid', { name: 'Transactions of Everyday' });
  await expect(register.getByRole('row').filter({ hasText: 'Tram' })).toContainText('484.40');
  await expect(register.getByLabel('reconciled')).toHaveCount(4);
  expect(await seriousFaults(page)).toEqual([]);

  const [tram] = (await app.client.transactions.list({ filter: { text: 'Tram' } })).rows;
  await expect(
    app.client.transactions.update({ ids: [tram?.id ?? ''], patch: { amountMinor: -1 } }),
  ).rejects.toMatchObject({ code: 'CONFLICT' });

  await page.keyboard.press('Control+z');
  await expect(page.getByText('Never reconciled with a statement')).toBeVisible();
  await expect(register.getByLabel('reconciled')).toHaveCount(0);
});

test('ticks outlive a restart of the page, and a remaining difference is booked in so many words', async ({ page, app }) => {
  const accountId = await february(app);
  await visit(page, app, `#/accounts/${accountId}/reconcile?date=2026-02-28&balance=250000`);
  const grid = page.getByRole('grid', { name: 'Transactions to tick off' });
  await grid.getByRole('row').filter({ hasText: 'Tram' }).click();
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(4);
  await page.reload();
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(4);
  await page.getByRole('button', { name: 'Book the difference and finish' }).click();
  await expect(page.getByRole('grid', { name: 'Transactions of Everyday' })).toContainText('Balance adjustment');
});

test('accounts stand by what is owned and owed; one is added, valued, and closed with a word about what it holds', async ({ page, app }) => {
  await february(app);
  await app.client.accounts.create({ name: 'Visa', kind: 'credit', currency: 'EUR', openingBalanceMinor: -25_000 });
  await visit(page, app, '#/accounts');
  await expect(page.getByRole('region', { name: 'Debts' })).toContainText('−250.00');
  expect(await seriousFaults(page)).toEqual([]);

  await page.keyboard.press('a');
  await page.getByLabel('Name').fill('House');
  await page.getByLabel('Kind').click();
  await page.getByRole('option', { name: 'Property' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add account' }).click();
  await page.getByRole('link', { name: 'House', exact: true }).last().click();
  await page.getByRole('button', { name: 'Enter a value' }).click();
  await page.getByLabel('Worth').fill('300000');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Values' })).toContainText('300,000.00');

  await page.getByRole('button', { name: 'More for House' }).click();
  await page.getByRole('menuitem', { name: 'Close' }).click();
  await expect(page.getByRole('dialog')).toContainText('It still stands at €300,000.00');
  await page.getByRole('button', { name: 'Close all the same' }).click();
  await expect(page.getByText(/closed on/).first()).toBeVisible();

  await visit(page, app, '#/net-worth');
  await expect(page.getByRole('region', { name: 'Net worth in figures' }).getByRole('row').nth(1)).toContainText('302,234.40');
  expect(await seriousFaults(page)).toEqual([]);
});
