import { expect, test } from 'vitest';
import { newId } from '../../../src/shared/ids.ts';
import { shiftMonth, type PlainMonth } from '../../../src/shared/dates.ts';
import { startTestServer, type TestServer, type TestUser } from './server-fixture.ts';

const clock = { now: () => new Date('2026-11-23T12:00:00Z') };

/** Two years: a salary on the 1st, rent on the 3rd, groceries every week, which cost more in December. */
async function liveTwoYears(server: TestServer, user: TestUser) {
  const { pool } = server.context;
  const { rows } = await pool.query<{ id: string; key: string }>('SELECT id, key FROM category WHERE user_id IS NULL');
  const idOf = (key: string) => rows.find((row) => row.key === key)?.id;
  const [salary, rent, groceries] = [idOf('income.salary'), idOf('housing_utilities.rent'), idOf('food_drink.groceries')];
  const add = (date: string, category: string | undefined, type: string, amount: number) =>
    pool.query(
      `INSERT INTO ledger_transaction (id, user_id, date, category_id, type, currency, amount_minor) VALUES ($1, $2, $3, $4, $5, 'EUR', $6)`,
      [newId(), user.id, date, category, type, amount],
    );
  let month: PlainMonth = '2024-11';
  for (; month <= '2026-10'; month = shiftMonth(month, 1)) {
    await add(`${month}-01`, salary, 'income', 290_000);
    await add(`${month}-03`, rent, 'expense', 85_000);
    for (const day of ['04', '11', '18', '25']) await add(`${month}-${day}`, groceries, 'expense', month.endsWith('12') ? 9_000 : 7_500);
  }
  return { groceries: groceries ?? '', rent: rent ?? '' };
}

test('budgets: set, changed, and for each month what held, what was spent and what was suggested', async () => {
  const server = await startTestServer({ clock });
  const [mara, jon] = [await server.newUser('mara'), await server.newUser('jon')];
  const token = mara.access;
  const { groceries } = await liveTwoYears(server, mara);
  const budget = `/api/transactions/budget/${mara.id}/`;
  const set = await server.send('POST', budget, { category: 'groceries', monthly_limit: '280' }, { token });
  expect(set).toMatchObject({ status: 201, body: { user: mara.id, category: groceries, monthly_limit: '280.00' } });
  await server.context.pool.query("UPDATE budget SET created_at = '2026-09-10'");
  const accept = (body: object) => server.send('POST', '/api/insights/api/accept-suggested-budget/', body, { token });
  expect(await accept({ category: 'Groceries', new_limit: '305.5' })).toMatchObject({ status: 200, body: { new_limit: '305.50' } });
  expect((await accept({ category: 'Groceries' })).body).toHaveProperty('error');
  expect((await accept({ category: 'No such thing', new_limit: '1' })).status).toBe(400);
  expect((await server.send('GET', budget, undefined, { token })).body).toMatchObject([{ monthly_limit: '305.50' }]);
  expect((await server.send('GET', budget, undefined, { token: jon.access })).status).toBe(403);

  const history = `/api/transactions/budget-history/${mara.id}/`;
  const { body } = await server.send<unknown[]>('GET', history, undefined, { token });
  expect(body).toMatchObject([
    { month: 11, year: 2026, previous_limit: '305.50', actual_spent: '0.00' },
    { month: 10, year: 2026, previous_limit: '280.00', actual_spent: '300.00', category: groceries, user: mara.id },
    { month: 9, year: 2026, previous_limit: '280.00', actual_spent: '300.00' },
  ]);
  const october = await server.send<{ suggested_limit: string; id: string }[]>('GET', `${history}?month=10&year=2026`, undefined, { token });
  expect(october.body).toHaveLength(1);
  expect(Number(october.body[0]?.suggested_limit)).toBeGreaterThanOrEqual(300);
  expect(Number(october.body[0]?.suggested_limit)).toBeLessThan(380);
  expect(body).toContainEqual(october.body[0]);
});

