import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId } from './scalars.ts';

const base = oc.errors(commonErrors);

export const categoryKind = z.enum(['income', 'transfer', 'expense']);

export const category = z.object({
  id: categoryId,
  /** Null for a group; groups hold leaves, two levels in all. */
  parentId: categoryId.nullable(),
  name: z.string(),
  kind: categoryKind,
  /** One colour everywhere, `#rrggbb`. */
  color: z.string(),
  hidden: z.boolean(),
  position: z.int(),
});
export type Category = z.infer<typeof category>;

export const categoriesContract = {
  /** Groups before their leaves, in the order to show them. */
  list: base.output(z.array(category)),
};
