import type { Database } from '../../ledger/database.ts';

/** Where guesses lead: a deleted category to what took its place, a hidden one nowhere. Only those that do not stand. */
export function categoryDetours(db: Database): Map<string, string | null> {
  const rows = db
    .sql<{ id: string; hidden: number; replaced_by: string | null; gone: number }>(
      `SELECT id, hidden, replaced_by, deleted_change IS NOT NULL AS gone FROM category
       WHERE deleted_change IS NOT NULL OR hidden = 1`,
    )
    .all();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const follow = (id: string, steps: number): string | null => {
    const row = byId.get(id);
    if (!row) return id;
    return row.gone && row.replaced_by !== null && steps > 0 ? follow(row.replaced_by, steps - 1) : null;
  };
  return new Map(rows.map((row) => [row.id, follow(row.id, rows.length)]));
}
