import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef } from './scalars.ts';

const base = oc.errors(commonErrors);

export const historyEntry = changeRef.extend({
  at: z.iso.datetime(),
  state: z.enum(['done', 'undone', 'discarded']),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const historyContract = {
  /** Without `changeId`, the latest change; NOT_FOUND when there is nothing left to undo. CONFLICT when rows it touched changed since. */
  undo: base.input(z.object({ changeId: z.int().optional() })).output(changeRef),
  redo: base.output(changeRef),
  /** What undo and redo would do now, for menus and tooltips. */
  state: base.output(z.object({ undo: changeRef.nullable(), redo: changeRef.nullable() })),
  list: base.input(z.object({ limit: z.int().min(1).max(200).default(50) })).output(z.array(historyEntry)),
};
