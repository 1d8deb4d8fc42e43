import type { OwnRate } from '#shared/contract/currencies.ts';
import { idFromBytes } from '#shared/ids.ts';
import type { PublishedRate } from '../../domain/currencies/rate-history.ts';
import type { Database } from '../../ledger/database.ts';

interface OwnRateRow {
  id: Buffer;
  base: string;
  quote: string;
  rate: string;
  valid_from: string;
  valid_to: string | null;
  note: string;
}

export function createCurrencyRepository(db: Database) {
  return {
    /** Latest first. */
    ownRates(): OwnRate[] {
      return db
        .sql<OwnRateRow>(
          `SELECT id, base, quote, rate, valid_from, valid_to, note FROM own_rate
           WHERE deleted_change IS NULL ORDER BY valid_from DESC, base, quote, id`,
        )
        .all()
        .map(({ id, valid_from: validFrom, valid_to: validTo, ...rest }) => ({
          ...rest,
          id: idFromBytes(id),
          validFrom,
          validTo,
        }));
    },

    /** The rate of the pair, either way round, for the very same days. */
    ownRateOfDays(base: string, quote: string, validFrom: string, validTo: string | null): Buffer | undefined {
      return db
        .sql<{ id: Buffer }>(
          `SELECT id FROM own_rate WHERE deleted_change IS NULL AND valid_from = @validFrom AND valid_to IS @validTo
             AND ((base = @base AND quote = @quote) OR (base = @quote AND quote = @base))`,
        )
        .get({ base, quote, validFrom, validTo })?.id;
    },

    ownRate(id: Uint8Array): { base: string; quote: string } | undefined {
      return db
        .sql<{ base: string; quote: string }>('SELECT base, quote FROM own_rate WHERE id = ? AND deleted_change IS NULL')
        .get(id);
    },

    publishedRates(): PublishedRate[] {
      return db.sql<PublishedRate>('SELECT currency, date, rate FROM published_rate').all();
    },

    addedDays(): number {
      return db.sql<{ n: number }>('SELECT count(DISTINCT date) AS n FROM published_rate').get()?.n ?? 0;
    },

    putPublished({ currency, date, rate }: PublishedRate): void {
      db.sql(
        `INSERT INTO published_rate (currency, date, rate) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET rate = excluded.rate`,
      ).run(currency, date, rate);
    },

    /** Of accounts, and of what was paid in another currency, which counts no account. */
    inUse(): { code: string; accounts: number }[] {
      return db
        .sql<{ code: string; accounts: number }>(
          `SELECT code, sum(accounts) AS accounts FROM (
             SELECT currency AS code, count(*) AS accounts FROM account WHERE deleted_change IS NULL GROUP BY currency
             UNION ALL
             SELECT DISTINCT currency, 0 FROM monthly_summary
             UNION ALL
             SELECT DISTINCT original_currency, 0 FROM txn WHERE original_currency IS NOT NULL
           ) GROUP BY code ORDER BY accounts DESC, code`,
        )
        .all();
    },

    lastFetch(job: string): { at: string; outcome: string; message: string | null } | undefined {
      return db
        .sql<{ at: string; outcome: string; message: string | null }>(
          `SELECT started_at AS at, outcome, message FROM job_run WHERE job = ? AND outcome <> 'running'
           ORDER BY started_at DESC, id DESC LIMIT 1`,
        )
        .get(job);
    },
  };
}
