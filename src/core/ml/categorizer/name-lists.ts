/** Reads models/lists/*.txt and the brand index into the names that the gazetteer knows. */
import { nameKey, type KnownName, type NameSource } from './gazetteer.ts';
import { normaliseName } from './normalise-description.ts';

export interface ListedName {
  /** As written in the list, for training. */
  text: string;
  key: string;
  name: KnownName;
  /** Also the end or the beginning of compound words. */
  compound: boolean;
}

/**
 * `[leaf]`, `[in:leaf]` or `[out:leaf]`, then names parted by commas; a trailing `~` marks parts of compounds.
 * @throws Error for a leaf that is not in `leaves`
 */
export function parseNameList(text: string, source: NameSource, leaves: readonly string[]): ListedName[] {
  const names: ListedName[] = [];
  const seen = new Set<string>();
  let leaf = -1;
  let sign: -1 | 0 | 1 = 0;
  for (const line of text.split('\n')) {
    const heading = /^\[(?:(in|out):)?([a-z_.]+)\]\s*$/.exec(line);
    if (heading) {
      leaf = leaves.indexOf(heading[2] as string);
      if (leaf < 0) throw new Error(`The list names a category that does not exist: ${heading[2]}`);
      sign = heading[1] === 'in' ? 1 : heading[1] === 'out' ? -1 : 0;
      continue;
    }
    if (line.startsWith('#') || leaf < 0) continue;
    for (const part of line.split(',')) {
      const compound = part.trim().endsWith('~');
      const name = part.trim().replace(/~$/, '').toLowerCase();
      const key = nameKey(normaliseName(name));
      const id = `${key} ${leaf} ${sign}`;
      if (key.length < 2 || seen.has(id)) continue;
      seen.add(id);
      names.push({ text: name, key, name: { leaf, source, sign }, compound });
    }
  }
  return names;
}

/** Brand names by leaf, each parted by `|`, as models/brand-index.json holds them. */
export function brandNames(brands: Record<string, string>, leaves: readonly string[]): ListedName[] {
  return Object.entries(brands).flatMap(([id, names]) => {
    const leaf = leaves.indexOf(id);
    return names.split('|').map((text) => ({
      text,
      key: nameKey(text),
      name: { leaf, source: 'brand' as const, sign: 0 as const },
      compound: false,
    }));
  });
}
