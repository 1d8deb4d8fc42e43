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
  /** Sums of gradients and weights by column and bin; null for a node too deep to split. */
  readonly histogram: Float64Array | null;
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
  const sums = (from: number, to: number) => histogramOf(binned, gradients, weights, rows, columns, from, to);
  const pending: Node[] = [
    {
      id: addNode(),
      depth: 0,
      from: 0,
      to: rows.length,
      gradient: rootGradient,
      weight: rootWeight,
      histogram: options.maxDepth > 0 ? sums(0, rows.length) : null,
    },
  ];
  const spare = new Int32Array(rows.length);
  for (let node = pending.shift(); node !== undefined; node = pending.shift()) {
    const split = node.histogram === null ? null : bestSplit(binned, columns, options, node, node.histogram);
    if (node.histogram === null || split === null) {
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
    // The sums of one child are those of its parent less those of the other: only the smaller one is counted.
    let leftSums: Float64Array | null = null;
    let rightSums: Float64Array | null = null;
    if (depth < options.maxDepth) {
      if (middle - node.from < node.to - middle) {
        leftSums = sums(node.from, middle);
        rightSums = subtract(node.histogram, leftSums);
      } else {
        rightSums = sums(middle, node.to);
        leftSums = subtract(node.histogram, rightSums);
      }
    }
    const otherGradient = node.gradient - gradient;
    const otherWeight = node.weight - weight;
    pending.push(
      { id: first, depth, from: node.from, to: middle, gradient, weight, histogram: leftSums },
      { id: second, depth, from: middle, to: node.to, gradient: otherGradient, weight: otherWeight, histogram: rightSums },
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

/** For the column at place p: the gradients of bin b at 2 × (256 p + b), its weights right after. */
function histogramOf(
  binned: BinnedFeatures,
  gradients: Float64Array,
  weights: Float64Array,
  rows: Int32Array,
  columns: readonly number[],
  from: number,
  to: number,
): Float64Array {
  const sums = new Float64Array(2 * slots * columns.length);
  for (let place = 0; place < columns.length; place++) {
    const bins = binned.bins[columns[place] as number] as Uint8Array;
    const start = 2 * slots * place;
    for (let at = from; at < to; at++) {
      const row = rows[at] as number;
      const slot = start + 2 * (bins[row] as number);
      sums[slot] = (sums[slot] as number) + (gradients[row] as number);
      sums[slot + 1] = (sums[slot + 1] as number) + (weights[row] as number);
    }
  }
  return sums;
}

/** Changes `whole`, which nobody needs any more. */
function subtract(whole: Float64Array, part: Float64Array): Float64Array {
  for (let at = 0; at < whole.length; at++) whole[at] = (whole[at] as number) - (part[at] as number);
  return whole;
}

function bestSplit(
  binned: BinnedFeatures,
  columns: readonly number[],
  { minLeaf, lambda, minGain }: GrowOptions,
  { gradient, weight }: Node,
  histogram: Float64Array,
): Split | null {
  if (weight < 2 * minLeaf) return null;
  const whole = (gradient * gradient) / (weight + lambda);
  let best: Split | null = null;
  let bestGain = minGain;
  for (const [place, column] of columns.entries()) {
    const last = (binned.thresholds[column] as Float64Array).length;
    const start = 2 * slots * place;
    const missingGradient = histogram[start + 2 * missingBin] as number;
    // Sums by subtraction leave crumbs where nothing is.
    const missingSum = histogram[start + 2 * missingBin + 1] as number;
    const missingWeight = missingSum > 1e-9 ? missingSum : 0;
    let leftGradient = 0;
    let leftWeight = 0;
    // The last bin against nothing is a split only between known and not known.
    const end = missingWeight > 0 ? last + 1 : last;
    for (let bin = 0; bin < end; bin++) {
      const slot = start + 2 * bin;
      leftGradient += histogram[slot] as number;
      leftWeight += histogram[slot + 1] as number;
      const sides = missingWeight > 0 && bin < last ? 2 : 1;
      for (let side = 0; side < sides; side++) {
        const missingLeft = side === 1;
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
