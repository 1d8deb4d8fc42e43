import type { Tag } from '#shared/contract/tags.ts';
import { idFromBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';
import { foldName } from '#shared/fold-name.ts';

export function createTagRepository(db: Database) {
  return {
    list(): Tag[] {
      return db
        .sql<{ id: Buffer; name: string; n: number }>(
          `SELECT g.id, g.name, (SELECT count(*) FROM txn_tag x JOIN txn t ON t.id = x.txn_id AND t.deleted_change IS NULL
             WHERE x.tag_id = g.id AND x.deleted_change IS NULL) AS n
           FROM tag g WHERE g.deleted_change IS NULL ORDER BY g.folded`,
        )
        .all()
        .map((row) => ({ id: idFromBytes(row.id), name: row.name, transactions: row.n }));
    },

    byName(name: string): { id: Buffer; name: string } | undefined {
      return db
        .sql<{ id: Buffer; name: string }>('SELECT id, name FROM tag WHERE folded = ? AND deleted_change IS NULL')
        .get(foldName(name));
    },

    byId(id: Uint8Array): { id: Buffer; name: string } | undefined {
      return db
        .sql<{ id: Buffer; name: string }>('SELECT id, name FROM tag WHERE id = ? AND deleted_change IS NULL')
        .get(id);
    },

    /** Every use of a tag, on deleted transactions too. */
    uses(tagId: Uint8Array): Buffer[] {
      return db
        .sql<{ id: Buffer }>('SELECT id FROM txn_tag WHERE tag_id = ? AND deleted_change IS NULL')
        .all(tagId)
        .map((row) => row.id);
    },

    use(txnId: Uint8Array, tagId: Uint8Array): { id: Buffer } | undefined {
      return db
        .sql<{ id: Buffer }>('SELECT id FROM txn_tag WHERE txn_id = ? AND tag_id = ? AND deleted_change IS NULL')
        .get(txnId, tagId);
    },
  };
}
