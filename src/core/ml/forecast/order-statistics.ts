/** Means and quantiles of short stretches of numbers. None changes its argument. */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] as number;
  return values.length === 0 ? 0 : sum / values.length;
}

/** The quantile by linear interpolation between order statistics; 0 of nothing. */
export function quantile(values: ArrayLike<number>, level: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), level);
}

export function quantileOfSorted(sorted: ArrayLike<number>, level: number): number {
  if (sorted.length === 0) return 0;
  const position = Math.min(Math.max(level, 0), 1) * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (position - below);
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/**
 * The quantile of weighted values. Each value stands in the middle of its own weight and the line between neighbours is
 * straight, so equal weights at level 0.5 give the plain median.
 */
export function weightedQuantile(values: ArrayLike<number>, weights: ArrayLike<number>, level: number): number {
  const order = Array.from({ length: values.length }, (_, at) => at).filter((at) => (weights[at] as number) > 0);
  if (order.length === 0) return 0;
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  let total = 0;
  for (const at of order) total += weights[at] as number;
  const wanted = level * total;
  let before = 0;
  let lastMiddle = 0;
  let lastValue = values[order[0] as number] as number;
  for (const at of order) {
    const weight = weights[at] as number;
    const middle = before + weight / 2;
    const value = values[at] as number;
    if (middle >= wanted) {
      if (before === 0) return value;
      return lastValue + ((value - lastValue) * (wanted - lastMiddle)) / (middle - lastMiddle);
    }
    before += weight;
    lastMiddle = middle;
    lastValue = value;
  }
  return lastValue;
}
