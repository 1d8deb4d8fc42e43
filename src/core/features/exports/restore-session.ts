/** A file on its way in: kept in the data folder, checked and counted as its parts come. */
import { createHash } from 'node:crypto';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { DomainError } from '#shared/contract/errors.ts';
import type { RestorePreview } from '#shared/contract/exports.ts';
import { createLedgerReader, isTrailer, newer, type LedgerFileHeader, type LedgerRow } from '../../domain/export/ledger-json.ts';
import { createLineSplitter } from './lines.ts';

export type FileSummary = Omit<RestorePreview, 'restoreId' | 'current'>;

export interface RestoreSession {
  path: string;
  /** Answers how many bytes have come. @throws DomainError as soon as the file is found to be wrong. */
  add(part: Uint8Array): number;
  /** @throws DomainError UNREADABLE when the file is not whole or not as it was written. */
  finish(): { summary: FileSummary; rows: number };
  drop(): void;
}

export function createRestoreSession(path: string, schemaVersion: number): RestoreSession {
  const hash = createHash('sha256');
  const counter = createCounter();
  let header: LedgerFileHeader | null = null;
  let finished: { summary: FileSummary; rows: number } | null = null;
  let bytes = 0;
  const reader = createLedgerReader({
    header(found) {
      if (found.schemaVersion > schemaVersion) throw newer(found.app);
      header = found;
    },
    table: counter.table,
    row: counter.row,
  });
  const splitter = createLineSplitter((line, raw) => {
    reader.line(line);
    if (!isTrailer(line)) hash.update(raw);
  });
  writeFileSync(path, '', { mode: 0o600 });

  return {
    path,
    add(part) {
      splitter.push(part);
      appendFileSync(path, part);
      bytes += part.byteLength;
      return bytes;
    },
    finish() {
      if (finished) return finished;
      splitter.end();
      const { counts, sha256 } = reader.end();
      if (sha256 !== hash.digest('hex') || !header) {
        throw new DomainError('UNREADABLE', 'The file was changed since Saldo wrote it: its checksum does not fit. Nothing was changed.');
      }
      const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
      finished = { summary: { exportedAt: header.exportedAt, app: header.app, ...counter.summary() }, rows };
      return finished;
    },
    drop: () => rmSync(path, { force: true }),
  };
}

function createCounter() {
  const accounts = new Map<string, { name: string; currency: string; transactions: number }>();
  const live = new Map<string, number>();
  let table = '';
  let firstDate: string | null = null;
  let lastDate: string | null = null;
  return {
    table(name: string) {
      table = name;
    },
    row(row: LedgerRow) {
      if ('deleted_change' in row) return;
      live.set(table, (live.get(table) ?? 0) + 1);
      if (table === 'account') {
        accounts.set(String(row['id']), { name: String(row['name']), currency: String(row['currency']), transactions: 0 });
      } else if (table === 'txn') {
        const account = accounts.get(String(row['account_id']));
        if (account) account.transactions += 1;
        const date = String(row['date']);
        if (firstDate === null || date < firstDate) firstDate = date;
        if (lastDate === null || date > lastDate) lastDate = date;
      }
    },
    summary() {
      const count = (name: string): number => live.get(name) ?? 0;
      return {
        accounts: [...accounts.values()],
        transactions: count('txn'),
        payees: count('payee'),
        categories: count('category'),
        attachments: count('attachment'),
        firstDate,
        lastDate,
      };
    },
  };
}
