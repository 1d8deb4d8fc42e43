import type { Database } from '../../ledger/database.ts';

export interface ClusterKey {
  payeeId: Uint8Array;
  /** 1: money out. */
  out: 0 | 1;
  currency: string;
}

interface Cluster extends ClusterKey {
  payee: string;
  count: number;
  totalMinor: number;
}

interface WaitingRow {
  id: Buffer;
  descriptionId: number;
  amountMinor: number;
  categoryId: string | null;
  categorySource: string | null;
}

const WAITING = 't.review = 1 AND t.deleted_change IS NULL AND t.split_count = 0';

export function createReviewRepository(db: Database) {
  return {
    clusters(limit: number): Cluster[] {
      return db
        .sql<Cluster>(
          `SELECT p.id AS payeeId, p.name AS payee, t.amount_minor < 0 AS out, t.currency, count(*) AS count,
             sum(t.amount_minor) AS totalMinor
           FROM txn t INDEXED BY txn_to_review
           JOIN description d ON d.id = t.description_id
           JOIN payee p ON p.id = coalesce(t.payee_id, d.payee_id)
           WHERE ${WAITING} GROUP BY 1, 3, 4 ORDER BY 5 DESC, max(t.date) DESC, p.id LIMIT ?`,
        )
        .all(limit);
    },

    counts(): { clusterCount: number; rowCount: number } {
      const found = db
        .sql<{ clusterCount: number; rowCount: number }>(
          `SELECT count(*) AS clusterCount, coalesce(sum(n), 0) AS rowCount FROM (
             SELECT count(*) AS n FROM txn t INDEXED BY txn_to_review JOIN description d ON d.id = t.description_id
             WHERE ${WAITING} GROUP BY coalesce(t.payee_id, d.payee_id), t.amount_minor < 0, t.currency)`,
        )
        .get();
      return found ?? { clusterCount: 0, rowCount: 0 };
    },

    newest({ payeeId, out, currency }: ClusterKey) {
      return db
        .sql<{ id: Buffer; date: string; amountMinor: number; account: string; description: string }>(
          `SELECT t.id, t.date, t.amount_minor AS amountMinor, a.name AS account, d.raw AS description
           FROM txn t JOIN description d ON d.id = t.description_id JOIN account a ON a.id = t.account_id
           WHERE ${WAITING} AND t.id IN (${OF_PAYEE}) AND (t.amount_minor < 0) = @out AND t.currency = @currency
           ORDER BY t.date DESC, t.id DESC LIMIT 1`,
        )
        .get({ payee: payeeId, out, currency }) as NewestRow;
    },

    /** Newest first. */
    rows({ payeeId, out, currency }: ClusterKey): WaitingRow[] {
      return db
        .sql<WaitingRow>(
          `SELECT t.id, t.description_id AS descriptionId, t.amount_minor AS amountMinor, t.category_id AS categoryId,
             t.category_source AS categorySource
           FROM txn t
           WHERE ${WAITING} AND t.id IN (${OF_PAYEE}) AND (t.amount_minor < 0) = @out AND t.currency = @currency
           ORDER BY t.date DESC, t.id DESC`,
        )
        .all({ payee: payeeId, out, currency });
    },

    row(id: Uint8Array) {
      return db
        .sql<{ description: string; payeeId: Buffer; amountMinor: number; currency: string }>(
          `SELECT d.raw AS description, coalesce(t.payee_id, d.payee_id) AS payeeId, t.amount_minor AS amountMinor, t.currency
           FROM txn t JOIN description d ON d.id = t.description_id WHERE t.id = ? AND t.deleted_change IS NULL`,
        )
        .get(id);
    },

    categoryName: (id: string): string | null =>
      db.sql<{ name: string }>('SELECT name FROM category WHERE id = ? AND deleted_change IS NULL').get(id)?.name ?? null,
  };
}

interface NewestRow {
  id: Buffer;
  date: string;
  amountMinor: number;
  account: string;
  description: string;
}

/** By the payee of the description, or by the one that a person named. */
const OF_PAYEE = `
  SELECT t1.id FROM description d1 JOIN txn t1 ON t1.description_id = d1.id
  WHERE d1.payee_id = @payee AND t1.payee_id IS NULL AND t1.deleted_change IS NULL
  UNION ALL SELECT t2.id FROM txn t2 WHERE t2.payee_id = @payee AND t2.deleted_change IS NULL`;
