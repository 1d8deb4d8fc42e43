/**
 * The categoriser: what the user chose before and what the model says, weighed against each other. It always has a best
 * guess; `sure` says whether that guess should stand without a look. It learns from every choice at once.
 */
import { groupOf } from '#shared/taxonomy.ts';
import { calibrated } from './calibration.ts';
import { createEvidenceMemory, type Evidence, type EvidenceMemory } from './evidence.ts';
import { extractFeatures, type Features, type ModelInput } from './features.ts';
import { findNames, type Gazetteer, type NameMatch } from './gazetteer.ts';
import { adjust, scoreLeaves, softmax, type Adjustments, type LinearModel } from './linear-model.ts';
import { normaliseDescription, type NormalisedDescription } from './normalise-description.ts';

export interface CategorizeInput {
  description: string;
  /** The payee's id where the ledger knows it: texts of one payee are then one, however they are written. */
  payeeKey?: string | null;
  /** Negative is money out; minor units of `currency`. */
  amountMinor: number;
  currency: string;
  mcc?: string | null;
  /** The bank's own word for it, when its file has one. */
  bankCategory?: string | null;
  accountKind?: string | null;
  /** 0 is Sunday. */
  weekday?: number | null;
}

export interface Suggestion {
  /** The likeliest leaf of the likeliest group; null only when there is no text at all. */
  categoryId: string | null;
  /** How surely the group is right, 0 to 1, as measured on held-out rows. */
  confidence: number;
  /** How surely the leaf is. */
  leafConfidence: number;
  /** False: let a person look. */
  sure: boolean;
  source: 'payee' | 'brand' | 'mcc' | 'keyword' | 'bank' | 'model' | null;
  /** A short phrase for a person; empty when there is no category. */
  reason: string;
}

/** A category that the user chose for a row. */
export interface Lesson extends CategorizeInput {
  categoryId: string;
  /** How the app names the payee; worked out from the description where not given. */
  payeeName?: string;
}

export interface CategorizerArtefacts {
  gazetteer: Gazetteer;
  model: LinearModel;
  /** Merchant category code → leaf. */
  mcc: Map<string, string>;
  categoryName(id: string): string;
}

export interface Categorizer {
  predict(input: CategorizeInput): Suggestion;
  normalise(description: string): NormalisedDescription;
  /** Takes effect on the next prediction. */
  learn(lesson: Lesson): void;
  /** Remembers the choice without teaching the model, for what `adjustments` already hold. */
  remember(lesson: Lesson): void;
  /** Why `categoryId` fits, in a short phrase; null when nothing speaks for it. */
  explain(input: CategorizeInput, categoryId: string): string | null;
  /** Forgets the remembered choices; what the model learned from them stays. */
  forgetChoices(): void;
  /** Puts in what retraining made of the user's choices, at once. */
  replaceAdjustments(adjustments: Adjustments): void;
  readonly leaves: readonly string[];
  /** Confidence from which a guess is sure. */
  readonly sureFrom: number;
}

const NOTHING: Suggestion = { categoryId: null, confidence: 0, leafConfidence: 0, sure: false, source: null, reason: '' };

/** How many of the user's choices the model's opinion is worth, and what one choice counts. */
const MODEL_STRENGTH = 1;
const CHOICE_STRENGTH = 7;

