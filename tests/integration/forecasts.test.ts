import { resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWorkerPool } from '../../src/core/adapters/workers/worker-pool.ts';
import { createApp } from '../../src/core/create-app.ts';
import type { Workers } from '../../src/core/ports.ts';
import type { CoreEvent } from '../../src/shared/contract/system.ts';
import { addDays, addMonths, dayRange, lastDayOf, monthOf } from '../../src/shared/dates.ts';
import { csv, importFile } from './core-fixture.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { testPorts } from './ports-fixture.ts';

const realWorkers = (): Workers => createWorkerPool({ workersDir: resolve('src/workers') });

async function openApp(folder = temporaryFolder(), today = '2026-04-05', workers = realWorkers()) {
  const app = await createApp({ ...testPorts(folder, today), workers });
  onTestFinished(() => app.stop());
  const accountId =
    app.services.accounts.list()[0]?.id ??
    (
      await app.services.settings.completeOnboarding({
        baseCurrency: 'EUR',
        account: { name: 'Current', kind: 'checking', openingBalanceMinor: 200_000, openedOn: null },
      })
    ).accountId;
  return Object.assign(app, { accountId });
}

/** Salary, rent and a subscription by month, groceries every third day. */
function statement(from: string, months: number) {
  const until = addDays(addMonths(from, months), -1);
  const lines = ['Date,Description,Amount'];
  for (const date of dayRange(from, until)) {
    const day = Number(date.slice(8));
    if (day === 1) lines.push(`${date},HAUSVERWALTUNG MIETE,-900.00`);
    if (day === 15) lines.push(`${date},NETFLIX.COM,-12.99`);
    if (date === lastDayOf(monthOf(date))) lines.push(`${date},ACME GMBH GEHALT,2400.00`);
    if (day % 3 === 0) lines.push(`${date},REWE MARKT BERLIN,-${(30 + ((day * 7 + months) % 25)).toFixed(2)}`);
  }
  return csv(...lines);
}

async function events(app: Awaited<ReturnType<typeof openApp>>, until: CoreEvent['kind']): Promise<CoreEvent[]> {
  const seen: CoreEvent[] = [];
  const stop = new AbortController();
  for await (const event of app.services.subscribe(stop.signal)) {
    seen.push(event);
    if (event.kind === until) break;
  }
  stop.abort();
  return seen;
}

