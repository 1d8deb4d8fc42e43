/**
 * Gradient boosted regression trees on histograms (as in LightGBM), for squared, absolute and quantile loss. Under the
 * latter two a leaf says the quantile of what is left to explain in it, for their gradients carry only signs.
 */
import { binFeatures, type FeatureTable } from './feature-bins.ts';
import { growTree, treeValue, type Tree } from './grow-tree.ts';
import { seededRandom } from './seeded-random.ts';

export type Loss = { readonly kind: 'squared' } | { readonly kind: 'absolute' } | { readonly kind: 'quantile'; readonly level: number };

export interface BoostingOptions {
  readonly loss: Loss;
  readonly rounds: number;
  readonly learningRate: number;
  readonly maxDepth: number;
  /** The least sum of weights in a leaf. */
  readonly minLeaf: number;
  readonly lambda: number;
  /** Bins a feature, at most 255. */
  readonly bins: number;
  /** Share of the rows that each tree sees. */
  readonly rowShare: number;
  /** Share of the features that each tree may ask. */
  readonly columnShare: number;
  readonly seed: number;
}

export const defaultBoosting: BoostingOptions = {
  loss: { kind: 'squared' },
  rounds: 100,
  learningRate: 0.1,
  maxDepth: 4,
  minLeaf: 5,
  lambda: 1,
  bins: 255,
  rowShare: 1,
  columnShare: 1,
  seed: 1,
};

export interface BoostedTrees {
  readonly columns: number;
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** @param weights one a row; all equal unless given */
export function trainBoostedTrees(
  features: FeatureTable,
  target: Float64Array,
  options: Partial<BoostingOptions> = {},
  weights: Float64Array = new Float64Array(features.rows).fill(1),
): BoostedTrees {
  const chosen = { ...defaultBoosting, ...options };
  const { loss, rounds, learningRate, lambda, rowShare, columnShare } = chosen;
  const { rows, columns } = features;
  if (rows === 0 || target.length !== rows) throw new RangeError(`${rows} rows of features for ${target.length} targets`);
  const binned = binFeatures(features, chosen.bins);
  const random = seededRandom(chosen.seed);
  const everyRow = Int32Array.from({ length: rows }, (_, row) => row);
  const level = loss.kind === 'quantile' ? loss.level : 0.5;
  const base = loss.kind === 'squared' ? weightedMean(target, weights) : rowQuantile(target, weights, everyRow, level);
  const predicted = new Float64Array(rows).fill(base);
  const residuals = new Float64Array(rows);
  const gradients = new Float64Array(rows);
  const trees: Tree[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let row = 0; row < rows; row++) {
      const residual = (target[row] as number) - (predicted[row] as number);
      residuals[row] = residual;
      const pull = loss.kind === 'squared' ? residual : residual > 0 ? level : residual < 0 ? level - 1 : 0;
      gradients[row] = pull * (weights[row] as number);
    }
    const chosenRows = rowShare < 1 ? sample(rows, rowShare, random) : everyRow.slice();
    const chosenColumns = Array.from(sample(columns, columnShare, random));
    const tree = growTree(
      binned,
      gradients,
      weights,
      chosenRows,
      chosenColumns,
      { maxDepth: chosen.maxDepth, minLeaf: chosen.minLeaf, lambda, minGain: 1e-9 },
      (leaf, gradient, weight) => {
        if (loss.kind === 'squared') return (learningRate * gradient) / (weight + lambda);
        return (learningRate * rowQuantile(residuals, weights, leaf, level) * weight) / (weight + lambda);
      },
    );
    if ((tree.left[0] as number) === -1 && loss.kind === 'squared' && rowShare === 1 && columnShare === 1) break;
    trees.push(tree);
    for (let row = 0; row < rows; row++) {
      predicted[row] = (predicted[row] as number) + treeValue(tree, features.values, row * columns);
    }
  }
  return { columns, base, trees };
}

/** One value a row of a row-major table. */
export function predictBoostedTrees({ columns, base, trees }: BoostedTrees, { rows, values }: FeatureTable): Float64Array {
  const predicted = new Float64Array(rows).fill(base);
  for (const tree of trees) {
    for (let row = 0; row < rows; row++) predicted[row] = (predicted[row] as number) + treeValue(tree, values, row * columns);
  }
  return predicted;
}

/** A share of the indices below `count`, at least one, in rising order. */
function sample(count: number, share: number, random: () => number): Int32Array {
  const wanted = Math.max(1, Math.round(count * share));
  const chosen = new Int32Array(wanted);
  let taken = 0;
  for (let at = 0; at < count && taken < wanted; at++) {
    if (random() * (count - at) < wanted - taken) chosen[taken++] = at;
  }
  return chosen;
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let at = 0; at < values.length; at++) {
    sum += (values[at] as number) * (weights[at] as number);
    total += weights[at] as number;
  }
  return sum / total;
}

/** The smallest value that at least `level` of the weight does not exceed. */
function rowQuantile(values: Float64Array, weights: Float64Array, rows: Int32Array, level: number): number {
  const sorted = Array.from(rows).sort((a, b) => (values[a] as number) - (values[b] as number));
  let total = 0;
  for (const row of sorted) total += weights[row] as number;
  let below = 0;
  for (const row of sorted) {
    below += weights[row] as number;
    if (below >= level * total) return values[row] as number;
  }
  return values[sorted.at(-1) as number] as number;
}
