import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, currency, id, minor, month, plainDate } from './scalars.ts';
import { transaction } from './transactions.ts';

const base = oc.errors(commonErrors);

export const accountKind = z.enum(['checking', 'savings', 'cash', 'credit', 'loan', 'investment', 'property']);
export type AccountKind = z.infer<typeof accountKind>;

export const account = z.object({
  id,
  name: z.string(),
  kind: accountKind,
  currency,
  institution: z.string().nullable(),
  /** As its owner writes it: an IBAN, the last four digits. */
  number: z.string().nullable(),
  note: z.string(),
  openingBalanceMinor: minor,
  openedOn: plainDate.nullable(),
  closedOn: plainDate.nullable(),
  position: z.int(),
  /** Opening balance plus all its transactions. */
  balanceMinor: minor,
  /** What it counts for: its latest valuation plus the transactions after that day; its balance when it has none. */
  valueMinor: minor,
  /** The day of the latest valuation. */
  valuedOn: plainDate.nullable(),
  transactionCount: z.int(),
});
export type Account = z.infer<typeof account>;

export const accountInput = z.object({
  name: z.string().trim().min(1, 'Give the account a name.').max(80),
  kind: accountKind,
  currency,
  institution: z.string().trim().max(80).nullable().default(null),
  number: z.string().trim().max(60).nullable().optional(),
  note: z.string().trim().max(1000).optional(),
  openingBalanceMinor: minor.default(0),
  openedOn: plainDate.nullable().default(null),
});

/** What an account was worth at the end of a day. */
export const valuation = z.object({ id, accountId: id, date: plainDate, amountMinor: minor, note: z.string() });
export type Valuation = z.infer<typeof valuation>;

export const registerRow = transaction.extend({
  /** The balance of the account after this transaction, opening balance included. */
  balanceMinor: minor,
});
export type RegisterRow = z.infer<typeof registerRow>;

/** Newest first by (date, id). */
export const registerPage = z.object({ rows: z.array(registerRow), nextCursor: z.string().nullable() });

export const accountOverview = z.object({
  id,
  lastActivityOn: plainDate.nullable(),
  /** The date of the last statement it agreed with. */
  reconciledOn: plainDate.nullable(),
  /** What it counted for at the end of each of the last twelve months, this one last. */
  trend: z.array(z.object({ month, valueMinor: minor })),
});
export type AccountOverview = z.infer<typeof accountOverview>;

export const accountsContract = {
  /** In the order of the user. */
  list: base.output(z.array(account)),
  /** Beside each account, for the page of accounts; without deleted ones, in the order of `list`. */
  overview: base.output(z.array(accountOverview)),
  create: base.input(accountInput).output(changeRef.extend({ id })),
  /** The currency of an account that has transactions or valuations cannot change: INVALID, field `currency`. */
  update: base.input(accountInput.partial().extend({ id })).output(changeRef),
  /** All accounts, or some, in their new order. */
  reorder: base.input(z.object({ ids: z.array(id).min(1).max(1000) })).output(changeRef),
  /**
   * Hides an account from pickers and keeps its history. CONFLICT while it still counts for something, unless
   * `anyway`; INVALID, field `date`, for a day before its last transaction.
   */
  close: base.input(z.object({ id, date: plainDate, anyway: z.boolean().default(false) })).output(changeRef),
  reopen: base.input(z.object({ id })).output(changeRef),
  /** CONFLICT unless it has no transactions: close it instead. */
  remove: base.input(z.object({ id })).output(changeRef),
  register: base
    .input(
      z.object({
        accountId: id,
        cursor: z.string().nullable().default(null),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(registerPage),
  /** Newest first. */
  valuations: base.input(z.object({ accountId: id })).output(z.array(valuation)),
  /** One value a day: another of the same day replaces it. INVALID, field `date`, for a day to come. */
  setValuation: base
    .input(z.object({ accountId: id, date: plainDate, amountMinor: minor, note: z.string().trim().max(200).default('') }))
    .output(changeRef),
  removeValuation: base.input(z.object({ id })).output(changeRef),
};
