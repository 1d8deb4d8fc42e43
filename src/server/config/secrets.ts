/** Secrets that the server makes for itself, and how it tells a secret that is none. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MIN_LENGTH = 32;
const MIN_DISTINCT = 10;

/** Why a secret must not guard anybody's data; null when nothing speaks against it. */
export function weaknessOf(secret: string): string | null {
  if (secret.length < MIN_LENGTH) return `is shorter than ${MIN_LENGTH} characters`;
  if (/change.?me|example|default|secret|password|your[-_ ]/i.test(secret)) return 'looks like a placeholder';
  if (new Set(secret).size < MIN_DISTINCT) return 'repeats a few characters';
  return null;
}

/** The secret of that name in the data folder; made when it is not there yet, also if several processes start at once. */
export function keptSecret(dataFolder: string, name: string): string {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, name);
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
