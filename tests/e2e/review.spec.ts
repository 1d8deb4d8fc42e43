import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './app-fixture.ts';

test('the review is answered from the keyboard, payee by payee, and can be taken back', async ({ page, app }) => {
  const accountId = await app.onboard('EUR');
  const add = (payee: string, amountMinor: number, date: string) => app.client.transactions.create({ accountId, date, amountMinor, payee });
  for (const day of ['10', '11', '12']) await add('Zwickelhuber Laden', -450, `2026-03-${day}`);
  await add('Qxjz Vwpf', -990, '2026-03-08');
  await page.goto(`${new URL('/', app.url).href}#/review`);
  await page.reload();

  await expect(page.getByRole('heading', { name: 'Zwickelhuber Laden' })).toBeVisible();
  await expect(page.getByText('3 transactions,')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)).toEqual([]);

  await page.keyboard.press('c');
  await page.keyboard.type('hardware');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Qxjz Vwpf' })).toBeVisible();
  const done = async () =>
    (await app.client.transactions.list({})).rows.filter((row) => row.categoryId === 'home.hardware' && !row.needsReview).length;
  // The page is ahead of the core.
  await expect.poll(done).toBe(3);

  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { name: 'Only what you skipped is left' })).toBeVisible();
  await page.getByRole('button', { name: 'Go through it again' }).click();
  await page.keyboard.press('2');
  await expect(page.getByRole('heading', { name: 'Nothing to review' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('heading', { name: 'Qxjz Vwpf' })).toBeVisible();
});
