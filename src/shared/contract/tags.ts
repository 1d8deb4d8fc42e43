import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, id } from './scalars.ts';

const base = oc.errors(commonErrors);

export const tagName = z.string().trim().min(1, 'A tag needs a name.').max(60);

export const tag = z.object({ id, name: z.string(), transactions: z.int() });
export type Tag = z.infer<typeof tag>;

export const tagsContract = {
  /** By name. */
  list: base.output(z.array(tag)),
  /** CONFLICT when another tag has the name already. */
  rename: base.input(z.object({ id, name: tagName })).output(changeRef),
  /** Takes it off every transaction too. */
  remove: base.input(z.object({ id })).output(changeRef),
};
