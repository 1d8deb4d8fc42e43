import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { predictBoostedTrees, trainBoostedTrees } from '../../../src/core/ml/boosted-trees/boosted-trees.ts';
import type { FeatureTable } from '../../../src/core/ml/boosted-trees/feature-bins.ts';
import { seededRandom } from '../../../src/core/ml/boosted-trees/seeded-random.ts';

const columns = 10;

/** A task with steps, waves, a product and noise. */
function task(seed: number, rows: number): { features: FeatureTable; target: Float64Array } {
  const random = seededRandom(seed);
  const values = new Float64Array(rows * columns).map(() => random());
  const target = Float64Array.from({ length: rows }, (_, row) => {
    const at = (column: number) => values[row * columns + column] as number;
    return Math.sin(6 * at(0)) + 2 * at(1) * at(2) + (at(3) > 0.6 ? 1 : 0) + 0.4 * (random() - 0.5);
  });
  return { features: { rows, columns, values }, target };
}

function rootMeanSquare(predicted: ArrayLike<number>, target: Float64Array): number {
  return Math.sqrt(target.reduce((sum, value, row) => sum + (value - (predicted[row] as number)) ** 2, 0) / target.length);
}

const training = task(1, 2000);
const testing = task(2, 2000);

interface Booster {
  train(rows: number[][], target: number[]): void;
  predict(rows: number[][]): number[];
  free(): void;
}
type BoosterClass = new (options: Record<string, unknown>) => Booster;

describe('squared loss', () => {
  it('is as good as xgboost, in less time', async () => {
    const XGBoost = (await createRequire(import.meta.url)('ml-xgboost')) as BoosterClass;
    const rowsOf = ({ rows, values }: FeatureTable) =>
      Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * columns, (row + 1) * columns)));
    const booster = new XGBoost({
      booster: 'gbtree',
      objective: 'reg:linear',
      max_depth: 4,
      eta: 0.1,
      lambda: 1,
      min_child_weight: 5,
      subsample: 1,
      colsample_bytree: 1,
      silent: 1,
      iterations: 150,
    });
    const trainingRows = rowsOf(training.features);
    const theirStart = process.cpuUsage();
    booster.train(trainingRows, Array.from(training.target));
    const theirs = process.cpuUsage(theirStart);
    const theirError = rootMeanSquare(booster.predict(rowsOf(testing.features)), testing.target);
    booster.free();

    const ourStart = process.cpuUsage();
    const model = trainBoostedTrees(training.features, training.target, { rounds: 150, maxDepth: 4, learningRate: 0.1 });
    const ours = process.cpuUsage(ourStart);
    const ourError = rootMeanSquare(predictBoostedTrees(model, testing.features), testing.target);
    expect(ourError).toBeLessThan(1.03 * theirError);
    expect(ours.user + ours.system).toBeLessThan(theirs.user + theirs.system);
  }, 120_000);
});

describe('quantile loss', () => {
  it.each([0.2, 0.5, 0.8])('leaves the share %d below', (level) => {
    const model = trainBoostedTrees(training.features, training.target, { loss: { kind: 'quantile', level }, rounds: 80, minLeaf: 20 });
    const predicted = predictBoostedTrees(model, testing.features);
    const below = testing.target.filter((value, row) => value <= (predicted[row] as number)).length / testing.target.length;
    expect(Math.abs(below - level)).toBeLessThan(0.06);
  });
});

describe('absolute loss', () => {
  it('is not moved by a few wild targets', () => {
    const wild = training.target.map((value, row) => (row % 50 === 0 ? value + 1000 : value));
    const model = trainBoostedTrees(training.features, wild, { loss: { kind: 'absolute' }, rounds: 80, minLeaf: 20 });
    expect(rootMeanSquare(predictBoostedTrees(model, testing.features), testing.target)).toBeLessThan(0.5);
  });
});

describe('trees', () => {
  it('learn what it means not to know a value', () => {
    const random = seededRandom(3);
    const values = new Float64Array(400).map(() => (random() < 0.5 ? NaN : random()));
    const target = values.map((value) => (Number.isNaN(value) ? 5 : value));
    const features = { rows: 400, columns: 1, values };
    const model = trainBoostedTrees(features, target, { rounds: 60, lambda: 0 });
    const [unknown, known] = predictBoostedTrees(model, { rows: 2, columns: 1, values: Float64Array.from([NaN, 0.5]) });
    expect(unknown).toBeCloseTo(5, 1);
    expect(known).toBeCloseTo(0.5, 1);
  });
  it('grow the same from the same seed, and do as weights say', () => {
    const options = { rounds: 20, rowShare: 0.5, columnShare: 0.5, seed: 7 };
    expect(trainBoostedTrees(training.features, training.target, options)).toEqual(
      trainBoostedTrees(training.features, training.target, options),
    );
    const features = { rows: 2, columns: 1, values: Float64Array.from([1, 1]) };
    const model = trainBoostedTrees(features, Float64Array.from([0, 10]), {}, Float64Array.from([9, 1]));
    expect(predictBoostedTrees(model, features)[0]).toBeCloseTo(1, 9);
  });
  it('refuse no rows', () => {
    expect(() => trainBoostedTrees({ rows: 0, columns: 1, values: new Float64Array(0) }, new Float64Array(0))).toThrow(RangeError);
  });
});
