import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';

const base = oc.errors(commonErrors);

export const hostKind = z.enum(['electron', 'web']);

export const systemInfo = z.object({
  version: z.string(),
  host: hostKind,
  platform: z.string(),
  /** A throw-away ledger filled with made-up data. */
  demo: z.boolean(),
  /** False until a currency and a first account exist. */
  onboarded: z.boolean(),
  ledgerFile: z.string(),
});
export type SystemInfo = z.infer<typeof systemInfo>;

export const health = z.object({
  ok: z.boolean(),
  schemaVersion: z.int(),
  ledgerBytes: z.int(),
  transactions: z.int(),
  /** Result of SQLite's quick_check. */
  integrity: z.string(),
});

export const jobRun = z.object({
  id: z.int(),
  job: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  outcome: z.enum(['running', 'ok', 'failed', 'cancelled']),
  message: z.string().nullable(),
  /** Null while it runs, and when it was cut off. */
  durationMs: z.int().nullable(),
});
export type JobRun = z.infer<typeof jobRun>;

/** What the core tells its windows without being asked. */
export const coreEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** One per commit, undo or redo: whatever is on screen should be read again. */
  z.object({ kind: z.literal('ledger-changed'), changeId: z.int().nullable(), label: z.string() }),
  z.object({
    kind: z.literal('import-progress'),
    importId: z.string(),
    phase: z.enum(['reading', 'checking', 'saving']),
    done: z.int(),
    total: z.int(),
  }),
  /** Receipts that are read, or were added or dealt with. */
  z.object({ kind: z.literal('receipts-changed') }),
  /** The speech model, or its download, is not as it was. */
  z.object({ kind: z.literal('speech-changed') }),
  /** There is a better forecast of the same data, or none is on its way any more. */
  z.object({ kind: z.literal('forecasts-changed') }),
  /** What the slow models of the forecast have done. */
  z.object({ kind: z.literal('forecast-progress'), done: z.int(), total: z.int() }),
  /** The inbox, what the system should show, or the settings of both. */
  z.object({ kind: z.literal('notifications-changed') }),
  /** A job of the background began, ended or was switched. */
  z.object({ kind: z.literal('jobs-changed') }),
  /** The native shell asks the window to show a page (menu, dropped file). */
  z.object({ kind: z.literal('navigate'), to: z.string() }),
]);
export type CoreEvent = z.infer<typeof coreEvent>;

export const systemContract = {
  info: base.output(systemInfo),
  health: base.output(health),
  /** A stream that lives as long as the window. */
  events: base.output(eventIterator(coreEvent)),
  jobRuns: base.input(z.object({ limit: z.int().min(1).max(500).default(100) })).output(z.array(jobRun)),
};
