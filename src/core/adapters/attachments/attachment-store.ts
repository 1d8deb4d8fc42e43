/** Attached files beside the ledger, each under the hash of its content: `attachments/ab/abcdef…`. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentStore } from '../../ports.ts';

export function createAttachmentStore(folder: string): AttachmentStore {
  const pathOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

  return {
    async put(bytes) {
      const sha256 = hashOf(bytes);
      const path = pathOf(sha256);
      if (await isWhole(path, bytes.length)) return sha256;
      await mkdir(join(folder, sha256.slice(0, 2)), { recursive: true });
      // Written beside and renamed: a crash leaves the whole file or none under its name.
      const unfinished = `${path}.${process.pid}.part`;
      const file = await open(unfinished, 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
      return sha256;
    },

    async get(sha256) {
      try {
        const bytes = await readFile(pathOf(sha256));
        return hashOf(bytes) === sha256 ? new Uint8Array(bytes) : null;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function isWhole(path: string, size: number): Promise<boolean> {
  try {
    return (await stat(path)).size === size;
  } catch {
    return false;
  }
}
