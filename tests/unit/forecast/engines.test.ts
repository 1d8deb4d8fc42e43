import { describe, expect, it } from 'vitest';
import type { Panel } from '../../../src/core/ml/forecast/forecaster.ts';
import { loadLstm } from '../../../src/core/ml/forecast/lstm.ts';
import { loadProphet } from '../../../src/core/ml/forecast/prophet.ts';

const wave = (month: number) => 100_000 + 30_000 * Math.cos((2 * Math.PI * month) / 12);
function panelOf(...all: number[][]): Panel {
  return {
    firstMonth: '2020-01',
    length: all[0]?.length ?? 0,
    series: all.map((values, at) => ({ id: String(at), kind: at === 0 ? 'total' : 'category', values: Float64Array.from(values) })),
  };
}
const months = (count: number, of: (month: number) => number) => Array.from({ length: count }, (_, at) => of(at));

describe('Prophet', () => {
  it('finds the waves of four years, and declines what it cannot fit', async () => {
    const prophet = await loadProphet();
    const panel = panelOf(months(48, wave), months(48, () => 500));
    const [waves, constant] = prophet.fit(panel).predict(12);
    expect(constant).toBeNull();
    for (const [at, value] of (waves ?? []).entries()) expect(Math.abs(value - wave(at))).toBeLessThan(6000);
    expect(prophet.fit(panelOf(months(8, wave))).predict(3)).toEqual([null]);
  }, 60_000);
});

describe('LSTM', () => {
  it('gives the same forecast twice, knows no future, and declines a short history', async () => {
    const lstm = await loadLstm();
    const values = months(36, (at) => wave(at) + ((at * 7919) % 1000));
    const panel = panelOf(values, values.map((value) => value / 3));
    const options = { firstOrigin: 30, horizon: 3, lastOrigin: 31 };
    const said = lstm.backtest(panel, options);
    expect(said.paths[0]?.[0]).toHaveLength(3);
    const changed = panelOf(values.map((value, at) => (at < 31 ? value : 1)), values.map((value, at) => (at < 31 ? value / 3 : 9)));
    expect(lstm.backtest(changed, options)).toEqual(said);
    expect(lstm.fit(panel).predict(6)).toEqual(lstm.fit(panel).predict(6));
    expect(lstm.fit(panelOf(months(14, wave))).predict(3)).toEqual([null]);
  }, 120_000);
});
