/** Ids for what is computed and not kept: the same parts always give the same UUID (version 8). */
import { createHash } from 'node:crypto';
import { idFromBytes } from '../shared/ids.ts';

export function derivedId(...parts: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return idFromBytes(bytes);
}
