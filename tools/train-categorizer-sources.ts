/** What the categoriser learns from: names, words, phrases, merchant codes and labelled card rows, composed as banks print them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { nameKey } from '../src/core/ml/categorizer/gazetteer.ts';
import type { ModelInput } from '../src/core/ml/categorizer/features.ts';
import type { ListedName } from '../src/core/ml/categorizer/name-lists.ts';
import { normaliseDescription } from '../src/core/ml/categorizer/normalise-description.ts';
import { parseDecimal } from '../src/shared/money.ts';
import { pick, printed, properName, usualAmount, type Random } from './train-categorizer-forms.ts';
import { PHRASES, UNKNOWN_SHOP } from './train-categorizer-phrases.ts';

export interface Example {
  input: ModelInput;
  leaf: number;
  /** A name to overlook, so that the model also learns the letters of names that no list holds. */
  hidden: string | undefined;
  weight: number;
}

export interface LabelledRow {
  date: string;
  description: string;
  amountMinor: number;
  leaf: number;
  weight: number;
}

const CARD_KINDS = new Set(['food_drink', 'shopping', 'transport', 'entertainment', 'travel', 'home', 'personal_care']);

export function inputOf(random: Random, description: string, leafId: string, sign: -1 | 0 | 1): ModelInput {
  const kind = random();
  const card = CARD_KINDS.has(leafId.split('.')[0] as string);
  return {
    description,
    amountMinor: usualAmount(random, leafId, sign),
    accountKind: kind < 0.5 ? null : kind < 0.8 ? 'checking' : card ? 'credit' : 'savings',
    weekday: random() < 0.5 ? null : Math.floor(random() * 7),
    mccLeaf: null,
  };
}

export function listedExample(random: Random, name: ListedName, leaves: readonly string[], hide: number): Example {
  const leaf = leaves[name.name.leaf] as string;
  const input = inputOf(random, printed(random, name.text, leaf), leaf, name.name.sign);
  if (random() < 0.08) input.mccLeaf = name.name.leaf;
  return { input, leaf: name.name.leaf, hidden: random() < hide ? name.key : undefined, weight: 1 };
}

const PAY_WORDS = ['payroll', 'dir dep', 'direct dep', 'des:payroll', 'payroll ppd', 'reg salary', 'salary', 'wages', 'pay', 'direct deposit'];

/** Shops pay wages and give money back, too. */
export function incomingExample(random: Random, name: ListedName, leaves: readonly string[]): Example {
  const wages = random() < 0.6;
  const leafId = wages ? 'income.salary' : (leaves[name.name.leaf] as string);
  const text = wages ? `${name.text} ${pick(random, PAY_WORDS)}` : `${name.text} ${pick(random, ['refund', 'return', 'credit', ''])}`;
  return { input: inputOf(random, text.toUpperCase(), leafId, 1), leaf: leaves.indexOf(leafId), hidden: undefined, weight: 0.8 };
}

/** A word among the words of a made-up name: "golden river bakery". */
export function wordExample(random: Random, word: ListedName, leaves: readonly string[]): Example {
  const kind = random();
  const text =
    kind < 0.5 ? `${properName(random)} ${word.text}`
    : kind < 0.65 ? `${word.text} ${properName(random)}`
    : kind < 0.75 ? `${properName(random)} ${word.text} ${properName(random)}`
    : word.text;
  return listedExample(random, { ...word, text }, leaves, 0.3);
}

export function phraseExample(random: Random, leaves: readonly string[]): Example {
  const total = PHRASES.reduce((sum, kind) => sum + kind.weight, 0);
  let at = random() * total;
  const kind = PHRASES.find((candidate) => (at -= candidate.weight) < 0) ?? PHRASES[0]!;
  let text = pick(random, kind.phrases)(random);
  if (random() < 0.7) text = text.toUpperCase();
  return { input: inputOf(random, text, kind.leaf, kind.sign), leaf: leaves.indexOf(kind.leaf), hidden: undefined, weight: 1 };
}

