/** From what a model states to how often it was right: a rising line through a few points (isotonic regression). */
import type { Judged } from './scores.ts';

export type Knot = [stated: number, observed: number];

/** Points of the line: pools of neighbours whose accuracy would otherwise fall (pool adjacent violators). */
export function isotonicKnots(rows: readonly Judged[], pools = 24): Knot[] {
  const ranked = rows.toSorted((a, b) => a.confidence - b.confidence);
  const size = Math.max(1, Math.floor(ranked.length / pools));
  const merged: { stated: number; right: number; count: number }[] = [];
  for (let from = 0; from < ranked.length; from += size) {
    const pool = ranked.slice(from, from + size);
    merged.push({
      stated: pool.reduce((sum, row) => sum + row.confidence, 0),
      right: pool.filter((row) => row.right).length,
      count: pool.length,
    });
    for (;;) {
      const last = merged.at(-1);
      const before = merged.at(-2);
      if (!last || !before || before.right / before.count <= last.right / last.count) break;
      merged.splice(-2, 2, {
        stated: before.stated + last.stated,
        right: before.right + last.right,
        count: before.count + last.count,
      });
    }
  }
  return merged.map(({ stated, right, count }) => [round(stated / count), round(right / count)]);
}

/** Between the points by straight lines, from [0, 0]; flat after the last but for a trace, so that surer stays surer. */
export function calibrated(knots: readonly Knot[], stated: number): number {
  let [x, y] = [0, 0];
  for (const [nextX, nextY] of knots) {
    if (stated <= nextX) return nextX === x ? nextY : y + ((nextY - y) * (stated - x)) / (nextX - x);
    [x, y] = [nextX, nextY];
  }
  if (knots.length === 0) return stated;
  return Math.min(0.999, y + Math.max(0, stated - x) * 0.01);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
