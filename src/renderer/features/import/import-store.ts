/**
 * The import under way, and the files that wait behind it. It lives outside the page: a look at the transactions and
 * back must not lose a preview.
 */
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import type { BalanceCheck, ImportPreview, PreviewRow, RowDecision } from '#shared/contract/imports.ts';
import type { ChangeRef } from '#shared/contract/scalars.ts';
import { client } from '../../client.ts';
import { ORPCError } from '@orpc/client';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast } from '../../ui/toast.tsx';
import { offerUndo } from '../shell/undo.ts';

export interface ImportResult extends ChangeRef {
  fileName: string;
  /** Null when the file holds several. */
  accountId: string | null;
  batchId: string;
  added: number;
  booked: number;
  merged: number;
  linked: number;
  leftOut: number;
  problems: number;
  balances: readonly BalanceCheck[];
}

export type Stage =
  | { kind: 'choose' }
  | { kind: 'reading'; importId: string; fileName: string; bytes: number }
  /** `busy` while the core reads the file again. */
  | { kind: 'preview'; preview: ImportPreview; busy: boolean }
  | { kind: 'saving'; preview: ImportPreview }
  | { kind: 'failed'; fileName: string; message: string }
  | { kind: 'done' };

export interface ImportState {
  stage: Stage;
  waiting: readonly File[];
  /** Of the files that were chosen together. */
  results: readonly ImportResult[];
}

let state: ImportState = { stage: { kind: 'choose' }, waiting: [], results: [] };
const listeners = new Set<() => void>();

function become(change: Partial<ImportState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export const importStore = {
  get: () => state,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Files join the queue; the first is opened when nothing else is under way. */
export function addFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  const { kind } = state.stage;
  const idle = kind === 'choose' || kind === 'done' || kind === 'failed';
  become({ waiting: [...state.waiting, ...files], ...(idle ? { results: [] } : {}) });
  if (idle) void openNext();
}

/** Goes on with the next file, or back to the start; what was imported before is summed up. */
export async function openNext(): Promise<void> {
  const [file, ...waiting] = state.waiting;
  if (!file) return become({ stage: { kind: state.results.length > 0 ? 'done' : 'choose' } });
  const importId = crypto.randomUUID();
  become({ waiting, stage: { kind: 'reading', importId, fileName: file.name, bytes: file.size } });
  const isCurrent = () => state.stage.kind === 'reading' && state.stage.importId === importId;
  try {
    const preview = await client.imports.open({ file, importId });
    if (isCurrent()) become({ stage: { kind: 'preview', preview, busy: false } });
    else await client.imports.cancel({ importId });
  } catch (error) {
    if (!isCurrent()) return;
    if (isCancelled(error)) return openNext();
    become({ stage: { kind: 'failed', fileName: file.name, message: sentenceFor(error) } });
  }
}

/** `change` gets the mapping as it is when its turn comes, so that two quick changes both count. */
export async function reviseMapping(change: (mapping: CsvMapping) => CsvMapping): Promise<void> {
  await askAgain(async ({ importId, mapping }) =>
    mapping ? client.imports.revise({ importId, mapping: change(mapping) }) : undefined,
  );
}

export async function chooseAccount(accountId: string): Promise<void> {
  await askAgain(async ({ importId }) => client.imports.revise({ importId, accountId }));
}

export type AccountChoice =
  | { accountId: string }
  | { create: { name: string; kind: AccountKind; currency: string } }
  | { leaveOut: true };

/** Where the lines of one of the file's accounts go. */
export async function mapAccount(key: string, to: AccountChoice): Promise<void> {
  await askAgain(async ({ importId }) => client.imports.mapAccount({ importId, key, to }));
}

export async function mapCategory(name: string, categoryId: string | null): Promise<void> {
  await askAgain(async ({ importId }) => client.imports.mapCategory({ importId, name, categoryId }));
}

/** Whether lines are the transactions that they look like. */
export async function decide(
  decision: RowDecision,
  what: { line: number } | { fate: PreviewRow['fate'] },
): Promise<void> {
  await askAgain(async ({ importId }) =>
    client.imports.decide({ importId, decision, ...('line' in what ? { lines: [what.line] } : what) }),
  );
}

/** Lets an account begin with the balance that the file says it had. */
export async function beginWith({ accountId, openingBalanceMinor }: BalanceCheck): Promise<void> {
  if (accountId === null || openingBalanceMinor === null) return;
  await askAgain(async ({ importId }) => {
    offerUndo(await client.accounts.update({ id: accountId, openingBalanceMinor }));
    return client.imports.revise({ importId });
  });
}

/** The user's decision for some lines or for all rows of some fates. */
export async function include(
  included: boolean,
  what: { lines: number[] } | { fates: readonly PreviewRow['fate'][] },
): Promise<void> {
  await askAgain(async ({ importId }) => {
    if ('lines' in what) return client.imports.include({ importId, included, lines: what.lines });
    let preview: ImportPreview | undefined;
    for (const fate of what.fates) preview = await client.imports.include({ importId, included, fate });
    return preview;
  });
}

/** One question to the core at a time: answers in the wrong order would show an older preview. */
let working: Promise<void> = Promise.resolve();

async function askAgain(ask: (now: ImportPreview) => Promise<ImportPreview | undefined>): Promise<void> {
  const step = working.then(async () => {
    if (state.stage.kind !== 'preview') return;
    const { preview } = state.stage;
    become({ stage: { ...state.stage, busy: true } });
    let next: ImportPreview | undefined;
    try {
      next = await ask(preview);
    } catch (error) {
      showToast({ message: sentenceFor(error), tone: 'error' });
    }
    const now: Stage = state.stage;
    if (now.kind === 'preview' && now.preview.importId === preview.importId) {
      become({ stage: { kind: 'preview', preview: next ?? preview, busy: false } });
    }
  });
  working = step;
  await step;
}

export async function commit(): Promise<void> {
  await working;
  if (state.stage.kind !== 'preview') return;
  const { preview } = state.stage;
  become({ stage: { kind: 'saving', preview } });
  try {
    const done = await client.imports.commit({ importId: preview.importId });
    const { fileName, accountId } = preview;
    offerUndo(done, done.added > 0 ? `${count(done.added)} imported` : done.label);
    const several = preview.accounts.length > 0;
    become({ results: [...state.results, { ...done, fileName, accountId: several ? null : accountId }] });
    await openNext();
  } catch (error) {
    if (isCancelled(error)) {
      showToast({ message: sentenceFor(error) });
      return openNext();
    }
    showToast({ message: sentenceFor(error), tone: 'error' });
    become({ stage: { kind: 'preview', preview, busy: false } });
  }
}

/** Leaves this file; nothing of it was written. While it is being saved the core decides whether it was in time. */
export function cancel(): void {
  const { stage } = state;
  if (stage.kind === 'saving') void client.imports.cancel({ importId: stage.preview.importId });
  else if (stage.kind === 'reading' || stage.kind === 'preview') {
    const importId = stage.kind === 'reading' ? stage.importId : stage.preview.importId;
    void client.imports.cancel({ importId }).catch(() => undefined);
    void openNext();
  } else become({ stage: { kind: 'choose' } });
}

/** Back to the start. */
export function startOver(): void {
  become({ stage: { kind: 'choose' }, waiting: [], results: [] });
}

export function count(transactions: number): string {
  return transactions === 1 ? '1 transaction' : `${transactions} transactions`;
}

function isCancelled(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'CANCELLED';
}
