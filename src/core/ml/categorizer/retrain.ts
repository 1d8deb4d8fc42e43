/** Teaches the model anew from all of a user's choices, several times over and in an order of its own, and packs what it learned. */
import type { CategorizerArtefacts } from './categorizer.ts';
import { extractFeatures, FEATURE_VERSION } from './features.ts';
import { adjust, scoreLeaves, softmax, type Adjustments } from './linear-model.ts';

export interface RetrainLesson {
  description: string;
  /** Minor units; negative is money out. */
  amountMinor: number;
  categoryId: string;
}

/** What was learned, and what it belongs to. */
export interface LearnedModel {
  /** Of the shipped model that the adjustments are added to. */
  modelId: string;
  /** How many choices were learned from. */
  lessons: number;
  adjustments: Adjustments;
}

const PASSES = 3;

/** Lessons oldest first; the newest are learned last in every pass. Categories that the model has no leaf for are left out. */
export function retrain({ model, gazetteer }: CategorizerArtefacts, lessons: readonly RetrainLesson[]): Adjustments {
  const adjustments: Adjustments = new Map();
  const leafNumber = new Map(model.leaves.map((leaf, at) => [leaf, at]));
  const probabilities = new Float64Array(model.leaves.length);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const { description, amountMinor, categoryId } of lessons) {
      const leaf = leafNumber.get(categoryId);
      if (leaf === undefined) continue;
      const features = extractFeatures({ description, amountMinor }, gazetteer);
      scoreLeaves(model, features, probabilities, adjustments);
      softmax(probabilities, model.temperature);
      adjust(adjustments, features, probabilities, leaf);
    }
  }
  return adjustments;
}

interface Header {
  featureVersion: number;
  modelId: string;
  lessons: number;
  rows: number;
  leaves: number;
}

/** `length of the header as 4 bytes, header as JSON padded to 4, the features, a row of floats for each`. */
export function packLearned({ modelId, lessons, adjustments }: LearnedModel, leaves: number): Uint8Array {
  const header: Header = { featureVersion: FEATURE_VERSION, modelId, lessons, rows: adjustments.size, leaves };
  let text = JSON.stringify(header);
  text += ' '.repeat((4 - (text.length % 4)) % 4);
  const packed = new Uint8Array(4 + text.length + adjustments.size * 4 * (1 + leaves));
  const view = new DataView(packed.buffer);
  view.setUint32(0, text.length, true);
  packed.set(new TextEncoder().encode(text), 4);
  let at = 4 + text.length;
  for (const feature of adjustments.keys()) {
    view.setUint32(at, feature, true);
    at += 4;
  }
  for (const row of adjustments.values()) {
    for (const value of row) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return packed;
}

/** @throws Error when the bytes are cut off, of another version, or belong to another model. */
export function unpackLearned(bytes: Uint8Array, expected: { modelId: string; leaves: number }): LearnedModel {
  if (bytes.length < 4) throw new Error('What was learned is cut off.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  const { featureVersion, modelId, lessons, rows, leaves } = header;
  if (featureVersion !== FEATURE_VERSION || modelId !== expected.modelId || leaves !== expected.leaves) {
    throw new Error('What was learned belongs to another model.');
  }
  if (bytes.length !== 4 + length + rows * 4 * (1 + leaves)) throw new Error('What was learned is cut off.');
  const adjustments: Adjustments = new Map();
  for (let row = 0; row < rows; row++) {
    const values = new Float32Array(leaves);
    for (let leaf = 0; leaf < leaves; leaf++) {
      const value = view.getFloat32(4 + length + 4 * (rows + row * leaves + leaf), true);
      if (!Number.isFinite(value)) throw new Error('What was learned is not numbers.');
      values[leaf] = value;
    }
    adjustments.set(view.getUint32(4 + length + 4 * row, true), values);
  }
  return { modelId, lessons, adjustments };
}
