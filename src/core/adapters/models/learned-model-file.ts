/** What the categoriser learned from the user, in a file beside the ledger. */
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

export interface LearnedModelFile {
  /** Null when there is none. */
  read(): Uint8Array | null;
  /** The whole file or none of it. */
  write(bytes: Uint8Array): Promise<void>;
}

export function createLearnedModelFile(path: string): LearnedModelFile {
  return {
    read() {
      try {
        return readFileSync(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(bytes) {
      const unfinished = `${path}.${process.pid}.part`;
      await writeFile(unfinished, bytes, { flush: true });
      await rename(unfinished, path);
    },
  };
}
