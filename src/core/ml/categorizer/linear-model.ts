/** Multinomial logistic regression over the leaves: int8 weights, one row a feature, one column a leaf. */
import type { Knot } from './calibration.ts';
import { FEATURE_COUNT, FEATURE_VERSION, type Features } from './features.ts';

export interface LinearModel {
  leaves: string[];
  /** Feature → its row of weights; -1 for the many features that say too little to be kept. */
  rows: Int32Array;
  weights: Int8Array;
  scale: number;
  /** Divides the logits; chosen on held-out rows so that a stated 80 % is right 80 times in 100. */
  temperature: number;
  /** Stated share of the likeliest group → how often that was right on real rows; see calibration.ts. */
  calibration: Knot[];
  /** Confidence from which answers about a group were right 95 times in 100. */
  sureFrom: number;
}

interface Header {
  featureVersion: number;
  featureCount: number;
  kept: number;
  leaves: string[];
  scale: number;
  temperature: number;
  calibration: Knot[];
  sureFrom: number;
}

/** `length of the header as 4 bytes, header as JSON, the kept features as 4 bytes each, a row of weights for each`. */
export function packModel({ rows, weights, ...rest }: LinearModel): Uint8Array {
  const features = rowFeatures(rows, weights.length / rest.leaves.length);
  const header: Header = { featureVersion: FEATURE_VERSION, featureCount: FEATURE_COUNT, kept: features.length, ...rest };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const packed = new Uint8Array(4 + text.length + 4 * features.length + weights.length);
  const view = new DataView(packed.buffer);
  view.setUint32(0, text.length, true);
  packed.set(text, 4);
  features.forEach((feature, row) => view.setUint32(4 + text.length + 4 * row, feature, true));
  packed.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), 4 + text.length + 4 * features.length);
  return packed;
}

/** @throws Error when the bytes are of another version or cut off. */
export function unpackModel(bytes: Uint8Array): LinearModel {
  if (bytes.length < 4) throw new Error('The model is cut off.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  if (header.featureVersion !== FEATURE_VERSION || header.featureCount !== FEATURE_COUNT) {
    throw new Error('The model is of another version.');
  }
  const { leaves, kept, scale, temperature, calibration, sureFrom } = header;
  const start = 4 + length + 4 * kept;
  if (bytes.length !== start + kept * leaves.length) throw new Error('The model is cut off.');
  const rows = new Int32Array(FEATURE_COUNT).fill(-1);
  for (let row = 0; row < kept; row++) rows[view.getUint32(4 + length + 4 * row, true)] = row;
  // A Buffer's own slice shares its memory, which may begin elsewhere.
  const weights = Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + start, bytes.length - start));
  return { leaves, rows, weights, scale, temperature, calibration, sureFrom };
}

function rowFeatures(rows: Int32Array, kept: number): Uint32Array {
  const features = new Uint32Array(kept);
  rows.forEach((row, feature) => {
    if (row >= 0) features[row] = feature;
  });
  return features;
}

/** What the user's corrections added to the shipped weights; rows are made when first touched. */
export type Adjustments = Map<number, Float32Array>;

const STEP = 0.25;
/** Pieces of words weigh less than this: one person's choices are too few to teach letters. */
const LEAST_VALUE = 0.31;

/** Fixed point of feature values: whole numbers multiply twice as fast as the mix of both. */
const POINT = 1024;
let sums = new Int32Array(0);

/** Logits before temperature, written to `out`. */
export function scoreLeaves(model: LinearModel, features: Features, out: Float64Array, adjustments?: Adjustments): void {
  const leafCount = model.leaves.length;
  const { rows, weights, scale } = model;
  if (sums.length !== leafCount) sums = new Int32Array(leafCount);
  sums.fill(0);
  for (let at = 0; at < features.count; at++) {
    const kept = rows[features.index[at] as number] as number;
    if (kept < 0) continue;
    const factor = Math.round((features.value[at] as number) * POINT);
    let from = Math.imul(kept, leafCount);
    for (let leaf = 0; leaf < leafCount; leaf++) {
      sums[leaf] = ((sums[leaf] as number) + Math.imul(weights[from++] as number, factor)) | 0;
    }
  }
  for (let leaf = 0; leaf < leafCount; leaf++) out[leaf] = ((sums[leaf] as number) * scale) / POINT;
  if (!adjustments || adjustments.size === 0) return;
  for (let at = 0; at < features.count; at++) {
    const factor = features.value[at] as number;
    if (factor < LEAST_VALUE) continue;
    const row = adjustments.get(features.index[at] as number);
    if (!row) continue;
    for (let leaf = 0; leaf < leafCount; leaf++) out[leaf] = (out[leaf] as number) + (row[leaf] as number) * factor;
  }
}

/** In place; logits become probabilities. */
export function softmax(logits: Float64Array, temperature: number): void {
  let highest = -Infinity;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (let at = 0; at < logits.length; at++) {
    const power = Math.exp(((logits[at] as number) - highest) / temperature);
    logits[at] = power;
    sum += power;
  }
  for (let at = 0; at < logits.length; at++) logits[at] = (logits[at] as number) / sum;
}

/**
 * One step of online learning towards `leaf`.
 * @param probabilities what the model with its adjustments says of these features now
 */
export function adjust(adjustments: Adjustments, features: Features, probabilities: Float64Array, leaf: number): void {
  for (let at = 0; at < features.count; at++) {
    if ((features.value[at] as number) < LEAST_VALUE) continue;
    const slot = features.index[at] as number;
    let row = adjustments.get(slot);
    if (!row) adjustments.set(slot, (row = new Float32Array(probabilities.length)));
    const factor = STEP * (features.value[at] as number);
    for (let other = 0; other < row.length; other++) {
      const error = (other === leaf ? 1 : 0) - (probabilities[other] as number);
      if (error > 1e-3 || error < -1e-3) row[other] = (row[other] as number) + factor * error;
    }
  }
}
