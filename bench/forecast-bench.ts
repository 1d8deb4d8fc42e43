/**
 * `node bench/forecast-bench.ts [--years 5] [--rows 10000]`: the first forecast of a ledger of that size through the
 * service and its worker, without the slow models; the same from what was kept; the balance of the next 90 days; and how
 * long anything else on the core's thread had to wait meanwhile. Prints one JSON object; times in ms.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createApp, type SaldoApp } from '../src/core/create-app.ts';
import { seededRandom } from '../src/core/ml/boosted-trees/seeded-random.ts';
import { addDays, addMonths, dayOf } from '../src/shared/dates.ts';
import { round } from './measured-times.ts';
import { benchPorts } from './ports.ts';

export interface ForecastTimes {
  years: number;
  rows: number;
  /** Reading, the worker's start, the models and keeping what they say. */
  firstForecastMs: number;
  /** The longest that the core's thread was busy at a stretch meanwhile. */
  longestPauseMs: number;
  fromCacheMs: { p50: number; p95: number };
  firstCashFlowMs: number;
  cashFlowFromCacheMs: { p50: number; p95: number };
}

export async function measureForecast(years: number, rows: number): Promise<ForecastTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'saldo-forecast-'));
  const app = await createApp(benchPorts(folder));
  try {
    await fill(app, years, rows);
    const { forecasts } = app.services;
    const delay = monitorEventLoopDelay({ resolution: 2 });
    delay.enable();
    const firstForecastMs = await ms(() => forecasts.outlook());
    delay.disable();
    forecasts.cancel();
    const fromCacheMs = await again(() => forecasts.outlook());
    const firstCashFlowMs = await ms(() => forecasts.cashFlow({ days: 90 }));
    const cashFlowFromCacheMs = await again(() => forecasts.cashFlow({ days: 90 }));
    return { years, rows, firstForecastMs, longestPauseMs: round(delay.max / 1e6), fromCacheMs, firstCashFlowMs, cashFlowFromCacheMs };
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A household: what recurs, and shopping at thirty places under fifteen categories. */
async function fill(app: SaldoApp, years: number, rows: number): Promise<void> {
  const random = seededRandom(7);
  const today = new Date().toISOString().slice(0, 10);
  const first = addMonths(`${today.slice(0, 7)}-01`, -12 * years);
  const { accountId } = await app.services.settings.completeOnboarding({
    baseCurrency: 'EUR',
    account: { name: 'Current', kind: 'checking', openingBalanceMinor: 500_000, openedOn: null },
  });
  const days = years * 365;
  const lines = ['Date,Description,Amount,Category'];
  const shops = Array.from({ length: 30 }, (_, at) => ({ name: `SHOP ${String.fromCharCode(65 + (at % 26))}${at}`, category: `Kind ${at % 15}` }));
  for (let day = 0; day < days; day++) {
    const date = addDays(first, day);
    if (date > today) break;
    if (dayOf(date) === 1) lines.push(`${date},LANDLORD,-900.00,Rent`);
    if (dayOf(date) === 5) lines.push(`${date},FILMS,-12.99,Subscriptions`, `${date},GYM,-29.00,Sport`, `${date},POWER,-${(60 + 20 * random()).toFixed(2)},Power`);
    if (dayOf(date) === 28) lines.push(`${date},WORK SALARY,3200.00,Salary`);
    for (let left = rows / days + random() - 0.5; left > random(); left -= 1) {
      const { name, category } = shops[Math.floor(random() ** 2 * shops.length)] as (typeof shops)[number];
      lines.push(`${date},${name},-${(2 + 60 * random() ** 3).toFixed(2)},${category}`);
    }
  }
  const preview = await app.services.imports.open({ name: 'bank.csv', bytes: new TextEncoder().encode(lines.join('\n')) }, accountId);
  await app.services.imports.commit(preview.importId);
}

async function ms(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return round(performance.now() - started);
}

async function again(work: () => Promise<unknown>, rounds = 50): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let at = 0; at < rounds; at++) times.push(await ms(work));
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(rounds / 2)] as number, p95: times[Math.floor(rounds * 0.95)] as number };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { years: { type: 'string', default: '5' }, rows: { type: 'string', default: '10000' } } });
  console.log(JSON.stringify(await measureForecast(Number(values.years), Number(values.rows)), null, 2));
}
