/** The category tree that every new ledger begins with. Ids are stable; names are what a person reads. */
import taxonomy from './taxonomy.json' with { type: 'json' };

export type CategoryKind = 'income' | 'transfer' | 'expense';

export interface TaxonomyEntry {
  id: string;
  /** Null for a group. */
  parentId: string | null;
  name: string;
  kind: CategoryKind;
  /** `#rrggbb`; leaves share their group's colour, food excepted, where shop and restaurant are told apart. */
  color: string;
}

/** Okabe–Ito first, which colour-blind people can tell apart, then muted neighbours. Grey is neither income nor spending. */
const GROUP_COLORS: Record<string, string> = {
  income: '#8f8a86',
  transfer: '#8f8a86',
  loan_payments: '#7f6a52',
  bank_fees: '#6b7280',
  entertainment: '#D55E00',
  food_drink: '#009E73',
  shopping: '#CC79A7',
  home: '#9a7b4f',
  health: '#7B5EA7',
  personal_care: '#b58db6',
  services: '#4f7f8c',
  government: '#5b6770',
  transport: '#0072B2',
  travel: '#3a9ea5',
  housing_utilities: '#56B4E9',
};
const RESTAURANTS = '#E69F00';
const LEAF_COLORS: Record<string, string> = {
  'food_drink.restaurants': RESTAURANTS,
  'food_drink.fast_food': RESTAURANTS,
  'food_drink.coffee': RESTAURANTS,
  'food_drink.bars_alcohol': RESTAURANTS,
};

/** Groups before their leaves, in the order to show them. */
export function categoryTree(): TaxonomyEntry[] {
  return taxonomy.groups.flatMap((group) => {
    const kind = group.kind as CategoryKind;
    const color = GROUP_COLORS[group.id] ?? '#8f8a86';
    const leaves = group.leaves.map((leaf) => ({
      id: leaf.id,
      parentId: group.id,
      name: leaf.name,
      kind,
      color: LEAF_COLORS[leaf.id] ?? color,
    }));
    return [{ id: group.id, parentId: null, name: group.name, kind, color }, ...leaves];
  });
}

/** `food_drink.coffee` → `food_drink`. */
export function groupOf(categoryId: string): string {
  return categoryId.split('.')[0] ?? categoryId;
}
