import { describe, expect, it } from 'vitest';
import { calibrated, isotonicKnots } from '../../../src/core/ml/categorizer/calibration.ts';
import { withinOneEdit, writtenAlike } from '../../../src/core/ml/categorizer/evidence.ts';
import { packModel, unpackModel } from '../../../src/core/ml/categorizer/linear-model.ts';
import { FEATURE_COUNT } from '../../../src/core/ml/categorizer/features.ts';
import { calibrationError, coverageAt, macroF1, precisionThreshold } from '../../../src/core/ml/categorizer/scores.ts';

describe('scores', () => {
  const rows = [0.9, 0.9, 0.9, 0.9, 0.5, 0.5].map((confidence, at) => ({ confidence, right: at !== 3 && at !== 5 }));

  it('the calibration error is the gap between stated and observed, by bin', () => {
    expect(calibrationError(rows)).toBeCloseTo((4 * 0.15 + 2 * 0) / 6);
  });

  it('the threshold keeps the precision', () => {
    expect(precisionThreshold(rows, 0.75)).toBe(0.9);
    expect(coverageAt(rows, 0.75)).toBeCloseTo(4 / 6);
    expect(coverageAt(rows, 0.99)).toBe(0);
  });

  it('F1 is the mean over the labels that occur', () => {
    expect(macroF1([{ predicted: 'a', label: 'a' }, { predicted: 'a', label: 'b' }])).toBeCloseTo((2 / 3 + 0) / 2);
  });
});

describe('calibration', () => {
  it('rises with what is stated', () => {
    const judged = Array.from({ length: 2000 }, (_, at) => ({ confidence: at / 2000, right: (at * 7919) % 2000 < at * 0.8 }));
    const knots = isotonicKnots(judged);
    let before = -1;
    for (let stated = 0; stated <= 1; stated += 0.01) {
      const value = calibrated(knots, stated);
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
    }
    expect(calibrated(knots, 0.9)).toBeGreaterThan(0.6);
    expect(calibrated(knots, 0.9)).toBeLessThan(0.8);
  });
});

describe('names written alike', () => {
  it.each([
    ['tesco stores', 'tesco stores express', true],
    ['zwickelhuber laden', 'zwickelhubr laden', true],
    ['cafe nord', 'cafe sued', false],
    ['tesco', 'lidl', false],
  ])('%s and %s: %s', (a, b, alike) => expect(writtenAlike(a, b)).toBe(alike));

  it('one slip of the keyboard', () => {
    expect(withinOneEdit('starbucks', 'starbcuks')).toBe(true);
    expect(withinOneEdit('starbucks', 'strbucks')).toBe(true);
    expect(withinOneEdit('starbucks', 'stabrucsk')).toBe(false);
  });
});

describe('a packed model', () => {
  const rows = new Int32Array(FEATURE_COUNT).fill(-1);
  rows[5] = 0;
  rows[9] = 1;
  const model = { leaves: ['a.b', 'a.c'], rows, weights: Int8Array.of(1, -2, 3, -4), scale: 0.5, temperature: 0.8, calibration: [], sureFrom: 0.7 };

  it('unpacks to the same', () => expect(unpackModel(packModel(model))).toEqual(model));

  it('is refused when cut off', () => {
    expect(() => unpackModel(packModel(model).subarray(0, -1))).toThrow('cut off');
    expect(() => unpackModel(new Uint8Array(2))).toThrow('cut off');
  });
});
