import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef } from './scalars.ts';

const base = oc.errors(commonErrors);

export const categoryKind = z.enum(['income', 'transfer', 'expense']);

/** Icons by their names in Lucide. */
export const categoryIcons = [
  'banknote', 'landmark', 'piggy-bank', 'wallet', 'credit-card', 'coins', 'hand-coins', 'receipt', 'arrow-left-right',
  'utensils', 'coffee', 'shopping-basket', 'wine', 'pizza', 'shopping-bag', 'shirt', 'gem', 'gift', 'house', 'sofa',
  'hammer', 'wrench', 'key-round', 'zap', 'droplets', 'flame', 'wifi', 'phone', 'car', 'fuel', 'bus', 'train-front',
  'plane', 'bike', 'circle-parking', 'hotel', 'map', 'heart-pulse', 'pill', 'stethoscope', 'dumbbell', 'scissors',
  'sparkles', 'baby', 'paw-print', 'graduation-cap', 'book-open', 'briefcase', 'laptop', 'tv', 'music', 'gamepad-2',
  'ticket', 'camera', 'palette', 'tree-pine', 'shield', 'scale', 'building-2', 'percent', 'heart-handshake', 'tag',
] as const;
export const categoryIcon = z.enum(categoryIcons);
export type CategoryIcon = z.infer<typeof categoryIcon>;

/** Okabe–Ito first, which colour-blind people can tell apart, then muted neighbours. */
export const categoryColors = [
  { value: '#009E73', name: 'Green' },
  { value: '#E69F00', name: 'Orange' },
  { value: '#0072B2', name: 'Blue' },
  { value: '#56B4E9', name: 'Sky' },
  { value: '#CC79A7', name: 'Pink' },
  { value: '#D55E00', name: 'Vermilion' },
  { value: '#7B5EA7', name: 'Violet' },
  { value: '#3a9ea5', name: 'Teal' },
  { value: '#9a7b4f', name: 'Sand' },
  { value: '#7f6a52', name: 'Brown' },
  { value: '#b58db6', name: 'Lilac' },
  { value: '#4f7f8c', name: 'Slate' },
  { value: '#5b6770', name: 'Steel' },
  { value: '#6b7280', name: 'Grey' },
  { value: '#8f8a86', name: 'Stone' },
] as const;
const values: readonly string[] = categoryColors.map(({ value }) => value);
export const categoryColor = z.string().refine((value) => values.includes(value), 'Choose one of the colours.');

export const category = z.object({
  id: categoryId,
  /** Null for a group; groups hold leaves, two levels in all. */
  parentId: categoryId.nullable(),
  name: z.string(),
  kind: categoryKind,
  /** One colour everywhere, `#rrggbb`. */
  color: z.string(),
  /** Its own, else that of its group; null when neither has one. */
  icon: categoryIcon.nullable(),
  /** It stays in reports and is offered no more. */
  hidden: z.boolean(),
  position: z.int(),
  /** It came with the app: it can be brought back as it was. */
  builtIn: z.boolean(),
});
export type Category = z.infer<typeof category>;

export const categoryName = z.string().trim().min(1, 'A category needs a name.').max(60);

export const categoryInput = z.object({
  name: categoryName,
  /** The group it belongs to; null makes a group, which needs a kind. */
  parentId: categoryId.nullable(),
  kind: categoryKind.optional(),
  /** Left out: those of the group. */
  color: categoryColor.optional(),
  icon: categoryIcon.nullable().default(null),
});
export type CategoryInput = z.input<typeof categoryInput>;

export const categoryPatch = z
  .object({ name: categoryName, color: categoryColor, icon: categoryIcon.nullable(), hidden: z.boolean() })
  .partial();
export type CategoryPatch = z.infer<typeof categoryPatch>;

export const categoryUse = z.object({
  id: categoryId,
  /** Transactions and parts of split ones. */
  transactions: z.int(),
  rules: z.int(),
  payees: z.int(),
});
export type CategoryUse = z.infer<typeof categoryUse>;

export const categoriesContract = {
  /** Groups before their leaves, in the order to show them; hidden ones too. */
  list: base.output(z.array(category)),
  /** What uses each category that is used. */
  uses: base.output(z.array(categoryUse)),
  /** CONFLICT when the group, or the list of groups, has that name already. */
  create: base.input(categoryInput).output(changeRef.extend({ id: categoryId })),
  /** A group's colour is taken on by those of its leaves that had the same; its icon by those without one. */
  update: base.input(categoryPatch.extend({ id: categoryId })).output(changeRef),
  /** To a place among its siblings, the first being 0, or into another group: its kind is then that of the group. */
  move: base.input(z.object({ id: categoryId, parentId: categoryId.nullable(), to: z.int().nonnegative() })).output(changeRef),
  /**
   * Everything that was of the first is of the second from now on, and the first is gone. A leaf merges into a leaf; of
   * a group, the leaves move.
   */
  merge: base.input(z.object({ id: categoryId, into: categoryId })).output(changeRef.extend({ transactions: z.int() })),
  /**
   * Deletes a leaf, or a group with its leaves. What used them is given to `reassignTo`, a leaf that stays; null leaves
   * transactions without a category. Rules that would be left without a category are turned off.
   */
  remove: base
    .input(z.object({ id: categoryId, reassignTo: categoryId.nullable() }))
    .output(changeRef.extend({ transactions: z.int() })),
  /** The categories that came with the app, as they came. One's own stay, and so does every transaction. */
  restoreDefaults: base.output(changeRef),
};