test('insights come from the history: suggestions with a reason, forecasts, savings', async () => {
  const server = await startTestServer({ clock });
  const mara = await server.newUser('mara');
  const get = async <Body>(path: string) => (await server.send<Body>('GET', path, undefined, { token: mara.access })).body;
  expect(await get('/api/insights/api/ai-insights/')).toEqual([]);
  expect(await get('/api/insights/savings-history/')).toEqual([]);
  await server.send('PATCH', '/api/users/financial-input/', { monthly_income_salary: '2000', rent: '1500', savings_cash: '100' }, { token: mara.access });
  expect(await get('/api/insights/savings-projections/?months=2')).toEqual({ months: ['Dec 2026', 'Jan 2027'], amounts: ['600.00', '1100.00'] });

  await liveTwoYears(server, mara);
  const insights = await get<{ category: string; suggested_budget: string; message: string }[]>('/api/insights/api/ai-insights/');
  const groceries = insights.find(({ category }) => category === 'Groceries');
  expect(groceries).toMatchObject({ action_url: '/api/insights/api/accept-suggested-budget/', title: expect.stringContaining('Groceries') });
  expect(Number(groceries?.suggested_budget)).toBeGreaterThanOrEqual(300);

  const savings = await get<{ category: string }[]>('/api/insights/savings-insights/');
  expect(savings[0]).toMatchObject({ category: 'Rent', average_spending: '850.00', forecasted_spending: '850.00', savings_recommendation: '0.00' });
  const detailed = await get<object[]>(`/api/insights/budget-insights/${mara.id}/`);
  expect(detailed).toHaveLength(savings.length);
  expect(detailed[0]).toMatchObject({ ...savings[0], user: mara.id, id: expect.any(String), created_at: '2026-11-23T12:00:00.000Z' });

  const history = await get<{ month: string }[]>('/api/insights/savings-history/');
  expect(history[0]).toEqual({ month: 'Dec 2025', total_saved: '1690.00', actual_spent: '1210.00', previous_limit: '0.00' });
  expect(history.at(-1)).toMatchObject({ month: 'Nov 2026', total_saved: '0.00' });
  const projected = await get<{ months: string[]; amounts: string[] }>('/api/insights/savings-projections/?months=6');
  expect(projected.months).toHaveLength(6);
  expect(Number(projected.amounts[5])).toBeGreaterThan(6 * 1500);
  expect(Number(projected.amounts[5])).toBeLessThan(6 * 2000);
});

test('goals are one’s own, and say how they stand', async () => {
  const server = await startTestServer({ clock });
  const [mara, jon] = [await server.newUser('mara'), await server.newUser('jon')];
  const goal = { goal_name: 'A new boiler', target_amount: '4800', deadline: '2027-10-01' };
  const made = await server.send<{ goal_id: string }>('POST', '/api/insights/add-goal/', goal, { token: mara.access });
  expect(made.status).toBe(201);
  await server.send('POST', '/api/insights/add-goal/', { ...goal, deadline: '2026-11-22' }, { token: mara.access });
  expect((await server.send('POST', '/api/insights/add-goal/', { ...goal, target_amount: '0' }, { token: mara.access })).status).toBe(400);
  const save = (token: string, goal_id: string) => server.send('POST', '/api/insights/update_goal_savings/', { goal_id, saved_amount: '4800.00' }, { token });
  expect(await save(jon.access, made.body.goal_id)).toMatchObject({ status: 404, body: { error: 'Goal not found.' } });
  expect(await save(mara.access, '17')).toMatchObject({ status: 404 });
  expect((await save(mara.access, made.body.goal_id)).status).toBe(200);
  const { body } = await server.send('GET', '/api/insights/goal-progress/', undefined, { token: mara.access });
  expect(body).toMatchObject({
    goals: [
      { status: 'overdue', saved_amount: '0.00', target_amount: '4800.00', user_id: mara.id },
      { status: 'completed', saved_amount: '4800.00', id: made.body.goal_id, deadline: '2027-10-01' },
    ],
  });
});

