/**
 * Many forecasts make one: a quantile of the members, each weighted by how small its errors were in a backtest on the
 * series itself and, less, on the other series of its kind. At every origin only what was known then is weighed.
 */
import { pathAt, type Backtest, type BacktestOptions } from './backtest.ts';
import type { Forecaster, Panel, PanelSeries, Path, SeriesKind } from './forecaster.ts';
import { weightedQuantile } from './order-statistics.ts';
import { scaleUntil } from './series-scale.ts';

/** Errors of other series count this much beside those of the series itself. */
const othersShare = 0.3;
/** Errors fade by this factor a period. */
const memory = 0.98;
/**
 * Weight is error to the minus this. Gentle: the winner of the past is often only lucky. For a category it is sharper,
 * because there whole families of members make no sense: a mean of months that are mostly zero.
 */
const sharpness: Record<SeriesKind, number> = { total: 2, income: 2, category: 4 };
/**
 * Where among the weighted proposals the answer lies: the middle, but for a category somewhat below. Spending there is
 * skewed, and what members disagree about is mostly how much of the last spike to believe.
 */
const answerLevel: Record<SeriesKind, number> = { total: 0.5, income: 0.5, category: 0.4 };
const firstTested = 6;
const testedHorizon = 3;
/** Months and horizons at which a member must have been compared before it can have beaten another. */
const leastCompared = 9;
/** Share of the other's error by which it must have been nearer; less is often only luck. */
const leastGain = 0.05;

export interface CombinationModel {
  predict(horizon: number): Path[];
  /** Share of each member, by name, in each series. */
  readonly weights: readonly Readonly<Record<string, number>>[];
}

export interface Combination extends Forecaster {
  fit(panel: Panel): CombinationModel;
}

/** A member with its test done and its answer given, so that neither is worked out twice. */
export interface TestedMember {
  readonly name: string;
  readonly test: Backtest;
  /** What it says after the end of the panel, for each series. */
  readonly ahead: readonly Path[];
  /** Heard for a series only while it was better there than the member of this name, on what both forecast. */
  readonly mustBeat?: string;
}

export interface CombinedForecast {
  /** For each series `horizon` values after its end. */
  readonly paths: readonly Path[];
  /** What the combination would have said earlier, by the same rules. */
  readonly test: Backtest;
  readonly weights: readonly Readonly<Record<string, number>>[];
}

export function combinationOf(members: readonly Forecaster[], name = 'combination'): Combination {
  return {
    name,
    fit(panel) {
      const tests = members.map((member) => member.backtest(panel, memberTests(panel)));
      const fitted = members.map((member) => member.fit(panel));
      const errors = panel.series.map((series, at) => memberErrors(series, at, tests));
      const weights = weightsAt(panel, errors, panel.length);
      return {
        predict(horizon) {
          const paths = fitted.map((member) => member.predict(horizon));
          return panel.series.map(({ kind }, at) => {
            return blend(paths.map((path) => path[at] ?? null), weights[at] as Float64Array, horizon, answerLevel[kind]);
          });
        },
        weights: weights.map((shares) => named(members, shares)),
      };
    },
    backtest: (panel, options) => combineBacktests(panel, members.map((member) => member.backtest(panel, testRange(options))), options),
  };
}

/** Tests the members on a panel and lets them say what follows it. */
export function testMembers(members: readonly Forecaster[], panel: Panel, horizon: number): TestedMember[] {
  return members.map((member) => ({
    name: member.name,
    test: member.backtest(panel, memberTests(panel)),
    ahead: member.fit(panel).predict(horizon),
  }));
}

/** The origins at which members are tested before they are combined at the end of the panel. */
export function memberTests(panel: Panel): BacktestOptions {
  return { firstOrigin: firstTested, horizon: testedHorizon, lastOrigin: panel.length - 1 };
}

/** One forecast of members that were tested already. */
export function combineTested(panel: Panel, members: readonly TestedMember[], horizon: number): CombinedForecast {
  const tests = members.map(({ test }) => test);
  const guards = guardsOf(members);
  const errors = panel.series.map((series, at) => memberErrors(series, at, tests));
  const weights = weightsAt(panel, errors, panel.length, guards);
  return {
    paths: panel.series.map(({ kind }, at) => {
      return blend(members.map(({ ahead }) => ahead[at] ?? null), weights[at] as Float64Array, horizon, answerLevel[kind]);
    }),
    test: combineBacktests(panel, tests, memberTests(panel), guards),
    weights: weights.map((shares) => named(members, shares)),
  };
}

function named(members: readonly { readonly name: string }[], shares: Float64Array): Record<string, number> {
  return Object.fromEntries(members.map(({ name }, at) => [name, shares[at] as number]));
}

/** For each member the place of the one that it must beat, or none. */
type Guards = readonly (number | null)[];

function guardsOf(members: readonly TestedMember[]): Guards {
  return members.map(({ mustBeat }) => (mustBeat === undefined ? null : members.findIndex(({ name }) => name === mustBeat)));
}

/** The origins that the members of a combination must be tested at, for it to be tested itself. */
export function testRange(options: BacktestOptions): BacktestOptions {
  return { ...options, firstOrigin: Math.min(firstTested, options.firstOrigin) };
}