/** Where the money goes that no name explains. */
const UNEXPLAINED: [leaf: string, share: number][] = [
  ['food_drink.restaurants', 0.36], ['shopping.other', 0.24], ['food_drink.groceries', 0.07], ['food_drink.bars_alcohol', 0.04],
  ['food_drink.coffee', 0.05], ['shopping.clothing', 0.06], ['services.other', 0.05], ['entertainment.other', 0.04],
  ['personal_care.hair_beauty', 0.04], ['health.doctor_dentist', 0.05],
];

export function unknownExample(random: Random, leaves: readonly string[]): Example {
  let at = random();
  const leaf = (UNEXPLAINED.find(([, share]) => (at -= share) < 0) ?? UNEXPLAINED[0]!)[0];
  const input = inputOf(random, printed(random, UNKNOWN_SHOP(random), leaf), leaf, 0);
  return { input, leaf: leaves.indexOf(leaf), hidden: undefined, weight: 0.7 };
}

/** The descriptions of merchant category codes, as words. */
export function codeNames(data: string, categories: Record<string, string>, leaves: readonly string[]): ListedName[] {
  const rows = parse<{ mcc: string; edited_description: string }>(join(data, 'mcc/mcc_codes.csv'));
  return rows.flatMap((row) => {
    const leaf = leaves.indexOf(categories[row.mcc] ?? '');
    const text = row.edited_description.toLowerCase().replace(/\(.*?\)|not elsewhere classified|[^\p{L} &]+/gu, ' ').replace(/\s+/g, ' ').trim();
    // Airlines and hotels have a code each; their names are among the merchants.
    if (leaf < 0 || text.length < 3 || text.length > 50) return [];
    return [{ text, key: nameKey(text), name: { leaf, source: 'word' as const, sign: 0 as const }, compound: false }];
  });
}

/** Rows of the labelled card file in the order of time; the dates stand in the unlabelled file, in the same order of rows. */
export function cardRows(data: string, leaves: readonly string[]): LabelledRow[] {
  const whole = gunzipSync(readFileSync(join(data, 'transactions/birmingham_pcard.csv.gz'))).toString('utf8');
  const dated = Papa.parse<{ date: string; merchant: string; amount_gbp_gross: string }>(whole, { header: true, skipEmptyLines: true }).data;
  let next = 0;
  let date = '';
  return parse<{ description: string; amount: string; label: string }>(join(data, 'transactions/uk_card.labelled.csv'))
    .flatMap((row) => {
      const amount = Math.abs(Number(row.amount));
      for (let at = next; at < dated.length; at++) {
        const other = dated[at];
        if (other?.merchant !== row.description || Math.abs(Number(other.amount_gbp_gross)) !== amount) continue;
        [next, date] = [at + 1, other.date];
        break;
      }
      const leaf = leaves.indexOf(row.label);
      const amountMinor = parseDecimal(row.amount, { decimal: '.' }, 2);
      return leaf < 0 || amountMinor === null ? [] : [{ date, description: row.description, amountMinor, leaf, weight: 1 }];
    })
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/**
 * One row for each description whose labels mostly agree: cardholders picked them from a list in a hurry, so a label
 * that stands against most others of the same text is a slip, and texts without a majority teach nothing.
 */
export function agreedRows(rows: LabelledRow[]): LabelledRow[] {
  const byText = new Map<string, LabelledRow[]>();
  for (const row of rows) {
    const { normalised } = normaliseDescription(row.description);
    byText.set(normalised, [...(byText.get(normalised) ?? []), row]);
  }
  const agreed: LabelledRow[] = [];
  for (const same of byText.values()) {
    const counts = new Map<number, number>();
    for (const row of same) counts.set(row.leaf, (counts.get(row.leaf) ?? 0) + 1);
    const [leaf, times] = [...counts].sort((a, b) => b[1] - a[1])[0] as [number, number];
    if (times / same.length < 0.7) continue;
    const row = same.find((candidate) => candidate.leaf === leaf) as LabelledRow;
    agreed.push({ ...row, weight: Math.min(1, 0.4 + 0.1 * times) });
  }
  return agreed;
}

function parse<Row>(file: string): Row[] {
  return Papa.parse<Row>(readFileSync(file, 'utf8'), { header: true, skipEmptyLines: true }).data;
}
