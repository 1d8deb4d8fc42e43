/**
 * `npm run train:categorizer -- [--data DIR] [--epochs N] [--seed N]`: makes models/categorizer.bin. Names, words and
 * phrases are composed into what banks print, anew in every pass; the same seed gives the same bytes. Held out: a tenth
 * of the merchants, a fifth of the payees of the card rows, and the last fifth of those rows in time.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { categoryTree, groupOf } from '../src/shared/taxonomy.ts';
import { extractFeatures, FEATURE_COUNT, NAMED_FEATURES, type ModelInput } from '../src/core/ml/categorizer/features.ts';
import { createGazetteer, nameKey } from '../src/core/ml/categorizer/gazetteer.ts';
import { brandNames, parseNameList, type ListedName } from '../src/core/ml/categorizer/name-lists.ts';
import { packModel, scoreLeaves, softmax, unpackModel, type LinearModel } from '../src/core/ml/categorizer/linear-model.ts';
import { normaliseDescription } from '../src/core/ml/categorizer/normalise-description.ts';
import { seededRandom, type Random } from './train-categorizer-forms.ts';
import {
  agreedRows, cardRows, codeNames, incomingExample, listedExample, phraseExample, unknownExample, wordExample,
  type Example, type LabelledRow,
} from './train-categorizer-sources.ts';
import { metricsOf, recordArtefact, writeArtefact } from './model-manifest.ts';
import { calibrated, isotonicKnots } from '../src/core/ml/categorizer/calibration.ts';
import { calibrationError, precisionThreshold, type Judged } from '../src/core/ml/categorizer/scores.ts';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    epochs: { type: 'string', default: '4' },
    /** Ships the model that was measured, without the held-out names: for trying things out. */
    quick: { type: 'boolean', default: false },
    /** Works out again only from which confidence an answer is sure, for the weights that are there. */
    'keep-weights': { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261123' },
  },
});
const VERSION = 1;
const started = performance.now();
const leaves = categoryTree().filter((entry) => entry.parentId !== null).map((entry) => entry.id);
const groups = [...new Set(leaves.map(groupOf))];
const groupNumber = Int32Array.from(leaves, (leaf) => groups.indexOf(groupOf(leaf)));
const random = seededRandom(Number(options.seed));

const merchants = parseNameList(readFileSync('models/lists/merchants.txt', 'utf8'), 'merchant', leaves);
const words = parseNameList(readFileSync('models/lists/words.txt', 'utf8'), 'word', leaves);
const brandIndex = JSON.parse(readFileSync('models/brand-index.json', 'utf8')) as { brands: Record<string, string> };
const brands = brandNames(brandIndex.brands, leaves);
const mcc = JSON.parse(readFileSync('models/mcc-categories.json', 'utf8')) as { categories: Record<string, string> };
const codes = codeNames(options.data, mcc.categories, leaves);
const gazetteer = createGazetteer([...merchants, ...words, ...brands]);
const merchantLeaf = new Map(merchants.map((name) => [name.key, name.name.leaf]));

/** FNV-1a; decides by the name alone what is held out. */
function bucketOf(text: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % buckets;
}

const heldOut = (name: ListedName): boolean => bucketOf(name.key, 10) === 0;
const taught: { merchants: ListedName[]; brands: ListedName[] } = { merchants: merchants.filter((name) => !heldOut(name)), brands: brands.filter((name) => !heldOut(name) && !merchantLeaf.has(name.key)) };
const unseen = { merchants: merchants.filter(heldOut), brands: brands.filter((name) => heldOut(name) && !merchantLeaf.has(name.key)) };

const allCards = cardRows(options.data, leaves);
const lastFifth = Math.floor(allCards.length * 0.8);
const payeeHeldOut = (row: LabelledRow): boolean => bucketOf(nameKey(normaliseDescription(row.description).normalised), 5) === 0;
const taughtCards = agreedRows(allCards.slice(0, lastFifth).filter((row) => !payeeHeldOut(row))).filter((row) => {
  // What this project knows of a merchant is surer than what a cardholder picked for it.
  const known = merchantLeaf.get(nameKey(normaliseDescription(row.description).normalised));
  return known === undefined || groupNumber[known] === groupNumber[row.leaf];
});
const unseenPayees = allCards.filter(payeeHeldOut);
const laterRows = allCards.slice(lastFifth);