describe('the forecast of a ledger', () => {
  it('comes quickly first, then with the slow models, and from what was kept after that', { timeout: 60_000 }, async () => {
    const app = await openApp();
    await importFile(app, statement('2023-10-01', 30));
    const { forecasts } = app.services;
    const refined = events(app, 'forecasts-changed');
    const quick = (await forecasts.outlook())!;
    expect(quick).toMatchObject({ currency: 'EUR', stage: 'quick', firstMonth: '2023-10', leftOut: [] });
    expect(quick.series.slice(0, 2).map(({ kind, name }) => [kind, name])).toEqual([['total', 'Spending'], ['income', 'Income']]);
    const total = quick.series[0]!;
    expect(total.historyMinor).toHaveLength(30);
    expect(total.ahead).toHaveLength(12);
    expect(total.ahead[0]!.month).toBe('2026-04');
    expect(total.ahead[1]!.certainMinor).toBe(912_99);
    expect(total.ahead[1]!.range80.low).toBeLessThanOrEqual(total.ahead[1]!.expectedMinor);
    expect(quick.series[1]!.ahead[2]!.expectedMinor).toBe(2400_00);
    expect(quick.past.filter(({ kind }) => kind === 'total')).toHaveLength(12);
    expect(quick.past.every(({ kept }) => !kept)).toBe(true);
    expect(quick.scores.find(({ model, kind }) => model === 'median12' && kind === 'total')!.againstMedian).toBe(1);
    expect(total.weights.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);

    const seen = await refined;
    expect(seen.some(({ kind }) => kind === 'forecast-progress')).toBe(true);
    const better = (await forecasts.outlook())!;
    expect(better).toMatchObject({ stage: 'refined', refining: null, unavailable: [] });
    expect(better.scores.find(({ model, kind }) => model === 'lstm' && kind === 'total')!.mase).not.toBeNull();
    expect(better.scores.find(({ model, kind }) => model === 'prophet' && kind === 'total')!.mase).not.toBeNull();
    expect(better.past.some(({ kind }) => kind === 'category')).toBe(true);
    expect(await forecasts.refine()).toEqual({ started: false });

    const started = performance.now();
    await forecasts.outlook();
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('follows the ledger, and can be stopped from being refined', { timeout: 30_000 }, async () => {
    const app = await openApp();
    await importFile(app, statement('2025-01-01', 15));
    const { forecasts, transactions } = app.services;
    const before = (await forecasts.outlook())!;
    const ended = events(app, 'forecasts-changed');
    forecasts.cancel();
    await ended;
    expect((await forecasts.outlook())!).toMatchObject({ stage: 'quick', refining: null });
    await transactions.create({ accountId: app.accountId, date: '2026-04-03', amountMinor: -500_00, payee: 'Dentist', categoryId: null, note: '' });
    const after = (await forecasts.outlook())!;
    expect(after.series[0]!.ahead[0]!.expectedMinor - before.series[0]!.ahead[0]!.expectedMinor).toBe(500_00);
    forecasts.cancel();
  });

  it('is held against what came, as it was made at the time', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    const march = await openApp(folder, '2026-03-20');
    await importFile(march, statement('2025-01-01', 14));
    const said = (await march.services.forecasts.outlook())!.series[0]!.ahead[1]!;
    await march.stop();
    const may = await openApp(folder, '2026-05-02');
    await importFile(may, statement('2026-03-01', 2));
    const { past } = (await may.services.forecasts.outlook())!;
    const april = past.find(({ month, kind }) => month === '2026-04' && kind === 'total')!;
    expect(april).toMatchObject({ kept: true, madeOn: '2026-03-20', expectedMinor: said.expectedMinor });
    expect(april.cameMinor).toBeGreaterThan(912_99);
    expect(past.find(({ month, kind }) => month === '2026-03' && kind === 'total')).toMatchObject({ kept: false, madeOn: '2026-02-28' });
    may.services.forecasts.cancel();
  });

  it('is made once a month for who never looks', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder();
    const march = await openApp(folder, '2026-03-20');
    await importFile(march, statement('2025-01-01', 14));
    await march.services.forecasts.makeMonthly();
    await importFile(march, statement('2026-03-01', 1));
    await march.services.forecasts.makeMonthly();
    await march.stop();
    const may = await openApp(folder, '2026-05-02');
    await importFile(may, statement('2026-04-01', 1));
    const { past } = (await may.services.forecasts.outlook())!;
    expect(past.find(({ month, kind }) => month === '2026-04' && kind === 'total')).toMatchObject({ kept: true, madeOn: '2026-03-20' });
    may.services.forecasts.cancel();
  });

  it('stays the quick one when the slow models fail, without trying again and again', { timeout: 30_000 }, async () => {
    const real = realWorkers();
    let tries = 0;
    const failing: Workers = {
      ...real,
      run(task, input, options) {
        if ((input as { kind: string }).kind !== 'replay') return real.run(task, input, options);
        tries += 1;
        return Promise.reject(new Error('The thread died.'));
      },
    };
    const app = await openApp(temporaryFolder(), '2026-04-05', failing);
    await importFile(app, statement('2025-01-01', 15));
    const ended = events(app, 'forecasts-changed');
    await app.services.forecasts.outlook();
    await ended;
    expect(await app.services.forecasts.outlook()).toMatchObject({ stage: 'quick', refining: null });
    expect(tries).toBe(1);
    expect(await app.services.forecasts.refine()).toEqual({ started: true });
  });

  it('takes months that nobody imported as unknown, not as months without spending', { timeout: 30_000 }, async () => {
    const app = await openApp(temporaryFolder(), '2026-08-20');
    await importFile(app, statement('2025-01-01', 15));
    const { forecasts } = app.services;
    const outlook = (await forecasts.outlook())!;
    expect(outlook).toMatchObject({ today: '2026-08-20', knownUntil: '2026-03-31' });
    expect(outlook.series[0]!.historyMinor).toHaveLength(15);
    expect(outlook.series[0]!.ahead[0]!.month).toBe('2026-04');
    expect(outlook.series[0]!.ahead[4]!.certainMinor).toBe(912_99);
    forecasts.cancel();
    const flow = await forecasts.cashFlow({ days: 30 });
    expect(flow.days[0]!.date).toBe('2026-03-31');
    expect(flow.events[0]).toMatchObject({ date: '2026-04-01', amountMinor: -900_00 });
    forecasts.cancel();
  });

  it('is none without a complete month', async () => {
    const app = await openApp();
    await app.services.forecasts.makeMonthly();
    expect(await app.services.forecasts.outlook()).toBeNull();
    expect((await app.services.forecasts.cashFlow({ days: 90 })).days).toHaveLength(91);
  });
});