/** What the combination would have said, from tests of its members that begin early (`testRange`). */
export function combineBacktests(
  panel: Panel,
  tests: readonly Backtest[],
  { firstOrigin, horizon, lastOrigin = panel.length }: BacktestOptions,
  guards: Guards = [],
): Backtest {
  const errors = panel.series.map((series, at) => memberErrors(series, at, tests));
  const paths: Path[][] = [];
  for (let origin = firstOrigin; origin <= lastOrigin; origin++) {
    const weights = weightsAt(panel, errors, origin, guards);
    paths.push(
      panel.series.map(({ kind }, at) => {
        return blend(tests.map((test) => pathAt(test, origin, at)), weights[at] as Float64Array, horizon, answerLevel[kind]);
      }),
    );
  }
  return { firstOrigin, horizon, paths };
}

/** The absolute errors of all members where all had something to say; `known` is when the truth came out. */
interface ErrorRecord {
  readonly known: number;
  readonly errors: Float64Array;
}

function memberErrors({ values }: PanelSeries, series: number, tests: readonly Backtest[]): ErrorRecord[] {
  const records: ErrorRecord[] = [];
  const first = tests[0];
  if (first === undefined) return records;
  for (let at = 0; at < first.paths.length; at++) {
    const origin = first.firstOrigin + at;
    for (let ahead = 0; ahead < first.horizon && origin + ahead < values.length; ahead++) {
      const truth = values[origin + ahead] as number;
      const errors = Float64Array.from(tests, (test) => {
        const path = pathAt(test, origin, series);
        return path === null ? NaN : Math.abs(truth - (path[ahead] as number));
      });
      records.push({ known: origin + ahead + 1, errors });
    }
  }
  return records;
}

/** Scaled and faded errors of each member, summed over one series, and the weight of what was summed. */
interface ErrorSums {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

function sumsAt(panel: Panel, errors: readonly ErrorRecord[][], origin: number): ErrorSums[] {
  return panel.series.map(({ values }, series) => {
    const records = errors[series] as ErrorRecord[];
    const members = records[0]?.errors.length ?? 0;
    const sums = new Float64Array(members);
    const counts = new Float64Array(members);
    const scale = scaleUntil(values, origin);
    for (const { known, errors: memberError } of records) {
      if (known > origin) continue;
      const weight = memory ** (origin - known);
      for (let member = 0; member < members; member++) {
        const error = memberError[member] as number;
        if (Number.isNaN(error)) continue;
        sums[member] = (sums[member] as number) + (weight * error) / scale;
        counts[member] = (counts[member] as number) + weight;
      }
    }
    return { sums, counts };
  });
}

/** For each series the weights of the members at an origin. */
function weightsAt(panel: Panel, errors: readonly ErrorRecord[][], origin: number, guards: Guards = []): Float64Array[] {
  const bySeries = sumsAt(panel, errors, origin);
  return panel.series.map(({ kind }, series) => {
    const { sums, counts } = bySeries[series] as ErrorSums;
    const weights = sums.map((own, member) => {
      let sum = own;
      let count = counts[member] as number;
      for (const [other, { kind: otherKind }] of panel.series.entries()) {
        if (other === series || otherKind !== kind) continue;
        sum += othersShare * ((bySeries[other] as ErrorSums).sums[member] as number);
        count += othersShare * ((bySeries[other] as ErrorSums).counts[member] as number);
      }
      return count === 0 ? NaN : (sum / count + 1e-6) ** -sharpness[kind];
    });
    const known = weights.filter((weight) => !Number.isNaN(weight));
    // Who was never tested may speak, with the weight of the least of the others; without any past all weigh the same.
    const least = known.length === 0 ? 1 : Math.min(...known);
    const filled = weights.map((weight, member) => {
      const guard = guards[member] ?? null;
      if (guard !== null && !beats(errors[series] as ErrorRecord[], member, guard, origin)) return 0;
      return Number.isNaN(weight) ? least : weight;
    });
    const total = filled.reduce((sum, weight) => sum + weight, 0);
    return total === 0 ? filled : filled.map((weight) => weight / total);
  });
}

/** Whether a member was better than another where both spoke, often enough to be more than luck. */
function beats(records: readonly ErrorRecord[], member: number, other: number, origin: number): boolean {
  let gained = 0;
  let missed = 0;
  let compared = 0;
  for (const { known, errors } of records) {
    if (known > origin) continue;
    const gain = (errors[other] as number) - (errors[member] as number);
    if (Number.isNaN(gain)) continue;
    gained += memory ** (origin - known) * gain;
    missed += memory ** (origin - known) * (errors[other] as number);
    compared += 1;
  }
  return compared >= leastCompared && gained > leastGain * missed;
}

function blend(paths: readonly Path[], weights: Float64Array, horizon: number, level: number): Path {
  const speaking = paths.flatMap((path, member) => (path === null ? [] : [{ path, weight: weights[member] ?? 1 }]));
  if (speaking.length === 0) return null;
  const shares = speaking.map(({ weight }) => weight);
  return Float64Array.from({ length: horizon }, (_, ahead) =>
    Math.max(0, weightedQuantile(speaking.map(({ path }) => path[ahead] as number), shares, level)),
  );
}
