import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, id } from './scalars.ts';

const base = oc.errors(commonErrors);

export const payeeName = z.string().trim().min(1, 'A payee needs a name.').max(200);

export const payee = z.object({
  id,
  name: z.string(),
  transactions: z.int(),
  /** What its transactions get at import unless a rule says otherwise. */
  defaultCategoryId: categoryId.nullable(),
  /** Names that lead to it since it was renamed or others were merged into it. */
  otherNames: z.array(z.string()),
});
export type Payee = z.infer<typeof payee>;

export const payeesContract = {
  /** Payees that have transactions, those with most of them first; `text` is looked for in their names. */
  list: base
    .input(
      z.object({
        text: z.string().max(200).default(''),
        offset: z.int().nonnegative().default(0),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ payees: z.array(payee), total: z.int() })),
  /** All its transactions follow; the old name leads to it from now on. CONFLICT when another payee has the name: merge them. */
  rename: base.input(z.object({ id, name: payeeName })).output(changeRef),
  /** The others become the first, with their transactions and names. */
  merge: base.input(z.object({ id, others: z.array(id).min(1).max(1000) })).output(changeRef),
  /** For the next imports; transactions that are there stay as they are. */
  setDefaultCategory: base.input(z.object({ id, categoryId: categoryId.nullable() })).output(changeRef),
  /** The next import makes a payee of its own of that name again. */
  forgetName: base.input(z.object({ id, name: z.string().max(200) })).output(changeRef),
};
