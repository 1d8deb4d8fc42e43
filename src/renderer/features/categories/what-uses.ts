import type { Category, CategoryUse } from '#shared/contract/categories.ts';

/** "214 transactions, 2 rules and 1 payee" of a category, or of a group and its leaves; null when nothing uses them. */
export function whatUses(
  category: Category,
  all: readonly Category[],
  uses: readonly CategoryUse[],
  count: (n: number) => string,
): string | null {
  const ids = new Set([category.id, ...all.filter((leaf) => leaf.parentId === category.id).map((leaf) => leaf.id)]);
  const sum = (field: 'transactions' | 'rules' | 'payees'): number =>
    uses.filter((use) => ids.has(use.id)).reduce((total, use) => total + use[field], 0);
  const parts = (['transactions', 'rules', 'payees'] as const).flatMap((field) => {
    const n = sum(field);
    return n === 0 ? [] : [`${count(n)} ${n === 1 ? field.slice(0, -1) : field}`];
  });
  if (parts.length === 0) return null;
  return parts.length === 1 ? (parts[0] ?? null) : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
