import type { AccountKind } from '#shared/contract/accounts.ts';

/** What people call each kind of account. */
export const accountKindNames: Record<AccountKind, string> = {
  checking: 'Current account',
  savings: 'Savings',
  cash: 'Cash',
  credit: 'Credit card',
  loan: 'Loan',
  investment: 'Investments',
  property: 'Property',
};

/** What is owed, not owned. */
export function isDebt(kind: AccountKind): boolean {
  return kind === 'credit' || kind === 'loan';
}

export const accountKindOptions = Object.entries(accountKindNames).map(([value, label]) => ({
  value: value as AccountKind,
  label,
}));
