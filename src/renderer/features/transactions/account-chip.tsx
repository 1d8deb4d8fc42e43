import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { Popover } from '../../ui/popover.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { Chip } from './chip.tsx';

interface AccountChipProps {
  accountId: string | undefined;
  onChange: (accountId: string | undefined) => void;
}

export function AccountChip({ accountId, onChange }: AccountChipProps) {
  const [open, setOpen] = useState(false);
  const accounts = useAccounts();
  const name = accounts.byId(accountId)?.name ?? 'All accounts';
  const choices = [
    { id: undefined, name: 'All accounts' },
    ...accounts.list.map((account) => ({
      id: account.id as string | undefined,
      name: account.closedOn ? `${account.name} (closed)` : account.name,
    })),
  ];
  return (
    <Popover
      label="Choose an account"
      open={open}
      onOpenChange={setOpen}
      className="w-60"
      trigger={
        <Chip active={accountId !== undefined} aria-label={`Account: ${name}`}>
          <span className="truncate">{name}</span>
        </Chip>
      }
    >
      <Command defaultValue={accountId ?? 'all'} loop>
        <Command.Input
          autoFocus
          placeholder="Search accounts"
          aria-label="Search accounts"
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none"
        />
        <Command.List className="max-h-72 overflow-y-auto p-1">
          <Command.Empty className="px-2 py-4 text-center text-muted">No account has that name.</Command.Empty>
          {choices.map((choice) => (
            <Command.Item
              key={choice.id ?? 'all'}
              value={choice.id ?? 'all'}
              keywords={[choice.name]}
              onSelect={() => {
                setOpen(false);
                onChange(choice.id);
              }}
              className="flex h-7 items-center justify-between gap-3 rounded-[5px] px-2 data-[selected=true]:bg-hover"
            >
              <span className="truncate">{choice.name}</span>
              {choice.id === accountId && <Check size={14} className="text-accent" aria-label="chosen" />}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
