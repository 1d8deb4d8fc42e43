/** Files out of the ledger, and a whole ledger back in. */
import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { DomainError } from '#shared/contract/errors.ts';
import type { ExportRequest, RestorePreview } from '#shared/contract/exports.ts';
import { newId } from '#shared/ids.ts';
import { beancountFile } from '../../domain/export/beancount.ts';
import type { ExportBook } from '../../domain/export/export-book.ts';
import { hledgerJournal } from '../../domain/export/hledger.ts';
import { ofxFile } from '../../domain/export/ofx.ts';
import type { Database } from '../../ledger/database.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { addShippedCategories } from '../categories/service.ts';
import { jsonPieces } from './json-export.ts';
import { linesOf } from './lines.ts';
import { inPieces, type ExportPiece } from './pieces.ts';
import { createExportRepository } from './repository.ts';
import { createRestoreSession, type RestoreSession } from './restore-session.ts';
import { restoreTables } from './restore-tables.ts';

const PART_OF_A_RESTORE = /^restore-[0-9a-f-]{36}\.part$/;
const TELL_EVERY_MS = 100;

interface ExportContext {
  ledger: Ledger;
  clock: Clock;
  /** The version of Saldo, for the files to say. */
  version: string;
  baseCurrency: () => string | null;
  /** Called after a restore: nothing that was known of the ledger holds any more. */
  restored: () => void;
}

export interface RestoreStep {
  done: number;
  total: number;
  restored: { transactions: number; copy: string | null } | null;
}

export function createExportService({ ledger, clock, version, baseCurrency, restored }: ExportContext) {
  const folder = dirname(ledger.file.path);
  let open: { id: string; session: RestoreSession } | null = null;

  const session = (id: string): RestoreSession => {
    if (open?.id !== id) throw new DomainError('NOT_FOUND', 'That file is not open any more. Choose it again.');
    return open.session;
  };
  const close = (): void => {
    open?.session.drop();
    open = null;
  };
  const present = (): { accounts: number; transactions: number } => ({
    accounts: countOf(ledger.read, 'account'),
    transactions: countOf(ledger.read, 'txn'),
  });

  return {
    /** The file in pieces, from the ledger as it is at the first of them; others are served in between. */
    async *write(request: ExportRequest): AsyncGenerator<ExportPiece, void> {
      const snapshot = ledger.file.snapshot();
      try {
        const exportedAt = clock.now().toISOString();
        const pieces =
          request.format === 'json'
            ? jsonPieces(snapshot.db, { schemaVersion: ledger.file.schemaVersion, app: version, exportedAt })
            : bookPieces(snapshot.db, request, { app: version, exportedAt, baseCurrency: baseCurrency() ?? 'EUR', today: clock.today() });
        for (const piece of pieces) {
          yield piece;
          await nextTurn();
        }
      } finally {
        snapshot.close();
      }
    },

    restoreOpen() {
      close();
      for (const name of readdirSync(folder)) if (PART_OF_A_RESTORE.test(name)) rmSync(join(folder, name));
      const id = newId();
      open = { id, session: createRestoreSession(join(folder, `restore-${id}.part`), ledger.file.schemaVersion) };
      return { restoreId: id };
    },

    restorePart(id: string, part: Uint8Array) {
      const into = session(id);
      try {
        return { bytes: into.add(part) };
      } catch (error) {
        close();
        throw error;
      }
    },

    restorePreview(id: string): RestorePreview {
      const from = session(id);
      try {
        return { restoreId: id, ...from.finish().summary, current: present() };
      } catch (error) {
        close();
        throw error;
      }
    },

    /** The last step says what was restored. Aborting leaves the ledger as it was. */
    async *restore(id: string, replace: boolean, signal?: AbortSignal): AsyncGenerator<RestoreStep, void> {
      const from = session(id);
      const { summary, rows } = from.finish();
      // Deleted rows count: they are what undo brings back.
      const filled = ledger.read.sql('SELECT 1 FROM txn LIMIT 1').get() !== undefined;
      if (filled && !replace) {
        throw new DomainError('CONFLICT', 'Your ledger has transactions. Restoring would replace them; nothing was changed.');
      }
      const copy = filled ? copyLedger(ledger, folder, clock.now()) : null;
      let done = 0;
      const stop = new AbortController();
      const work = ledger.directInSteps(
        function* (db) {
          yield* restoreTables(db, linesOf(from.path), () => (done += 1));
          // The file may be of a version that knew fewer.
          addShippedCategories(db);
        },
        signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
      );
      let ended = false;
      const end = work.finally(() => (ended = true));
      // Looked at again below; a failure in between is not left without a listener.
      end.catch(() => undefined);
      try {
        while (!ended) {
          yield { done, total: rows, restored: null };
          await Promise.race([end, delay(TELL_EVERY_MS)]);
        }
        await end;
      } finally {
        // Whoever stops listening does not want the rest.
        if (!ended) stop.abort();
        await end.catch(() => undefined);
      }
      close();
      restored();
      yield { done: rows, total: rows, restored: { transactions: summary.transactions, copy } };
    },

    restoreCancel(id: string) {
      if (open?.id === id) close();
      return { restoreId: id };
    },
  };
}

export type ExportService = ReturnType<typeof createExportService>;

function* bookPieces(
  db: Database,
  request: ExportRequest,
  about: { app: string; exportedAt: string; baseCurrency: string; today: string },
): Generator<ExportPiece> {
  const repository = createExportRepository(db, {
    accountIds: request.accountIds ?? null,
    dateFrom: request.dateFrom ?? null,
    dateTo: request.dateTo ?? null,
  });
  const accounts = repository.accounts(about.today);
  if (accounts.length === 0) throw new DomainError('NOT_FOUND', 'There is no account to export.', 'accountIds');
  const firstDate = accounts.map((account) => account.firstDate).sort()[0] ?? about.today;
  const lastDate = accounts.map((account) => account.lastDate).sort().at(-1) ?? firstDate;
  const book: ExportBook = {
    ...about,
    firstDate,
    lastDate: lastDate < firstDate ? firstDate : lastDate,
    accounts,
    categories: repository.categories(),
    transactions: repository.transactions(),
  };
  const texts = {
    ofx: () => ofxFile(book, repository.transactionsOf),
    hledger: () => hledgerJournal(book),
    beancount: () => beancountFile(book),
  };
  if (request.format === 'json') return;
  yield* inPieces(texts[request.format](), repository.count());
}

function countOf(db: Database, table: 'account' | 'txn'): number {
  return db.sql<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE deleted_change IS NULL`).get()?.n ?? 0;
}

/** Beside the ledger, which encrypts it as the ledger is. Answers the file's name. */
function copyLedger(ledger: Ledger, folder: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-');
  const name = basename(ledger.file.path).replace(/\.sqlite$/, '');
  const taken = new Set(readdirSync(folder));
  let copy = `${name}.before-restore-${stamp}.sqlite`;
  for (let nth = 2; taken.has(copy); nth += 1) copy = `${name}.before-restore-${stamp}-${nth}.sqlite`;
  ledger.read.exec(`VACUUM INTO '${join(folder, copy).replaceAll("'", "''")}'`);
  return copy;
}
