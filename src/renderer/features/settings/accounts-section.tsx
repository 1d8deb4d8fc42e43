import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { accountKindNames } from '../../ui/account-kinds.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { AccountDialog } from '../accounts/account-dialog.tsx';
import { AccountMenu } from '../accounts/account-menu.tsx';
import { EmptyRow, Section } from './section.tsx';

export function AccountsSection() {
  const accounts = useAccounts();
  const [editing, setEditing] = useState<Account | 'new' | null>(null);
  return (
    <Section
      title="Accounts"
      actions={
        <Button size="sm" onClick={() => setEditing('new')}>
          Add account
        </Button>
      }
    >
      {accounts.loaded && accounts.list.length === 0 && <EmptyRow>No accounts. Add one to begin.</EmptyRow>}
      {accounts.list.map((account) => (
        <AccountRow key={account.id} account={account} all={accounts.list} onEdit={() => setEditing(account)} />
      ))}
      {editing && <AccountDialog account={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Section>
  );
}

function AccountRow({ account, all, onEdit }: { account: Account; all: readonly Account[]; onEdit: () => void }) {
  const format = useFormat();
  const about = [
    accountKindNames[account.kind],
    account.institution,
    account.number,
    `${format.count(account.transactionCount)} ${account.transactionCount === 1 ? 'transaction' : 'transactions'}`,
    account.closedOn && `closed on ${format.day(account.closedOn)}`,
  ].filter(Boolean);
  return (
    <div className="flex min-h-12 items-center gap-4 px-4 py-1.5">
      <div className="min-w-0 flex-1">
        <Link to="/accounts/$id" params={{ id: account.id }} className="block truncate font-[530] hover:underline">
          {account.name}
        </Link>
        <div className="truncate text-small text-muted">{about.join(' · ')}</div>
      </div>
      <Amount minor={account.valueMinor} currency={account.currency} className="font-[530]" />
      <div className="flex items-center gap-1">
        <Button size="sm" aria-label={`Edit ${account.name}`} onClick={onEdit}>
          Edit
        </Button>
        <AccountMenu account={account} group={all} />
      </div>
    </div>
  );
}
