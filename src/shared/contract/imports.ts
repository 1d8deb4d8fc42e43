import { oc } from '@orpc/contract';
import { z } from 'zod';
import { accountKind } from './accounts.ts';
import { csvMapping } from './csv-mapping.ts';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

export const importId = z.string();

export const mappingQuestion = z.object({
  kind: z.string(),
  message: z.string(),
  options: z.array(z.object({ value: z.string(), label: z.string() })),
});

/** What will happen to a row, and why. */
export const rowFate = z.enum([
  'new',
  /** Equal to another row of the same file; both are real until the user says otherwise. */
  'new-same',
  'already-here',
  /** Imported before and deleted by the user since. */
  'deleted-before',
  /** The booking of a transaction that is here as pending. */
  'books-pending',
  /** Likely one that is here, but not surely: added unless the user says that it is the same. */
  'maybe-same',
  'problem',
  /** Not a transaction (an opening balance, a total): left out, and said so. */
  'note',
]);

/** What is done with a row: `same` books or merges the transaction that it matches. */
export const rowDecision = z.enum(['add', 'same', 'leave-out']);
export type RowDecision = z.infer<typeof rowDecision>;

export const previewRow = z.object({
  line: z.int(),
  fate: rowFate,
  decision: rowDecision,
  /** The transaction that it is, books, or may be. */
  match: z
    .object({
      id,
      date: plainDate,
      payee: z.string(),
      amountMinor: minor,
      /** Entered by a person. */
      byHand: z.boolean(),
      /** Reconciled ones are never changed: taken as the same, the row is left out and remembered. */
      reconciled: z.boolean(),
    })
    .nullable(),
  /** The account that it goes to; null when that is not decided. */
  accountName: z.string().nullable(),
  /** A short phrase: "new", "same day, same amount: both kept", "already here", "line 41: no such date". */
  explanation: z.string(),
  included: z.boolean(),
  date: plainDate.nullable(),
  amountMinor: minor.nullable(),
  currency: currency.nullable(),
  payee: z.string(),
  description: z.string(),
  balanceMinor: minor.nullable(),
  categoryId: z.string().nullable(),
  /** The cells as the file has them; empty for formats without columns. */
  cells: z.array(z.string()),
});
export type PreviewRow = z.infer<typeof previewRow>;

/** An account as a file names it, and the one of the ledger that it stands for. */
export const fileAccount = z.object({
  /** What it is remembered by. */
  key: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  rows: z.int(),
  accountId: id.nullable(),
  /** Made at the import. */
  create: z.object({ name: z.string(), kind: accountKind, currency }).nullable(),
  /** Its rows are not imported. */
  leaveOut: z.boolean(),
});
export type FileAccount = z.infer<typeof fileAccount>;

/** A balance that the file states, beside the one of the ledger once the file is imported. Booked transactions only. */
export const balanceCheck = z.object({
  accountName: z.string(),
  accountId: id.nullable(),
  currency,
  kind: z.enum(['opening', 'closing']),
  /** At the end of this day. */
  date: plainDate,
  statedMinor: minor,
  ledgerMinor: minor,
  /** Why they differ, most likely, and what to do; null when they agree. */
  advice: z.string().nullable(),
  /** The opening balance of the account with which it would agree; null when something stands before the file. */
  openingBalanceMinor: minor.nullable(),
});
export type BalanceCheck = z.infer<typeof balanceCheck>;

