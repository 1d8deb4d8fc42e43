/** Budgets and what they were before, in the database. */
import { and, asc, eq } from 'drizzle-orm';
import { newId } from '../../../shared/ids.ts';
import type { Database } from '../../database/database.ts';
import { budgetChanges, budgets, categories } from '../../database/schema/ledger.ts';

export type Budget = typeof budgets.$inferSelect & { categoryName: string };
export type BudgetChange = typeof budgetChanges.$inferSelect;

export async function listBudgets(db: Database, userId: string): Promise<Budget[]> {
  const rows = await db
    .select({ budget: budgets, categoryName: categories.name })
    .from(budgets)
    .innerJoin(categories, eq(categories.id, budgets.categoryId))
    .where(eq(budgets.userId, userId))
    .orderBy(asc(budgets.createdAt), asc(budgets.id));
  return rows.map(({ budget, categoryName }) => ({ ...budget, categoryName }));
}

/** Locks the row until the transaction ends: of two who change it, each keeps what the other had set. */
export async function findBudget(db: Database, userId: string, categoryId: string) {
  const [row] = await db
    .select()
    .from(budgets)
    .where(and(eq(budgets.userId, userId), eq(budgets.categoryId, categoryId)))
    .for('update');
  return row ?? null;
}

export async function upsertBudget(db: Database, userId: string, categoryId: string, monthlyLimitMinor: number, now: Date) {
  const [row] = await db
    .insert(budgets)
    .values({ id: newId(), userId, categoryId, monthlyLimitMinor, createdAt: now })
    .onConflictDoUpdate({ target: [budgets.userId, budgets.categoryId], set: { monthlyLimitMinor } })
    .returning();
  if (!row) throw new Error('The budget was not written.');
  return row;
}

export async function insertChange(db: Database, change: Omit<BudgetChange, 'id'>): Promise<void> {
  await db.insert(budgetChanges).values({ id: newId(), ...change });
}

/** Oldest first. */
export async function listChanges(db: Database, userId: string): Promise<BudgetChange[]> {
  return await db.select().from(budgetChanges).where(eq(budgetChanges.userId, userId)).orderBy(asc(budgetChanges.createdAt), asc(budgetChanges.id));
}
