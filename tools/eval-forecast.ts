/**
 * `npm run -s eval:forecast -- FILE.csv… [--json] [--models a,b] [--no-lstm] [--no-prophet] [--no-daily]`: columns date,
 * amount, category and, if the file holds several people, series. The protocol is in docs/forecasting.md.
 */
import { parseArgs } from 'node:util';
import { accuracyOf, meanAccuracy, type Accuracy } from '../src/core/ml/forecast/accuracy.ts';
import type { Backtest } from '../src/core/ml/forecast/backtest.ts';
import { combineBacktests, testRange } from '../src/core/ml/forecast/combination.ts';
import { dailyAccuracy, type DailyAccuracy } from '../src/core/ml/forecast/daily-accuracy.ts';
import { dailySpending } from '../src/core/ml/forecast/daily-series.ts';
import type { Forecaster, Panel } from '../src/core/ml/forecast/forecaster.ts';
import { combination, combinationMembers, quickForecasters } from '../src/core/ml/forecast/members.ts';
import { loadLstm } from '../src/core/ml/forecast/lstm.ts';
import { monthlyPanel } from '../src/core/ml/forecast/monthly-panel.ts';
import { loadProphet } from '../src/core/ml/forecast/prophet.ts';
import { mean } from '../src/core/ml/forecast/order-statistics.ts';
import { readHistories } from './read-histories.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    models: { type: 'string' },
    'no-lstm': { type: 'boolean', default: false },
    'no-prophet': { type: 'boolean', default: false },
    'no-daily': { type: 'boolean', default: false },
  },
});
const categories = 8;
const firstOrigin = 18;
const horizon = 3;
/** A year and a half of days, then every four weeks. */
const firstDailyOrigin = 540;
const dailyEvery = 28;
const wanted = values.models === undefined ? null : new Set(values.models.split(','));
const singles: Forecaster[] = [...quickForecasters];
if (!values['no-prophet'] && (wanted?.has('prophet') ?? true)) singles.push(await loadProphet());
if (!values['no-lstm'] && (wanted?.has('lstm') ?? true)) singles.push(await loadLstm());

type Scores = Map<string, { accuracy: Accuracy[]; fitSeconds: number }>;

for (const file of positionals) {
  const people = readHistories(file);
  const total: Scores = new Map();
  const category: Scores = new Map();
  const daily = new Map<string, DailyAccuracy[]>();
  const shares: Record<string, number>[] = [];
  for (const rows of people.values()) {
    const panel = monthlyPanel(rows, { categories });
    if (panel === null || panel.length <= firstOrigin) continue;
    evaluate(panel, total, category);
    shares.push(...combination.fit(panel).weights);
    const days = values['no-daily'] ? null : dailySpending(rows);
    if (days === null) continue;
    for (const [name, score] of dailyAccuracy(days, firstDailyOrigin, dailyEvery)) {
      const all = daily.get(name);
      if (all === undefined) daily.set(name, [score]);
      else all.push(score);
    }
  }
  const result = {
    file,
    monthly: { total: summary(total), category: summary(category) },
    daily: dailySummary(daily),
    weights: meanShares(shares),
  };
  if (values.json) console.log(JSON.stringify(result));
  else {
    console.log(`\n${file}`);
    console.log('total');
    console.table(result.monthly.total);
    console.log('category');
    console.table(result.monthly.category);
    console.log('daily');
    console.table(result.daily);
    console.log('weights', result.weights);
  }
}

function evaluate(panel: Panel, total: Scores, category: Scores): void {
  const range = testRange({ firstOrigin, horizon });
  const tests = new Map<Forecaster, { test: Backtest; seconds: number }>();
  const testOf = (forecaster: Forecaster) => {
    let known = tests.get(forecaster);
    if (known === undefined) {
      const begun = performance.now();
      const test = forecaster.backtest(panel, range);
      tests.set(forecaster, (known = { test, seconds: (performance.now() - begun) / 1000 / test.paths.length }));
    }
    return known;
  };
  for (const forecaster of singles) {
    if (wanted !== null && !wanted.has(forecaster.name)) continue;
    const { test, seconds } = testOf(forecaster);
    note(panel, forecaster.name, test, seconds, total, category);
  }
  if (wanted === null || wanted.has(combination.name)) {
    const members = combinationMembers.map((member) => testOf(member).test);
    const begun = performance.now();
    combination.fit(panel);
    const seconds = (performance.now() - begun) / 1000;
    // From the first origin that has a past to weigh, so that its own residuals calibrate the ranges.
    note(panel, combination.name, combineBacktests(panel, members, range), seconds, total, category);
  }
}

function note(panel: Panel, name: string, test: Backtest, seconds: number, total: Scores, category: Scores): void {
  for (const [kind, scores] of [['total', total], ['category', category]] as const) {
    const entry = scores.get(name) ?? { accuracy: [], fitSeconds: 0 };
    entry.accuracy.push(...accuracyOf(panel, test, kind, firstOrigin));
    entry.fitSeconds = Math.max(entry.fitSeconds, seconds);
    scores.set(name, entry);
  }
}

function summary(scores: Scores): Record<string, Accuracy & { fitSeconds: number }> {
  const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
  return Object.fromEntries(
    [...scores].map(([name, { accuracy, fitSeconds }]) => {
      const { mase, smape, pinball, coverage80, coverage95 } = meanAccuracy(accuracy);
      return [
        name,
        {
          mase: rounded(mase),
          smape: rounded(smape),
          pinball: rounded(pinball),
          coverage80: rounded(coverage80),
          coverage95: rounded(coverage95),
          fitSeconds: rounded(fitSeconds),
        },
      ];
    }),
  );
}

function dailySummary(scores: Map<string, DailyAccuracy[]>): Record<string, DailyAccuracy> {
  const average = (figures: (number | undefined)[]) => Math.round(mean(figures.map((figure) => figure ?? 0)) * 10_000) / 10_000;
  return Object.fromEntries(
    [...scores].map(([name, all]) => [
      name,
      {
        mase: average(all.map((score) => score.mase)),
        sumError: average(all.map((score) => score.sumError)),
        ...(all[0]?.coverage80 === undefined
          ? {}
          : {
              coverage80: average(all.map((score) => score.coverage80)),
              coverage95: average(all.map((score) => score.coverage95)),
            }),
      },
    ]),
  );
}

function meanShares(shares: readonly Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const share of shares) for (const [name, value] of Object.entries(share)) sums[name] = (sums[name] ?? 0) + value;
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Math.round((sum / shares.length) * 1000) / 1000]));
}
