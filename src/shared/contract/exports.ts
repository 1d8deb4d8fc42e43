import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { currency, id, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

/** `json` is the whole ledger; the others hold the transactions of some accounts and days. */
export const exportFormat = z.enum(['json', 'ofx', 'hledger', 'beancount']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportRequest = z.object({
  format: exportFormat,
  /** All accounts when left out. Not for `json`. */
  accountIds: z.array(id).min(1).optional(),
  /** First and last day, both included. Not for `json`. */
  dateFrom: plainDate.optional(),
  dateTo: plainDate.optional(),
});
export type ExportRequest = z.infer<typeof exportRequest>;

/** What an uploaded file holds, before anything is written. */
export const restorePreview = z.object({
  restoreId: id,
  exportedAt: z.string(),
  app: z.string(),
  accounts: z.array(z.object({ name: z.string(), currency, transactions: z.int() })),
  transactions: z.int(),
  payees: z.int(),
  categories: z.int(),
  firstDate: plainDate.nullable(),
  lastDate: plainDate.nullable(),
  /** Files that belong to transactions; they lie in a folder beside the ledger and are not in the export. */
  attachments: z.int(),
  /** What would be replaced. */
  current: z.object({ accounts: z.int(), transactions: z.int() }),
});
export type RestorePreview = z.infer<typeof restorePreview>;

export const restoreId = z.object({ restoreId: id });

export const exportsContract = {
  /** The file in pieces, in order; `done` of `total` rows are in after each. */
  write: base
    .input(exportRequest)
    .output(eventIterator(z.object({ text: z.string(), done: z.int(), total: z.int() }))),
  /** A place for a file to restore from; an earlier one that was not used is dropped. */
  restoreOpen: base.output(restoreId),
  /** The next part of the file, in order. UNREADABLE or CONFLICT as soon as it is found to be wrong. */
  restorePart: base.input(restoreId.extend({ part: z.file() })).output(z.object({ bytes: z.int() })),
  /** After the last part. */
  restorePreview: base.input(restoreId).output(restorePreview),
  /**
   * Puts the file in the place of the ledger. CONFLICT when the ledger has transactions and `replace` is false.
   * The last event says what was done; `copy` is the file that the former ledger was copied to.
   */
  restore: base.input(restoreId.extend({ replace: z.boolean() })).output(
    eventIterator(
      z.object({
        done: z.int(),
        total: z.int(),
        restored: z.object({ transactions: z.int(), copy: z.string().nullable() }).nullable(),
      }),
    ),
  ),
  restoreCancel: base.input(restoreId).output(z.object({ restoreId: id })),
};
