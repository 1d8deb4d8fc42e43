import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, currency, id, minor, plainDate } from './scalars.ts';
import { transactionStatus } from './transactions.ts';

const base = oc.errors(commonErrors);

/** A bank statement: what the account held at the end of `date`. Minor units of the account's currency. */
export const statement = z.object({ accountId: id, date: plainDate, balanceMinor: minor });
export type Statement = z.infer<typeof statement>;

/** A statement that agreed with the ledger. */
export const reconciliation = z.object({
  id,
  date: plainDate,
  balanceMinor: minor,
  transactions: z.int(),
  /** What was booked to make it agree; 0 when it agreed by itself. */
  adjustmentMinor: minor,
  finishedAt: z.iso.datetime(),
});
export type Reconciliation = z.infer<typeof reconciliation>;

export const reconcileRow = z.object({
  id,
  date: plainDate,
  payee: z.string(),
  note: z.string(),
  amountMinor: minor,
  status: transactionStatus,
});
export type ReconcileRow = z.infer<typeof reconcileRow>;

export const reconcileSheet = z.object({
  currency,
  /** Opening balance plus what was reconciled before: where the count starts. */
  startMinor: minor,
  /** Oldest first: transactions up to the date that are not reconciled. Cleared ones begin ticked, pending ones not. */
  rows: z.array(reconcileRow),
  /** Still older unreconciled ones, too many to list: they count as ticked. */
  earlier: z.object({ count: z.int(), sumMinor: minor }),
  last: reconciliation.nullable(),
});
export type ReconcileSheet = z.infer<typeof reconcileSheet>;

/** Why the ledger and the statement may differ, likeliest first. */
export const reconcileHint = z.object({
  kind: z.enum(['tick', 'untick', 'after', 'sign', 'pair', 'duplicate', 'digits', 'changed', 'older', 'nines', 'opening']),
  /** For a person: "REWE of 17 October, −52.61, is exactly the difference. Tick it if the statement has it." */
  message: z.string(),
  /** The transactions it is about. */
  ids: z.array(id),
  /** The difference is nothing once these are ticked and unticked. */
  tick: z.array(id),
  untick: z.array(id),
});
export type ReconcileHint = z.infer<typeof reconcileHint>;

const ticked = z.array(id).max(5000);

export const reconcileContract = {
  /** INVALID, field `date`, unless the statement is later than the last one that was reconciled. */
  open: base.input(statement).output(reconcileSheet),
  /** What may explain the difference; empty when there is none. */
  hints: base
    .input(statement.extend({ ticked }))
    .output(z.object({ differenceMinor: minor, hints: z.array(reconcileHint) })),
  /**
   * Marks the ticked transactions as reconciled, as one change. CONFLICT while there is a difference, unless `adjust`
   * books it as a transaction of its own.
   */
  finish: base
    .input(statement.extend({ ticked, adjust: z.boolean().default(false) }))
    .output(changeRef.extend({ id, transactions: z.int() })),
  /** Newest first. */
  list: base.input(z.object({ accountId: id })).output(z.array(reconciliation)),
  /** Opens reconciled transactions for changes again: they are cleared from then on. */
  unlock: base.input(z.object({ ids: z.array(id).min(1).max(10_000) })).output(changeRef),
  /** The balance that the bank stated last in an imported file, after the last reconciliation; null when none did. */
  stated: base.input(z.object({ accountId: id })).output(statement.nullable()),
};