/** One pass: every name in several printed forms. Drawn by position, so that it needs no list of texts. */
function* examples(pass: number): Generator<Example> {
  const plan: (() => Example)[] = [];
  const repeat = (times: number, make: () => Example): void => {
    for (let at = 0; at < Math.floor(times) + (random() < times % 1 ? 1 : 0); at++) plan.push(make);
  };
  for (const name of taught.merchants) repeat(4, () => listedExample(random, name, leaves, 0.4));
  for (const name of taught.merchants) if (name.name.sign === 0) repeat(0.25, () => incomingExample(random, name, leaves));
  for (const name of taught.brands) repeat(1.6, () => ({ ...listedExample(random, name, leaves, 0.5), weight: 0.6 }));
  for (const word of words) repeat(8, () => wordExample(random, word, leaves));
  for (const code of codes) repeat(2, () => wordExample(random, code, leaves));
  for (const row of taughtCards) repeat(0.7, () => ({ input: { description: row.description, amountMinor: row.amountMinor }, leaf: row.leaf, hidden: undefined, weight: 0.35 * row.weight }));
  repeat(22_000, () => phraseExample(random, leaves));
  repeat(8_000, () => unknownExample(random, leaves));
  for (let at = plan.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [plan[at], plan[other]] = [plan[other]!, plan[at]!];
  }
  const made = plan.map((make) => make());
  const shares = new Float64Array(groups.length);
  for (const example of made) shares[groupNumber[example.leaf]!]! += 1 / made.length;
  for (const example of made) {
    const group = groupNumber[example.leaf]!;
    example.weight *= Math.min(2.5, Math.max(0.3, (USUAL_SHARE[groups[group]!] ?? 0.02) / shares[group]!));
    yield example;
  }
  console.error(`pass ${pass}: ${plan.length} rows, ${Math.round((performance.now() - started) / 1000)} s`);
}

const leafCount = leaves.length;
const weights = new Float32Array(FEATURE_COUNT * leafCount);
const seenSquares = new Float32Array(FEATURE_COUNT);
const kept = new Uint8Array(FEATURE_COUNT).fill(1);
const SMOOTHING = 0.02;
const DROPPED = 0.25;
const RATE = 0.6;
/** Rows of weights that fit into the artefact of less than 4 MB. */
const KEPT_FEATURES = 38_000;
/** How a household's transactions spread over the groups, roughly; lists of names are longest where there are many shops. */
const USUAL_SHARE: Record<string, number> = {
  food_drink: 0.32, shopping: 0.13, transfer: 0.11, transport: 0.1, entertainment: 0.06, housing_utilities: 0.06, income: 0.05,
  services: 0.05, health: 0.03, home: 0.02, personal_care: 0.02, loan_payments: 0.02, bank_fees: 0.02, government: 0.02, travel: 0.02,
};

function teach(example: Example, rate: number): void {
  const features = extractFeatures(example.input, gazetteer, example.hidden);
  // Letters and words left out at random, so that no single one is relied on.
  for (let at = 0; at < features.count; at++) {
    if (features.index[at]! >= NAMED_FEATURES) features.value[at] = random() < DROPPED ? 0 : features.value[at]! / (1 - DROPPED);
  }
  const scores = new Float64Array(leafCount);
  for (let at = 0; at < features.count; at++) {
    if (!kept[features.index[at]!]) continue;
    const row = features.index[at]! * leafCount;
    const factor = features.value[at]!;
    for (let leaf = 0; leaf < leafCount; leaf++) scores[leaf]! += weights[row + leaf]! * factor;
  }
  softmax(scores, 1);
  const errors = new Float64Array(leafCount);
  const touched: number[] = [];
  let size = 0;
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const goal = (leaf === example.leaf ? 1 - SMOOTHING : 0) + SMOOTHING / leafCount;
    const error = (goal - scores[leaf]!) * example.weight;
    if (Math.abs(error) < 8e-4) continue;
    errors[leaf] = error;
    touched.push(leaf);
    size += error * error;
  }
  for (let at = 0; at < features.count; at++) {
    const feature = features.index[at]!;
    if (!kept[feature]) continue;
    const factor = features.value[at]!;
    seenSquares[feature]! += factor * factor * size;
    const step = (rate * factor) / Math.sqrt(seenSquares[feature]! + 0.5);
    const row = feature * leafCount;
    for (const leaf of touched) weights[row + leaf]! += step * errors[leaf]!;
  }
}

function train(): LinearModel {
  const passes = Number(options.epochs);
  weights.fill(0);
  seenSquares.fill(0);
  kept.fill(1);
  for (let pass = 1; pass <= passes; pass++) {
    // The last pass makes do with the features that are kept.
    if (pass === passes) prune();
    const rate = RATE * (1 - (pass - 1) / passes);
    for (const example of examples(pass)) teach(example, rate);
  }
  return quantised();
}