test('a sentence is understood, confirmed and kept', async () => {
  const server = await startTestServer({ clock });
  const mara = await server.newUser('mara');
  const post = (path: string, body: object) => server.send<{ transaction_id: string }>('POST', `/api/transactions/${path}/`, body, { token: mara.access });
  const heard = await post('process-voice-entry', { voice_text: 'spent 12.50 on lunch at Chipotle yesterday' });
  expect(heard).toMatchObject({ status: 200, body: { amount: '12.50', transaction_type: 'expense', date: '2026-11-22', payee: 'Chipotle', currency: 'EUR' } });
  expect(await post('process-voice-entry', {})).toMatchObject({ status: 400, body: { error: 'No voice input received' } });
  expect((await post('process-voice-entry', { voice_text: 'lunch yesterday' })).status).toBe(400);

  const kept = await post('confirm-voice-transaction', { ...heard.body, description: 'Lunch' });
  expect(kept).toMatchObject({ status: 201, body: { message: 'Transaction saved successfully!' } });
  const path = `/api/transactions/transactions/${kept.body.transaction_id}/`;
  expect((await server.send('GET', path, undefined, { token: mara.access })).body).toMatchObject({ amount: '12.50', description: 'Lunch', date: '2026-11-22' });
  expect(await post('confirm-voice-transaction', { amount: '3' })).toMatchObject({ status: 400, body: { error: 'Missing transaction details' } });
});

test('currencies are converted by the rates that ship', async () => {
  const server = await startTestServer({ clock });
  const { access: token } = await server.newUser();
  const convert = (query: string) => server.send<{ rate: number }>('GET', `/api/transactions/api/currency-convert/?${query}`, undefined, { token });
  const { status, body } = await convert('base=eur&target=USD&amount=10&date=2024-01-03');
  expect(status).toBe(200);
  expect(body).toMatchObject({ base: 'EUR', target: 'USD', rate_date: '2024-01-03', source: 'ecb', amount: '10.00' });
  expect(body.rate).toBeGreaterThan(1);
  expect(body.rate).toBeLessThan(1.2);
  expect((await convert('base=DEM&target=EUR&amount=195583')).body).toMatchObject({ converted_amount: '100000.00' });
  for (const query of ['base=EUR', 'base=EUR&target=ZZZ', 'base=EUR&target=USD&date=1960-01-01', 'base=EUR&target=USD&amount=ten']) {
    expect(await convert(query)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  }
});

test('upcoming bills are those that fall due in time, the next first', async () => {
  const server = await startTestServer({ clock });
  const { access: token } = await server.newUser();
  const add = (name: string, frequency: string, next_payment_date: string, status = 'active') =>
    server.send('POST', '/api/payments/recurring-payments/', { name, amount: '9.99', category: 'Bills', frequency, next_payment_date, status }, { token });
  await add('Rent', 'monthly', '2026-01-31');
  await add('Insurance', 'yearly', '2026-03-01');
  await add('Paper', 'weekly', '2026-11-27');
  await add('Gym', 'monthly', '2026-12-01', 'paused');
  const bills = async (query: string) => (await server.send<object[]>('GET', `/api/transactions/api/upcoming-bills/${query}`, undefined, { token })).body;
  expect(await bills('')).toMatchObject([
    { name: 'Paper', days_remaining: 4, next_payment_date: '2026-11-27', amount: 9.99, frequency: 'weekly', category: 'Bills' },
    { name: 'Rent', days_remaining: 7, next_payment_date: '2026-11-30' },
  ]);
  expect(await bills('?days=4')).toHaveLength(1);
  expect(await bills('?days=100')).toHaveLength(3);
});
