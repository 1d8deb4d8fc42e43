/**
 * CSV of what a filter shows: RFC 4180, ISO dates, amounts with a point and the currency's own decimals. A cell that a
 * spreadsheet would take for a formula gets a leading apostrophe, which the import takes off again.
 */
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { formatMinor } from '#shared/money.ts';
import { idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';
import { readPage } from './read-page.ts';

export const EXPORT_HEADER = ['Date', 'Payee', 'Description', 'Category', 'Amount', 'Currency', 'Account', 'Note'] as const;

const PIECE_ROWS = 500;

/** Pieces of the file in order; one page of the list each, so that the ledger stays free for others in between. */
export function* csvPieces(db: Database, filter: TransactionFilter): Generator<string> {
  const categories = new Map(
    db.sql<{ id: string; name: string }>('SELECT id, name FROM category').all().map((row) => [row.id, row.name]),
  );
  const accountName = (id: string): string =>
    db.sql<{ name: string }>('SELECT name FROM account WHERE id = ?').get(idToBytes(id))?.name ?? '';
  yield csvLine([...EXPORT_HEADER]);
  let cursor: string | null = null;
  do {
    const page = readPage(db, filter, cursor, PIECE_ROWS);
    cursor = page.nextCursor;
    yield page.rows
      .map((row) =>
        csvLine([
          row.date,
          row.payee,
          row.description,
          row.categoryId ? (categories.get(row.categoryId) ?? '') : '',
          formatMinor(row.amountMinor, row.currency),
          row.currency,
          accountName(row.accountId),
          row.note,
        ]),
      )
      .join('');
  } while (cursor !== null);
}

function csvLine(cells: string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Plain numbers are left alone: "-12.50" is an amount, not a formula. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r']/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
