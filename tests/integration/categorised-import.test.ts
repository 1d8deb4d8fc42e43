import { describe, expect, it } from 'vitest';
import { csv, importFile, openTestApp } from './core-fixture.ts';

describe('categories after an import', () => {
  it('come with a reason, and with doubt where there is little to go by', async () => {
    const app = await openTestApp();
    await importFile(
      app,
      csv('Date,Description,Amount', '2026-03-02,LIDL 0342 BERLIN,-38.12', '2026-03-04,ACME GMBH GEHALT,2870.00', '2026-03-05,QXJZ 77,-5.00'),
    );
    const [unknown, salary, lidl] = app.services.transactions.list({}, null, 10).rows;
    expect(lidl).toMatchObject({ payee: 'Lidl', categoryId: 'food_drink.groceries', needsReview: false });
    expect(app.services.transactions.get(lidl?.id ?? '').reason).toMatch(/brand list|words/);
    expect(salary).toMatchObject({ categoryId: 'income.salary' });
    expect(unknown).toMatchObject({ categoryId: null, needsReview: true });
    expect(app.services.transactions.reviewCount()).toEqual({ count: 1 });
  });

  it('follow what the user chose: on the same payee now, and in the next import', async () => {
    const app = await openTestApp();
    await importFile(app, csv('Date,Description,Amount', '2026-03-02,QXJZ 77,-5.00', '2026-03-03,QXJZ 78,-6.00', '2026-03-04,QXJZ 79,7.00'));
    const rows = app.services.transactions.list({}, null, 10).rows;
    const changed = await app.services.transactions.update([rows[2]?.id ?? ''], { categoryId: 'health.pharmacy' });
    expect(changed.alsoChanged).toBe(1);
    await importFile(app, csv('Date,Description,Amount', '2026-04-02,QXJZ 80,-9.00'));
    const [next] = app.services.transactions.list({}, null, 1).rows;
    expect(next).toMatchObject({ categoryId: 'health.pharmacy', categorySource: 'payee' });
    expect(app.services.transactions.get(next?.id ?? '').reason).toBe('You chose Pharmacy for QXJZ once');
  });

  it('never touch a row that the user set, and one undo takes the whole choice back', async () => {
    const app = await openTestApp();
    await importFile(app, csv('Date,Description,Amount', '2026-03-02,QXJZ 77,-5.00', '2026-03-03,QXJZ 78,-6.00', '2026-03-04,QXJZ 79,-7.00'));
    const [third, second, first] = app.services.transactions.list({}, null, 10).rows.map((row) => row.id);
    await app.services.transactions.update([first ?? ''], { categoryId: 'health.pharmacy' });
    await app.services.transactions.update([second ?? ''], { categoryId: 'food_drink.coffee' });
    const { changeId } = await app.services.transactions.update([third ?? ''], { categoryId: 'health.pharmacy' });
    const category = (id: string | undefined): string | null => app.services.transactions.get(id ?? '').categoryId;
    expect([category(first), category(second), category(third)]).toEqual(['health.pharmacy', 'food_drink.coffee', 'health.pharmacy']);
    await app.services.history.undo(changeId);
    expect(category(second)).toBe('food_drink.coffee');
  });
});

describe('the dashboard', () => {
  it('adds up: transfers are neither income nor spending, a refund lowers spending', async () => {
    const app = await openTestApp();
    await importFile(
      app,
      csv(
        'Date,Description,Amount',
        '2026-02-10,LIDL 0342,-20.00',
        '2026-03-02,LIDL 0342,-38.12',
        '2026-03-03,LIDL 0342,8.12',
        '2026-03-04,ACME GMBH GEHALT,2870.00',
        '2026-03-05,UEBERTRAG AUF SPARKONTO,-300.00',
      ),
    );
    const { thisMonth, lastMonth, lastMonthToDate, netWorthMinor, netWorthBeforeMinor, spending, trend } =
      app.services.dashboard.get('2026-03');
    expect(thisMonth).toEqual({ incomeMinor: 287_000, spendingMinor: 3000, netMinor: 284_000 });
    expect(lastMonth.spendingMinor).toBe(2000);
    expect(lastMonthToDate?.spendingMinor).toBe(2000);
    expect(netWorthMinor - netWorthBeforeMinor).toBe(287_000 - 3000 - 30_000);
    expect(spending[0]).toMatchObject({ categoryId: 'food_drink', spendingMinor: 3000, lastMonthMinor: 2000 });
    expect(trend.map((entry) => entry.month).slice(-2)).toEqual(['2026-02', '2026-03']);
  });
});

describe('the example ledger', () => {
  it('fills a ledger without transactions, and only such a one', async () => {
    const app = await openTestApp();
    const { transactions } = await app.services.loadDemo();
    expect(transactions).toBeGreaterThan(1000);
    expect(app.services.accounts.list().length).toBe(5);
    await expect(app.services.loadDemo()).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
