/**
 * `npm run -s eval:budget -- FILE.csv… [--json] [--cross-fit]`: columns date, amount, category and, if the file holds
 * several people, series. With --cross-fit the prior is fitted on four fifths of the file's people and judged on the
 * rest: the honest way for the file that the shipped prior was fitted on.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { backtestBudgets } from '../src/core/ml/budget-advisor/budget-advisor.ts';
import { budgetLevel, parseBudgetPrior, trainBudgetPrior, type BudgetPrior } from '../src/core/ml/budget-advisor/budget-prior.ts';
import { pinballLoss } from '../src/core/ml/forecast/accuracy.ts';
import type { Panel } from '../src/core/ml/forecast/forecaster.ts';
import { monthlyPanel } from '../src/core/ml/forecast/monthly-panel.ts';
import { mean, median, quantile } from '../src/core/ml/forecast/order-statistics.ts';
import { scaleUntil } from '../src/core/ml/forecast/series-scale.ts';
import { readHistories } from './read-histories.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, 'cross-fit': { type: 'boolean', default: false } },
});
const firstOrigin = 12;
const folds = 5;
/** By the fifth that was left out; −1 for the shipped one. */
const priors = new Map<number, BudgetPrior>();
const baselines: Record<string, (known: Float64Array) => number> = {
  last: (known) => known.at(-1) ?? 0,
  mean3: (known) => mean(known.subarray(-3)),
  mean12: (known) => mean(known.subarray(-12)),
  median12: (known) => median(known.subarray(-12)),
  quantile80: (known) => quantile(known.subarray(-12), budgetLevel),
};

interface Score {
  pinball: number;
  mae: number;
  kept: number;
}

for (const file of positionals) {
  const panels = [...readHistories(file).values()].flatMap((rows) => monthlyPanel(rows, { categories: 8, income: true }) ?? []);
  const scores = new Map<string, Score[]>();
  for (const [at, panel] of panels.entries()) {
    if (panel.length > firstOrigin) judge(panel, priorFor(panels, at), scores);
  }
  const result = { file, crossFit: values['cross-fit'], nextMonth: Object.fromEntries([...scores].map(([name, all]) => [name, summary(all)])) };
  if (values.json) console.log(JSON.stringify(result));
  else {
    console.log(`\n${file}${values['cross-fit'] ? ', prior fitted on other people of it' : ''}`);
    console.table(result.nextMonth);
  }
}

/** One score a category, averaged over its months; losses by the mean step of the category. */
function judge(panel: Panel, prior: BudgetPrior, scores: Map<string, Score[]>): void {
  const suggestions = backtestBudgets(prior, panel, firstOrigin);
  const categories = panel.series.filter(({ kind }) => kind === 'category');
  for (const [category, { values: amounts }] of categories.entries()) {
    const scale = scaleUntil(amounts, panel.length);
    const note = (name: string, high: (origin: number) => number, middle = high) => {
      const months = Array.from({ length: panel.length - firstOrigin }, (_, at) => firstOrigin + at);
      const average = (of: (truth: number, origin: number) => number) =>
        mean(months.map((origin) => of(amounts[origin] as number, origin)));
      const score = {
        pinball: average((truth, origin) => pinballLoss(truth, high(origin), budgetLevel)) / scale,
        mae: average((truth, origin) => Math.abs(truth - middle(origin))) / scale,
        kept: average((truth, origin) => (truth <= high(origin) ? 1 : 0)),
      };
      const all = scores.get(name);
      if (all === undefined) scores.set(name, [score]);
      else all.push(score);
    };
    for (const [name, rule] of Object.entries(baselines)) note(name, (origin) => rule(amounts.subarray(0, origin)));
    const suggestion = (origin: number) => suggestions[origin - firstOrigin]?.[category];
    note('suggestion', (origin) => suggestion(origin)?.suggested ?? 0, (origin) => suggestion(origin)?.expected ?? 0);
  }
}

function priorFor(panels: readonly Panel[], at: number): BudgetPrior {
  const key = values['cross-fit'] ? at % folds : -1;
  let prior = priors.get(key);
  if (prior === undefined) {
    prior =
      key === -1
        ? parseBudgetPrior(readFileSync('models/budget-prior.json', 'utf8'))
        : trainBudgetPrior(panels.filter((_, other) => other % folds !== key));
    priors.set(key, prior);
  }
  return prior;
}

function summary(all: readonly Score[]): Score {
  const average = (of: (score: Score) => number) => Math.round(mean(all.map(of)) * 10_000) / 10_000;
  return { pinball: average(({ pinball }) => pinball), mae: average(({ mae }) => mae), kept: average(({ kept }) => kept) };
}
