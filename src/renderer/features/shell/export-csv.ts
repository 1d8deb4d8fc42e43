import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { client } from '../../client.ts';
import { localToday } from '../../ui/parse-date.ts';

/** Saves what the filter shows as a CSV file, through the browser's own download. */
export async function exportCsv(filter: TransactionFilter = {}): Promise<void> {
  const pieces: string[] = [];
  for await (const piece of await client.transactions.exportCsv({ filter })) pieces.push(piece);
  const url = URL.createObjectURL(new Blob(pieces, { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `transactions-${localToday()}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
