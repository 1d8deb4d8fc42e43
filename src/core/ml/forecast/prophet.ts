/**
 * Prophet (Taylor and Letham, 2018): a trend that may bend, and yearly waves. The engine is WebAssembly; loading it takes
 * a few hundred milliseconds, so it happens once, when somebody asks for it.
 */
import type * as prophetModule from '@bsull/augurs/prophet';
import type * as stanModule from '@bsull/augurs-prophet-wasmstan';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { shiftMonth, toDayNumber, firstDayOf } from '#shared/dates.ts';
import { defineForecaster, type Forecaster, type Path, type PanelSeries } from './forecaster.ts';

const leastMonths = 12;
const secondsADay = 86_400;
/** Yearly waves on two years are mostly noise; three pairs are enough for summer, Christmas and the tax year. */
const wavePairs = 3;

type ProphetModule = typeof prophetModule;
type Optimizer = typeof stanModule.optimizer;

/** Works in Node's main thread and in workers; rejects when the packages' WebAssembly files are not there. */
export async function loadProphet(): Promise<Forecaster> {
  const [prophet, { optimizer }] = await Promise.all([
    import('@bsull/augurs/prophet'),
    import('@bsull/augurs-prophet-wasmstan'),
  ]);
  const engine = createRequire(import.meta.url).resolve('@bsull/augurs/prophet');
  const wasm = await readFile(engine.replace(/\.js$/, '_bg.wasm'));
  prophet.initSync({ module: wasm });
  return defineForecaster('prophet', ({ firstMonth, length, series }) => ({
    predict(horizon) {
      const days = Array.from({ length: length + horizon }, (_, at) => startOf(shiftMonth(firstMonth, at)));
      return series.map((one) => prophetPath(prophet, optimizer, one, days.slice(0, length), days.slice(length)));
    },
  }));
}

function startOf(month: string): number {
  return toDayNumber(firstDayOf(month)) * secondsADay;
}

function prophetPath(
  { Prophet }: ProphetModule,
  optimizer: Optimizer,
  { values }: PanelSeries,
  known: readonly number[],
  wanted: readonly number[],
): Path {
  // Its scaling divides by the spread, and its waves need a year.
  if (values.length < leastMonths || values.every((value) => value === values[0])) return null;
  const model = new Prophet({
    optimizer: optimizer as unknown as ConstructorParameters<ProphetModule['Prophet']>[0]['optimizer'],
    yearlySeasonality: values.length >= 24 ? { type: 'fourier', order: wavePairs } : { type: 'manual', enabled: false },
    weeklySeasonality: { type: 'manual', enabled: false },
    dailySeasonality: { type: 'manual', enabled: false },
    nChangepoints: Math.min(25, Math.floor(values.length / 4)),
    uncertaintySamples: 0,
  });
  try {
    model.fit({ ds: [...known], y: Array.from(values) }, { seed: 1 });
    const { yhat } = model.predict({ ds: [...wanted] });
    const path = Float64Array.from(yhat.point, (value) => Math.max(0, value));
    return path.every(Number.isFinite) ? path : null;
  } catch {
    // The optimiser gives up on some odd series: it declines, as others do for want of history.
    return null;
  } finally {
    model.free();
  }
}
