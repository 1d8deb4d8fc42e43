import { useNavigate } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { Button } from '../../ui/button.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { useAccountActions } from './use-account-actions.ts';

interface AccountMenuProps {
  account: Account;
  /** Those it is listed with, in order; without it the menu does not move it. */
  group?: readonly Account[];
  onRemoved?: () => void;
}

export function AccountMenu({ account, group, onRemoved }: AccountMenuProps) {
  const navigate = useNavigate();
  const actions = useAccountActions();
  const [dialog, setDialog] = useState<'edit' | 'close' | null>(null);
  const at = group?.findIndex((each) => each.id === account.id) ?? -1;
  return (
    <>
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
            <DropdownMenu.Item className={item} onSelect={() => setDialog('edit')}>
              Edit
            </DropdownMenu.Item>
            <DropdownMenu.Item
              className={item}
              onSelect={() => void navigate({ to: '/accounts/$id/reconcile', params: { id: account.id } })}
            >
              Reconcile
            </DropdownMenu.Item>
            {group && at > 0 && (
              <DropdownMenu.Item className={item} onSelect={() => actions.move(account.id, -1, group)}>
                Move up
              </DropdownMenu.Item>
            )}
            {group && at >= 0 && at < group.length - 1 && (
              <DropdownMenu.Item className={item} onSelect={() => actions.move(account.id, 1, group)}>
                Move down
              </DropdownMenu.Item>
            )}
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            <DropdownMenu.Item
              className={item}
              onSelect={() => (account.closedOn ? actions.reopen(account.id) : setDialog('close'))}
            >
              {account.closedOn ? 'Open again' : 'Close'}
            </DropdownMenu.Item>
            {account.transactionCount === 0 && (
              <DropdownMenu.Item
                className={item}
                onSelect={() => {
                  actions.remove(account.id);
                  onRemoved?.();
                }}
              >
                Delete
              </DropdownMenu.Item>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {dialog === 'edit' && <AccountDialog account={account} onClose={() => setDialog(null)} />}
      {dialog === 'close' && <CloseDialog account={account} onClose={() => setDialog(null)} />}
    </>
  );
}

const item = 'flex h-7 items-center rounded-[5px] px-2 outline-none select-none data-highlighted:bg-hover';
