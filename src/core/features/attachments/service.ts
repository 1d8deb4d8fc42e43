import { MAX_ATTACHMENT_BYTES, type Attachment } from '#shared/contract/attachments.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { AttachmentStore, Clock } from '../../ports.ts';
import { createAttachmentRepository } from './repository.ts';

/** A file that the store holds. */
export interface KeptFile {
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
}

export function createAttachmentService(ledger: Ledger, store: AttachmentStore, clock: Clock) {
  const reading = createAttachmentRepository(ledger.read);

  /** Names a kept file on a transaction, within a change. Answers its id. */
  function insert(writer: Writer, transactionId: string, file: KeptFile): Uint8Array {
    const found = writer.db
      .sql('SELECT 1 FROM txn WHERE id = ? AND deleted_change IS NULL')
      .get(idToBytes(transactionId));
    if (!found) throw new DomainError('NOT_FOUND', 'That transaction is not there any more.');
    const id = newIdBytes();
    writer.insert('attachment', {
      id,
      txn_id: idToBytes(transactionId),
      name: file.name || 'attachment',
      media_type: file.mediaType || 'application/octet-stream',
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      added_at: clock.now().toISOString(),
    });
    return id;
  }

  return {
    insert,

    list: (transactionId: string): Attachment[] => reading.ofTransaction(transactionId),

    /** The file is written before the row that names it, so that a row never names a file that is not there. */
    async add(transactionId: string, file: { name: string; mediaType: string; bytes: Uint8Array }) {
      if (file.bytes.length === 0) throw new DomainError('INVALID', `${file.name} is empty.`, 'file');
      if (file.bytes.length > MAX_ATTACHMENT_BYTES) {
        throw new DomainError('INVALID', `${file.name} is larger than 50 MB. Attach a smaller copy.`, 'file');
      }
      const sha256 = await store.put(file.bytes);
      const kept = { name: file.name, mediaType: file.mediaType, sizeBytes: file.bytes.length, sha256 };
      const { change, result } = await ledger.commit({ label: `Attached ${file.name}` }, (writer) =>
        insert(writer, transactionId, kept),
      );
      return { ...change, id: idFromBytes(result) };
    },

    async read(id: string): Promise<File> {
      const stored = reading.stored(id);
      if (!stored) throw gone();
      const bytes = await store.get(stored.sha256);
      if (!bytes) {
        throw new DomainError(
          'UNREADABLE',
          `${stored.name} is missing from the attachments folder, or was changed there. Put it back from a copy.`,
        );
      }
      return new File([bytes as Uint8Array<ArrayBuffer>], stored.name, { type: stored.mediaType });
    },

    async remove(id: string) {
      const stored = reading.stored(id);
      if (!stored) throw gone();
      const { change } = await ledger.commit({ label: `Removed ${stored.name}` }, (writer) => {
        // The file stays: undo brings the row back.
        writer.remove('attachment', idToBytes(id));
      });
      return change;
    },
  };
}

export type AttachmentService = ReturnType<typeof createAttachmentService>;

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That attachment is not there any more.');
}
