import { describe, expect, it } from 'vitest';
import { expenseInput, type ExpenseInput } from '../../src/shared/contract/groups.ts';
import { scheduleRule } from '../../src/shared/contract/schedule.ts';
import { openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';

const RECEIVABLE = 'transfer.person_to_person';
const FOOD = 'food_drink.restaurants';

async function trip(folder = temporaryFolder(), today?: string) {
  const app = await openTestApp(folder, today);
  const { groups, transactions } = app.services;
  const { id: groupId } = await groups.create({
    name: 'Lisbon',
    icon: 'plane',
    currency: 'EUR',
    note: '',
    members: ['Ana', 'Ben', 'Cleo', 'Dan', 'Eve'],
  });
  const ids = Object.fromEntries(groups.get(groupId).members.map(({ name, id }) => [name, id]));
  const of = (name: string): string => ids[name] ?? '';
  const draft = (payer: string, amountMinor: number, rest: Partial<ExpenseInput> & { for?: string[] } = {}): ExpenseInput => {
    const { for: people = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eve'], ...fields } = rest;
    return expenseInput.parse({
      title: 'Dinner',
      date: '2026-03-02',
      amountMinor,
      currency: 'EUR',
      payers: [{ memberId: of(payer), amountMinor }],
      split: 'equal',
      shares: people.map((name) => ({ memberId: of(name) })),
      ...fields,
    });
  };
  const balances = () => Object.fromEntries(groups.get(groupId).members.map((m) => [m.name, m.balanceMinor]));
  const bank = async (amountMinor: number, payee = 'Bank', categoryId: string | null = null) =>
    (await transactions.create({ accountId: app.accountId, date: '2026-03-03', amountMinor, payee, categoryId, note: '' })).id;
  /** What reports count, by category. */
  const counted = () => {
    const rows = transactions.list({}, null, 100).rows.flatMap((row) => {
      const detail = transactions.get(row.id);
      return detail.splits.length > 0 ? detail.splits : [detail];
    });
    const sums: Record<string, number> = {};
    for (const { categoryId, amountMinor } of rows) sums[categoryId ?? ''] = (sums[categoryId ?? ''] ?? 0) + amountMinor;
    return sums;
  };
  return { app, groups, transactions, groupId, of, draft, balances, bank, counted };
}

describe('a group', () => {
  it('divides by every kind of split, and what it holds sums to zero', async () => {
    const { groups, groupId, of, draft, balances } = await trip();
    await groups.addExpense(groupId, draft('Ana', 1_00));
    await groups.addExpense(groupId, draft('Ben', 9_00, {
      split: 'shares',
      shares: [{ memberId: of('Ben'), weight: '2' }, { memberId: of('Cleo'), weight: '1' }],
    }));
    await groups.addExpense(groupId, draft('Cleo', 10_00, {
      split: 'percent',
      shares: [{ memberId: of('Ana'), weight: '12.5' }, { memberId: of('Dan'), weight: '87.5' }],
    }));
    await groups.addExpense(groupId, draft('Dan', 5_00, {
      split: 'amount',
      payers: [{ memberId: of('Dan'), amountMinor: 3_00 }, { memberId: of('Eve'), amountMinor: 2_00 }],
      shares: [{ memberId: of('Ana'), weight: '499' }, { memberId: of('Eve'), weight: '1' }],
    }));
    // Two mains and a shared bottle, 10 % tip: 11.00 and 22.00 beside 16.50 each.
    await groups.addExpense(groupId, draft('Eve', 66_00, {
      split: 'items',
      shares: [],
      items: [
        { name: 'Soup', amountMinor: 10_00, memberIds: [of('Ana')] },
        { name: 'Steak', amountMinor: 20_00, memberIds: [of('Ben')] },
        { name: 'Wine', amountMinor: 30_00, memberIds: [of('Ana'), of('Ben')] },
      ],
    }));
    const rows = groups.expenses(groupId, null, 10).rows;
    expect(rows[0]?.shares.map((share) => share.amountMinor)).toEqual([27_50, 38_50]);
    expect(balances()).toEqual({
      Ana: 80 - 1_25 - 4_99 - 27_50,
      Ben: -20 + 3_00 - 38_50,
      Cleo: -20 - 3_00 + 10_00,
      Dan: -20 - 8_75 + 3_00,
      Eve: -20 + 2_00 - 1 + 66_00,
    });
    expect(Object.values(balances()).reduce((a, b) => a + b, 0)).toBe(0);
    const page = groups.expenses(groupId, null, 2);
    expect(groups.expenses(groupId, page.nextCursor, 10).rows.map((row) => row.id)).toEqual(rows.slice(2).map((row) => row.id));
  });

  it('says what does not add up and where', async () => {
    const { groups, groupId, of, draft } = await trip();
    const add = (input: ExpenseInput) => groups.addExpense(groupId, input);
    const shares = [{ memberId: of('Ana'), weight: '50' }, { memberId: of('Ben'), weight: '40' }];
    await expect(add(draft('Ana', 10_00, { split: 'percent', shares }))).rejects.toMatchObject({
      code: 'INVALID',
      field: 'shares',
      message: 'The percents make 90, not 100.',
    });
    await expect(add(draft('Ana', 10_00, { split: 'amount', shares }))).rejects.toThrow('The parts make 0.90 EUR, not 10.00 EUR.');
    await expect(add(draft('Ana', 10_00, { payers: [{ memberId: of('Ben'), amountMinor: 1 }] }))).rejects.toMatchObject({ field: 'payers' });
    expect(groups.get(groupId).expenseCount).toBe(0);
  });

  it('gives the odd cent to another each time, and keeps it when only the title changes', async () => {
    const { groups, groupId, draft } = await trip();
    const first = await groups.addExpense(groupId, draft('Ana', 1, { for: ['Ana', 'Ben', 'Cleo'] }));
    await groups.addExpense(groupId, draft('Ana', 1, { for: ['Ana', 'Ben', 'Cleo'] }));
    await groups.addExpense(groupId, draft('Ana', 1, { for: ['Ana', 'Ben', 'Cleo'] }));
    const shares = () => groups.get(groupId).members.map((member) => member.shareMinor);
    expect(shares()).toEqual([1, 1, 1, 0, 0]);
    await groups.updateExpense(first.id, draft('Ana', 1, { for: ['Ana', 'Ben', 'Cleo'], title: 'Sweets' }));
    expect(shares()).toEqual([1, 1, 1, 0, 0]);
  });

  it('settles by suggestions that stay as they are, and each step can be undone and done again', async () => {
    const { app, groups, groupId, draft, balances } = await trip();
    await groups.addExpense(groupId, draft('Ana', 50_00));
    await groups.addExpense(groupId, draft('Ben', 12_34, { for: ['Cleo', 'Dan', 'Eve'] }));
    const before = groups.get(groupId).suggestions;
    const [paid, ...others] = before;
    if (!paid) throw new Error('Nobody owes anything.');
    await groups.recordPayment(groupId, { ...paid, date: '2026-03-05' });
    expect(groups.get(groupId).suggestions).toEqual(others);
    await app.services.history.undo();
    expect(groups.get(groupId).suggestions).toEqual(before);
    await app.services.history.redo();
    for (const suggestion of others) await groups.recordPayment(groupId, { ...suggestion, date: '2026-03-05' });
    expect(Object.values(balances())).toEqual([0, 0, 0, 0, 0]);
    expect(groups.get(groupId).suggestions).toEqual([]);
  });

  it('keeps what was paid in another currency beside the own one', async () => {
    const { groups, groupId, draft, balances } = await trip();
    await groups.addExpense(groupId, draft('Ana', 10_000, { currency: 'JPY', for: ['Ana', 'Ben'] }));
    const [row] = groups.expenses(groupId, null, 10).rows;
    expect(row).toMatchObject({ paidMinor: 10_000, paidCurrency: 'JPY' });
    expect(row?.amountMinor).not.toBe(10_000);
    expect(balances()['Ben']).toBeLessThan(0);
    expect(Object.values(balances()).reduce((a, b) => a + b, 0)).toBe(0);
  });

  it('looks after its members', async () => {
    const { groups, groupId, of, draft } = await trip();
    await expect(groups.addMember(groupId, 'ANA')).rejects.toMatchObject({ code: 'CONFLICT' });
    await groups.addExpense(groupId, draft('Ben', 1_00, { for: ['Ana', 'Ben'] }));
    await expect(groups.removeMember(of('Ana'))).rejects.toMatchObject({ code: 'CONFLICT' });
    await groups.removeMember(of('Eve'));
    await groups.renameMember(of('Dan'), 'Daniel');
    await groups.setMe(of('Ben'));
    expect(groups.get(groupId).members.map(({ name, isMe }) => [name, isMe])).toEqual([
      ['Ana', false],
      ['Ben', true],
      ['Cleo', false],
      ['Daniel', false],
    ]);
    expect(groups.list()).toMatchObject([{ name: 'Lisbon', members: 4, spentMinor: 1_00, myBalanceMinor: 50 }]);
  });
});

describe('the bank side', () => {
  it('of a dinner for five: one row, a fifth spent, the rest a receivable; unlinked it is as it was', async () => {
    const { app, groups, transactions, groupId, draft, bank, counted } = await trip();
    const row = await bank(-50_00, 'Trattoria', 'food_drink.groceries');
    const { id } = await groups.addExpense(groupId, draft('Ana', 50_00, { categoryId: FOOD }));
    expect(groups.linkCandidates(id).map((one) => one.id)).toEqual([row]);
    await groups.link(id, row);
    expect(counted()).toEqual({ [FOOD]: -10_00, [RECEIVABLE]: -40_00 });
    expect(transactions.get(row)).toMatchObject({ amountMinor: -50_00, splitCount: 2 });
    expect(groups.linkCandidates(id)).toEqual([]);

    await app.services.history.undo();
    expect(counted()).toEqual({ 'food_drink.groceries': -50_00 });
    await app.services.history.redo();
    await groups.updateExpense(id, draft('Ana', 50_00, { categoryId: FOOD, for: ['Ana', 'Ben'] }));
    expect(counted()).toEqual({ [FOOD]: -25_00, [RECEIVABLE]: -25_00 });
    await groups.removeExpense(id);
    expect(counted()).toEqual({ 'food_drink.groceries': -50_00 });
    await app.services.history.undo();
    expect(counted()).toEqual({ [FOOD]: -25_00, [RECEIVABLE]: -25_00 });
  });

  it('comes to zero when everything is settled, with the own shares as spending', async () => {
    const { groups, groupId, of, draft, bank, counted } = await trip();
    const dinner = await groups.addExpense(groupId, draft('Ana', 50_00, { categoryId: FOOD }));
    await groups.link(dinner.id, await bank(-50_00));
    // Ben pays a taxi for Ana and himself: her 6.00 is no row of her bank.
    await groups.addExpense(groupId, draft('Ben', 12_00, { categoryId: 'transport.taxi_rideshare', for: ['Ana', 'Ben'] }));
    for (const suggestion of groups.get(groupId).suggestions) {
      const payment = await groups.recordPayment(groupId, { ...suggestion, date: '2026-03-05' });
      await groups.link(payment.id, await bank(suggestion.to === of('Ana') ? suggestion.amountMinor : -suggestion.amountMinor));
    }
    expect(counted()).toEqual({ [FOOD]: -10_00, [RECEIVABLE]: 0, 'transport.taxi_rideshare': -6_00 });
  });

  it('of paying for what others paid is spending', async () => {
    const { groups, groupId, of, draft, bank, counted } = await trip();
    await groups.addExpense(groupId, draft('Ben', 20_00, { categoryId: FOOD, for: ['Ana', 'Ben'] }));
    const payment = await groups.recordPayment(groupId, { from: of('Ana'), to: of('Ben'), amountMinor: 10_00, date: '2026-03-05' });
    await groups.link(payment.id, await bank(-10_00));
    expect(counted()).toEqual({ [FOOD]: -10_00 });
  });

  it('refuses what does not fit', async () => {
    const { groups, groupId, draft, bank } = await trip();
    const { id } = await groups.addExpense(groupId, draft('Ana', 50_00));
    await expect(groups.link(id, await bank(-49_00))).rejects.toThrow('Your side of this is -50.00 EUR, the transaction is -49.00 EUR.');
    const other = await groups.addExpense(groupId, draft('Ben', 5_00));
    await expect(groups.link(other.id, await bank(-5_00))).rejects.toMatchObject({ code: 'INVALID' });
    const row = await bank(-50_00);
    await groups.link(id, row);
    const twin = await groups.addExpense(groupId, draft('Ana', 50_00));
    await expect(groups.link(twin.id, row)).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

it('recurring expenses are written when due, once', async () => {
  const { groups, groupId, draft } = await trip(temporaryFolder(), '2026-03-10');
  const rule = scheduleRule.parse({ start: '2026-01-31', rhythm: { unit: 'month', every: 1, by: { on: 'last-day' } } });
  const { id } = await groups.addSchedule(groupId, rule, draft('Ben', 500_00, { title: 'Rent' }));
  const dates = () => groups.expenses(groupId, null, 10).rows.map((row) => row.date);
  expect(dates()).toEqual(['2026-02-28', '2026-01-31']);
  expect(groups.schedules(groupId)).toMatchObject([{ says: 'every month on the last day', nextDate: '2026-03-31' }]);
  expect(await groups.addDue('2026-03-30')).toBe(0);
  expect(await groups.addDue('2026-04-01')).toBe(1);
  expect(await groups.addDue('2026-04-01')).toBe(0);
  expect(dates()[0]).toBe('2026-03-31');
  await groups.removeSchedule(id);
  expect(await groups.addDue('2026-12-31')).toBe(0);
});

it('comments and receipts belong to an expense', async () => {
  const { groups, groupId, draft } = await trip();
  const { id } = await groups.addExpense(groupId, draft('Ana', 5_00));
  await groups.addComment(id, 'With dessert');
  await groups.addReceipt(id, { name: 'bill.txt', mediaType: 'text/plain', bytes: new TextEncoder().encode('5.00') });
  expect(groups.comments(id)).toMatchObject([{ text: 'With dessert' }]);
  const [receipt] = groups.receipts(id);
  expect(await (await groups.readReceipt(receipt?.id ?? '')).text()).toBe('5.00');
  expect(groups.expenses(groupId, null, 1).rows[0]).toMatchObject({ comments: 1, receipts: 1 });
  await groups.removeComment(groups.comments(id)[0]?.id ?? '');
  await groups.removeReceipt(receipt?.id ?? '');
  expect(groups.expenses(groupId, null, 1).rows[0]).toMatchObject({ comments: 0, receipts: 0 });
});

it('spending is told by member, category and month', async () => {
  const { groups, groupId, draft } = await trip();
  await groups.addExpense(groupId, draft('Ana', 50_00, { categoryId: FOOD, date: '2026-01-15' }));
  await groups.addExpense(groupId, draft('Ben', 10_00, { date: '2026-03-01', for: ['Ana', 'Ben'] }));
  const { byMember, byCategory, byMonth } = groups.spending(groupId);
  expect(byMember.map(({ paidMinor, shareMinor }) => [paidMinor, shareMinor])).toEqual([
    [50_00, 15_00], [10_00, 15_00], [0, 10_00], [0, 10_00], [0, 10_00],
  ]);
  expect(byCategory).toEqual([
    { categoryId: FOOD, amountMinor: 50_00, myShareMinor: 10_00 },
    { categoryId: null, amountMinor: 10_00, myShareMinor: 5_00 },
  ]);
  expect(byMonth.map(({ month, amountMinor }) => [month, amountMinor])).toEqual([
    ['2026-01', 50_00], ['2026-02', 0], ['2026-03', 10_00],
  ]);
});

describe('files', () => {
  it('JSON brings back the same group, CSV the same balances', async () => {
    const { groups, groupId, of, draft, balances } = await trip();
    await groups.addExpense(groupId, draft('Ana', 10_01, { for: ['Ana', 'Ben', 'Cleo'], categoryId: FOOD, note: 'late' }));
    await groups.addExpense(groupId, draft('Ben', 10_00, { for: ['Ana', 'Ben', 'Cleo'], currency: 'JPY' }));
    const { id } = await groups.addExpense(groupId, draft('Cleo', 7_77, {
      split: 'items', shares: [], items: [{ name: 'Tea', amountMinor: 7_00, memberIds: [of('Ana'), of('Dan'), of('Eve')] }],
    }));
    await groups.addComment(id, 'hot');
    await groups.recordPayment(groupId, { from: of('Dan'), to: of('Cleo'), amountMinor: 1_00, date: '2026-03-09' });
    for (const format of ['json', 'csv'] as const) {
      const file = groups.export(groupId, format);
      const imported = await groups.import(file, 'Ana');
      expect(imported).toMatchObject({ name: 'Lisbon', members: 5, expenses: 3, payments: 1 });
      const copy = groups.get(imported.groupId);
      expect(Object.fromEntries(copy.members.map((m) => [m.name, m.balanceMinor]))).toEqual(balances());
      expect(copy.members[0]?.isMe).toBe(true);
      if (format === 'json') expect(groups.export(imported.groupId, 'json')).toEqual(file);
    }
  });

  it('of Splitwise', async () => {
    const { groups } = await trip();
    const text = [
      'Date,Description,Category,Cost,Currency,Ana,Ben,Cleo',
      '',
      '2026-01-05,Dinner,Dining out,60.00,EUR,40.00,-20.00,-20.00',
      '2026-01-06,"Museum, two tickets",Entertainment,20.00,EUR,-10.00,10.00,0.00',
      '2026-01-07,Cleo S. paid Ana V.,Payment,15.00,EUR,-15.00,0.00,15.00',
      '',
      '2026-01-31,Total balance, , ,EUR,15.00,-10.00,-5.00',
    ].join('\r\n');
    const imported = await groups.import({ name: 'trip.csv', text }, 'Ana');
    expect(imported).toMatchObject({ format: 'splitwise', name: 'trip', expenses: 2, payments: 1 });
    const { members, spentMinor } = groups.get(imported.groupId);
    expect(members.map(({ balanceMinor, paidMinor, shareMinor }) => [balanceMinor, paidMinor, shareMinor])).toEqual([
      [15_00, 60_00, 30_00],
      [-10_00, 20_00, 30_00],
      [-5_00, 0, 20_00],
    ]);
    expect(spentMinor).toBe(80_00);
  });

  it('of Spliit, as JSON and as CSV', async () => {
    const { groups } = await trip();
    const json = JSON.stringify({
      id: 'g', name: 'Flat', information: null, currency: '€', currencyCode: null,
      participants: [{ id: 'a', name: 'Ana' }, { id: 'b', name: 'Ben' }],
      expenses: [
        { expenseDate: '2026-01-05T00:00:00.000Z', title: 'Sofa', category: { grouping: 'Home', name: 'Furniture' }, amount: 10001,
          paidById: 'a', paidFor: [{ participantId: 'a', shares: 100 }, { participantId: 'b', shares: 300 }], isReimbursement: false,
          splitMode: 'BY_SHARES', notes: 'blue' },
        { expenseDate: '2026-01-06T00:00:00.000Z', title: 'Gas', amount: 1000, paidById: 'b',
          paidFor: [{ participantId: 'a', shares: 7500 }, { participantId: 'b', shares: 2500 }], isReimbursement: false, splitMode: 'BY_PERCENTAGE' },
        { expenseDate: '2026-01-07T00:00:00.000Z', title: 'Back', amount: 5000, paidById: 'b',
          paidFor: [{ participantId: 'a', shares: 1 }], isReimbursement: true, splitMode: 'EVENLY' },
      ],
    });
    const fromJson = await groups.import({ name: 'x.json', text: json }, null);
    expect(fromJson).toMatchObject({ format: 'spliit-json', name: 'Flat', expenses: 2, payments: 1 });
    expect(groups.get(fromJson.groupId).members.map((m) => m.balanceMinor)).toEqual([75_01 - 7_50 - 50_00, -17_51]);

    const csv = '\uFEFF"Date","Description","Category","Currency","Cost","Is Reimbursement","Split mode","Ana","Ben"\n' +
      '"2026-01-05","Sofa","Furniture","€","100.01","No","Unevenly – By shares",25,-75.01\n' +
      '"2026-01-07","Back","Payment","€","50.00","Yes","Evenly",-50,0';
    const fromCsv = await groups.import({ name: 'Spliit Export - Flat.csv', text: csv }, null);
    expect(fromCsv).toMatchObject({ format: 'spliit-csv', name: 'Flat', expenses: 1, payments: 1 });
    expect(groups.get(fromCsv.groupId).members.map((m) => m.balanceMinor)).toEqual([25_01, -25_01]);
  });

  it.each([
    ['Date,Description,Cost,Currency,Ana', /column Category is missing/],
    ['Date,Description,Category,Cost,Currency,Ana,Ben\n2026-13-01,x,y,1,EUR,1,-1', /Line 2: "2026-13-01" is no date/],
    ['Date,Description,Category,Cost,Currency,Ana,Ben\n2026-01-01,x,y,abc,EUR,1,-1', /Line 2: "abc" in the column Cost/],
    ['Date,Description,Category,Cost,Currency,Ana,Ben\n2026-01-01,x,y,5,EUR,1,-2', /does not sum to zero/],
    ['{"hello":1}', /no participants/],
    ['{"format":"saldo-group","version":1}', /damaged at name/],
    ['{"format', /damaged/],
  ])('%s is refused with what is wrong', async (text, sentence) => {
    const { groups } = await trip();
    await expect(groups.import({ name: 'x', text }, null)).rejects.toThrow(sentence);
    expect(groups.list()).toHaveLength(1);
  });
});
