/** One regression tree, grown level by level on histograms of the gradients. */
import { missingBin, type BinnedFeatures } from './feature-bins.ts';

/** A node that splits has a left child; a leaf has none (−1). Right children follow their left ones. */
export interface Tree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** 1 where rows that do not know the feature go left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly value: Float64Array;
}

export interface GrowOptions {
  readonly maxDepth: number;
  /** The least sum of weights in a leaf. */
  readonly minLeaf: number;
  /** Added to the weight of a leaf: small leaves say less. */
  readonly lambda: number;
  readonly minGain: number;
}

interface Node {
  readonly id: number;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly weight: number;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
}

const slots = 256;

/**
 * @param rows indices of the rows to grow on; reordered so that the rows of a leaf stand together
 * @param columns indices of the features that may be asked
 * @param leafValue the value of a leaf from its rows (a stretch of `rows`) and the sums of their gradients and weights
 */
export function growTree(
  binned: BinnedFeatures,
  gradients: Float64Array,
  weights: Float64Array,
  rows: Int32Array,
  columns: readonly number[],
  options: GrowOptions,
  leafValue: (rows: Int32Array, gradient: number, weight: number) => number,
): Tree {
  const feature: number[] = [];
  const threshold: number[] = [];
  const missingLeft: number[] = [];
  const left: number[] = [];
  const value: number[] = [];
  const addNode = (): number => {
    feature.push(-1);
    threshold.push(0);
    missingLeft.push(0);
    left.push(-1);
    value.push(0);
    return feature.length - 1;
  };
  let rootGradient = 0;
  let rootWeight = 0;
  for (const row of rows) {
    rootGradient += gradients[row] as number;
    rootWeight += weights[row] as number;
  }
  const pending: Node[] = [
    { id: addNode(), depth: 0, from: 0, to: rows.length, gradient: rootGradient, weight: rootWeight },
  ];
  const spare = new Int32Array(rows.length);
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    const split = node.depth < options.maxDepth ? bestSplit(binned, gradients, weights, rows, columns, options, node) : null;
    if (split === null) {
      value[node.id] = leafValue(rows.subarray(node.from, node.to), node.gradient, node.weight);
      continue;
    }
    const bins = binned.bins[split.feature] as Uint8Array;
    let middle = node.from;
    let right = 0;
    let gradient = 0;
    let weight = 0;
    for (let at = node.from; at < node.to; at++) {
      const row = rows[at] as number;
      const bin = bins[row] as number;
      if (bin === missingBin ? split.missingLeft : bin <= split.bin) {
        rows[middle++] = row;
        gradient += gradients[row] as number;
        weight += weights[row] as number;
      } else spare[right++] = row;
    }
    rows.set(spare.subarray(0, right), middle);
    feature[node.id] = split.feature;
    threshold[node.id] = (binned.thresholds[split.feature] as Float64Array)[split.bin] ?? Infinity;
    missingLeft[node.id] = split.missingLeft ? 1 : 0;
    const first = addNode();
    const second = addNode();
    left[node.id] = first;
    const depth = node.depth + 1;
    pending.push(
      { id: first, depth, from: node.from, to: middle, gradient, weight },
      { id: second, depth, from: middle, to: node.to, gradient: node.gradient - gradient, weight: node.weight - weight },
    );
  }
  return {
    feature: Int32Array.from(feature),
    threshold: Float64Array.from(threshold),
    missingLeft: Uint8Array.from(missingLeft),
    left: Int32Array.from(left),
    value: Float64Array.from(value),
  };
}

const gradientSums = new Float64Array(slots);
const weightSums = new Float64Array(slots);

function bestSplit(
  binned: BinnedFeatures,
  gradients: Float64Array,
  weights: Float64Array,
  rows: Int32Array,
  columns: readonly number[],
  { minLeaf, lambda, minGain }: GrowOptions,
  { from, to, gradient, weight }: Node,
): Split | null {
  if (weight < 2 * minLeaf) return null;
  const whole = (gradient * gradient) / (weight + lambda);
  let best: Split | null = null;
  let bestGain = minGain;
  for (const column of columns) {
    const bins = binned.bins[column] as Uint8Array;
    const last = (binned.thresholds[column] as Float64Array).length;
    gradientSums.fill(0, 0, last + 1);
    weightSums.fill(0, 0, last + 1);
    gradientSums[missingBin] = 0;
    weightSums[missingBin] = 0;
    for (let at = from; at < to; at++) {
      const row = rows[at] as number;
      const bin = bins[row] as number;
      gradientSums[bin] = (gradientSums[bin] as number) + (gradients[row] as number);
      weightSums[bin] = (weightSums[bin] as number) + (weights[row] as number);
    }
    const missingWeight = weightSums[missingBin] as number;
    const missingGradient = gradientSums[missingBin] as number;
    let leftGradient = 0;
    let leftWeight = 0;
    // The last bin against nothing is a split only between known and not known.
    const end = missingWeight > 0 ? last + 1 : last;
    for (let bin = 0; bin < end; bin++) {
      leftGradient += gradientSums[bin] as number;
      leftWeight += weightSums[bin] as number;
      for (const missingLeft of missingWeight > 0 && bin < last ? [false, true] : [false]) {
        const sideWeight = missingLeft ? leftWeight + missingWeight : leftWeight;
        if (sideWeight < minLeaf || weight - sideWeight < minLeaf) continue;
        const sideGradient = missingLeft ? leftGradient + missingGradient : leftGradient;
        const otherGradient = gradient - sideGradient;
        const gain =
          (sideGradient * sideGradient) / (sideWeight + lambda) +
          (otherGradient * otherGradient) / (weight - sideWeight + lambda) -
          whole;
        if (gain > bestGain) {
          bestGain = gain;
          best = { gain, feature: column, bin, missingLeft };
        }
      }
    }
  }
  return best;
}

/** The value that a tree gives to the row of a row-major table that begins at `offset`. */
export function treeValue(tree: Tree, values: Float64Array, offset: number): number {
  let node = 0;
  for (let child = tree.left[0] as number; child !== -1; child = tree.left[node] as number) {
    const value = values[offset + (tree.feature[node] as number)] as number;
    const goesLeft = Number.isNaN(value) ? tree.missingLeft[node] === 1 : value <= (tree.threshold[node] as number);
    node = goesLeft ? child : child + 1;
  }
  return tree.value[node] as number;
}
