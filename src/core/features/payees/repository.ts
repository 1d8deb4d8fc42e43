import { foldName } from '#shared/fold-name.ts';
import { newIdBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

export interface DescriptionRow {
  id: number;
  payeeId: Uint8Array;
}

export interface StoredPayee {
  id: Buffer;
  name: string;
  folded: string;
  default_category_id: string | null;
}

export interface StoredAlias {
  id: Buffer;
  payee_id: Buffer;
  name: string;
}

export function createPayeeRepository(db: Database) {
  /** A payee that was merged away and whose name leads nowhere any more. */
  const revive = (id: Uint8Array): void => {
    db.sql('UPDATE payee SET deleted_change = NULL WHERE id = ?').run(id);
  };

  return {
    /** A name that a payee had before, or that was merged into one, leads to that payee. */
    findOrCreate(name: string): Uint8Array {
      const folded = foldName(name) || name;
      const found = db
        .sql<{ id: Buffer; gone: number }>(
          `SELECT payee_id AS id, 0 AS gone FROM payee_alias WHERE folded = @folded AND deleted_change IS NULL
           UNION ALL SELECT id, deleted_change IS NOT NULL FROM payee WHERE folded = @folded LIMIT 1`,
        )
        .get({ folded });
      if (found?.gone) revive(found.id);
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
          .sql<{ id: Buffer; folded: string; gone: number }>(
            `SELECT coalesce(a.payee_id, p.id) AS id, wanted.value AS folded,
               a.id IS NULL AND p.deleted_change IS NOT NULL AS gone
             FROM json_each(?) wanted
             LEFT JOIN payee_alias a ON a.folded = wanted.value AND a.deleted_change IS NULL
             LEFT JOIN payee p ON p.folded = wanted.value
             WHERE a.id IS NOT NULL OR p.id IS NOT NULL`,
          )
          .all(JSON.stringify(wanted.map(({ folded }) => folded)))
          .map(({ id, folded, gone }) => {
            if (gone) revive(id);
            return [folded, id];
          }),
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

    textOf(descriptionId: number): { raw: string; payee: string; payeeId: Uint8Array } {
      const found = db
        .sql<{ raw: string; payee: string; payeeId: Buffer }>(
          `SELECT d.raw, p.name AS payee, p.id AS payeeId FROM description d JOIN payee p ON p.id = d.payee_id WHERE d.id = ?`,
        )
        .get(descriptionId);
      if (!found) throw new Error('No such description.');
      return found;
    },

    nameOf(id: Uint8Array): string {
      return db.sql<{ name: string }>('SELECT name FROM payee WHERE id = ?').get(id)?.name ?? '';
    },

    byId(id: Uint8Array): StoredPayee | undefined {
      return db.sql<StoredPayee>('SELECT * FROM payee WHERE id = ? AND deleted_change IS NULL').get(id);
    },

    /** Whoever has the name, one that was merged away too. */
    holderOf(name: string): (StoredPayee & { deleted_change: number | null }) | undefined {
      return db
        .sql<StoredPayee & { deleted_change: number | null }>('SELECT * FROM payee WHERE folded = ?')
        .get(foldName(name) || name);
    },

    aliasOf(name: string): StoredAlias | undefined {
      return db
        .sql<StoredAlias>('SELECT id, payee_id, name FROM payee_alias WHERE folded = ? AND deleted_change IS NULL')
        .get(foldName(name) || name);
    },

    aliasesOf(payeeId: Uint8Array): StoredAlias[] {
      return db
        .sql<StoredAlias>(
          'SELECT id, payee_id, name FROM payee_alias WHERE payee_id = ? AND deleted_change IS NULL ORDER BY folded',
        )
        .all(payeeId);
    },

    /** The raw texts of its descriptions, and its transactions that have it as their own payee. */
    usesOf(payeeId: Uint8Array): { descriptions: string[]; transactions: Buffer[] } {
      return {
        descriptions: db
          .sql<{ raw: string }>('SELECT raw FROM description WHERE payee_id = ?')
          .all(payeeId)
          .map((row) => row.raw),
        transactions: db
          .sql<{ id: Buffer }>('SELECT id FROM txn WHERE payee_id = ? AND deleted_change IS NULL')
          .all(payeeId)
          .map((row) => row.id),
      };
    },

    /** Payees with the text in their name. */
    named(text: string): StoredPayee[] {
      const folded = foldName(text).replace(/[\\%_]/g, '\\$&');
      return db
        .sql<StoredPayee>(
          `SELECT id, name, folded, default_category_id FROM payee
           WHERE deleted_change IS NULL AND folded LIKE ? ESCAPE '\\'`,
        )
        .all(`%${folded}%`);
    },

    /** How many transactions each payee has, by its id in hex. Counts the descriptions first: they are in an index alone. */
    transactionCounts(): Map<string, number> {
      const counts = new Map<string, number>();
      const add = (id: Buffer, n: number): void => {
        const key = id.toString('hex');
        counts.set(key, (counts.get(key) ?? 0) + n);
      };
      const byDescription = db.sql<{ id: Buffer; n: number }>(
        `SELECT d.payee_id AS id, c.n FROM (
           SELECT description_id, count(*) AS n FROM txn WHERE deleted_change IS NULL GROUP BY description_id
         ) c JOIN description d ON d.id = c.description_id`,
      );
      for (const { id, n } of byDescription.iterate()) add(id, n);
      const own = db.sql<{ own: Buffer; usual: Buffer; n: number }>(
        `SELECT t.payee_id AS own, d.payee_id AS usual, count(*) AS n FROM txn t JOIN description d ON d.id = t.description_id
         WHERE t.payee_id IS NOT NULL AND t.deleted_change IS NULL GROUP BY 1, 2`,
      );
      for (const row of own.all()) {
        add(row.own, row.n);
        add(row.usual, -row.n);
      }
      return counts;
    },
  };
}
