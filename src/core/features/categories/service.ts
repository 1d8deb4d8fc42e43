import type { z } from 'zod';
import type { category } from '#shared/contract/categories.ts';
import { categoryTree } from '#shared/taxonomy.ts';
import type { Database } from '../../ledger/database.ts';
import type { Ledger } from '../../ledger/ledger.ts';

type Category = z.infer<typeof category>;

export function createCategoryService(ledger: Ledger) {
  return {
    list: (): Category[] =>
      ledger.read
        .sql<{
          id: string;
          parent_id: string | null;
          name: string;
          kind: Category['kind'];
          color: string;
          hidden: number;
          position: number;
        }>('SELECT * FROM category WHERE deleted_change IS NULL ORDER BY position')
        .all()
        .map((row) => ({
          id: row.id,
          parentId: row.parent_id,
          name: row.name,
          kind: row.kind,
          color: row.color,
          hidden: row.hidden === 1,
          position: row.position,
        })),
  };
}

/** The shipped tree, put into a new ledger; leaves that a later version brings are added, nothing is overwritten. */
export function addShippedCategories(db: Database): void {
  const insert = db.sql(
    `INSERT INTO category (id, parent_id, name, kind, color, position) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  categoryTree().forEach((entry, index) => {
    insert.run(entry.id, entry.parentId, entry.name, entry.kind, entry.color, index);
  });
}
