/**
 * A small recurrent network over all series of a person at once: what twelve months looked like, and the three that
 * followed. It learns how far the next months lie from the median of the last year, in units of the year's mean, under
 * absolute loss; so without anything to learn it says that median. TensorFlow.js on WebAssembly, one thread, seeded.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type * as core from '@tensorflow/tfjs-core';
import type { Optimizer, Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { monthNumber, shiftMonth } from '#shared/dates.ts';
import { panelUntil } from './backtest.ts';
import type { FittedForecaster, Forecaster, Panel, Path } from './forecaster.ts';
import { mean, median } from './order-statistics.ts';

const windowLength = 12;
const targets = 3;
const channels = 3;
const units = 12;
const leastExamples = 24;
const largestRatio = 5;
/** The newest share of the examples says when to stop; training goes on at most so long without gain. */
const heldOutShare = 0.15;
const patience = 8;
const firstSteps = 60;
const furtherSteps = 12;
/** In a backtest the network learns anew every so many months; between, it only reads the newer months. */
const refitEvery = 6;

export interface LstmOptions {
  readonly seed?: number;
  /** Training stops after so much time, whatever it has reached. */
  readonly secondsLimit?: number;
}

/** Where the three packages and their WebAssembly are missing or will not run, falls back to plain JavaScript. */
export async function loadLstm({ seed = 1, secondsLimit = 60 }: LstmOptions = {}): Promise<Forecaster> {
  const tf = await import('@tensorflow/tfjs-core');
  const { sequential, layers, initializers } = await import('@tensorflow/tfjs-layers');
  await startBackend(tf);

  interface Network {
    readonly model: LayersModel;
    readonly optimizer: Optimizer;
  }

  function newNetwork(): Network {
    const initial = (offset: number) => initializers.glorotUniform({ seed: seed + offset });
    const model = sequential();
    model.add(
      layers.lstm({
        units,
        inputShape: [windowLength, channels],
        kernelInitializer: initial(0),
        // Orthogonal, the default, calls what the bare core does not carry.
        recurrentInitializer: initial(1),
      }),
    );
    model.add(layers.dense({ units: targets, kernelInitializer: 'zeros' }));
    return { model, optimizer: tf.train.adam(0.01) };
  }

  function train({ model, optimizer }: Network, examples: Examples, steps: number, deadline: number): void {
    const held = Math.max(1, Math.round(examples.count * heldOutShare));
    const inputs = tf.tensor3d(examples.inputs, [examples.count, windowLength, channels]);
    const outputs = tf.tensor2d(examples.outputs, [examples.count, targets]);
    const learnt = examples.count - held;
    const [seen, unseen] = tf.split(inputs, [learnt, held]) as [Tensor3D, Tensor3D];
    const [seenOutputs, unseenOutputs] = tf.split(outputs, [learnt, held]) as [Tensor2D, Tensor2D];
    const loss = (x: Tensor3D, y: Tensor2D) => tf.losses.absoluteDifference(y, model.apply(x) as Tensor2D) as Scalar;
    const heldLoss = () => tf.tidy(() => loss(unseen, unseenOutputs).dataSync()[0] as number);
    let best = heldLoss();
    let bestWeights = keep(model.getWeights());
    let idle = 0;
    for (let step = 0; step < steps && idle < patience && performance.now() < deadline; step++) {
      optimizer.minimize(() => loss(seen, seenOutputs));
      const now = heldLoss();
      if (now < best) {
        best = now;
        for (const weight of bestWeights) weight.dispose();
        bestWeights = keep(model.getWeights());
        idle = 0;
      } else idle += 1;
    }
    model.setWeights(bestWeights);
    for (const tensor of [inputs, outputs, seen, unseen, seenOutputs, unseenOutputs, ...bestWeights]) tensor.dispose();
  }

  /** Reads the network once, so that it need not outlive the fit. */
  function reading({ model }: Network, panel: Panel): (horizon: number) => Path[] {
    const windows = panel.series.map(({ values }) => windowAt(panel, values, panel.length));
    const rows = windows.flatMap((window) => (window === null ? [] : [...window.inputs]));
    const answers = tf.tidy(() => {
      if (rows.length === 0) return new Float32Array(0);
      const inputs = tf.tensor3d(rows, [rows.length / (windowLength * channels), windowLength, channels]);
      return Float32Array.from((model.apply(inputs) as Tensor2D).dataSync());
    });
    return (horizon) => {
      let answer = 0;
      return windows.map((window) => {
        // Nothing was spent for a year.
        if (window === null) return new Float64Array(horizon);
        const from = targets * answer++;
        return Float64Array.from({ length: horizon }, (_, ahead) => {
          return Math.max(0, window.centre + window.unit * (answers[from + Math.min(ahead, targets - 1)] as number));
        });
      });
    };
  }

  const declined = (panel: Panel): Path[] => panel.series.map(() => null);

  return {
    name: 'lstm',
    fit(panel): FittedForecaster {
      const examples = examplesOf(panel);
      if (examples.count < leastExamples) return { predict: () => declined(panel) };
      const network = newNetwork();
      train(network, examples, firstSteps, performance.now() + secondsLimit * 1000);
      const predict = reading(network, panel);
      disposeOf(network);
      return { predict };
    },
    backtest(panel, { firstOrigin, horizon, lastOrigin = panel.length }) {
      const deadline = performance.now() + secondsLimit * 1000;
      let network: Network | null = null;
      const paths: Path[][] = [];
      for (let origin = firstOrigin; origin <= lastOrigin; origin++) {
        const known = panelUntil(panel, origin);
        const due = network === null || origin % refitEvery === 0;
        const examples = due ? examplesOf(known) : null;
        if (examples !== null && examples.count >= leastExamples) {
          const steps = network === null ? firstSteps : furtherSteps;
          network ??= newNetwork();
          train(network, examples, steps, deadline);
        }
        paths.push(network === null ? declined(known) : reading(network, known)(horizon));
      }
      if (network !== null) disposeOf(network);
      return { firstOrigin, horizon, paths };
    },
  };

  function disposeOf({ model, optimizer }: Network): void {
    model.dispose();
    optimizer.dispose();
  }
  function keep(weights: Tensor[]): Tensor[] {
    return weights.map((weight) => weight.clone());
  }
}

