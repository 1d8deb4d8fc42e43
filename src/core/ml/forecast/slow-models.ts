/**
 * Prophet and the LSTM take seconds, so they come after the first answer. What they say and said is kept by the panel it
 * was made from, and both are heard for a series only while they were better there than the plain median of a year.
 */
import { createHash } from 'node:crypto';
import type { Backtest } from './backtest.ts';
import { memberTests, type TestedMember } from './combination.ts';
import type { Forecaster, Panel, Path } from './forecaster.ts';

export const slowNames = ['prophet', 'lstm'] as const;
export type SlowName = (typeof slowNames)[number];

/** As plain numbers, so that it can be kept. */
export interface SlowFit {
  readonly name: SlowName;
  readonly firstOrigin: number;
  readonly horizon: number;
  readonly paths: readonly (readonly (number[] | null)[])[];
  readonly ahead: readonly (number[] | null)[];
}

/** Two panels with the same key have the same months. */
export function panelKey({ firstMonth, series }: Panel): string {
  const hash = createHash('sha256').update(firstMonth);
  for (const { id, values } of series) hash.update(`\n${id}\n`).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return hash.digest('hex').slice(0, 32);
}

/** Prophet takes its time for every series and origin anew: it is asked about the largest, at every third of the last origins. */
const prophetSeries = 6;
const prophetOrigins = 10;
const prophetEvery = 3;

/** @param onProgress counts its own steps */
export function fitProphet(prophet: Forecaster, panel: Panel, horizon: number, onProgress: (done: number, total: number) => void): SlowFit {
  const { firstOrigin, horizon: tested, lastOrigin = panel.length - 1 } = memberTests(panel);
  const asked = panel.series.map(({ kind }, at) => kind !== 'category' || at < prophetSeries);
  const some: Panel = { ...panel, series: panel.series.filter((_, at) => asked[at]) };
  const spread = (paths: readonly Path[]): (number[] | null)[] => {
    let next = 0;
    return asked.map((is) => (is ? plain(paths[next++] ?? null) : null));
  };
  const origins = new Set(Array.from({ length: prophetOrigins }, (_, back) => lastOrigin - back * prophetEvery));
  const paths: (number[] | null)[][] = [];
  let done = 0;
  for (let origin = firstOrigin; origin <= lastOrigin; origin++) {
    const answer = origins.has(origin) ? prophet.backtest(some, { firstOrigin: origin, lastOrigin: origin, horizon: tested }).paths[0] : undefined;
    paths.push(answer === undefined ? panel.series.map(() => null) : spread(answer));
    if (answer !== undefined) onProgress((done += 1), prophetOrigins + 1);
  }
  const ahead = spread(prophet.fit(some).predict(horizon));
  onProgress(prophetOrigins + 1, prophetOrigins + 1);
  return { name: 'prophet', firstOrigin, horizon: tested, paths, ahead };
}

export function fitLstm(lstm: Forecaster, panel: Panel, horizon: number): SlowFit {
  const { firstOrigin, horizon: tested, paths } = lstm.backtest(panel, memberTests(panel));
  return { name: 'lstm', firstOrigin, horizon: tested, paths: paths.map((each) => each.map(plain)), ahead: lstm.fit(panel).predict(horizon).map(plain) };
}

export function slowMember({ name, firstOrigin, horizon, paths, ahead }: SlowFit): TestedMember {
  const test: Backtest = { firstOrigin, horizon, paths: paths.map((each) => each.map(unplain)) };
  return { name, test, ahead: ahead.map(unplain), mustBeat: 'median12' };
}

function plain(path: Path): number[] | null {
  return path === null ? null : Array.from(path, Math.round);
}
function unplain(path: readonly number[] | null): Path {
  return path === null ? null : Float64Array.from(path);
}
