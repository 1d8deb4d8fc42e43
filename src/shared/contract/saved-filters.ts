import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, id } from './scalars.ts';
import { transactionFilter } from './transactions.ts';

const base = oc.errors(commonErrors);

export const savedFilterName = z.string().trim().min(1, 'Give the filter a name.').max(60);

export const savedFilter = z.object({ id, name: z.string(), filter: transactionFilter });
export type SavedFilter = z.infer<typeof savedFilter>;

export const savedFiltersContract = {
  /** In the order of the user. */
  list: base.output(z.array(savedFilter)),
  /** CONFLICT, field `name`, when another filter has the name already; INVALID when it filters nothing. */
  save: base.input(z.object({ name: savedFilterName, filter: transactionFilter })).output(changeRef.extend({ id })),
  update: base
    .input(z.object({ id, name: savedFilterName.optional(), filter: transactionFilter.optional() }))
    .output(changeRef),
  reorder: base.input(z.object({ ids: z.array(id).min(1).max(1000) })).output(changeRef),
  remove: base.input(z.object({ id })).output(changeRef),
};
