/**
 * The categoriser: what the user chose before and what the model says, weighed against each other. It always has a best
 * guess; `sure` says whether that guess should stand without a look. It learns from every choice at once.
 */
import { groupOf } from '#shared/taxonomy.ts';
import { calibrated } from './calibration.ts';
import { createEvidenceMemory, type Evidence, type EvidenceMemory } from './evidence.ts';
import { extractFeatures, frameOf, sizeOf, type Features, type ModelInput } from './features.ts';
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
  /** Of the model: what was learned on top of one must not be added to another. */
  modelId: string;
  gazetteer: Gazetteer;
  model: LinearModel;
  /** Merchant category code → leaf. */
  mcc: Map<string, string>;
  categoryName(id: string): string;
}

export interface Categorizer {
  predict(input: CategorizeInput): Suggestion;
  /** The likeliest categories, surest first; the first is what `predict` says. */
  rank(input: CategorizeInput, limit: number): { categoryId: string; confidence: number }[];
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
const CHOICE_STRENGTH = 25;

const MOST_OPINIONS = 8192;

/** What was found in a description. */
interface ReadText {
  /** Normalised. */
  payee: string;
  matches: NameMatch[];
}

export function createCategorizer(artefacts: CategorizerArtefacts): Categorizer {
  const { model, categoryName } = artefacts;
  const leafNumber = new Map(model.leaves.map((leaf, at) => [leaf, at]));
  const groups = [...new Set(model.leaves.map(groupOf))];
  const groupNumber = model.leaves.map((leaf) => groups.indexOf(groupOf(leaf)));
  const memory: EvidenceMemory = createEvidenceMemory();
  let adjustments: Adjustments = new Map();
  /** The model's opinion of the row at hand; used again for the next. */
  const probabilities = new Float64Array(model.leaves.length);
  const groupShare = new Float64Array(groups.length);
  const readTexts = new Map<string, string>();
  const opinions = new Map<string, ReadText & { probabilities: Float64Array; groupShare: Float64Array }>();

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
    const match = findNames(artefacts.gazetteer, words, input.amountMinor).sort((a, b) => b.length - a.length)[0];
    const name = match?.names[0];
    return name ? { leaf: name.leaf, source: 'bank', reason: `the bank calls it ${input.bankCategory.trim()}` } : null;
  }

  /** All of a text that features are made of. */
  function wordsOf(description: string): string {
    let words = readTexts.get(description);
    if (words === undefined) {
      words = `${normaliseDescription(description).normalised}\u0000${frameOf(description).join(' ')}`;
      if (readTexts.size >= MOST_OPINIONS) readTexts.clear();
      readTexts.set(description, words);
    }
    return words;
  }

  /** The model's opinion goes to `probabilities` and `groupShare`. */
  function opinion(input: CategorizeInput): ReadText {
    // Bank texts repeat but for their numbers, which say nothing here, and amounts count only by their size.
    const key = [
      wordsOf(input.description), Math.sign(input.amountMinor), sizeOf(input.amountMinor), input.mcc, input.bankCategory, input.accountKind, input.weekday,
    ].join('\u0000');
    const known = opinions.get(key);
    if (known) {
      probabilities.set(known.probabilities);
      groupShare.set(known.groupShare);
      return known;
    }
    const features = taughtOpinion(input);
    calibrate();
    const text = { payee: features.words.join(' '), matches: features.matches };
    if (opinions.size >= MOST_OPINIONS) opinions.clear();
    opinions.set(key, { ...text, probabilities: probabilities.slice(), groupShare: groupShare.slice() });
    return text;
  }

