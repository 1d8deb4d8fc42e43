/** Features as small integers: trees only ask on which side of a few thresholds a value lies. */

/** Row-major: the value of row r and column c stands at r × columns + c. NaN is "not known". */
export interface FeatureTable {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export interface BinnedFeatures {
  readonly rows: number;
  /** thresholds[c] rise; a value goes to the first bin whose threshold is not below it, past them all to the last. */
  readonly thresholds: readonly Float64Array[];
  /** bins[c][r]; `missingBin` where the value is not known. */
  readonly bins: readonly Uint8Array[];
}

export const missingBin = 255;
const mostBins = 255;

export function binFeatures({ rows, columns, values }: FeatureTable, wantedBins: number): BinnedFeatures {
  const limit = Math.min(wantedBins, mostBins);
  const thresholds: Float64Array[] = [];
  const bins: Uint8Array[] = [];
  for (let column = 0; column < columns; column++) {
    const known: number[] = [];
    for (let row = 0; row < rows; row++) {
      const value = values[row * columns + column] as number;
      if (!Number.isNaN(value)) known.push(value);
    }
    const edges = edgesOf(Float64Array.from(known).sort(), limit);
    const binned = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = values[row * columns + column] as number;
      binned[row] = Number.isNaN(value) ? missingBin : firstNotBelow(edges, value);
    }
    thresholds.push(edges);
    bins.push(binned);
  }
  return { rows, thresholds, bins };
}

/** Half-way between neighbours: between all of them while they are few, else between quantiles. */
function edgesOf(sorted: Float64Array, bins: number): Float64Array {
  const distinct: number[] = [];
  for (const value of sorted) if (distinct.length === 0 || value > (distinct.at(-1) as number)) distinct.push(value);
  if (distinct.length <= bins) {
    return Float64Array.from({ length: Math.max(distinct.length - 1, 0) }, (_, at) => {
      const low = distinct[at] as number;
      return low + ((distinct[at + 1] as number) - low) / 2;
    });
  }
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin++) {
    const at = Math.floor((bin * sorted.length) / bins);
    const low = sorted[at - 1] as number;
    const edge = low + ((sorted[at] as number) - low) / 2;
    if (edges.length === 0 || edge > (edges.at(-1) as number)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

function firstNotBelow(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
