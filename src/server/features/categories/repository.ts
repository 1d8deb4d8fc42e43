/** Categories in the database. Default ones have no user. */
import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import { newId } from '../../../shared/ids.ts';
import type { CategoryKind } from '../../../shared/taxonomy.ts';
import type { Database } from '../../database/database.ts';
import { categories } from '../../database/schema/ledger.ts';

export type Category = typeof categories.$inferSelect;

const visibleTo = (userId: string) => or(isNull(categories.userId), eq(categories.userId, userId));

export async function listCategories(db: Database, userId: string): Promise<Category[]> {
  // The default ones in the order of their making, which is that of the tree.
  return await db
    .select()
    .from(categories)
    .where(visibleTo(userId))
    .orderBy(sql`${categories.userId} IS NOT NULL`, asc(categories.id));
}

export async function findCategory(db: Database, userId: string, id: string): Promise<Category | null> {
  const [row] = await db
    .select()
    .from(categories)
    .where(and(eq(categories.id, id), visibleTo(userId)));
  return row ?? null;
}

/** By name without regard to case, or by the key of a default one; one's own comes first. */
export async function findCategoryByName(db: Database, userId: string, name: string): Promise<Category | null> {
  const folded = name.trim().toLowerCase();
  const [row] = await db
    .select()
    .from(categories)
    .where(and(visibleTo(userId), or(eq(sql`lower(${categories.name})`, folded), eq(categories.key, folded))))
    .orderBy(sql`${categories.userId} IS NULL`)
    .limit(1);
  return row ?? null;
}

export async function insertCategory(db: Database, category: Pick<Category, 'userId' | 'name' | 'type'>): Promise<Category> {
  const row = { id: newId(), key: null, ...category };
  await db.insert(categories).values(row);
  return row;
}

/** Null when the person has no such category of their own. */
export async function updateCategory(
  db: Database,
  userId: string,
  id: string,
  changes: Partial<Pick<Category, 'name' | 'type'>>,
): Promise<Category | null> {
  const [row] = await db
    .update(categories)
    .set(changes)
    .where(and(eq(categories.id, id), eq(categories.userId, userId)))
    .returning();
  return row ?? null;
}

export async function deleteCategory(db: Database, userId: string, id: string): Promise<boolean> {
  const rows = await db
    .delete(categories)
    .where(and(eq(categories.id, id), eq(categories.userId, userId)))
    .returning({ id: categories.id });
  return rows.length > 0;
}

/** Adds the default categories that are not there yet; several processes may do so at once. */
export async function seedCategories(db: Database, tree: readonly { key: string; name: string; type: CategoryKind }[]): Promise<void> {
  await db
    .insert(categories)
    .values(tree.map((entry) => ({ id: newId(), userId: null, ...entry })))
    .onConflictDoNothing();
}
