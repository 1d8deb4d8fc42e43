import type { Ledger } from '../../ledger/ledger.ts';

export type SystemHealth = ReturnType<typeof createSystemHealth>;

export function createSystemHealth(ledger: Ledger) {
  return () => {
    const integrity =
      ledger.read.sql<{ quick_check: string }>('PRAGMA quick_check(1)').get()?.quick_check ?? 'no answer';
    const transactions =
      ledger.read.sql<{ n: number }>('SELECT coalesce(sum(txn_count), 0) AS n FROM account_total').get()?.n ?? 0;
    return {
      ok: integrity === 'ok',
      schemaVersion: ledger.file.schemaVersion,
      ledgerBytes:
        ledger.read.sql<{ bytes: number }>('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get()
          ?.bytes ?? 0,
      transactions,
      integrity,
    };
  };
}