describe('the cash flow', () => {
  it('moves by what recurs on its day and by the pace of the rest', { timeout: 30_000 }, async () => {
    const app = await openApp();
    await importFile(app, statement('2025-01-01', 15));
    const flow = await app.services.forecasts.cashFlow({ days: 90 });
    expect(flow).toMatchObject({ currency: 'EUR', today: '2026-04-05', tested: 13 });
    expect(flow.days).toHaveLength(91);
    expect(flow.days[0]).toMatchObject({ date: '2026-04-05', expectedMinor: flow.balanceMinor, doubtMinor: 0 });
    const soon = flow.events.filter(({ date }) => date < '2026-05-02').map(({ date, amountMinor, source }) => [date, amountMinor, source]);
    expect(soon).toEqual(expect.arrayContaining([['2026-04-15', -12_99, 'recurring'], ['2026-04-30', 2400_00, 'recurring'], ['2026-05-01', -900_00, 'recurring']]));
    expect(flow.recurring.map(({ name }) => name).some((name) => name.includes('Netflix'))).toBe(true);
    for (const event of flow.events) expect(flow.recurring.some(({ id }) => id === event.itemId)).toBe(true);
    expect(await app.services.forecasts.cashFlow({ days: 90 })).toEqual(flow);
  });

  it('leaves out moves between the accounts, and refuses accounts that are gone', { timeout: 30_000 }, async () => {
    const app = await openApp();
    const { accounts, transactions, forecasts } = app.services;
    const { id: savings } = await accounts.create({ name: 'Savings', kind: 'savings', currency: 'EUR', institution: null, openingBalanceMinor: 0, openedOn: null });
    for (let at = 0; at < 6; at++) {
      const date = addMonths('2025-10-05', at);
      const move = { date, payee: 'Me', categoryId: 'transfer.between_accounts', note: '' };
      await transactions.create({ accountId: app.accountId, amountMinor: -100_00, ...move });
      await transactions.create({ accountId: savings, amountMinor: 100_00, ...move });
    }
    const everyday = await forecasts.cashFlow({ days: 60 });
    expect(everyday.accounts.map(({ included }) => included)).toEqual([true, false]);
    expect(everyday.days.at(-1)!.expectedMinor).toBe(everyday.balanceMinor - 200_00);
    const both = await forecasts.cashFlow({ accountIds: [app.accountId, savings], days: 60 });
    expect(both.days.at(-1)!.expectedMinor).toBe(both.balanceMinor);
    await expect(forecasts.cashFlow({ accountIds: [crypto.randomUUID()], days: 60 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
