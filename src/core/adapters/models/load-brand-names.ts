import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of shops in models/brand-index.json, lower case without spaces: `dollartree`. */
export function loadBrandNames(modelsDir: string): ReadonlySet<string> {
  const { brands } = JSON.parse(readFileSync(join(modelsDir, 'brand-index.json'), 'utf8')) as { brands: Record<string, string> };
  return new Set(Object.values(brands).flatMap((names) => names.split('|').map((name) => name.replace(/[^\p{L}\p{N}&+]+/gu, ''))));
}