export function createCategorizer(artefacts: CategorizerArtefacts): Categorizer {
  const { gazetteer, model, categoryName } = artefacts;
  const leafNumber = new Map(model.leaves.map((leaf, at) => [leaf, at]));
  const groups = [...new Set(model.leaves.map(groupOf))];
  const groupNumber = model.leaves.map((leaf) => groups.indexOf(groupOf(leaf)));
  const memory: EvidenceMemory = createEvidenceMemory();
  let adjustments: Adjustments = new Map();
  /** The model's opinion of the row at hand; used again for the next. */
  const probabilities = new Float64Array(model.leaves.length);
  const groupShare = new Float64Array(groups.length);

  function modelInput(input: CategorizeInput): ModelInput {
    return {
      description: input.description,
      amountMinor: input.amountMinor,
      accountKind: input.accountKind ?? null,
      weekday: input.weekday ?? null,
      mccLeaf: hintOf(input)?.leaf ?? null,
    };
  }

  /** What the merchant code, else the bank's own word, stands for. */
  function hintOf(input: CategorizeInput): { leaf: number; source: 'mcc' | 'bank'; reason: string } | null {
    const coded = input.mcc ? artefacts.mcc.get(input.mcc) : undefined;
    if (coded) return { leaf: leafNumber.get(coded) ?? 0, source: 'mcc', reason: `merchant code ${input.mcc}` };
    if (!input.bankCategory) return null;
    const words = normaliseDescription(input.bankCategory).normalised.split(' ').filter(Boolean);
    const match = findNames(gazetteer, words, input.amountMinor).sort((a, b) => b.length - a.length)[0];
    const name = match?.names[0];
    return name ? { leaf: name.leaf, source: 'bank', reason: `the bank calls it ${input.bankCategory.trim()}` } : null;
  }

  /** The model's opinion goes to `probabilities`. */
  function opinion(input: CategorizeInput): Features {
    const features = extractFeatures(modelInput(input), gazetteer);
    scoreLeaves(model, features, probabilities, adjustments);
    softmax(probabilities, model.temperature);
    calibrate();
    return features;
  }

  /** The likeliest group gets the share that its like had on real rows; the others keep their proportions. */
  function calibrate(): void {
    groupShare.fill(0);
    for (let at = 0; at < probabilities.length; at++) {
      const group = groupNumber[at] as number;
      groupShare[group] = (groupShare[group] as number) + (probabilities[at] as number);
    }
    let best = 0;
    for (let at = 1; at < groupShare.length; at++) if ((groupShare[at] as number) > (groupShare[best] as number)) best = at;
    const share = groupShare[best] as number;
    const goal = calibrated(model.calibration, share);
    const inside = goal / share;
    const outside = share < 1 ? (1 - goal) / (1 - share) : 0;
    for (let at = 0; at < probabilities.length; at++) {
      const factor = groupNumber[at] === best ? inside : outside;
      probabilities[at] = (probabilities[at] as number) * factor;
    }
    for (let at = 0; at < groupShare.length; at++) groupShare[at] = (groupShare[at] as number) * (at === best ? inside : outside);
  }

  function evidenceFor(features: Features, input: CategorizeInput): Evidence[] {
    if (memory.size === 0) return [];
    const payee = features.words.join(' ');
    return memory.lookup(input.payeeKey ?? payee, payee, input.amountMinor);
  }

  function because(input: CategorizeInput, categoryId: string, features: Features, evidence: Evidence[]) {
    const chosen = evidence
      .filter((item) => item.categoryId === categoryId)
      .sort((a, b) => b.weight - a.weight)[0];
    if (chosen && chosen.weight * CHOICE_STRENGTH > 0.5) {
      const how = chosen.times === 1 ? 'once' : `${chosen.times} times`;
      return chosen.kind === 'same'
        ? { source: 'payee' as const, reason: `You chose ${categoryName(categoryId)} for ${chosen.payeeName} ${how}` }
        : { source: 'payee' as const, reason: `You chose ${categoryName(categoryId)} for ${chosen.payeeName}, which is written alike` };
    }
    const leaf = leafNumber.get(categoryId);
    const hint = hintOf(input);
    if (hint && leaf !== undefined && groupNumber[hint.leaf] === groupNumber[leaf]) return hint;
    const match = leaf === undefined ? null : bestMatch(features.matches, leaf);
    if (match) {
      const word = match.names.every((name) => name.source === 'word');
      return word
        ? { source: 'keyword' as const, reason: `words: ${match.text}` }
        : { source: 'brand' as const, reason: `brand list: ${categoryName(categoryId)}` };
    }
    return { source: 'model' as const, reason: `it reads like ${categoryName(categoryId)}` };
  }

  /** The longest known name that stands for the leaf, else for its group. */
  function bestMatch(matches: NameMatch[], leaf: number): NameMatch | null {
    const fits = (match: NameMatch, strict: boolean): boolean =>
      match.names.some((name) => (strict ? name.leaf === leaf : groupNumber[name.leaf] === groupNumber[leaf]));
    const longest = matches.toSorted((a, b) => b.length - a.length || b.key.length - a.key.length);
    return longest.find((match) => fits(match, true)) ?? longest.find((match) => fits(match, false)) ?? null;
  }

  const categorizer: Categorizer = {
    leaves: model.leaves,
    sureFrom: model.sureFrom,
    normalise: normaliseDescription,

    predict(input) {
      if (input.description.trim() === '') return NOTHING;
      const features = opinion(input);
      const evidence = evidenceFor(features, input);
      const { categoryId, confidence, leafConfidence } = weighed(evidence);
      const { source, reason } = because(input, categoryId, features, evidence);
      return { categoryId, confidence, leafConfidence, sure: confidence >= model.sureFrom, source, reason };
    },

    learn(lesson) {
      categorizer.remember(lesson);
      const leaf = leafNumber.get(lesson.categoryId);
      if (leaf === undefined) return;
      const features = opinion(lesson);
      adjust(adjustments, features, probabilities, leaf);
    },

    remember(lesson) {
      const { normalised, merchant } = normaliseDescription(lesson.description);
      const payee = normalised.split(' ').slice(0, 14).join(' ');
      memory.add({
        key: lesson.payeeKey ?? payee,
        payee,
        payeeName: lesson.payeeName ?? merchant,
        amountMinor: lesson.amountMinor,
        categoryId: lesson.categoryId,
      });
    },

    explain(input, categoryId) {
      if (input.description.trim() === '') return null;
      const features = opinion(input);
      const evidence = evidenceFor(features, input);
      const group = groups.indexOf(groupOf(categoryId));
      const share = probabilities.reduce((sum, value, at) => (groupNumber[at] === group ? sum + value : sum), 0);
      if (share < 0.1 && !evidence.some((item) => item.categoryId === categoryId)) return null;
      return because(input, categoryId, features, evidence).reason;
    },

    forgetChoices: () => memory.clear(),

    replaceAdjustments(replacement) {
      adjustments = replacement;
    },
  };

  /** Choices are counted beside the model's opinion, as if that were a number of choices of its own. */
  function weighed(evidence: Evidence[]): { categoryId: string; confidence: number; leafConfidence: number } {
    if (evidence.length === 0) {
      let best = 0;
      for (let at = 1; at < groupShare.length; at++) if ((groupShare[at] as number) > (groupShare[best] as number)) best = at;
      let leaf = -1;
      for (let at = 0; at < probabilities.length; at++) {
        if (groupNumber[at] === best && (leaf < 0 || (probabilities[at] as number) > (probabilities[leaf] as number))) leaf = at;
      }
      const categoryId = model.leaves[leaf] as string;
      return { categoryId, confidence: groupShare[best] as number, leafConfidence: probabilities[leaf] as number };
    }
    // Categories that the user made are not among the model's leaves.
    const counts = new Map<string, number>(model.leaves.map((leaf, at) => [leaf, (probabilities[at] as number) * MODEL_STRENGTH]));
    let total = MODEL_STRENGTH;
    for (const { categoryId, weight } of evidence) {
      counts.set(categoryId, (counts.get(categoryId) ?? 0) + weight * CHOICE_STRENGTH);
      total += weight * CHOICE_STRENGTH;
    }
    const byGroup = new Map<string, number>();
    for (const [id, count] of counts) byGroup.set(groupOf(id), (byGroup.get(groupOf(id)) ?? 0) + count);
    const [group, share] = [...byGroup].reduce((top, entry) => (entry[1] > top[1] ? entry : top));
    let categoryId = group;
    let most = -1;
    for (const [id, count] of counts) if (count > most && groupOf(id) === group) [categoryId, most] = [id, count];
    return { categoryId, confidence: share / total, leafConfidence: most / total };
  }

  return categorizer;
}
