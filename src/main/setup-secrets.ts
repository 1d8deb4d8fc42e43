import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import type { Logger, Secrets } from '#core/ports.ts';

/** `sealed` is encrypted with the platform's keyring, base64; `plain` where the platform has none. */
type Stored = { sealed: string } | { plain: string };

/**
 * Secrets in a file of the data folder, sealed by the platform's keyring. When the keyring was lost, a secret reads as
 * null, so that it is asked for again; what was stored stays until then, in case the keyring comes back.
 */
export function setupSecrets(dataFolder: string, logger: Logger): Secrets {
  const path = join(dataFolder, 'secrets.sealed.json');
  let queue: Promise<unknown> = Promise.resolve();

  const read = async (): Promise<Record<string, Stored>> => {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as Record<string, Stored>;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      throw error;
    }
  };
  const change = (act: (secrets: Record<string, Stored>) => void): Promise<void> => {
    const done = queue.then(async () => {
      const secrets = await read();
      act(secrets);
      await writeFile(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
      await rename(`${path}.new`, path);
    });
    queue = done.catch(() => undefined);
    return done;
  };
  const seal = async (value: string): Promise<Stored> => {
    if (await safeStorage.isAsyncEncryptionAvailable()) {
      return { sealed: (await safeStorage.encryptStringAsync(value)).toString('base64') };
    }
    logger.warn('keyring-missing');
    return { plain: value };
  };

  return {
    async get(id) {
      const stored = (await read())[id];
      if (!stored) return null;
      if ('plain' in stored) return stored.plain;
      try {
        return (await safeStorage.decryptStringAsync(Buffer.from(stored.sealed, 'base64'))).result;
      } catch (error) {
        logger.warn('keyring-lost', { id, error });
        return null;
      }
    },
    async set(id, value) {
      const stored = await seal(value);
      await change((secrets) => {
        secrets[id] = stored;
      });
    },
    remove: (id) =>
      change((secrets) => {
        delete secrets[id];
      }),
  };
}
