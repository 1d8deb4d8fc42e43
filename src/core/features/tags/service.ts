import { DomainError } from '#shared/contract/errors.ts';
import type { Tag } from '#shared/contract/tags.ts';
import { idToBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import { foldName } from '#shared/fold-name.ts';
import { createTagRepository } from './repository.ts';

export function createTagService(ledger: Ledger) {
  const reading = createTagRepository(ledger.read);

  return {
    list: (): Tag[] => reading.list(),

    async rename(id: string, name: string) {
      const { change } = await ledger.commit({ label: `Renamed a tag to ${name}` }, (writer) => {
        const tags = createTagRepository(writer.db);
        if (!tags.byId(idToBytes(id))) throw gone();
        const other = tags.byName(name);
        if (other && Buffer.compare(other.id, idToBytes(id)) !== 0) {
          throw new DomainError('CONFLICT', `There is a tag ${other.name} already.`, 'name');
        }
        writer.update('tag', idToBytes(id), { name, folded: foldName(name) });
      });
      return change;
    },

    async remove(id: string) {
      const found = reading.byId(idToBytes(id));
      if (!found) throw gone();
      const { change } = await ledger.commit({ label: `Deleted the tag ${found.name}` }, (writer) => {
        for (const use of createTagRepository(writer.db).uses(found.id)) writer.remove('txn_tag', use);
        writer.remove('tag', found.id);
      });
      return change;
    },
  };
}

export type TagService = ReturnType<typeof createTagService>;

/** Puts tags on a transaction, making those that are not there yet. Part of a larger change. */
export function addTags(writer: Writer, txnId: Uint8Array, names: string[]): void {
  const tags = createTagRepository(writer.db);
  for (const name of names) {
    let tag: { id: Uint8Array } | undefined = tags.byName(name);
    if (!tag) {
      tag = { id: newIdBytes() };
      writer.insert('tag', { id: tag.id, name, folded: foldName(name) });
    }
    if (!tags.use(txnId, tag.id)) writer.insert('txn_tag', { id: newIdBytes(), txn_id: txnId, tag_id: tag.id });
  }
}

export function removeTags(writer: Writer, txnId: Uint8Array, names: string[]): void {
  const tags = createTagRepository(writer.db);
  for (const name of names) {
    const tag = tags.byName(name);
    const use = tag && tags.use(txnId, tag.id);
    if (use) writer.remove('txn_tag', use.id);
  }
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That tag is not there any more.');
}
