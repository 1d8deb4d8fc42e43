/**
 * `npm run build:categories -- [DATA]`: makes models/brand-index.json from the OpenStreetMap name-suggestion-index and
 * models/mcc-categories.json from the merchant category codes. Deterministic: the same input gives the same bytes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { normaliseDescription } from '../src/core/ml/categorizer/normalise-description.ts';
import { leafOfKind } from './brand-kinds.ts';
import { matchKeyword } from './mcc-keywords.ts';
import { writeArtefact } from './model-manifest.ts';

const data = process.argv[2] ?? '../shared/data';
const VERSION = 1;

interface BrandRow {
  display_name: string;
  osm_key: string;
  osm_value: string;
  match_names: string;
}

const brands = parse<BrandRow>('brands/nsi_brands.csv');
/** Every spelling of a brand, with how often each leaf is meant by it. */
const votes = new Map<string, Map<string, number>>();
for (const brand of brands) {
  const leaf = leafOfKind(brand.osm_key, brand.osm_value);
  if (!leaf) continue;
  for (const name of [brand.display_name, ...brand.match_names.split('|')]) {
    const { normalised } = normaliseDescription(name);
    if (normalised.length < 2) continue;
    const leaves = votes.get(normalised) ?? new Map<string, number>();
    votes.set(normalised, leaves.set(leaf, (leaves.get(leaf) ?? 0) + 1));
  }
}
const byLeaf: Record<string, string[]> = {};
let left = 0;
for (const [name, leaves] of votes) {
  const ranked = [...leaves].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  const groups = new Set(ranked.map(([leaf]) => leaf.split('.')[0]));
  // A name that stands for unlike things says nothing; one that leans to a kind says that.
  if (groups.size > 1 && (ranked[0]?.[1] ?? 0) === (ranked[1]?.[1] ?? 0)) {
    left += 1;
    continue;
  }
  (byLeaf[ranked[0]?.[0] ?? ''] ??= []).push(name);
}
const brandIndex = `${JSON.stringify({
  version: VERSION,
  brands: Object.fromEntries(
    Object.keys(byLeaf)
      .sort()
      .map((leaf) => [leaf, byLeaf[leaf]?.sort().join('|')]),
  ),
})}\n`;

const codes = parse<{ mcc: string; edited_description: string; combined_description: string }>('mcc/mcc_codes.csv');
const mccCategories: Record<string, string> = {};
for (const code of codes) {
  const leaf = leafOfCode(Number(code.mcc), `${code.edited_description} ${code.combined_description}`);
  if (leaf) mccCategories[code.mcc] = leaf;
}
const mccIndex = `${JSON.stringify({ version: VERSION, categories: mccCategories })}\n`;

writeArtefact(
  'models',
  {
    id: 'brand-index',
    file: 'brand-index.json',
    version: VERSION,
    inputs: [{ file: 'brands/nsi_brands.csv', source: 'OpenStreetMap name-suggestion-index', licence: 'BSD-3-Clause', ship: true }],
    metrics: { names: votes.size - left, ambiguousLeftOut: left },
  },
  brandIndex,
);
writeArtefact(
  'models',
  {
    id: 'mcc-categories',
    file: 'mcc-categories.json',
    version: VERSION,
    inputs: [{ file: 'mcc/mcc_codes.csv', source: 'greggles/mcc-codes', licence: 'Unlicense', ship: true }],
    metrics: { codes: Object.keys(mccCategories).length, of: codes.length },
  },
  mccIndex,
);
console.log(JSON.stringify({ brands: votes.size - left, ambiguous: left, mcc: Object.keys(mccCategories).length, bytes: brandIndex.length }));

/** Ranges that card networks set apart, then the words of the code's own description. */
function leafOfCode(code: number, text: string): string | null {
  if (code >= 3000 && code <= 3299) return 'travel.flights';
  if (code >= 3300 && code <= 3499) return 'travel.car_rental';
  if (code >= 3500 && code <= 3999) return 'travel.lodging';
  const known: Record<number, string> = {
    4111: 'transport.public_transport', 4112: 'transport.public_transport', 4121: 'transport.taxi_rideshare',
    4131: 'transport.public_transport', 4511: 'travel.flights', 4722: 'travel.other', 4784: 'transport.tolls',
    4812: 'housing_utilities.mobile_phone', 4814: 'housing_utilities.mobile_phone', 4899: 'housing_utilities.internet_cable',
    4900: 'housing_utilities.electricity_gas', 5200: 'home.hardware', 5211: 'home.hardware', 5251: 'home.hardware',
    5311: 'shopping.department_stores', 5310: 'shopping.department_stores', 5411: 'food_drink.groceries',
    5422: 'food_drink.groceries', 5441: 'food_drink.groceries', 5451: 'food_drink.groceries', 5462: 'food_drink.groceries',
    5499: 'food_drink.groceries', 5541: 'transport.fuel', 5542: 'transport.fuel', 5611: 'shopping.clothing',
    5621: 'shopping.clothing', 5651: 'shopping.clothing', 5661: 'shopping.clothing', 5691: 'shopping.clothing',
    5712: 'home.furniture', 5732: 'shopping.electronics', 5812: 'food_drink.restaurants', 5813: 'food_drink.bars_alcohol',
    5814: 'food_drink.fast_food', 5912: 'health.pharmacy', 5921: 'food_drink.bars_alcohol', 5941: 'shopping.sporting_goods',
    5942: 'shopping.books_news', 5943: 'shopping.office_supplies', 5945: 'shopping.kids_toys', 5977: 'personal_care.hair_beauty',
    5992: 'shopping.gifts', 5995: 'shopping.pets', 6010: 'transfer.cash_withdrawal', 6011: 'transfer.cash_withdrawal',
    6300: 'services.insurance', 7011: 'travel.lodging', 7210: 'personal_care.laundry', 7211: 'personal_care.laundry',
    7230: 'personal_care.hair_beauty', 7512: 'travel.car_rental', 7523: 'transport.parking', 7538: 'transport.car_maintenance',
    7542: 'transport.car_maintenance', 7832: 'entertainment.tv_movies', 7841: 'entertainment.tv_movies',
    7922: 'entertainment.events_attractions', 7995: 'entertainment.gambling', 7997: 'personal_care.gym_fitness',
    8011: 'health.doctor_dentist', 8021: 'health.doctor_dentist', 8043: 'health.eye_care', 8062: 'health.doctor_dentist',
    8111: 'services.professional', 8211: 'services.education', 8220: 'services.education', 8351: 'services.childcare',
    8398: 'government.donations', 8661: 'government.donations', 9222: 'government.fines_fees', 9311: 'government.taxes',
    9402: 'services.postage_shipping', 5818: 'services.online_services', 5815: 'entertainment.music_audio', 5816: 'entertainment.games',
    742: 'health.veterinary',
  };
  return known[code] ?? matchKeyword(normaliseDescription(text).normalised.split(' '), -1)?.categoryId ?? null;
}

function parse<Row>(file: string): Row[] {
  return Papa.parse<Row>(readFileSync(join(data, file), 'utf8'), { header: true, skipEmptyLines: true }).data;
}
