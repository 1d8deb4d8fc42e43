import type { AccountKind } from '#shared/contract/accounts.ts';
import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { BalanceCheck, ImportPreview, PreviewRow, RowDecision } from '#shared/contract/imports.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { newId } from '#shared/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock, Workers } from '../../ports.ts';
import { MAX_STATEMENT_BYTES } from '../../statements/read-statement.ts';
import type { ReadStatementInput, ReadStatementResult } from '../../statements/read-result.ts';
import { textAt } from '../../statements/statement-columns.ts';
import type { AccountService } from '../accounts/service.ts';
import type { Categorisation } from '../categorisation/service.ts';
import type { JobRuns } from '../system/job-runs.ts';
import type { TransferService } from '../transfers/service.ts';
import { checkBalances } from './balance-checks.ts';
import { commitImport } from './commit-import.ts';
import { accountsOfFile, knownAccount, newAccount, type FileAccountTarget } from './file-accounts.ts';
import { categoryFinder, fileCategoryKey, unknownCategories } from './file-categories.ts';
import { recordCells } from './record-cells.ts';
import { createImportRepository } from './repository.ts';
import { checkRows, explain, previewOf, usualDecision, type ImportAccount, type ImportSession } from './session.ts';

/** Open imports hold their file in memory; more than a few at once are left-overs. */
const MAX_OPEN = 8;

/** Categories beyond these are a file of another kind; a person would not map them one by one. */
const UNKNOWN_CATEGORIES = 200;

type Show = 'all' | 'new' | 'already-here' | 'to-check' | 'problem';

export type AccountChoice =
  | { accountId: string }
  | { create: { name: string; kind: AccountKind; currency: string } }
  | { leaveOut: true };

export interface ImportDependencies {
  ledger: Ledger;
  workers: Workers;
  clock: Clock;
  accounts: AccountService;
  categorisation: Categorisation;
  transfers: Pick<TransferService, 'linkImported'>;
  jobRuns: JobRuns;
  /** An import is done: so many transactions were added, and these lines could not be read. */
  finished: (done: { fileName: string; added: number; problems: number }) => Promise<void>;
  publish(event: CoreEvent): void;
}

