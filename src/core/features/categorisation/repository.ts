import { newIdBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';
import type { Writer } from '../../ledger/ledger.ts';

export interface ChosenRow {
  /** Hex. */
  payeeId: string;
  payeeName: string;
  descriptionId: number;
  description: string;
  amountMinor: number;
  categoryId: string;
}

export interface CorrectionEvent {
  description: string;
  amountMinor: number;
  currency: string;
  categoryId: string;
}

export interface CandidateDescription {
  id: number;
  raw: string;
  normalised: string;
  payeeId: Buffer;
}

export interface OpenRow {
  id: Buffer;
  amountMinor: number;
  currency: string;
  categoryId: string | null;
}

/** More descriptions than these are not looked through for one choice. */
const MOST_CANDIDATES = 300;

export function createCategorisationRepository(db: Database) {
  return {
    lastChange: (): number => db.sql<{ id: number | null }>('SELECT max(id) AS id FROM change_log').get()?.id ?? 0,

    /** Whether a change after `changeId` may have touched what the user chose. */
    choicesChangedSince(changeId: number): boolean {
      return (
        db
          .sql(
            `SELECT 1 FROM change_log WHERE id > ? AND (kind <> 'edit' OR patches LIKE '%"category_source"%'
               OR patches LIKE '%"payee_id"%' OR patches LIKE '%"deleted_change"%') LIMIT 1`,
          )
          .get(changeId) !== undefined
      );
    },

    /** Every row that the user categorised, oldest first. */
    choices(): ChosenRow[] {
      return db
        .sql<ChosenRow>(
          `SELECT hex(p.id) AS payeeId, p.name AS payeeName, d.id AS descriptionId, d.raw AS description,
             t.amount_minor AS amountMinor, t.category_id AS categoryId
           FROM txn t INDEXED BY txn_by_choice
           JOIN description d ON d.id = t.description_id
           JOIN payee p ON p.id = coalesce(t.payee_id, d.payee_id)
           WHERE t.category_source = 'user' AND t.deleted_change IS NULL AND t.category_id IS NOT NULL
           ORDER BY t.date`,
        )
        .all();
    },

    /** What the user chose over time, the newest `limit` of it, oldest first. */
    events(limit: number): CorrectionEvent[] {
      return db
        .sql<CorrectionEvent>(
          `SELECT description, amount_minor AS amountMinor, currency, category_id AS categoryId FROM correction
           WHERE deleted_change IS NULL ORDER BY at DESC LIMIT ?`,
        )
        .all(limit)
        .reverse();
    },

    eventCount: (): number =>
      db.sql<{ n: number }>('SELECT count(*) AS n FROM correction WHERE deleted_change IS NULL').get()?.n ?? 0,

    description(id: number): CandidateDescription | undefined {
      return db
        .sql<CandidateDescription>('SELECT id, raw, normalised, payee_id AS payeeId FROM description WHERE id = ?')
        .get(id);
    },

    /** Other descriptions whose first word begins as that of `normalised`. */
    beginningLike(normalised: string, exceptPayee: Uint8Array): CandidateDescription[] {
      const beginning = (normalised.split(' ')[0] ?? '').slice(0, 4);
      if (beginning.length < 3) return [];
      return db
        .sql<CandidateDescription>(
          `SELECT id, raw, normalised, payee_id AS payeeId FROM description
           WHERE normalised >= @from AND normalised < @to AND payee_id <> @payee LIMIT ${MOST_CANDIDATES}`,
        )
        .all({ from: beginning, to: `${beginning}\u{10FFFF}`, payee: exceptPayee });
    },

    /** Rows of a description that no person and no rule has categorised. */
    openRows(descriptionId: number): OpenRow[] {
      return db
        .sql<OpenRow>(
          `SELECT id, amount_minor AS amountMinor, currency, category_id AS categoryId FROM txn
           WHERE description_id = ? AND payee_id IS NULL AND deleted_change IS NULL AND split_count = 0
             AND transfer_id IS NULL AND coalesce(category_source, '') NOT IN ('user', 'rule')`,
        )
        .all(descriptionId);
    },
  };
}

/** Part of the change in which the user chose. */
export function recordCorrection(
  writer: Writer,
  row: { txnId: Uint8Array; before: { categoryId: string | null; source: string | null } } & CorrectionEvent,
): void {
  const change = writer.db.sql<{ at: string }>('SELECT at FROM change_log WHERE id = ?').get(writer.changeId);
  writer.insert('correction', {
    id: newIdBytes(),
    txn_id: row.txnId,
    at: change?.at ?? '',
    description: row.description,
    amount_minor: row.amountMinor,
    currency: row.currency,
    before_category_id: row.before.categoryId,
    before_source: row.before.source,
    category_id: row.categoryId,
  });
}
