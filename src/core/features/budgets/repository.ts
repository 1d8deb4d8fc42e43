import type { BudgetEntry } from '../../domain/budgets/budget-history.ts';
import type { GivenAnswer } from '../../domain/budgets/suggestion-rest.ts';
import type { Database } from '../../ledger/database.ts';

export interface StoredEntry extends BudgetEntry {
  id: Buffer;
  categoryId: string | null;
  currency: string;
}

export interface MonthSum {
  month: string;
  currency: string;
  category_id: string;
  money_in: number;
  money_out: number;
}

export interface BudgetCategory {
  id: string;
  parent_id: string | null;
  name: string;
  kind: 'income' | 'transfer' | 'expense';
  color: string;
  deleted_change: number | null;
}

export function createBudgetRepository(db: Database) {
  return {
    /** Of all targets, by month. */
    entries(): StoredEntry[] {
      return db
        .sql<{ id: Buffer; category_id: string | null; from_month: string; amount_minor: number | null; currency: string; roll_over: number; alert_percent: number }>(
          'SELECT * FROM budget WHERE deleted_change IS NULL ORDER BY from_month',
        )
        .all()
        .map((row) => ({
          id: row.id,
          categoryId: row.category_id,
          fromMonth: row.from_month,
          amountMinor: row.amount_minor,
          currency: row.currency,
          rollOver: row.roll_over === 1,
          alertPercent: row.alert_percent,
        }));
    },

    /** In the order of the tree, deleted ones included. */
    categories(): BudgetCategory[] {
      return db
        .sql<BudgetCategory>('SELECT id, parent_id, name, kind, color, deleted_change FROM category ORDER BY position, id')
        .all();
    },

    /** The last answer to a suggestion, of each category that has one in this currency. */
    lastAnswers(currency: string): ({ categoryId: string } & GivenAnswer)[] {
      return db
        .sql<{ categoryId: string } & GivenAnswer>(
          // Of each group SQLite takes the row with the largest id: ids grow with time.
          `SELECT category_id AS categoryId, answer, suggested_minor AS suggestedMinor, max(id) FROM budget_answer
           WHERE deleted_change IS NULL AND currency = ? GROUP BY category_id`,
        )
        .all(currency);
    },

    sums(from: string, to: string): MonthSum[] {
      return db
        .sql<MonthSum>(
          `SELECT month, currency, category_id, sum(in_minor) AS money_in, sum(out_minor) AS money_out FROM monthly_summary
           WHERE month BETWEEN ? AND ? GROUP BY month, currency, category_id`,
        )
        .all(from, to);
    },
  };
}
