import { foldName } from '#shared/fold-name.ts';
import { newIdBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

export interface DescriptionRow {
  id: number;
  payeeId: Uint8Array;
}

export function createPayeeRepository(db: Database) {
  return {
    findOrCreate(name: string): Uint8Array {
      const folded = foldName(name) || name;
      const found = db.sql<{ id: Buffer }>('SELECT id FROM payee WHERE folded = ?').get(folded);
      if (found) return found.id;
      const id = newIdBytes();
      db.sql('INSERT INTO payee (id, name, folded) VALUES (?, ?, ?)').run(id, name.trim(), folded);
      return id;
    },

    findDescription(raw: string): DescriptionRow | undefined {
      return db.sql<DescriptionRow>('SELECT id, payee_id AS payeeId FROM description WHERE raw = ?').get(raw);
    },

    findDescriptions(raws: string[]): Map<string, DescriptionRow> {
      const rows = db
        .sql<DescriptionRow & { raw: string }>(
          `SELECT d.raw, d.id, d.payee_id AS payeeId FROM json_each(?) wanted CROSS JOIN description d ON d.raw = wanted.value`,
        )
        .all(JSON.stringify(raws));
      return new Map(rows.map(({ raw, id, payeeId }) => [raw, { id, payeeId }]));
    },

    /** The payees of many names at once, new ones made; by their names as given. */
    findOrCreateMany(names: Iterable<string>): Map<string, Uint8Array> {
      const wanted = Array.from(new Set(names), (name) => ({ name, folded: foldName(name) || name }));
      const known = new Map<string, Uint8Array>(
        db
          .sql<{ id: Buffer; folded: string }>(
            'SELECT p.id, p.folded FROM json_each(?) wanted CROSS JOIN payee p ON p.folded = wanted.value',
          )
          .all(JSON.stringify(wanted.map(({ folded }) => folded)))
          .map(({ id, folded }) => [folded, id]),
      );
      return new Map(
        wanted.map(({ name, folded }) => {
          let id = known.get(folded);
          if (!id) {
            id = newIdBytes();
            db.sql('INSERT INTO payee (id, name, folded) VALUES (?, ?, ?)').run(id, name.trim(), folded);
            known.set(folded, id);
          }
          return [name, id];
        }),
      );
    },

    /** New descriptions, with their text index. Answers the number of the first; the others follow it. */
    addDescriptions(descriptions: { raw: string; normalised: string; payeeId: Uint8Array }[]): number {
      const first = (db.sql<{ last: number | null }>('SELECT max(id) AS last FROM description').get()?.last ?? 0) + 1;
      descriptions.forEach(({ raw, normalised, payeeId }, at) => {
        db.sql('INSERT INTO description (id, raw, normalised, payee_id) VALUES (?, ?, ?, ?)').run(
          first + at,
          raw,
          normalised,
          payeeId,
        );
      });
      db.sql('INSERT INTO description_text (rowid, raw) SELECT id, raw FROM description WHERE id >= ?').run(first);
      return first;
    },

    addDescription(raw: string, normalised: string, payeeId: Uint8Array): number {
      const id = Number(
        db
          .sql('INSERT INTO description (raw, normalised, payee_id) VALUES (?, ?, ?)')
          .run(raw, normalised, payeeId).lastInsertRowid,
      );
      db.sql('INSERT INTO description_text (rowid, raw) VALUES (?, ?)').run(id, raw);
      return id;
    },

    /** What people chose before, per payee (its id in hex) and category. */
    choices(): Map<string, { payeeName: string; counts: Record<string, number> }> {
      const rows = db
        .sql<{ payeeId: string; name: string; categoryId: string; n: number }>(
          `SELECT hex(p.id) AS payeeId, p.name, t.category_id AS categoryId, count(*) AS n
           FROM txn t INDEXED BY txn_by_choice
           JOIN description d ON d.id = t.description_id
           JOIN payee p ON p.id = coalesce(t.payee_id, d.payee_id)
           WHERE t.category_source = 'user' AND t.deleted_change IS NULL AND t.category_id IS NOT NULL
           GROUP BY 1, 3`,
        )
        .all();
      const choices = new Map<string, { payeeName: string; counts: Record<string, number> }>();
      for (const row of rows) {
        let choice = choices.get(row.payeeId);
        if (!choice) choices.set(row.payeeId, (choice = { payeeName: row.name, counts: {} }));
        choice.counts[row.categoryId] = row.n;
      }
      return choices;
    },

    choicesOf(payeeId: Uint8Array): { payeeName: string; counts: Record<string, number> } | null {
      const rows = db
        .sql<{ name: string; categoryId: string; n: number }>(
          `SELECT p.name, t.category_id AS categoryId, count(*) AS n FROM payee p
           JOIN txn t ON t.id IN (
             SELECT t1.id FROM txn t1 JOIN description d ON d.id = t1.description_id
             WHERE d.payee_id = @payee AND t1.payee_id IS NULL AND t1.category_source = 'user' AND t1.deleted_change IS NULL
             UNION ALL
             SELECT t2.id FROM txn t2 WHERE t2.payee_id = @payee AND t2.category_source = 'user' AND t2.deleted_change IS NULL)
           WHERE p.id = @payee AND t.category_id IS NOT NULL GROUP BY 2`,
        )
        .all({ payee: payeeId });
      if (!rows[0]) return null;
      return { payeeName: rows[0].name, counts: Object.fromEntries(rows.map((row) => [row.categoryId, row.n])) };
    },

    /** Names that contain the text, those that begin with it first, with the category their transactions mostly have. */
    suggest(text: string, limit: number): { name: string; categoryId: string | null }[] {
      const folded = foldName(text).replace(/[\\%_]/g, '\\$&');
      return db
        .sql<{ name: string; categoryId: string | null }>(
          `SELECT p.name, (
             SELECT t.category_id FROM description d JOIN txn t ON t.description_id = d.id AND t.deleted_change IS NULL
             WHERE d.payee_id = p.id AND t.category_id IS NOT NULL LIMIT 1) AS categoryId
           FROM payee p WHERE p.folded LIKE @anywhere ESCAPE '\\' AND p.deleted_change IS NULL
           ORDER BY p.folded LIKE @start ESCAPE '\\' DESC, length(p.name) LIMIT @limit`,
        )
        .all({ anywhere: `%${folded}%`, start: `${folded}%`, limit });
    },
  };
}
