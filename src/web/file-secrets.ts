import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Secrets } from '#core/ports.ts';

/** Plain Node has no keyring: a file that only the user can read, replaced whole. */
export function fileSecrets(path: string): Secrets {
  const read = async (): Promise<Record<string, string>> => {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
  };
  const write = async (secrets: Record<string, string>): Promise<void> => {
    await writeFile(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  return {
    get: async (name) => (await read())[name] ?? null,
    set: async (name, value) => write({ ...(await read()), [name]: value }),
    remove: async (name) => {
      const { [name]: _removed, ...rest } = await read();
      await write(rest);
    },
  };
}
