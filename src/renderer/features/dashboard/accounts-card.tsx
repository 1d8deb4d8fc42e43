import { Link } from '@tanstack/react-router';
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { accountKindNames } from '../../ui/account-kinds.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';

interface AccountsCardProps {
  accounts: Dashboard['accounts'];
  /** Of the figures: balances in other currencies show what they are in it. */
  currency: string;
}

export function AccountsCard({ accounts, currency }: AccountsCardProps) {
  return (
    <Card title="Accounts" className="flex flex-col">
      <ul
        className="-mx-2 max-h-[216px] overflow-y-auto"
        tabIndex={accounts.length > 6 ? 0 : undefined}
        aria-label="Accounts"
      >
        {accounts.map((account) => (
          <li key={account.id}>
            <Link
              to="/transactions"
              search={{ account: account.id }}
              className="flex h-9 items-center justify-between gap-3 rounded-control px-2 hover:bg-hover"
            >
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="truncate">{account.name}</span>
                <span className="truncate text-small text-muted">{kindBeside(account)}</span>
              </span>
              <span className="flex items-baseline gap-2">
                {account.currency !== currency && account.convertedMinor !== null && (
                  <span className="text-small text-muted">
                    ≈ <Amount minor={account.convertedMinor} currency={currency} />
                  </span>
                )}
                <Amount minor={account.balanceMinor} currency={account.currency} className="font-[530]" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Nothing when the name says it already. */
function kindBeside({ name, kind }: { name: string; kind: string }): string {
  const kindName = accountKindNames[kind as AccountKind] ?? '';
  return kindName.toLowerCase().includes(name.toLowerCase()) ? '' : kindName;
}
