import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { ImportPreview, PreviewRow } from '#shared/contract/imports.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { newId } from '#shared/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock, Workers } from '../../ports.ts';
import type { ReadStatementInput, ReadStatementResult } from '../../statements/read-result.ts';
import { textAt } from '../../statements/statement-columns.ts';
import type { AccountService } from '../accounts/service.ts';
import type { Categorisation } from '../categorisation/service.ts';
import type { JobRuns } from '../system/job-runs.ts';
import { commitImport } from './commit-import.ts';
import { recordCells } from './record-cells.ts';
import { createImportRepository } from './repository.ts';
import { checkRows, explain, previewOf, type ImportAccount, type ImportSession } from './session.ts';

/** Open imports hold their file in memory; more than a few at once are left-overs. */
const MAX_OPEN = 8;
const MAX_BYTES = 200 * 1024 * 1024;

type Show = 'all' | 'new' | 'already-here' | 'problem';

export interface ImportDependencies {
  ledger: Ledger;
  workers: Workers;
  clock: Clock;
  accounts: AccountService;
  categorisation: Categorisation;
  jobRuns: JobRuns;
  publish(event: CoreEvent): void;
}

export function createImportService(dependencies: ImportDependencies) {
  const { ledger, workers, clock, accounts, categorisation, jobRuns, publish } = dependencies;
  const reading = createImportRepository(ledger.read);
  const sessions = new Map<string, ImportSession>();
  const running = new Map<string, AbortController>();

  const session = (importId: string): ImportSession => {
    const found = sessions.get(importId);
    if (!found) throw new DomainError('NOT_FOUND', 'This import was closed. Open the file again.');
    return found;
  };

  const read = async (
    importId: string,
    input: ReadStatementInput,
    signal: AbortSignal,
  ): Promise<ReadStatementResult> => {
    const progress = (done: number, total: number): void =>
      publish({ kind: 'import-progress', importId, phase: 'reading', done, total });
    progress(0, input.bytes.length);
    try {
      return await workers.run<ReadStatementInput, ReadStatementResult>('read-statement', input, {
        signal,
        onProgress: progress,
      });
    } catch (error) {
      if (signal.aborted) throw new DomainError('CANCELLED', 'Cancelled. Nothing was changed.');
      if (error instanceof Error && error.name === 'UnreadableStatement') {
        throw new DomainError('UNREADABLE', error.message);
      }
      throw error;
    }
  };

  const check = (target: Pick<ImportSession, 'importId' | 'read' | 'account'>): ImportSession['rows'] => {
    publish({ kind: 'import-progress', importId: target.importId, phase: 'checking', done: 0, total: target.read.rows.count });
    return checkRows(target.read, target.account, accounts.list(), (accountId, from, to, byCurrentValues) =>
      reading.knownRows(accountId, from, to, byCurrentValues),
    );
  };

  const findAccount = (id: string | null): ImportAccount | null => {
    if (id === null) return null;
    const found = accounts.list().find((account) => account.id === id);
    if (!found) throw new DomainError('NOT_FOUND', 'That account is not there any more.', 'accountId');
    return found;
  };

  return {
    async open(file: { name: string; bytes: Uint8Array }, accountId: string | null, wantedId?: string): Promise<ImportPreview> {
      if (file.bytes.length === 0) throw new DomainError('UNREADABLE', `${file.name} is empty.`);
      if (file.bytes.length > MAX_BYTES) {
        throw new DomainError('UNREADABLE', `${file.name} is larger than 200 MB. Export a shorter span from your bank.`);
      }
      const importId = wantedId ?? newId();
      const abort = new AbortController();
      running.set(importId, abort);
      try {
        const all = accounts.list();
        const input: ReadStatementInput = {
          bytes: file.bytes,
          fileName: file.name,
          mapping: null,
          defaultCurrency: all.find((account) => account.id === accountId)?.currency ?? null,
        };
        let result = await read(importId, input, abort.signal);
        const layout = reading.layout(result.layoutKey);
        if (layout && JSON.stringify(layout.mapping) !== JSON.stringify(result.mapping)) {
          result = await read(importId, { ...input, mapping: layout.mapping }, abort.signal);
        }
        const account =
          findAccount(accountId) ?? findAccount(layout?.accountId ?? null) ?? (all.length === 1 ? (all[0] ?? null) : null);
        const opened = {
          importId,
          fileName: file.name,
          bytes: file.bytes,
          read: result,
          remembered: layout !== null,
          account,
          abort,
        };
        const complete = { ...opened, rows: check(opened) };
        sessions.set(importId, complete);
        for (const stale of [...sessions.keys()].slice(0, -MAX_OPEN)) sessions.delete(stale);
        return previewOf(complete);
      } finally {
        running.delete(importId);
      }
    },

    async revise(importId: string, accountId: string | undefined, mapping: CsvMapping | undefined): Promise<ImportPreview> {
      const current = session(importId);
      const account = accountId === undefined ? current.account : findAccount(accountId);
      const result = mapping
        ? await read(
            importId,
            { bytes: current.bytes, fileName: current.fileName, mapping, defaultCurrency: account?.currency ?? null },
            current.abort.signal,
          )
        : current.read;
      const revised = { ...current, read: result, account };
      const complete = { ...revised, rows: check(revised) };
      sessions.set(importId, complete);
      return previewOf(complete);
    },

    rows(importId: string, show: Show, offset: number, limit: number): { rows: PreviewRow[]; total: number } {
      const current = session(importId);
      const order = previewOrder(current, show);
      const page = order.slice(offset, offset + limit);
      const cellsAt = recordCells(current.bytes, current.read);
      return { rows: page.map((entry) => previewRow(current, entry, cellsAt)), total: order.length };
    },

    include(importId: string, included: boolean, lines: number[] | undefined, fate: PreviewRow['fate'] | undefined): ImportPreview {
      const current = session(importId);
      const wanted = lines && new Set(lines);
      const { line } = current.read.rows;
      for (let at = 0; at < current.read.rows.count; at++) {
        if (current.rows.fates[at] === 'problem') continue;
        if (wanted && !wanted.has(line[at] ?? 0)) continue;
        if (fate && current.rows.fates[at] !== fate) continue;
        current.rows.included[at] = included ? 1 : 0;
      }
      return previewOf(current);
    },

    async commit(importId: string) {
      const current = session(importId);
      if (current.read.questions.length > 0) {
        throw new DomainError('INVALID', current.read.questions[0]?.message ?? 'Answer the question above first.', 'mapping');
      }
      const { account } = current;
      if (!account) throw new DomainError('INVALID', 'Choose the account that this file belongs to.', 'accountId');
      const abort = new AbortController();
      running.set(importId, abort);
      try {
        // Checked again: the ledger may have changed while the preview was open. What the user chose by hand stays.
        const chosen = current.rows;
        const fresh = check(current);
        for (let at = 0; at < fresh.included.length; at++) {
          if (fresh.fates[at] === chosen.fates[at]) fresh.included[at] = chosen.included[at] ?? 0;
        }
        const result = await jobRuns.record('import', async () => {
          const done = await commitImport(
            { ledger, categorisation, clock, publish, signal: abort.signal },
            { ...current, account, rows: fresh },
          );
          return { result: done, message: `${done.added} transactions added, ${done.problems} lines with problems` };
        });
        sessions.delete(importId);
        await ledger.direct((db) =>
          createImportRepository(db).rememberLayout(
            current.read.layoutKey,
            current.read.mapping,
            account.id,
            clock.now().toISOString(),
          ),
        );
        return result;
      } finally {
        running.delete(importId);
      }
    },

    cancel(importId: string): void {
      running.get(importId)?.abort();
      sessions.get(importId)?.abort.abort();
      if (!running.has(importId)) sessions.delete(importId);
    },

    batches: () => reading.batches(),
  };

  function previewRow(current: ImportSession, entry: PreviewEntry, cellsAt: (line: number) => string[]): PreviewRow {
    if ('problem' in entry) {
      const { problem } = entry;
      return {
        line: problem.line,
        fate: problem.severity,
        explanation: problem.message,
        included: false,
        date: null,
        amountMinor: null,
        currency: null,
        payee: '',
        description: '',
        balanceMinor: null,
        categoryId: null,
        cells: cellsAt(problem.line),
      };
    }
    const { at } = entry;
    const { rows } = current.read;
    const fate = current.rows.fates[at] ?? 'new';
    const balance = rows.balanceMinor[at] ?? Number.NaN;
    const text = current.rows.texts[current.rows.text[at] as number] as string;
    return {
      line: rows.line[at] ?? 0,
      fate,
      explanation: explain(fate, current.rows.reasons.get(at)),
      included: current.rows.included[at] === 1,
      date: textAt(rows.date, at),
      amountMinor: rows.amountMinor[at] ?? null,
      currency: textAt(rows.currency, at) ?? current.rows.accounts[at]?.currency ?? null,
      payee: categorisation.normalise(textAt(rows.payee, at) || text).merchant,
      description: text,
      balanceMinor: Number.isNaN(balance) ? null : balance,
      categoryId: null,
      cells: cellsAt(rows.line[at] ?? 0),
    };
  }
}

type PreviewEntry = { at: number } | { problem: ReadStatementResult['problems'][number] };

/** Rows and unreadable lines together, in the order of the file. */
function previewOrder(current: ImportSession, show: Show): PreviewEntry[] {
  const { rows, problems } = current.read;
  const entries: (PreviewEntry & { line: number })[] = [];
  for (let at = 0; at < rows.count; at++) {
    const fate = current.rows.fates[at];
    const wanted =
      show === 'all' ||
      (show === 'new' && (fate === 'new' || fate === 'new-same')) ||
      (show === 'already-here' && (fate === 'already-here' || fate === 'deleted-before')) ||
      (show === 'problem' && fate === 'problem');
    if (wanted) entries.push({ at, line: rows.line[at] ?? 0 });
  }
  if (show === 'all' || show === 'problem') {
    for (const problem of problems) entries.push({ problem, line: problem.line });
  }
  return entries.sort((a, b) => a.line - b.line);
}

export type ImportService = ReturnType<typeof createImportService>;