const model = options['keep-weights'] ? unpackModel(readFileSync('models/categorizer.bin')) : train();
if (!options['keep-weights']) model.temperature = bestTemperature(calibrationExamples(seededRandom(7)));
// Composed rows know no shop that sells two things, and cardholders' labels are noisy: half of each sets the scale, the
// other half of the card texts tests it.
const cardCheck = distinct([...unseenPayees, ...laterRows]);
const mixed = (half: 0 | 1): Example[] => [
  ...calibrationExamples(seededRandom(11 + half)).slice(0, cardCheck.length / 2),
  ...cardCheck.filter((_, at) => at % 2 === half).map(cardExample),
];
if (!options['keep-weights']) model.calibration = isotonicKnots(judged(mixed(0), model.temperature));
const measured = {
  seed: Number(options.seed),
  temperature: model.temperature,
  composedHeldOut: summary(judged(calibrationExamples(seededRandom(8)), model.temperature)),
  mixedOtherHalf: summary(judged(mixed(1), model.temperature)),
  cardTextsOfTheOtherHalf: summary(judged(cardCheck.filter((_, at) => at % 2 === 1).map(cardExample), model.temperature)),
  merchantsUnseen: summary(judged(unseen.merchants.map((name) => composed(seededRandom(9), name, true)), model.temperature)),
  brandsUnseen: summary(judged(unseen.brands.map((name) => composed(seededRandom(10), name, true)), model.temperature)),
  cardPayeesUnseen: summary(judged(unseenPayees.map(cardExample), model.temperature)),
  cardLastFifthInTime: summary(judged(laterRows.map(cardExample), model.temperature)),
};
// Measured and calibrated without the held-out names; shipped with them. The card rows held out stay out.
taught.merchants = merchants;
taught.brands = brands.filter((name) => !merchantLeaf.has(name.key));
if (!options.quick && !options['keep-weights']) {
  Object.assign(model, train(), { temperature: model.temperature, calibration: model.calibration });
}
// Texts on whose label the cardholders agree: what they disagree on says nothing of the answers.
const agreedCards = agreedRows([...unseenPayees, ...laterRows]).map(cardExample);
const sureRows = [...calibrationExamples(seededRandom(12)).slice(0, agreedCards.length), ...agreedCards];
model.sureFrom = precisionThreshold(judged(sureRows, model.temperature), 0.95);
const metrics = { ...(options['keep-weights'] ? metricsOf('models', 'categorizer') : measured), sureFrom: model.sureFrom };
const own = { source: 'this project, general knowledge', licence: 'MIT', ship: true };
for (const [id, list] of [['merchant-names', merchants], ['generic-words', words]] as const) {
  const file = `lists/${id === 'merchant-names' ? 'merchants' : 'words'}.txt`;
  recordArtefact('models', { id, file, version: VERSION, inputs: [{ file: `models/${file}`, ...own }], metrics: { names: list.length } });
}
writeArtefact(
  'models',
  {
    id: 'categorizer',
    file: 'categorizer.bin',
    version: VERSION,
    inputs: [
      { file: 'models/lists/merchants.txt', ...own },
      { file: 'models/lists/words.txt', ...own },
      { file: 'brands/nsi_brands.csv', source: 'OpenStreetMap name-suggestion-index', licence: 'BSD-3-Clause', ship: true },
      { file: 'mcc/mcc_codes.csv', source: 'greggles/mcc-codes', licence: 'Unlicense', ship: true },
      { file: 'transactions/uk_card.labelled.csv', source: 'Birmingham City Council purchase card transactions', licence: 'Open Government Licence v3.0', ship: true },
    ],
    metrics,
  },
  packModel(model),
);
console.log(JSON.stringify({ seconds: Math.round((performance.now() - started) / 1000), ...metrics }, null, 2));

/** Leaves only the features whose weights move scores most over all that was seen. */
function prune(): void {
  const worth = new Float64Array(FEATURE_COUNT);
  for (let feature = 0; feature < FEATURE_COUNT; feature++) {
    if (seenSquares[feature] === 0) continue;
    let size = 0;
    for (let leaf = 0; leaf < leafCount; leaf++) size += weights[feature * leafCount + leaf]! ** 2;
    worth[feature] = size * Math.sqrt(seenSquares[feature]!);
  }
  const least = worth.toSorted().at(-KEPT_FEATURES) ?? 0;
  for (let feature = 0; feature < FEATURE_COUNT; feature++) kept[feature] = worth[feature]! >= least && worth[feature]! > 0 ? 1 : 0;
}

