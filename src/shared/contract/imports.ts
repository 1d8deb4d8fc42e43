import { oc } from '@orpc/contract';
import { z } from 'zod';
import { csvMapping } from './csv-mapping.ts';
import { commonErrors } from './errors.ts';
import { changeRef, currency, id, minor, plainDate } from './scalars.ts';

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
  'problem',
  /** Not a transaction (an opening balance, a total): left out, and said so. */
  'note',
]);

export const previewRow = z.object({
  line: z.int(),
  fate: rowFate,
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
  /** The cells as the file has them. */
  cells: z.array(z.string()),
});
export type PreviewRow = z.infer<typeof previewRow>;

export const importPreview = z.object({
  importId,
  fileName: z.string(),
  format: z.string(),
  /** "Windows-1252 · semicolon · decimal comma · day first" in parts. */
  dialect: z.array(z.string()),
  /** True when the mapping was remembered from an earlier file of this layout. */
  remembered: z.boolean(),
  columns: z.array(z.object({ index: z.int(), header: z.string(), samples: z.array(z.string()) })),
  mapping: csvMapping,
  /** Must be answered (by a changed mapping) before committing. */
  questions: z.array(mappingQuestion),
  accountId: id.nullable(),
  accountCurrency: currency.nullable(),
  counts: z.object({
    total: z.int(),
    new: z.int(),
    alreadyHere: z.int(),
    deletedBefore: z.int(),
    problems: z.int(),
    included: z.int(),
  }),
  dateFrom: plainDate.nullable(),
  dateTo: plainDate.nullable(),
  sums: z.array(z.object({ currency, inMinor: minor, outMinor: minor })),
  /** Lines whose running balance agrees with the amounts; null when there is no balance column. */
  balanceCheck: z.object({ checked: z.int(), agreeing: z.int() }).nullable(),
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
        show: z.enum(['all', 'new', 'already-here', 'problem']).default('all'),
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
  /** One transaction, one undoable change. CANCELLED when cancel came in time: then nothing was written. */
  commit: base
    .input(z.object({ importId }))
    .output(changeRef.extend({ batchId: id, added: z.int(), leftOut: z.int(), problems: z.int() })),
  cancel: base.input(z.object({ importId })).output(z.void()),
  batches: base.output(z.array(importBatch)),
};
