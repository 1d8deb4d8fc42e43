import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

export const accountKind = z.enum(['checking', 'savings', 'cash', 'credit', 'loan', 'investment', 'property']);
export type AccountKind = z.infer<typeof accountKind>;

export const account = z.object({
  id,
  name: z.string(),
  kind: accountKind,
  currency,
  institution: z.string().nullable(),
  openingBalanceMinor: minor,
  openedOn: plainDate.nullable(),
  closedOn: plainDate.nullable(),
  position: z.int(),
  /** Opening balance plus all its transactions. */
  balanceMinor: minor,
  transactionCount: z.int(),
});
export type Account = z.infer<typeof account>;

export const accountInput = z.object({
  name: z.string().trim().min(1, 'Give the account a name.').max(80),
  kind: accountKind,
  currency,
  institution: z.string().trim().max(80).nullable().default(null),
  openingBalanceMinor: minor.default(0),
  openedOn: plainDate.nullable().default(null),
});

export const accountsContract = {
  list: base.output(z.array(account)),
  create: base.input(accountInput).output(changeRef.extend({ id })),
  /** The currency of an account that has transactions cannot change: INVALID, field `currency`. */
  update: base
    .input(accountInput.partial().extend({ id, closedOn: plainDate.nullable().optional() }))
    .output(changeRef),
  /** Deletes an account with all its transactions; one undo brings both back. */
  remove: base.input(z.object({ id })).output(changeRef),
};