/** Int8 with one scale; the few weights beyond it are cut. */
function quantised(): LinearModel {
  let highest = 0;
  for (const weight of weights) if (Math.abs(weight) > highest) highest = Math.abs(weight);
  const scale = Math.min(highest, 6) / 127;
  const rows = new Int32Array(FEATURE_COUNT).fill(-1);
  let count = 0;
  for (let feature = 0; feature < FEATURE_COUNT; feature++) if (kept[feature] && seenSquares[feature]! > 0) rows[feature] = count++;
  const small = new Int8Array(count * leafCount);
  rows.forEach((row, feature) => {
    if (row < 0) return;
    for (let leaf = 0; leaf < leafCount; leaf++) {
      small[row * leafCount + leaf] = Math.max(-127, Math.min(127, Math.round(weights[feature * leafCount + leaf]! / scale)));
    }
  });
  return { leaves, rows, weights: small, scale, temperature: 1, calibration: [], sureFrom: 1 };
}

/** Each description once. */
function distinct(rows: LabelledRow[]): LabelledRow[] {
  return [...new Map(rows.map((row) => [row.description, row])).values()];
}

function composed(random: Random, name: ListedName, hide: boolean): Example {
  return { ...listedExample(random, name, leaves, hide ? 1 : 0) };
}

function cardExample(row: LabelledRow): Example {
  return { input: { description: row.description, amountMinor: row.amountMinor }, leaf: row.leaf, hidden: undefined, weight: 1 };
}

/**
 * What a statement may look like: merchants that the lists know and that they do not, small shops named by what they
 * are, transfers and bills, and names that say nothing. None of these texts was in training.
 */
function calibrationExamples(random: Random): Example[] {
  const made: Example[] = [];
  for (let at = 0; at < 12_000; at++) {
    const kind = random();
    if (kind < 0.38) made.push(composed(random, taught.merchants[Math.floor(random() * taught.merchants.length)]!, false));
    else if (kind < 0.55) made.push(composed(random, unseen.merchants[Math.floor(random() * unseen.merchants.length)]!, true));
    else if (kind < 0.7) made.push(wordExample(random, words[Math.floor(random() * words.length)]!, leaves));
    else if (kind < 0.9) made.push(phraseExample(random, leaves));
    else made.push(unknownExample(random, leaves));
  }
  return made;
}

function logits(input: ModelInput, hidden: string | undefined, out: Float64Array): void {
  scoreLeaves(model, extractFeatures(input, gazetteer, hidden), out);
}

/** The group that has most of the probability, and whether it is right. */
function judged(list: Example[], temperature: number): Judged[] {
  const scores = new Float64Array(leafCount);
  const sums = new Float64Array(groups.length);
  return list.map((example) => {
    logits(example.input, example.hidden, scores);
    softmax(scores, temperature);
    sums.fill(0);
    for (let leaf = 0; leaf < leafCount; leaf++) sums[groupNumber[leaf]!]! += scores[leaf]!;
    let best = 0;
    for (let group = 1; group < sums.length; group++) if (sums[group]! > sums[best]!) best = group;
    const confidence = model.calibration.length > 0 ? calibrated(model.calibration, sums[best]!) : sums[best]!;
    return { confidence, right: best === groupNumber[example.leaf] };
  });
}

function bestTemperature(list: Example[]): number {
  const kept = list.map((example) => {
    const scores = new Float64Array(leafCount);
    logits(example.input, example.hidden, scores);
    return { scores, group: groupNumber[example.leaf]! };
  });
  let best = 1;
  let lowest = Infinity;
  for (let temperature = 0.5; temperature <= 3; temperature += 0.05) {
    let loss = 0;
    for (const { scores, group } of kept) {
      const copy = scores.slice();
      softmax(copy, temperature);
      let share = 0;
      for (let leaf = 0; leaf < leafCount; leaf++) if (groupNumber[leaf] === group) share += copy[leaf]!;
      loss -= Math.log(Math.max(1e-9, share));
    }
    if (loss < lowest) [lowest, best] = [loss, temperature];
  }
  return Math.round(best * 100) / 100;
}

function summary(list: Judged[]): Record<string, number> {
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  return {
    rows: list.length,
    groupAccuracy: round(list.filter((row) => row.right).length / list.length),
    ece: round(calibrationError(list)),
  };
}
