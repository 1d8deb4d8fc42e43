/**
 * The first categoriser: the user's own choices, the brand list, merchant category codes and words. It says why, and
 * answers nothing rather than something it has no evidence for.
 */
import { groupOf } from '#shared/taxonomy.ts';
import { matchKeyword } from './keyword-rules.ts';
import { normaliseDescription, type NormalisedDescription } from './normalise-description.ts';

export interface PayeeHistory {
  payeeName: string;
  /** How often the user chose each category for this payee. */
  counts: Record<string, number>;
}

export interface CategorizeInput {
  description: string;
  /** Negative is money out; minor units of `currency`. */
  amountMinor: number;
  currency: string;
  mcc?: string | null;
  /** The bank's own word for it, when its file has one. */
  bankCategory?: string | null;
  history?: PayeeHistory | null;
}

export interface Suggestion {
  categoryId: string | null;
  /** 0 to 1. */
  confidence: number;
  source: 'payee' | 'brand' | 'mcc' | 'keyword' | 'bank' | null;
  /** A short phrase for a person; empty when there is no category. */
  reason: string;
}

export interface CategorizerArtefacts {
  /** Normalised brand name → leaf. */
  brands: Map<string, string>;
  /** Merchant category code → leaf. */
  mcc: Map<string, string>;
  categoryName(id: string): string;
}

export interface Categorizer {
  predict(input: CategorizeInput): Suggestion;
  normalise(description: string): NormalisedDescription;
}

const NOTHING: Suggestion = { categoryId: null, confidence: 0, source: null, reason: '' };

/** Brand names of one word that are also everyday words: they count only when nothing else stands beside them. */
const EVERYDAY = new Set(
  `next gap total shell one the city market express central station store shop bank food fresh star sun home plus super
   mini maxi net best first smart easy green blue red white black gold king queen royal prime active future life natura nature
   vision world europa europe america canada national international local union general euro gross klein neu alt post sport
   auto casa hotel bar cafe pizza burger restaurant apotheke bakery pharmacy supermarkt park parking service services
   online direct group holding trading company club studio center centre zentrum house haus maison point spot corner square
   garden orange apple mango lime kiwi berg stern adler lion tiger eagle falcon wolf bear panda mobile energy power water gas
   card payment transfer fee salary gehalt miete rent cash office school academy clinic lab max leo mary anna emma eva paul
   bob tom john georg george james david miller baker taylor smith wagner peter martin target subway dollar premier classic`
    .split(/\s+/)
    .filter(Boolean),
);
const LONGEST_BRAND = 5;

export function createCategorizer(artefacts: CategorizerArtefacts): Categorizer {
  return {
    normalise: normaliseDescription,

    predict(input) {
      const { normalised } = normaliseDescription(input.description);
      const words = normalised.split(' ').filter(Boolean);
      return (
        fromHistory(input, artefacts) ??
        best([
          fromCode(input, artefacts),
          fromBrand(words, input.amountMinor, artefacts),
          fromWords(words, input.amountMinor, 'keyword'),
          input.bankCategory
            ? fromWords(normaliseDescription(input.bankCategory).normalised.split(' '), input.amountMinor, 'bank')
            : null,
        ]) ??
        NOTHING
      );
    },
  };
}

/** The user's own word beats everything, once it is clear: most of the choices agree. */
function fromHistory(input: CategorizeInput, artefacts: CategorizerArtefacts): Suggestion | null {
  if (!input.history) return null;
  const ranked = Object.entries(input.history.counts).sort((a, b) => b[1] - a[1]);
  const [categoryId, times] = ranked[0] ?? ['', 0];
  const all = ranked.reduce((sum, [, count]) => sum + count, 0);
  if (times === 0 || times * 2 <= all) return null;
  const how = times === 1 ? 'once' : `${times} times`;
  return {
    categoryId,
    // Laplace's rule of succession: sure, but never quite.
    confidence: (times + 1) / (all + 1.25),
    source: 'payee',
    reason: `You chose ${artefacts.categoryName(categoryId)} for ${input.history.payeeName} ${how}`,
  };
}

function fromCode(input: CategorizeInput, artefacts: CategorizerArtefacts): Suggestion | null {
  const categoryId = input.mcc ? artefacts.mcc.get(input.mcc) : undefined;
  return categoryId
    ? { categoryId, confidence: 0.85, source: 'mcc', reason: `merchant code ${input.mcc}` }
    : null;
}

function fromBrand(words: string[], amountMinor: number, artefacts: CategorizerArtefacts): Suggestion | null {
  for (let length = Math.min(LONGEST_BRAND, words.length); length >= 1; length--) {
    for (let from = 0; from + length <= words.length; from++) {
      // Names of one word count at the start, where banks put the shop.
      if (length === 1 && from > 0) break;
      const name = words.slice(from, from + length).join(' ');
      const categoryId = artefacts.brands.get(name);
      if (!categoryId) continue;
      const alone = words.length === length;
      const vague = length === 1 && (name.length <= 3 || EVERYDAY.has(name));
      if (vague && !alone) continue;
      // Money from a shop is a refund; it stays with the shop's category, a little less surely.
      const confidence = (vague ? 0.62 : length > 1 || alone ? 0.92 : 0.82) - (amountMinor > 0 ? 0.15 : 0);
      return { categoryId, confidence, source: 'brand', reason: `brand list: ${artefacts.categoryName(categoryId)}` };
    }
  }
  return null;
}

function fromWords(words: string[], amountMinor: number, source: 'keyword' | 'bank'): Suggestion | null {
  const match = matchKeyword(words, amountMinor);
  if (!match) return null;
  const refund = amountMinor > 0 && !match.categoryId.startsWith('income') && !match.categoryId.startsWith('transfer');
  return {
    categoryId: match.categoryId,
    confidence: match.weight - (refund ? 0.15 : 0) - (source === 'bank' ? 0.2 : 0),
    source,
    reason: source === 'bank' ? `the bank calls it ${match.words}` : `words: ${match.words}`,
  };
}

/** The surest; two kinds of evidence for one group are surer together than either. */
function best(candidates: (Suggestion | null)[]): Suggestion | null {
  const found = candidates.filter((candidate) => candidate !== null).sort((a, b) => b.confidence - a.confidence);
  const [first, second] = found;
  if (!first) return null;
  if (!second) return first;
  const agree = groupOf(first.categoryId ?? '') === groupOf(second.categoryId ?? '');
  return { ...first, confidence: agree ? Math.min(0.97, first.confidence + 0.04) : first.confidence - 0.12 };
}
