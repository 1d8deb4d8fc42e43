/**
 * How far off a forecast may be, from how far off the same model was before (conformal prediction). The residuals of the
 * series itself, later ones counting more, are mixed with the pattern of the other series of its kind, so that a young
 * series has tails too. A range is the narrowest that holds its share: with half the months at zero, the middle is not
 * where the money is. Ranges stretch or shrink from origin to origin by how often the ones before held the truth, for
 * habits drift and few residuals look tamer than they are.
 */
import { pathAt, type Backtest } from './backtest.ts';
import type { Panel, PanelSeries, SeriesKind } from './forecaster.ts';
import { weightedQuantile } from './order-statistics.ts';
import { scaleUntil } from './series-scale.ts';

/** The pattern of the others weighs as much as this many residuals of the series. */
const othersWeight = 10;
const patternPoints = 39;
const memory = 0.985;
/** How wide the first ranges are beside their residuals: of a handful, the narrowest range promises too much. */
const firstStretch = 1.3;
/** Origins before that many say nothing of the stretch: their ranges rest on too few residuals to be judged. */
const settledAfter = 6;
const leastStretch = 0.5;
const mostStretch = 4;
/** How far one origin moves the stretch: the log of it moves by this times what the misses exceed their share. */
const stretchStep = 0.5;

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** What may come, as weighted values that rise. */
export interface PredictiveSample {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

interface Deviations {
  readonly errors: Float64Array;
  /** How far ahead each was; or one of the two below. */
  readonly aheads: Int8Array;
  readonly weights: Float64Array;
}
const anyAhead = -1;
const untested = -2;

function stepsOf(scale: number): Deviations {
  const errors = Float64Array.from([-2, -1, -0.5, 0, 0.5, 1, 2], (step) => step * scale);
  return { errors, aheads: new Int8Array(errors.length).fill(untested), weights: new Float64Array(errors.length).fill(1) };
}

interface Residual {
  readonly known: number;
  readonly ahead: number;
  readonly error: number;
}

/** Looks at the backtest of one model on one panel. */
export interface ResidualHistory {
  /** What may come `ahead` periods (from 0) after `origin`, around `forecast`; from errors known at the origin only. */
  sample(origin: number, series: number, ahead: number, forecast: number): PredictiveSample;
  /** The range that shall hold the truth with the probability `share`. */
  range(origin: number, series: number, ahead: number, forecast: number, share: number): Range;
}

/** @param floor values below do not happen: 0 for spending, −Infinity for a balance */
export function residualHistory(panel: Panel, test: Backtest, floor = 0): ResidualHistory {
  const residuals = panel.series.map(({ values }, series) => residualsOf(values, test, series));
  const rising = residuals.map((each) => each.toSorted((a, b) => a.error - b.error));
  const patterns = new Map<string, Float64Array>();
  const stretches = new Map<string, number[]>();
  const ordered = new Map<number, Deviations>();

  function pattern(origin: number, kind: SeriesKind): Float64Array {
    const key = `${kind} ${origin}`;
    let points = patterns.get(key);
    if (points === undefined) {
      const scaled: number[] = [];
      for (const [at, series] of panel.series.entries()) {
        if (series.kind !== kind) continue;
        const scale = scaleUntil(series.values, origin);
        for (const { known, error } of residuals[at] as Residual[]) if (known <= origin) scaled.push(error / scale);
      }
      const sorted = Float64Array.from(scaled).sort();
      points = Float64Array.from({ length: sorted.length === 0 ? 0 : patternPoints }, (_, point) => {
        return sorted[Math.floor(((point + 0.5) / patternPoints) * sorted.length)] as number;
      });
      patterns.set(key, points);
    }
    return points;
  }

  /** Errors known at an origin about a series, rising: its own, and the pattern in its unit. Stretching keeps the order. */
  function deviations(origin: number, series: number): Deviations {
    const key = origin * panel.series.length + series;
    let found = ordered.get(key);
    if (found === undefined) {
      const { kind, values: history } = panel.series[series] as PanelSeries;
      const scale = scaleUntil(history, origin);
      const own = (rising[series] as Residual[]).filter(({ known }) => known <= origin);
      const points = pattern(origin, kind);
      // Nothing was ever tested: as far as the series tends to step.
      if (own.length + points.length === 0) found = stepsOf(scale);
      else {
        const count = own.length + points.length;
        found = { errors: new Float64Array(count), aheads: new Int8Array(count), weights: new Float64Array(count) };
        let point = 0;
        for (let at = 0; at < count; at++) {
          const residual = own[at - point];
          const patterned = point < points.length ? (points[point] as number) * scale : Infinity;
          if (residual !== undefined && residual.error <= patterned) {
            found.errors[at] = residual.error;
            found.aheads[at] = residual.ahead;
            found.weights[at] = memory ** (origin - residual.known);
          } else {
            found.errors[at] = patterned;
            found.aheads[at] = anyAhead;
            found.weights[at] = othersWeight / points.length;
            point += 1;
          }
        }
      }
      ordered.set(key, found);
    }
    return found;
  }

  function stretchedSample(origin: number, series: number, ahead: number, forecast: number, stretch: number): PredictiveSample {
    const { errors, aheads, weights } = deviations(origin, series);
    return {
      values: errors.map((error, at) => Math.max(floor, forecast + (aheads[at] === untested ? 1 : stretch) * error)),
      weights: weights.map((weight, at) => ((aheads[at] as number) < 0 || aheads[at] === ahead ? weight : weight * 0.5)),
    };
  }

  /** Grows the list of stretches of a kind, one an origin, as far as `origin`. */
  function stretchAt(origin: number, kind: SeriesKind, share: number): number {
    const key = `${kind} ${share}`;
    let known = stretches.get(key);
    if (known === undefined) stretches.set(key, (known = []));
    for (let now = test.firstOrigin + known.length; now <= origin; now++) {
      let misses = 0;
      let judged = 0;
      for (let ahead = 0; ahead < test.horizon; ahead++) {
        const made = now - 1 - ahead;
        const stretch = known[made - test.firstOrigin];
        if (stretch === undefined || made < test.firstOrigin + settledAfter) continue;
        for (const [at, series] of panel.series.entries()) {
          const forecast = series.kind === kind ? pathAt(test, made, at)?.[ahead] : undefined;
          if (forecast === undefined) continue;
          const range = narrowestRange(stretchedSample(made, at, ahead, forecast, stretch), share);
          const truth = series.values[now - 1] as number;
          judged += 1;
          if (truth < range.low || truth > range.high) misses += 1;
        }
      }
      const before = known.at(-1) ?? firstStretch;
      const moved = judged === 0 ? before : before * Math.exp(stretchStep * (misses / judged - (1 - share)));
      known.push(Math.min(Math.max(moved, leastStretch), mostStretch));
    }
    return known[origin - test.firstOrigin] ?? firstStretch;
  }

  return {
    sample(origin, series, ahead, forecast) {
      return stretchedSample(origin, series, ahead, forecast, 1);
    },
    range(origin, series, ahead, forecast, share) {
      const { kind } = panel.series[series] as PanelSeries;
      return narrowestRange(stretchedSample(origin, series, ahead, forecast, stretchAt(origin, kind, share)), share);
    },
  };
}

/** The narrowest range that holds `share` of the weight. */
export function narrowestRange({ values, weights }: PredictiveSample, share: number): Range {
  let total = 0;
  for (const weight of weights) total += weight;
  const wanted = Math.min(share, 1) * total * (1 - 1e-12);
  let best: Range = { low: values[0] ?? 0, high: values.at(-1) ?? 0 };
  let held = 0;
  let first = 0;
  for (let last = 0; last < values.length; last++) {
    held += weights[last] as number;
    while (held - (weights[first] as number) >= wanted) held -= weights[first++] as number;
    if (held < wanted) continue;
    const low = values[first] as number;
    const high = values[last] as number;
    if (high - low < best.high - best.low) best = { low, high };
  }
  return best;
}

export function sampleQuantile({ values, weights }: PredictiveSample, level: number): number {
  return weightedQuantile(values, weights, level);
}

function residualsOf(values: Float64Array, test: Backtest, series: number): Residual[] {
  const residuals: Residual[] = [];
  for (let at = 0; at < test.paths.length; at++) {
    const origin = test.firstOrigin + at;
    const path = pathAt(test, origin, series);
    if (path === null) continue;
    for (let ahead = 0; ahead < path.length && origin + ahead < values.length; ahead++) {
      const error = (values[origin + ahead] as number) - (path[ahead] as number);
      residuals.push({ known: origin + ahead + 1, ahead, error });
    }
  }
  return residuals;
}