async function startBackend(tf: typeof core): Promise<void> {
  if (tf.getBackend() === 'wasm') return;
  try {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    // From files: the default is to fetch them from the network. More threads only wait for each other here.
    const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    wasm.setWasmPaths(join(folder, 'dist', '/'));
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    if (await tf.setBackend('wasm')) return;
  } catch {
    // Falls through to the backend that needs no WebAssembly.
  }
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
}

interface Window {
  readonly inputs: Float32Array;
  readonly centre: number;
  readonly unit: number;
}

/** The year before `end`; null when there is none or nothing was spent in it. */
function windowAt(panel: Panel, values: Float64Array, end: number): Window | null {
  const year = values.subarray(Math.max(end - windowLength, 0), end);
  const unit = mean(year);
  if (year.length < windowLength || unit <= 0) return null;
  const inputs = new Float32Array(windowLength * channels);
  for (let at = 0; at < windowLength; at++) {
    const angle = (2 * Math.PI * monthNumber(shiftMonth(panel.firstMonth, end - windowLength + at))) / 12;
    inputs[at * channels] = Math.min((year[at] as number) / unit, largestRatio) - 1;
    inputs[at * channels + 1] = Math.sin(angle);
    inputs[at * channels + 2] = Math.cos(angle);
  }
  return { inputs, centre: median(year), unit };
}

interface Examples {
  readonly count: number;
  readonly inputs: Float32Array;
  readonly outputs: Float32Array;
}

/** Ordered by time, so that the last ones are the newest. */
function examplesOf(panel: Panel): Examples {
  const inputs: number[] = [];
  const outputs: number[] = [];
  for (let end = windowLength; end + targets <= panel.length; end++) {
    for (const { values } of panel.series) {
      const window = windowAt(panel, values, end);
      if (window === null) continue;
      inputs.push(...window.inputs);
      for (let ahead = 0; ahead < targets; ahead++) {
        const ratio = ((values[end + ahead] as number) - window.centre) / window.unit;
        outputs.push(Math.max(-largestRatio, Math.min(ratio, largestRatio)));
      }
    }
  }
  return { count: outputs.length / targets, inputs: Float32Array.from(inputs), outputs: Float32Array.from(outputs) };
}
