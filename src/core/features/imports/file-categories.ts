/** Categories as files of banks and other programs name them, and what they are in the ledger. */
import type { ReadStatementResult } from '../../statements/read-result.ts';

export interface CategoryNames {
  tree: { id: string; name: string; parentId: string | null; parent: string | null }[];
  remembered: { name: string; id: string }[];
}

/** Answers the category of a name ("Groceries", "Food:Groceries", "Food > Groceries"), or null. */
export function categoryFinder({ tree, remembered }: CategoryNames): (name: string) => string | null {
  const chosen = new Map(remembered.map(({ name, id }) => [fileCategoryKey(name), id]));
  const byPath = new Map<string, string>();
  const byName = new Map<string, string | null>();
  const groups = new Set(tree.map(({ parentId }) => parentId));
  for (const { id, name, parent } of tree) {
    // A transaction belongs to a leaf; which of a group's it is, its name does not say.
    if (groups.has(id)) continue;
    const key = fileCategoryKey(name);
    // A name that two categories share says too little.
    byName.set(key, byName.has(key) ? null : id);
    if (parent !== null) byPath.set(`${fileCategoryKey(parent)}:${key}`, id);
  }
  return (name) => {
    const key = fileCategoryKey(name);
    const last = key.split(':').at(-1) ?? key;
    return chosen.get(key) ?? byPath.get(key) ?? byName.get(key) ?? byName.get(last) ?? null;
  };
}

/** Without case, accents and blanks around; paths by a colon, whatever the program writes between. */
export function fileCategoryKey(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/\s*(?::|\/|\\|>|→)\s*/)
    .map((part) => part.trim())
    .filter(Boolean)
    .join(':');
}

/** The names in the file that no category of the ledger has, most used first. */
export function unknownCategories(
  read: ReadStatementResult,
  find: (name: string) => string | null,
): { name: string; rows: number }[] {
  const counts = new Map<string, number>();
  const { bankCategory } = read.rows;
  const unknown = bankCategory.values.map((name) => (name !== null && name.trim() !== '' && find(name) === null ? name : null));
  for (let at = 0; at < read.rows.count; at++) {
    const name = unknown[bankCategory.number[at] as number];
    if (name != null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, rows]) => ({ name, rows })).sort((a, b) => b.rows - a.rows);
}
