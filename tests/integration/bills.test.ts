import { describe, expect, it } from 'vitest';
import type { BillInput } from '../../src/shared/contract/bills.ts';
import { addMonths } from '../../src/shared/dates.ts';
import { openTestApp } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';

const rent: BillInput = {
  name: 'Hausverwaltung Nord',
  payeeId: null,
  accountId: null,
  categoryId: 'housing_utilities.rent',
  currency: 'EUR',
  amountMinor: -90_000,
  amountMaxMinor: null,
  rule: { start: '2026-04-01', rhythm: { unit: 'month', every: 1, by: { on: 'day', day: 1 } }, shift: 'none', end: { kind: 'never' } },
  autopay: false,
  remindDays: [3, 0],
  note: '',
  trialEndsOn: null,
};

/** Today is 13 April 2026. */
async function openBooks() {
  const app = await openTestApp(temporaryFolder(), '2026-04-13');
  const pay = (date: string, amountMinor: number, payee: string, categoryId: string | null = null) =>
    app.services.transactions.create({ accountId: app.accountId, date, amountMinor, payee, categoryId, note: '' });
  const { bills } = app.services;
  return { app, pay, bills };
}

describe('bills', () => {
  it('are due, late, paid by word, put off and opened again', async () => {
    const { bills, app } = await openBooks();
    const { id } = await bills.create(rent);
    expect(bills.occurrences('2026-04-01', '2026-06-30').map(({ dueOn, state }) => [dueOn, state])).toEqual([
      ['2026-04-01', 'late'],
      ['2026-05-01', 'due'],
      ['2026-06-01', 'due'],
    ]);
    const { changeId } = await bills.markPaid(id, '2026-04-01', null, '2026-04-02');
    expect(bills.occurrences('2026-04-01', '2026-04-30')).toMatchObject([{ state: 'paid', paidOn: '2026-04-02', amountMinor: -90_000 }]);
    await app.services.history.undo(changeId);
    expect(bills.occurrences('2026-04-01', '2026-04-30')).toMatchObject([{ state: 'late' }]);
    await bills.skip(id, '2026-05-01');
    expect(bills.list()).toMatchObject([{ says: 'every month on the 1st', nextDueOn: '2026-04-01', yearlyMinor: -1_080_000 }]);
    await bills.reopen(id, '2026-05-01');
    await bills.snooze(id, '2026-04-01', '2026-04-15');
    expect(bills.reminders('2026-04-10', '2026-04-14')).toEqual([]);
    expect(bills.reminders('2026-04-14', '2026-04-15')).toMatchObject([{ planned: '2026-04-01', daysBefore: -14, on: '2026-04-15' }]);
  });

  it('meet their payments when they come, once, and not again after a person took them apart', async () => {
    const { bills, pay } = await openBooks();
    const { id } = await bills.create(rent);
    await pay('2026-04-03', -90_000, 'HAUSVERWALTUNG NORD GMBH MIETE');
    await pay('2026-04-04', -90_000, 'Somebody else');
    expect(await bills.matchNow()).toBe(1);
    expect(await bills.matchNow()).toBe(0);
    const [april] = bills.occurrences('2026-04-01', '2026-04-30');
    expect(april).toMatchObject({ state: 'paid', paidOn: '2026-04-03', amountChanged: false });
    expect(april?.transactionId).not.toBeNull();
    await bills.reopen(id, '2026-04-01');
    expect(await bills.matchNow()).toBe(0);
    expect(bills.candidates(id, '2026-04-01').map(({ date }) => date)).toEqual(['2026-04-03', '2026-04-04']);
    await bills.markPaid(id, '2026-04-01', april?.transactionId ?? null, null);
    expect(bills.occurrences('2026-04-01', '2026-04-30')).toMatchObject([{ state: 'paid', transactionId: april?.transactionId }]);
  });

  it('are open again when the transaction that paid them is deleted', async () => {
    const { app, bills, pay } = await openBooks();
    await bills.create(rent);
    await pay('2026-04-01', -90_000, 'Hausverwaltung Nord');
    await bills.matchNow();
    const [april] = bills.occurrences('2026-04-01', '2026-04-30');
    await app.services.transactions.remove([april?.transactionId ?? '']);
    expect(bills.occurrences('2026-04-01', '2026-04-30')).toMatchObject([{ state: 'late' }]);
    await pay('2026-04-02', -90_000, 'Hausverwaltung Nord');
    expect(await bills.matchNow()).toBe(1);
  });

  it('that the history shows are proposed, taken with their past payments, and a price rise is seen', async () => {
    const { bills, pay } = await openBooks();
    for (let back = 8; back >= 1; back -= 1) await pay(addMonths('2026-04-15', -back), back > 2 ? -999 : -1299, 'Netflix');
    for (const date of ['2025-11-03', '2025-11-21', '2026-01-09', '2026-01-28', '2026-03-30']) await pay(date, -3_000 - Number(date.slice(8)) * 200, 'Supermarket');
    const proposals = bills.proposals();
    expect(proposals.map(({ bill, says, times }) => [bill.name, bill.amountMinor, says, times])).toEqual([['Netflix', -1299, 'every month on the 15th', 8]]);
    await bills.create(proposals[0]?.bill as BillInput);
    expect(bills.proposals()).toEqual([]);
    expect(bills.list()).toMatchObject([
      { nextDueOn: '2026-04-15', lastPaid: { on: '2026-03-15', amountMinor: -1299 }, priceChange: { on: '2026-02-15', fromMinor: -999, toMinor: -1299 } },
    ]);
  });

  it('that were dismissed are not proposed again', async () => {
    const { bills, pay } = await openBooks();
    for (let back = 6; back >= 1; back -= 1) await pay(addMonths('2026-04-15', -back), -999, 'Spotify');
    const [spotify] = bills.proposals();
    await bills.dismiss(spotify?.payeeId ?? '', false);
    expect(bills.proposals()).toEqual([]);
  });

  it('have no due days while they are paused, nor for the pause afterwards', async () => {
    const { bills } = await openBooks();
    const { id } = await bills.create(rent);
    await bills.setStatus(id, 'paused');
    expect(bills.occurrences('2026-04-01', '2026-12-31')).toEqual([]);
    await bills.setStatus(id, 'active');
    expect(bills.occurrences('2026-04-01', '2026-05-31').map(({ dueOn }) => dueOn)).toEqual(['2026-05-01']);
  });

  it('go out as a calendar whose days keep their ids, and as a list', async () => {
    const { bills } = await openBooks();
    await bills.create({ ...rent, name: '=Rent, flat', remindDays: [2] });
    const { text } = bills.export('ics');
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(12);
    expect(text).toContain('DTSTART;VALUE=DATE:20260501');
    expect(text).toMatch(/UID:[\w-]+-2026-05-01@saldo/);
    expect(text).toContain('TRIGGER:-P1DT15H');
    expect(bills.export('csv').text.split('\r\n')[1]).toBe(`2026-05-01,"'=Rent, flat",-900.00,EUR,no,due`);
  });
});
