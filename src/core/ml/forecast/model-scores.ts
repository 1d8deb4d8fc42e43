/** How each model did on a person's own months, beside the plain median of a year. */
import { pathAt, type Backtest } from './backtest.ts';
import { testMembers, type CombinedForecast, type TestedMember } from './combination.ts';
import type { Panel, PanelSeries, SeriesKind } from './forecaster.ts';
import { quickForecasters } from './members.ts';
import { mean } from './order-statistics.ts';
import { scaleUntil } from './series-scale.ts';

export interface ModelScore {
  readonly model: string;
  readonly kind: SeriesKind;
  /** Mean absolute error by the mean step of the series. Null where the model had nothing to say. */
  readonly mase: number | null;
  /** Mean absolute error in minor units. */
  readonly missMinor: number | null;
  /** Its error by that of the median of 12 months, on the same months: below 1 is better. */
  readonly againstMedian: number | null;
  /** How many months were forecast, counting each horizon and series. */
  readonly tested: number;
  /** Its share in the forecast, over the series of the kind. */
  readonly weight: number;
}

/** With a year and a half known, as in the evaluation; where that leaves less than a year to judge, from earlier on. */
const judgedFrom = 18;
const judgedMonths = 12;
const leastKnown = 6;

/** Of all models, members or not; the combination among them. @param combined what the members made together */
export function modelScores(panel: Panel, members: readonly TestedMember[], combined: CombinedForecast): ModelScore[] {
  const names = new Set(members.map(({ name }) => name));
  const others = testMembers(quickForecasters.filter(({ name }) => !names.has(name)), panel, 1);
  const tests = [
    { model: 'combination', test: combined.test },
    ...[...others, ...members].map(({ name, test }) => ({ model: name, test })),
  ];
  const median = tests.find(({ model }) => model === 'median12')?.test;
  const from = Math.max(leastKnown, Math.min(judgedFrom, panel.length - judgedMonths));
  return (['total', 'category', 'income'] as const).flatMap((kind) =>
    panel.series.some((series) => series.kind === kind) ? tests.map((each) => scoreOf(panel, each, kind, from, median, combined.weights)) : [],
  );
}

function scoreOf(
  panel: Panel,
  { model, test }: { model: string; test: Backtest },
  kind: SeriesKind,
  from: number,
  median: Backtest | undefined,
  weights: readonly Readonly<Record<string, number>>[],
): ModelScore {
  const scaled: number[] = [];
  const missed: number[] = [];
  const shares: number[] = [];
  let own = 0;
  let medians = 0;
  for (const [at, series] of panel.series.entries()) {
    if (series.kind !== kind) continue;
    shares.push(weights[at]?.[model] ?? 0);
    const scale = scaleUntil(series.values, panel.length);
    const errors = errorsOf(series, test, at, from, median);
    if (errors.length === 0) continue;
    scaled.push(mean(errors.map(({ error }) => error)) / scale);
    missed.push(...errors.map(({ error }) => error));
    for (const { error, medianError } of errors) {
      if (medianError === null) continue;
      own += error / scale;
      medians += medianError / scale;
    }
  }
  return {
    model,
    kind,
    mase: scaled.length === 0 ? null : mean(scaled),
    missMinor: missed.length === 0 ? null : Math.round(mean(missed)),
    againstMedian: medians === 0 ? null : own / medians,
    tested: missed.length,
    weight: mean(shares),
  };
}

function errorsOf({ values }: PanelSeries, test: Backtest, series: number, from: number, median: Backtest | undefined) {
  const errors: { error: number; medianError: number | null }[] = [];
  for (let origin = from; origin < values.length; origin++) {
    const path = pathAt(test, origin, series);
    if (path === null) continue;
    const plain = median === undefined ? null : pathAt(median, origin, series);
    for (let ahead = 0; ahead < test.horizon && origin + ahead < values.length; ahead++) {
      const truth = values[origin + ahead] as number;
      const said = plain?.[ahead];
      errors.push({ error: Math.abs(truth - (path[ahead] as number)), medianError: said === undefined ? null : Math.abs(truth - said) });
    }
  }
  return errors;
}
