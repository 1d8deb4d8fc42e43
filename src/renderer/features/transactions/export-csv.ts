/** The list as a CSV file, written by the core and saved through the browser's own download. */
import { formatMinor } from '#shared/money.ts';
import type { Transaction, TransactionFilter } from '#shared/contract/transactions.ts';
import { client } from '../../client.ts';
import { localToday } from '../../ui/parse-date.ts';
import { saveFile } from '../../ui/save-file.ts';

/** Everything that the filter shows. `onRows` is told how many have come so far. Aborting saves nothing. */
export async function exportCsv(
  filter: TransactionFilter,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const pieces: string[] = [];
  let lines = 0;
  for await (const piece of await client.transactions.exportCsv({ filter }, { signal })) {
    pieces.push(piece);
    lines += recordsOf(piece).length;
    // The heading is no transaction.
    onRows(lines - 1);
  }
  if (!signal.aborted) save(pieces);
}

/**
 * Some rows of the list, `at` their places in it. The core writes what a filter shows in the order of the list, so they
 * are picked from that by place.
 * @throws Error when the list changed while it was written; nothing is saved then.
 */
export async function exportPicked(
  filter: TransactionFilter,
  picked: ReadonlyMap<number, Transaction>,
): Promise<void> {
  const wanted = picked.size;
  const records: string[] = [];
  let place = -1;
  for await (const piece of await client.transactions.exportCsv({ filter })) {
    for (const record of recordsOf(piece)) {
      const row = picked.get(place);
      if (place === -1) records.push(record);
      else if (row) {
        if (!isRecordOf(record, row)) throw new Error('The list changed meanwhile. No file was saved; export it again.');
        records.push(record);
      }
      place += 1;
    }
    if (records.length > wanted) break;
  }
  save([...records.map((record) => `${record}\r\n`)]);
}

/** A record may span lines inside quotes; a piece ends with a record. */
function recordsOf(piece: string): string[] {
  const records: string[] = [];
  let open = '';
  for (const line of piece.split('\r\n').slice(0, -1)) {
    const record = open ? `${open}\r\n${line}` : line;
    if ((record.split('"').length - 1) % 2 === 1) open = record;
    else {
      records.push(record);
      open = '';
    }
  }
  return records;
}

function isRecordOf(record: string, row: Transaction): boolean {
  return record.startsWith(`${row.date},`) && record.includes(`,${formatMinor(row.amountMinor, row.currency)},${row.currency},`);
}

function save(pieces: string[]): void {
  saveFile(pieces, `saldo-transactions-${localToday()}.csv`, 'text/csv');
}
