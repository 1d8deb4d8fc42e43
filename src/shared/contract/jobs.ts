import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';

const base = oc.errors(commonErrors);

const instant = z.iso.datetime();

/** Work that Saldo does by itself, as it stands now. */
export const job = z.object({
  name: z.string(),
  title: z.string(),
  /** In words: "every 15 minutes", "daily at 03:30". */
  schedule: z.string(),
  enabled: z.boolean(),
  /** False while a setting elsewhere keeps it from running. */
  wanted: z.boolean(),
  running: z.boolean(),
  /** Null while it is switched off. A failed job's next try. */
  nextRunAt: instant.nullable(),
  lastRunAt: instant.nullable(),
  /** How often in a row it has failed. */
  failures: z.int(),
});
export type Job = z.infer<typeof job>;

export const jobsContract = {
  list: base.output(z.array(job)),
  /** Runs it now, also when it is switched off, and answers how it stands afterwards. */
  run: base.input(z.object({ name: z.string() })).output(job),
  setEnabled: base.input(z.object({ name: z.string(), enabled: z.boolean() })).output(job),
};
