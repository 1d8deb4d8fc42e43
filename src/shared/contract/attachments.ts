import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, id } from './scalars.ts';

const base = oc.errors(commonErrors);

/** Larger files are refused: they belong elsewhere, and a copy of the ledger should stay handy. */
export const MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024;

export const attachment = z.object({
  id,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  addedAt: z.iso.datetime(),
});
export type Attachment = z.infer<typeof attachment>;

export const attachmentsContract = {
  list: base.input(z.object({ transactionId: id })).output(z.array(attachment)),
  /** Any kind of file. INVALID when it is empty or too large. */
  add: base.input(z.object({ transactionId: id, file: z.file() })).output(changeRef.extend({ id })),
  /** The file as it was added. UNREADABLE when it is missing from the data folder, or was changed there. */
  read: base.input(z.object({ id })).output(z.file()),
  remove: base.input(z.object({ id })).output(changeRef),
};
