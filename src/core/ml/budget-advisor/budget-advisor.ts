/**
 * What to set aside for next month, by category: an amount that suffices four months of five, and one that is as often
 * exceeded as not. Several rules propose both, the prior among them; the weighted median of the proposals is the answer,
 * and a rule weighs more the better it would have done on this category and, less, on the person's others.
 */
import type { Panel, PanelSeries } from '../forecast/forecaster.ts';
import { mean, median, quantile, weightedQuantile } from '../forecast/order-statistics.ts';
import { personSeasons } from '../forecast/person-seasons.ts';
import { recencyWeights } from '../forecast/recency-medians.ts';
import { pinballLoss } from '../forecast/accuracy.ts';
import { scaleUntil } from '../forecast/series-scale.ts';
import { budgetSituation } from './budget-features.ts';
import { budgetLevel, firstBudgetOrigin, priorAmounts, type BudgetPrior } from './budget-prior.ts';

const othersShare = 0.3;
const memory = 0.97;
const sharpness = 6;
const yearLength = 12;

export interface BudgetSuggestion {
  readonly id: string;
  /** Minor units; suffices four months of five. */
  readonly suggested: number;
  /** Minor units; as often exceeded as not. */
  readonly expected: number;
  /** Complete months that the person's history spans. */
  readonly months: number;
  /** A sentence for the person. */
  readonly basis: string;
}

/** For the month after the panel, one a category of it, in its order. */
export function suggestBudgets(prior: BudgetPrior, panel: Panel): BudgetSuggestion[] {
  return backtestBudgets(prior, panel, panel.length)[0] ?? [];
}

/** What would have been suggested for each month from `firstOrigin` (months known) to the one after the panel. */
export function backtestBudgets(prior: BudgetPrior, panel: Panel, firstOrigin: number): BudgetSuggestion[][] {
  const categories = panel.series.filter(({ kind }) => kind === 'category');
  // proposals[origin][category]
  const proposals = Array.from({ length: panel.length + 1 }, (_, origin) => {
    if (origin < Math.min(firstBudgetOrigin, firstOrigin)) return [];
    const season = personSeasons(totalUntil(panel, origin), 1)[0] as number;
    return categories.map((series) => proposalsAt(prior, panel, series, origin, season));
  });
  const suggestions: BudgetSuggestion[][] = [];
  for (let origin = firstOrigin; origin <= panel.length; origin++) {
    suggestions.push(
      categories.map(({ id, values }, category) => {
        const answer = (of: 'middle' | 'high', level: number) => {
          const weights = weightsAt(categories, proposals, origin, category, of, level);
          return Math.max(0, weightedQuantile((proposals[origin]?.[category] as Proposals)[of], weights, 0.5));
        };
        const expected = answer('middle', 0.5);
        const suggested = Math.max(expected, answer('high', budgetLevel));
        return {
          id,
          suggested: Math.round(suggested),
          expected: Math.round(expected),
          months: origin,
          basis: basisOf(values.subarray(0, origin)),
        };
      }),
    );
  }
  return suggestions;
}

interface Proposals {
  readonly middle: Float64Array;
  readonly high: Float64Array;
}

function proposalsAt(prior: BudgetPrior, panel: Panel, series: PanelSeries, origin: number, season: number): Proposals {
  const values = series.values.subarray(0, origin);
  const situation = budgetSituation(panel, series, origin);
  const learnt = situation === null ? { middle: 0, high: 0 } : priorAmounts(prior, situation);
  const year = values.subarray(-yearLength);
  const last = values.at(-1) ?? 0;
  const recency = (halfLife: number, level: number) => weightedQuantile(values, recencyWeights(origin, halfLife), level);
  const mean3 = mean(values.subarray(-3));
  return {
    middle: Float64Array.of(
      learnt.middle,
      median(year),
      quantile(year, 0.4),
      recency(3, 0.5) * season,
      recency(9, 0.5) * season,
      mean3,
      last,
    ),
    high: Float64Array.of(
      learnt.high,
      quantile(year, 0.7),
      quantile(year, budgetLevel),
      quantile(values.subarray(-6), 0.75) * season,
      recency(3, budgetLevel) * season,
      recency(9, budgetLevel) * season,
      recency(30, budgetLevel),
      mean(year),
      mean3,
      last,
    ),
  };
}

function weightsAt(
  categories: readonly PanelSeries[],
  proposals: readonly (readonly Proposals[])[],
  origin: number,
  category: number,
  of: 'middle' | 'high',
  level: number,
): Float64Array {
  const rules = (proposals[origin]?.[category] as Proposals)[of].length;
  const losses = new Float64Array(rules);
  let total = 0;
  for (const [other, { values }] of categories.entries()) {
    const scale = scaleUntil(values, origin);
    for (let past = firstBudgetOrigin; past < origin; past++) {
      const proposed = proposals[past]?.[other]?.[of];
      if (proposed === undefined) continue;
      const weight = (other === category ? 1 : othersShare) * memory ** (origin - 1 - past);
      total += weight;
      for (let rule = 0; rule < rules; rule++) {
        const loss = pinballLoss(values[past] as number, proposed[rule] as number, level);
        losses[rule] = (losses[rule] as number) + (weight * loss) / scale;
      }
    }
  }
  // Before anything could be tested, the prior alone speaks: it comes first.
  if (total === 0) return losses.map((_, rule) => (rule === 0 ? 1 : 0));
  return losses.map((loss) => (loss / total + 1e-6) ** -sharpness);
}

function totalUntil({ series, length }: Panel, origin: number): Float64Array {
  return (series.find(({ kind }) => kind === 'total')?.values ?? new Float64Array(length)).subarray(0, origin);
}

function basisOf(values: Float64Array): string {
  const first = values.findIndex((value) => value > 0);
  const months = first === -1 ? 0 : values.length - first;
  if (months === 0) return 'Nothing was spent here yet.';
  const year = values.subarray(-yearLength);
  const spent = year.filter((value) => value > 0).length;
  if (months < 6) return `Only ${months} ${months === 1 ? 'month' : 'months'} so far, so other households’ patterns help.`;
  if (spent === 0) return 'Nothing was spent here for a year.';
  if (spent * 2 <= year.length) return `Money was spent here in ${spent} of the last ${year.length} months.`;
  return `From ${months} months, recent ones counting more.`;
}
