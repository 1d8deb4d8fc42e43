import { useMutation } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { accountKindNames } from '../../ui/account-kinds.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { AccountDialog } from './account-dialog.tsx';
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
        <AccountRow key={account.id} account={account} onEdit={() => setEditing(account)} />
      ))}
      {editing && <AccountDialog account={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Section>
  );
}

function AccountRow({ account, onEdit }: { account: Account; onEdit: () => void }) {
  const format = useFormat();
  const update = useMutation(orpc.accounts.update.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const remove = useMutation(orpc.accounts.remove.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const about = [
    accountKindNames[account.kind],
    account.institution,
    `${format.count(account.transactionCount)} ${account.transactionCount === 1 ? 'transaction' : 'transactions'}`,
    account.closedOn && `closed on ${format.day(account.closedOn)}`,
  ].filter(Boolean);
  return (
    <div className="flex min-h-12 items-center gap-4 px-4 py-1.5">
      <div className="min-w-0 flex-1">
        <div className="truncate font-[530]">{account.name}</div>
        <div className="truncate text-small text-muted">{about.join(' · ')}</div>
      </div>
      <Amount minor={account.balanceMinor} currency={account.currency} className="font-[530]" />
      <div className="flex items-center gap-1">
        <Button size="sm" aria-label={`Edit ${account.name}`} onClick={onEdit}>
          Edit
        </Button>
        <DropdownMenu.Root>
          <DropdownMenu.Trigger asChild>
            <Button variant="ghost" size="icon" aria-label={`More for ${account.name}`}>
              <Ellipsis size={15} aria-hidden />
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              align="end"
              sideOffset={4}
              className="fade-in z-50 min-w-44 rounded-card border border-line bg-surface p-1 shadow-float"
            >
              <DropdownMenu.Item
                className={menuItem}
                onSelect={() => update.mutate({ id: account.id, closedOn: account.closedOn ? null : localToday() })}
              >
                {account.closedOn ? 'Open again' : 'Close'}
              </DropdownMenu.Item>
              <DropdownMenu.Item className={menuItem} onSelect={() => remove.mutate({ id: account.id })}>
                Delete with its transactions
              </DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </div>
    </div>
  );
}

const menuItem = 'flex h-7 items-center rounded-[5px] px-2 outline-none select-none data-highlighted:bg-hover';
