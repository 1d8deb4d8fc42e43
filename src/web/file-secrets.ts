import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from '#core/ports.ts';

/** Plain Node has no keyring: a file in the data folder that only its owner can read. */
export function createFileSecrets(dataFolder: string): Secrets {
  const path = join(dataFolder, 'secrets.json');
  let queue: Promise<unknown> = Promise.resolve();

  const read = async (): Promise<Record<string, string>> => {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as Record<string, string>;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      throw error;
    }
  };
  const change = (act: (secrets: Record<string, string>) => void): Promise<void> => {
    const done = queue.then(async () => {
      const secrets = await read();
      act(secrets);
      await writeFile(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
      await rename(`${path}.new`, path);
    });
    queue = done.catch(() => undefined);
    return done;
  };

  return {
    get: async (name) => (await read())[name] ?? null,
    set: (name, value) =>
      change((secrets) => {
        secrets[name] = value;
      }),
    remove: (name) =>
      change((secrets) => {
        delete secrets[name];
      }),
  };
}
