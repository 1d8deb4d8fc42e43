/**
 * Boosted trees that correct the plain quantiles of a category's months, fitted once on many public histories, so that a
 * thin history has something to lean on.
 */
import { predictBoostedTrees, trainBoostedTrees, type BoostedTrees, type BoostingOptions } from '../boosted-trees/boosted-trees.ts';
import type { Tree } from '../boosted-trees/grow-tree.ts';
import type { Panel } from '../forecast/forecaster.ts';
import { scaleUntil } from '../forecast/series-scale.ts';
import { budgetColumns, type BudgetSituation, budgetSituation } from './budget-features.ts';

/** A budget is kept in this share of the months. */
export const budgetLevel = 0.8;
/** Months that must be known before a month can be an example. */
export const firstBudgetOrigin = 3;

const boosting: Partial<BoostingOptions> = {
  rounds: 100,
  learningRate: 0.07,
  maxDepth: 3,
  minLeaf: 40,
  lambda: 10,
  bins: 64,
  rowShare: 0.5,
  columnShare: 0.5,
};

export interface BudgetPrior {
  readonly middle: BoostedTrees;
  readonly high: BoostedTrees;
}

/** @param people spending by month; each category at each month of its past is an example */
export function trainBudgetPrior(people: readonly Panel[]): BudgetPrior {
  const situations: BudgetSituation[] = [];
  const truths: number[] = [];
  const weights: number[] = [];
  for (const panel of people) {
    for (const series of panel.series) {
      if (series.kind !== 'category') continue;
      const step = scaleUntil(series.values, panel.length);
      for (let origin = firstBudgetOrigin; origin < panel.length; origin++) {
        const situation = budgetSituation(panel, series, origin);
        if (situation === null) continue;
        situations.push(situation);
        truths.push((series.values[origin] as number) / situation.unit);
        // So that errors count in steps of the series, and a rare large bill does not rule the rest.
        weights.push(situation.unit / step);
      }
    }
  }
  const values = new Float64Array(situations.length * budgetColumns);
  for (const [row, { features }] of situations.entries()) values.set(features, row * budgetColumns);
  const fit = (level: number, base: (situation: BudgetSituation) => number) =>
    trainBoostedTrees(
      { rows: situations.length, columns: budgetColumns, values },
      Float64Array.from(situations, (situation, at) => (truths[at] as number) - base(situation)),
      { ...boosting, loss: { kind: 'quantile', level } },
      Float64Array.from(weights),
    );
  return { middle: fit(0.5, ({ middle }) => middle), high: fit(budgetLevel, ({ high }) => high) };
}

/** What the prior expects in a situation, and the amount that it thinks suffices; in the unit of the amounts. */
export function priorAmounts(prior: BudgetPrior, situation: BudgetSituation): { middle: number; high: number } {
  const table = { rows: 1, columns: budgetColumns, values: situation.features };
  const amount = (base: number, trees: BoostedTrees) =>
    Math.max(0, base + (predictBoostedTrees(trees, table)[0] as number)) * situation.unit;
  return { middle: amount(situation.middle, prior.middle), high: amount(situation.high, prior.high) };
}

/** Text for a file; `parseBudgetPrior` reads it. */
export function formatBudgetPrior(prior: BudgetPrior): string {
  const short = (value: number) => Number(value.toPrecision(6));
  const packed = ({ columns, base, trees }: BoostedTrees) => ({
    columns,
    base: short(base),
    trees: trees.map(({ feature, threshold, missingLeft, left, value }) => [
      Array.from(feature),
      Array.from(threshold, short),
      Array.from(missingLeft),
      Array.from(left),
      Array.from(value, short),
    ]),
  });
  return JSON.stringify({ middle: packed(prior.middle), high: packed(prior.high) });
}

interface PackedTrees {
  columns: number;
  base: number;
  trees: [number[], number[], number[], number[], number[]][];
}

/** @throws RangeError where the text is a prior over other features */
export function parseBudgetPrior(text: string): BudgetPrior {
  const unpacked = ({ columns, base, trees }: PackedTrees): BoostedTrees => {
    if (columns !== budgetColumns) throw new RangeError(`A budget prior over ${columns} features, not ${budgetColumns}`);
    return {
      columns,
      base,
      trees: trees.map(
        ([feature, threshold, missingLeft, left, value]): Tree => ({
          feature: Int32Array.from(feature),
          threshold: Float64Array.from(threshold),
          missingLeft: Uint8Array.from(missingLeft),
          left: Int32Array.from(left),
          value: Float64Array.from(value),
        }),
      ),
    };
  };
  const { middle, high } = JSON.parse(text) as { middle: PackedTrees; high: PackedTrees };
  return { middle: unpacked(middle), high: unpacked(high) };
}
