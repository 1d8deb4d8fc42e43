/** Names in a journal: accounts of a bank and categories are both accounts there, each with a name of its own. */
import type { ExportAccount, ExportCategory } from './export-book.ts';

export interface AccountNames {
  ofAccount(id: string): string;
  /** `amountMinor` decides where what has no category goes. */
  ofCategory(id: string | null, amountMinor: number, isTransfer: boolean): string;
  opening: string;
  /** All of them, sorted. */
  all(): string[];
}

export interface NameStyle {
  /** A valid part of a name for any text; never empty. */
  part(text: string): string;
  /** Tells a name from an earlier one that came out equal. */
  distinct(name: string, nth: number): string;
}

const roots = { income: 'Income', expense: 'Expenses', transfer: 'Equity:Transfers' } as const;

export function accountNames(accounts: ExportAccount[], categories: ExportCategory[], style: NameStyle): AccountNames {
  const taken = new Set<string>();
  const name = (...parts: string[]): string => {
    const wanted = parts.join(':');
    let found = wanted;
    for (let nth = 2; taken.has(found); nth += 1) found = style.distinct(wanted, nth);
    taken.add(found);
    return found;
  };
  const uncategorised = style.part('Uncategorised');
  const fixed = {
    opening: name('Equity', style.part('Opening balances')),
    spent: name('Expenses', uncategorised),
    earned: name('Income', uncategorised),
    moved: name('Equity', 'Transfers'),
  };
  const ofAccount = new Map(
    accounts.map((account) => {
      const owed = account.kind === 'credit' || account.kind === 'loan';
      return [account.id, name(owed ? 'Liabilities' : 'Assets', style.part(account.name))];
    }),
  );
  const byId = new Map(categories.map((category) => [category.id, category]));
  const ofCategory = new Map<string, string>();
  const nameCategory = (category: ExportCategory): string => {
    const known = ofCategory.get(category.id);
    if (known !== undefined) return known;
    // Held before the parent is looked at, so that a circle ends.
    ofCategory.set(category.id, roots[category.kind]);
    const parent = category.parentId === null ? undefined : byId.get(category.parentId);
    const above = parent && parent.kind === category.kind ? nameCategory(parent) : roots[category.kind];
    const made = name(above, style.part(category.name));
    ofCategory.set(category.id, made);
    return made;
  };
  for (const category of categories) nameCategory(category);

  return {
    ofAccount(id) {
      const found = ofAccount.get(id);
      if (found === undefined) throw new Error('A transaction of an account that is not exported.');
      return found;
    },
    ofCategory(id, amountMinor, isTransfer) {
      const found = id === null ? undefined : ofCategory.get(id);
      if (found !== undefined) return found;
      if (isTransfer) return fixed.moved;
      return amountMinor < 0 ? fixed.spent : fixed.earned;
    },
    opening: fixed.opening,
    all: () => [...taken].sort(),
  };
}
