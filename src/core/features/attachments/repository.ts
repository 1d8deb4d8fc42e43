import type { Attachment } from '#shared/contract/attachments.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

interface AttachmentRow {
  id: Buffer;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  addedAt: string;
}

const COLUMNS = 'id, name, media_type AS mediaType, size_bytes AS sizeBytes, sha256, added_at AS addedAt';

export function createAttachmentRepository(db: Database) {
  return {
    ofTransaction(transactionId: string): Attachment[] {
      return db
        .sql<AttachmentRow>(`SELECT ${COLUMNS} FROM attachment WHERE txn_id = ? AND deleted_change IS NULL ORDER BY id`)
        .all(idToBytes(transactionId))
        .map(({ id, name, mediaType, sizeBytes, addedAt }) => ({
          id: idFromBytes(id),
          name,
          mediaType,
          sizeBytes,
          addedAt,
        }));
    },

    stored(id: string): AttachmentRow | undefined {
      return db
        .sql<AttachmentRow>(`SELECT ${COLUMNS} FROM attachment WHERE id = ? AND deleted_change IS NULL`)
        .get(idToBytes(id));
    },
  };
}
