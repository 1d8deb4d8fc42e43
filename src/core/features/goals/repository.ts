import { idFromBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

interface GoalRow {
  id: Buffer;
  name: string;
  target_minor: number;
  currency: string;
  by_month: string | null;
  monthly_minor: number | null;
  account_id: Buffer | null;
  position: number;
  created_on: string;
  archived_on: string | null;
}

export interface StoredGoal {
  id: string;
  name: string;
  targetMinor: number;
  currency: string;
  byMonth: string | null;
  monthlyMinor: number | null;
  accountId: string | null;
  createdOn: string;
  archivedOn: string | null;
}

export function createGoalRepository(db: Database) {
  return {
    list(): StoredGoal[] {
      return db
        .sql<GoalRow>('SELECT * FROM goal WHERE deleted_change IS NULL ORDER BY archived_on IS NOT NULL, position, created_on, id')
        .all()
        .map((row) => ({
          id: idFromBytes(row.id),
          name: row.name,
          targetMinor: row.target_minor,
          currency: row.currency,
          byMonth: row.by_month,
          monthlyMinor: row.monthly_minor,
          accountId: row.account_id === null ? null : idFromBytes(row.account_id),
          createdOn: row.created_on,
          archivedOn: row.archived_on,
        }));
    },

    /** Of all goals, newest first. */
    contributions: (): { id: string; goalId: string; date: string; amountMinor: number; note: string }[] =>
      db
        .sql<{ id: Buffer; goal_id: Buffer; date: string; amount_minor: number; note: string }>(
          'SELECT id, goal_id, date, amount_minor, note FROM goal_contribution WHERE deleted_change IS NULL ORDER BY date DESC, id DESC',
        )
        .all()
        .map((row) => ({ id: idFromBytes(row.id), goalId: idFromBytes(row.goal_id), date: row.date, amountMinor: row.amount_minor, note: row.note })),

    nextPosition: (): number => db.sql<{ n: number }>('SELECT coalesce(max(position), 0) + 1 AS n FROM goal').get()?.n ?? 1,
  };
}