  /** Before calibration, which is about answers and would bend what is learned. */
  function taughtOpinion(input: CategorizeInput): Features {
    const features = extractFeatures(modelInput(input), artefacts.gazetteer);
    scoreLeaves(model, features, probabilities, adjustments);
    softmax(probabilities, model.temperature);
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

  function evidenceFor({ payee }: ReadText, input: CategorizeInput): Evidence[] {
    if (memory.size === 0) return [];
    return memory.lookup(input.payeeKey ?? payee, payee, input.amountMinor);
  }

  function because(input: CategorizeInput, categoryId: string, text: ReadText, evidence: Evidence[]) {
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
    const match = leaf === undefined ? null : bestMatch(text.matches, leaf);
    if (match) {
      const word = match.names.every((name) => name.source === 'word');
      return word
        ? { source: 'keyword' as const, reason: `words: ${match.text}` }
        : { source: 'brand' as const, reason: `brand list: ${categoryName(categoryId)}` };
    }
    return { source: 'model' as const, reason: 'a guess from its letters and amount' };
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
      const text = opinion(input);
      const evidence = evidenceFor(text, input);
      const { categoryId, confidence, leafConfidence } = weighed(evidence);
      const { source, reason } = because(input, categoryId, text, evidence);
      return { categoryId, confidence, leafConfidence, sure: confidence >= model.sureFrom, source, reason };
    },

    rank(input, limit) {
      if (input.description.trim() === '') return [];
      const text = opinion(input);
      const evidence = evidenceFor(text, input);
      const first = weighed(evidence);
      const counts = new Map<string, number>(model.leaves.map((leaf, at) => [leaf, (probabilities[at] as number) * MODEL_STRENGTH]));
      let total = MODEL_STRENGTH;
      for (const { categoryId, weight } of evidence) {
        counts.set(categoryId, (counts.get(categoryId) ?? 0) + weight * CHOICE_STRENGTH);
        total += weight * CHOICE_STRENGTH;
      }
      counts.delete(first.categoryId);
      const others = [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit - 1);
      return [
        { categoryId: first.categoryId, confidence: first.leafConfidence },
        ...others.map(([categoryId, count]) => ({ categoryId, confidence: count / total })),
      ];
    },

    learn(lesson) {
      categorizer.remember(lesson);
      const leaf = leafNumber.get(lesson.categoryId);
      if (leaf === undefined) return;
      const features = taughtOpinion(lesson);
      opinions.clear();
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
      const text = opinion(input);
      const evidence = evidenceFor(text, input);
      const group = groups.indexOf(groupOf(categoryId));
      const share = probabilities.reduce((sum, value, at) => (groupNumber[at] === group ? sum + value : sum), 0);
      if (share < 0.1 && !evidence.some((item) => item.categoryId === categoryId)) return null;
      return because(input, categoryId, text, evidence).reason;
    },

    forgetChoices: () => memory.clear(),

    replaceAdjustments(replacement) {
      adjustments = replacement;
      opinions.clear();
    },
  };

  /** Choices are counted beside the model's opinion, as if that were a number of choices of its own. */
  function weighed(evidence: Evidence[]): { categoryId: string; confidence: number; leafConfidence: number } {
    // Few categories were ever chosen for a payee, so only those are looked up by name.
    const chosen = new Map<string, number>();
    const chosenGroups = new Map<string, number>();
    let total = MODEL_STRENGTH;
    for (const { categoryId, weight } of evidence) {
      const count = weight * CHOICE_STRENGTH;
      const group = groupOf(categoryId);
      chosen.set(categoryId, (chosen.get(categoryId) ?? 0) + count);
      chosenGroups.set(group, (chosenGroups.get(group) ?? 0) + count);
      total += count;
    }
    let group = '';
    let groupCount = -1;
    for (let at = 0; at < groups.length; at++) {
      const count = (groupShare[at] as number) * MODEL_STRENGTH + (chosenGroups.get(groups[at] as string) ?? 0);
      if (count > groupCount) [group, groupCount] = [groups[at] as string, count];
    }
    // Groups that the user made are not among the model's, nor are their leaves.
    for (const [id, count] of chosenGroups) if (!groups.includes(id) && count > groupCount) [group, groupCount] = [id, count];
    const number = groups.indexOf(group);
    let categoryId = group;
    let most = -1;
    for (let at = 0; at < probabilities.length; at++) {
      if (groupNumber[at] !== number) continue;
      const leaf = model.leaves[at] as string;
      const count = (probabilities[at] as number) * MODEL_STRENGTH + (chosen.get(leaf) ?? 0);
      if (count > most) [categoryId, most] = [leaf, count];
    }
    for (const [id, count] of chosen) if (count > most && groupOf(id) === group) [categoryId, most] = [id, count];
    return { categoryId, confidence: groupCount / total, leafConfidence: most / total };
  }

  return categorizer;
}
