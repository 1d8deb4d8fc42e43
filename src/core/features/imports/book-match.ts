/** A row of a file that is a transaction of the ledger already: what the bank says is taken over, what a person did stays. */
import { DomainError } from '#shared/contract/errors.ts';
import { newIdBytes } from '#shared/ids.ts';
import type { MatchGround } from '../../domain/matching.ts';
import type { Row, Writer } from '../../ledger/ledger.ts';
import type { createImportRepository, StoredMatch } from './repository.ts';

export interface BankRow {
  date: string;
  amountMinor: number;
  descriptionId: number;
  fingerprint: number;
  bankRef: string | null;
}

/**
 * Books a pending transaction, or merges an entry made by hand: date, amount, bank text and id come from the bank;
 * category, parts, note, tags and files stay. Any other match, and a reconciled one, is only remembered, so that the
 * row is known next time. Answers which of them happened.
 */
export function bookMatch(
  writer: Writer,
  repository: ReturnType<typeof createImportRepository>,
  id: Uint8Array,
  row: BankRow,
  ground: MatchGround,
): 'booked' | 'merged' {
  const stored = repository.stored(id);
  if (!stored) {
    throw new DomainError('CONFLICT', 'A transaction that this file matches was deleted in the meantime. Nothing was changed.');
  }
  const booking = stored.status === 'pending';
  if (stored.status === 'reconciled' || (!booking && ground !== 'by-hand')) {
    remember(writer, stored, row.date, row.fingerprint, row.bankRef);
    return 'merged';
  }
  if (stored.fingerprint !== null && stored.fingerprint !== row.fingerprint) {
    remember(writer, stored, stored.bank_date ?? stored.date, stored.fingerprint, stored.bank_ref);
  }
  const columns: Row = {
    // A day that a person chose stays; the bank's is kept beside it.
    ...(stored.bank_date === null ? { date: row.date } : { bank_date: row.date }),
    amount_minor: row.amountMinor,
    description_id: row.descriptionId,
    status: 'cleared',
    fingerprint: row.fingerprint,
    bank_ref: row.bankRef ?? stored.bank_ref,
  };
  if (stored.fingerprint === null) columns['payee_id'] = keptPayee(repository, stored, row.descriptionId);
  if (stored.split_count > 0 && stored.amount_minor !== row.amountMinor) {
    addDifference(writer, repository, stored, row.amountMinor - stored.amount_minor);
    // Open while its parts change, and to be looked at: nobody said what the difference was for.
    Object.assign(columns, { split_count: stored.split_count + 1, review: 1 });
  }
  writer.update('txn', id, columns);
  return booking ? 'booked' : 'merged';
}

function remember(writer: Writer, stored: StoredMatch, date: string, fingerprint: number, bankRef: string | null): void {
  writer.insert('bank_record', {
    id: newIdBytes(),
    txn_id: stored.id,
    account_id: stored.account_id,
    date,
    fingerprint,
    bank_ref: bankRef,
  });
}

/** The payee that a person wrote, unless the bank's text has the same one. */
function keptPayee(
  repository: ReturnType<typeof createImportRepository>,
  stored: StoredMatch,
  descriptionId: number,
): Uint8Array | null {
  const own = stored.payee_id ?? repository.payeeOf(stored.description_id);
  const usual = repository.payeeOf(descriptionId);
  return own && usual && Buffer.compare(own, usual) === 0 ? null : own;
}

/** Parts stay as they are; what the bank booked more or less becomes a part of its own. */
function addDifference(
  writer: Writer,
  repository: ReturnType<typeof createImportRepository>,
  stored: StoredMatch,
  difference: number,
): void {
  const parts = repository.splits(stored.id);
  writer.update('txn', stored.id, { split_count: 0 });
  writer.insert('split', {
    id: newIdBytes(),
    txn_id: stored.id,
    position: Math.max(...parts.map((part) => part.position)) + 1,
    category_id: null,
    amount_minor: difference,
    note: '',
  });
}