export function createImportService(dependencies: ImportDependencies) {
  const { ledger, workers, clock, accounts, categorisation, transfers, jobRuns, finished, publish } = dependencies;
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

  const check = (target: Pick<ImportSession, 'importId' | 'read' | 'account' | 'targets'>): ImportSession['rows'] => {
    publish({ kind: 'import-progress', importId: target.importId, phase: 'checking', done: 0, total: target.read.rows.count });
    return checkRows(target, {
      rows: (accountId, from, to, byCurrentValues) => reading.knownRows(accountId, from, to, byCurrentValues),
      textsOf: (rows) => reading.textsOf(rows.map((row) => row.id)),
    });
  };

  const preview = (current: ImportSession): ImportPreview => {
    const names = reading.categories();
    const find = categoryFinder({ ...names, remembered: [] });
    const chosen = new Map(names.remembered.map(({ name, id }) => [fileCategoryKey(name), id]));
    return previewOf(current, {
      balances: checkBalances(current, reading).map(({ account: _, line: __, ...balance }) => balance),
      unknownCategories: unknownCategories(current.read, find)
        .slice(0, UNKNOWN_CATEGORIES)
        .map((each) => ({ ...each, categoryId: chosen.get(fileCategoryKey(each.name)) ?? null })),
    });
  };

  const keep = (current: ImportSession): ImportPreview => {
    sessions.set(current.importId, current);
    return preview(current);
  };

  /** Where the rows of a file go as far as that is known: one account for all, or one for each that the file names. */
  const placeRows = (result: ReadStatementResult, wanted: ImportAccount | null, ofLayout: string | null) => {
    const all: ImportAccount[] = accounts.list();
    const named = accountsOfFile(result);
    const remembered = reading.fileAccounts(named.map(({ key }) => key));
    const only = all.length === 1 ? (all[0] ?? null) : null;
    const usual = wanted ?? findAccount(ofLayout);
    if (named.length <= 1) {
      const known = named[0] ? knownAccount(named[0], all, remembered) : null;
      return { account: wanted ?? known ?? usual ?? only, targets: [] };
    }
    const currency = usual?.currency ?? all[0]?.currency ?? 'EUR';
    const targets = named.map((each): FileAccountTarget => ({
      ...each,
      to: knownAccount(each, all, remembered) ?? newAccount(each, currency),
      leaveOut: false,
    }));
    return { account: usual ?? only, targets };
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
      if (file.bytes.length > MAX_STATEMENT_BYTES) {
        throw new DomainError('UNREADABLE', `${file.name} is larger than 100 MB. Export a shorter span from your bank.`);
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
        if (layout?.mapping && result.mapping && JSON.stringify(layout.mapping) !== JSON.stringify(result.mapping)) {
          result = await read(importId, { ...input, mapping: layout.mapping }, abort.signal);
        }
        const opened = {
          importId,
          fileName: file.name,
          bytes: file.bytes,
          read: result,
          remembered: layout !== null,
          ...placeRows(result, findAccount(accountId), layout?.accountId ?? null),
          abort,
        };
        const shown = keep({ ...opened, rows: check(opened) });
        for (const stale of [...sessions.keys()].slice(0, -MAX_OPEN)) sessions.delete(stale);
        return shown;
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
      // Another mapping may name other accounts; what was chosen for those that stay is kept.
      const placed = mapping ? placeRows(result, account, null) : current;
      const targets = placed.targets.map((target) => current.targets.find((each) => each.key === target.key) ?? target);
      const revised = { ...current, read: result, account, targets };
      return keep({ ...revised, rows: check(revised) });
    },

    mapAccount(importId: string, key: string, choice: AccountChoice): ImportPreview {
      const current = session(importId);
      if (!current.targets.some((target) => target.key === key)) {
        throw new DomainError('NOT_FOUND', 'The file names no such account.', 'key');
      }
      const targets = current.targets.map((target): FileAccountTarget => {
        if (target.key !== key) return target;
        if ('leaveOut' in choice) return { ...target, to: null, leaveOut: true };
        const to = 'accountId' in choice ? findAccount(choice.accountId) : plannedAccount(key, choice.create);
        return { ...target, to, leaveOut: false };
      });
      // Two accounts of a file may be one of the ledger; equal accounts are one object, so that rows are matched as one.
      const shared = new Map<string, ImportAccount>();
      for (const { to } of targets) if (to && !shared.has(to.id)) shared.set(to.id, to);
      const sharing = targets.map((each) => ({ ...each, to: each.to && (shared.get(each.to.id) ?? each.to) }));
      const revised = { ...current, targets: sharing };
      return keep({ ...revised, rows: check(revised) });
    },

    async mapCategory(importId: string, name: string, categoryId: string | null): Promise<ImportPreview> {
      const current = session(importId);
      if (categoryId !== null && !reading.categories().tree.some(({ id }) => id === categoryId)) {
        throw new DomainError('NOT_FOUND', 'That category is not there any more.', 'categoryId');
      }
      await ledger.direct((db) => {
        const repository = createImportRepository(db);
        const key = fileCategoryKey(name);
        if (categoryId === null) repository.forgetCategory(key);
        else repository.rememberCategory(key, categoryId, clock.now().toISOString());
      });
      return preview(current);
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
      for (const at of chosenRows(current, lines, fate)) {
        const usual = usualDecision(current.rows.fates[at]);
        current.rows.decisions[at] = !included ? 'leave-out' : usual === 'leave-out' ? 'add' : usual;
      }
      return preview(current);
    },

    decide(
      importId: string,
      decision: RowDecision,
      lines: number[] | undefined,
      fate: PreviewRow['fate'] | undefined,
    ): ImportPreview {
      const current = session(importId);
      const chosen = chosenRows(current, lines, fate);
      const possible = (at: number): boolean =>
        current.rows.fates[at] === 'books-pending' || current.rows.fates[at] === 'maybe-same';
      if (decision === 'same' && !chosen.every(possible)) {
        throw new DomainError('INVALID', 'That line matches no transaction that it could be.', 'lines');
      }
      for (const at of chosen) current.rows.decisions[at] = decision;
      return preview(current);
    },

    async commit(importId: string) {
      const current = session(importId);
      if (current.read.questions.length > 0) {
        throw new DomainError('INVALID', current.read.questions[0]?.message ?? 'Answer the question above first.', 'mapping');
      }
      if (current.rows.accounts.some((account, at) => account === null && current.rows.decisions[at] !== 'leave-out')) {
        throw new DomainError('INVALID', 'Choose the account that this file belongs to.', 'accountId');
      }
      const abort = new AbortController();
      running.set(importId, abort);
      try {
        // Checked again: the ledger may have changed while the preview was open. What the user chose by hand stays.
        const chosen = current.rows;
        const fresh = check(current);
        for (let at = 0; at < fresh.decisions.length; at++) {
          if (fresh.fates[at] === chosen.fates[at] && sameMatch(fresh, chosen, at)) {
            fresh.decisions[at] = chosen.decisions[at] ?? 'leave-out';
          }
        }
        const { madeAccounts, ...result } = await jobRuns.record('import', async () => {
          const done = await commitImport(
            { ledger, accounts, categorisation, transfers, clock, publish, signal: abort.signal },
            { ...current, rows: fresh },
          );
          return { result: done, message: `${done.added} transactions added, ${done.problems} lines with problems` };
        });
        sessions.delete(importId);
        await ledger.direct((db) => remember(createImportRepository(db), current, madeAccounts));
        await finished({ fileName: current.fileName, added: result.added, problems: result.problems });
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

    balances(accountId: string): BalanceCheck[] {
      return reading.statedBalances(accountId).map((stated) => ({
        accountName: stated.name,
        accountId,
        currency: stated.currency,
        kind: stated.kind,
        date: stated.date,
        statedMinor: stated.stated_minor,
        ledgerMinor: reading.bookedBalance(accountId, stated.date),
        advice: null,
        openingBalanceMinor: null,
      }));
    },
  };

  /** What the next file of this bank is read by, and where its accounts go. */
  function remember(repository: typeof reading, current: ImportSession, madeAccounts: Map<string, string>): void {
    const now = clock.now().toISOString();
    const { account, targets } = current;
    const mainId = account && !account.create ? account.id : (targets.map(({ to }) => to?.id).find(isId) ?? null);
    repository.rememberLayout(current.read.layoutKey, current.read.mapping, mainId, now);
    const named = targets.length > 0 ? targets : accountsOfFile(current.read).map((each) => ({ ...each, to: account }));
    for (const { key, to } of named) {
      const accountId = madeAccounts.get(key) ?? (to && !to.create ? to.id : null);
      if (accountId) repository.rememberFileAccount(key, accountId, now);
    }
  }

  function chosenRows(current: ImportSession, lines: number[] | undefined, fate: PreviewRow['fate'] | undefined): number[] {
    const wanted = lines && new Set(lines);
    const { line } = current.read.rows;
    const chosen: number[] = [];
    for (let at = 0; at < current.read.rows.count; at++) {
      if (current.rows.fates[at] === 'problem' || current.rows.fates[at] === 'note') continue;
      if (wanted && !wanted.has(line[at] ?? 0)) continue;
      if (fate && current.rows.fates[at] !== fate) continue;
      chosen.push(at);
    }
    return chosen;
  }

  function previewRow(current: ImportSession, entry: PreviewEntry, cellsAt: (line: number) => string[]): PreviewRow {
    if ('problem' in entry) {
      const { problem } = entry;
      return {
        line: problem.line,
        fate: problem.severity,
        explanation: problem.message,
        included: false,
        decision: 'leave-out',
        match: null,
        accountName: null,
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
    const decision = current.rows.decisions[at] ?? 'leave-out';
    const match = current.rows.matches.get(at);
    return {
      line: rows.line[at] ?? 0,
      fate,
      explanation: explain(fate, current.rows.reasons.get(at), match?.ground),
      included: decision !== 'leave-out',
      decision,
      match: match ? reading.matched(match.held.id) : null,
      accountName: current.rows.accounts[at]?.name ?? null,
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

function plannedAccount(key: string, create: NonNullable<ImportAccount['create']>): ImportAccount {
  return { id: `new ${key}`, name: create.name, currency: create.currency, create };
}

function isId(id: string | undefined): id is string {
  return id !== undefined && !id.startsWith('new ');
}

function sameMatch(one: ImportSession['rows'], other: ImportSession['rows'], at: number): boolean {
  const [a, b] = [one.matches.get(at), other.matches.get(at)];
  return a && b ? Buffer.compare(a.held.id, b.held.id) === 0 : a === b;
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
      (show === 'to-check' && (fate === 'maybe-same' || fate === 'books-pending')) ||
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