export const importPreview = z.object({
  importId,
  fileName: z.string(),
  format: z.string(),
  /** "Windows-1252 · semicolon · decimal comma · day first" in parts. */
  dialect: z.array(z.string()),
  /** True when the mapping was remembered from an earlier file of this layout. */
  remembered: z.boolean(),
  columns: z.array(z.object({ index: z.int(), header: z.string(), samples: z.array(z.string()) })),
  /** Null for formats without columns. */
  mapping: csvMapping.nullable(),
  /** Must be answered (by a changed mapping) before committing. */
  questions: z.array(mappingQuestion),
  accountId: id.nullable(),
  accountCurrency: currency.nullable(),
  /** In files that hold several: where each goes. Empty for a file of one account. */
  accounts: z.array(fileAccount),
  /** Categories of the file that the ledger does not have, most used first. Rows keep the name either way. */
  unknownCategories: z.array(z.object({ name: z.string(), rows: z.int(), categoryId: categoryId.nullable() })),
  counts: z.object({
    total: z.int(),
    new: z.int(),
    alreadyHere: z.int(),
    deletedBefore: z.int(),
    booksPending: z.int(),
    maybeSame: z.int(),
    problems: z.int(),
    /** Rows that will be added. */
    included: z.int(),
    /** Rows that will change a transaction that is here. */
    merged: z.int(),
  }),
  dateFrom: plainDate.nullable(),
  dateTo: plainDate.nullable(),
  sums: z.array(z.object({ currency, inMinor: minor, outMinor: minor })),
  /** Lines whose running balance agrees with the amounts; null when there is no balance column. */
  balanceCheck: z.object({ checked: z.int(), agreeing: z.int() }).nullable(),
  balances: z.array(balanceCheck),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importBatch = z.object({
  id,
  fileName: z.string(),
  format: z.string(),
  accountId: id,
  importedAt: z.iso.datetime(),
  transactions: z.int(),
  problems: z.int(),
  undone: z.boolean(),
  changeId: z.int().nullable(),
});
export type ImportBatch = z.infer<typeof importBatch>;

export const importDone = changeRef.extend({
  batchId: id,
  added: z.int(),
  /** Pending transactions that were booked, and entries that were merged. */
  booked: z.int(),
  merged: z.int(),
  /** Transfers whose two sides were found and linked. */
  linked: z.int(),
  leftOut: z.int(),
  problems: z.int(),
  balances: z.array(balanceCheck),
});

export const importsContract = {
  /** Reads the file; nothing is written. UNREADABLE says why and what to do. Progress comes as events. */
  open: base
    .input(z.object({ file: z.file(), accountId: id.nullable().default(null), importId: importId.optional() }))
    .output(importPreview),
  /** Reads again with another mapping or checks against another account. */
  revise: base
    .input(z.object({ importId, accountId: id.optional(), mapping: csvMapping.optional() }))
    .output(importPreview),
  rows: base
    .input(
      z.object({
        importId,
        show: z.enum(['all', 'new', 'already-here', 'to-check', 'problem']).default('all'),
        offset: z.int().nonnegative(),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ rows: z.array(previewRow), total: z.int() })),
  /** The user's decision for some lines, or for all of one fate. */
  include: base
    .input(
      z.object({
        importId,
        included: z.boolean(),
        lines: z.array(z.int()).optional(),
        fate: rowFate.optional(),
      }),
    )
    .output(importPreview),
  /** The same with a third way: the row is the transaction that it matches. INVALID for rows that match none. */
  decide: base
    .input(z.object({ importId, decision: rowDecision, lines: z.array(z.int()).optional(), fate: rowFate.optional() }))
    .output(importPreview),
  /** Where the rows of one of the file's accounts go. */
  mapAccount: base
    .input(
      z.object({
        importId,
        key: z.string(),
        to: z.union([
          z.object({ accountId: id }),
          z.object({ create: z.object({ name: z.string().trim().min(1).max(80), kind: accountKind, currency }) }),
          z.object({ leaveOut: z.literal(true) }),
        ]),
      }),
    )
    .output(importPreview),
  /** What a category of the file stands for, in this and later files; null: it is guessed as usual. */
  mapCategory: base
    .input(z.object({ importId, name: z.string(), categoryId: categoryId.nullable() }))
    .output(importPreview),
  /** One transaction, one undoable change. CANCELLED when cancel came in time: then nothing was written. */
  commit: base.input(z.object({ importId })).output(importDone),
  cancel: base.input(z.object({ importId })).output(z.void()),
  batches: base.output(z.array(importBatch)),
  /** The balances that files stated for an account beside what the ledger says now, newest first. */
  balances: base.input(z.object({ accountId: id })).output(z.array(balanceCheck)),
};
