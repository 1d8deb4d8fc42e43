/** Books with one of everything that an export must carry, and ways to read what comes out. */
import { newIdBytes } from '../../src/shared/ids.ts';
import type { ExportRequest } from '../../src/shared/contract/exports.ts';
import { createExportService, type ExportService } from '../../src/core/features/exports/service.ts';
import { createPayeeRepository } from '../../src/core/features/payees/repository.ts';
import type { Ledger } from '../../src/core/ledger/ledger.ts';
import { fixedClock } from './ports-fixture.ts';

export interface BookEntry {
  account: Uint8Array;
  date: string;
  amountMinor: number;
  payee: string;
  currency?: string;
  categoryId?: string | null;
  note?: string;
  status?: 'pending' | 'cleared' | 'reconciled';
  bankRef?: string | null;
  transferId?: Uint8Array | null;
  original?: { amountMinor: number; currency: string };
  splits?: { categoryId: string | null; amountMinor: number; note?: string }[];
  tags?: Uint8Array[];
}

/** Adds accounts, transactions and tags as one change each. Answers ids. */
export function bookkeeper(ledger: Ledger) {
  const payees = createPayeeRepository(ledger.file.write);
  return {
    async account(name: string, kind: string, currency: string, openingBalanceMinor = 0): Promise<Uint8Array> {
      const id = newIdBytes();
      await ledger.commit({ label: `Added ${name}` }, (writer) =>
        writer.insert('account', { id, name, kind, currency, opening_balance_minor: openingBalanceMinor }),
      );
      return id;
    },
    async tag(name: string): Promise<Uint8Array> {
      const id = newIdBytes();
      await ledger.commit({ label: 'Added a tag' }, (writer) =>
        writer.insert('tag', { id, name, folded: name.toLowerCase() }),
      );
      return id;
    },
    async add(entry: BookEntry): Promise<Uint8Array> {
      const id = newIdBytes();
      await ledger.commit({ label: `Added ${entry.payee}` }, (writer) => {
        const payeeId = payees.findOrCreate(entry.payee);
        const known = payees.findDescription(entry.payee);
        writer.insert('txn', {
          id,
          account_id: entry.account,
          date: entry.date,
          amount_minor: entry.amountMinor,
          currency: entry.currency ?? 'EUR',
          description_id: known ? known.id : payees.addDescription(entry.payee, entry.payee, payeeId),
          category_id: entry.categoryId ?? null,
          note: entry.note ?? '',
          status: entry.status ?? 'cleared',
          bank_ref: entry.bankRef ?? null,
          transfer_id: entry.transferId ?? null,
          original_amount_minor: entry.original?.amountMinor ?? null,
          original_currency: entry.original?.currency ?? null,
        });
        entry.splits?.forEach((part, position) =>
          writer.insert('split', {
            id: newIdBytes(),
            txn_id: id,
            position,
            category_id: part.categoryId,
            amount_minor: part.amountMinor,
            note: part.note ?? '',
          }),
        );
        if (entry.splits) writer.update('txn', id, { split_count: entry.splits.length });
        for (const tag of entry.tags ?? []) writer.insert('txn_tag', { id: newIdBytes(), txn_id: id, tag_id: tag });
      });
      return id;
    },
  };
}

export function exportsOf(ledger: Ledger): ExportService {
  return createExportService({
    ledger,
    clock: fixedClock(),
    version: 'test',
    baseCurrency: () => 'EUR',
    restored: () => undefined,
  });
}

export async function exported(exports: ExportService, request: ExportRequest): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of exports.write(request)) pieces.push(piece.text);
  return pieces.join('');
}

/** Uploads in parts of odd sizes and restores. Answers what the last step said. */
export async function restored(exports: ExportService, text: string, replace = false) {
  const { restoreId } = exports.restoreOpen();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += 7001) exports.restorePart(restoreId, bytes.subarray(at, at + 7001));
  const preview = exports.restorePreview(restoreId);
  let last: { transactions: number; copy: string | null } | null = null;
  for await (const step of exports.restore(restoreId, replace)) last = step.restored;
  return { preview, done: last };
}
