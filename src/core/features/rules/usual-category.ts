/** What a row gets when no rule says anything: the payee's usual category, else a guess, led to a category that stands. */
import type { Database } from '../../ledger/database.ts';
import { categoryDetours } from '../categories/detours.ts';

/** A category and where it comes from, as a row holds them. */
export interface CategoryFields {
  categoryId: string | null;
  categorySource: string | null;
  /** 0 to 100. */
  confidence: number | null;
  review: 0 | 1;
}

export interface UsualCategories {
  /** False when there is nothing that could change a guess. */
  any: boolean;
  /** Changes what a row holds of a guess in place. Answers whether it did. */
  settle(payeeId: Uint8Array, row: CategoryFields): boolean;
}

export function usualCategories(db: Database): UsualCategories {
  const byPayee = new Map(
    db
      .sql<{ id: Buffer; category: string }>(
        `SELECT id, default_category_id AS category FROM payee INDEXED BY payee_by_default_category
         WHERE default_category_id IS NOT NULL AND deleted_change IS NULL`,
      )
      .all()
      .map(({ id, category }) => [id.toString('hex'), category]),
  );
  const detours = categoryDetours(db);
  return {
    any: byPayee.size > 0 || detours.size > 0,
    settle(payeeId, row) {
      const usual = byPayee.size > 0 ? byPayee.get(Buffer.from(payeeId).toString('hex')) : undefined;
      const detour = row.categoryId === null ? undefined : detours.get(row.categoryId);
      if (usual !== undefined) {
        Object.assign(row, { categoryId: usual, categorySource: 'payee', confidence: 100, review: 0 });
      } else if (detour === null) {
        Object.assign(row, { categoryId: null, categorySource: null, confidence: null, review: 1 });
      } else if (detour !== undefined) {
        row.categoryId = detour;
      } else {
        return false;
      }
      return true;
    },
  };
}
