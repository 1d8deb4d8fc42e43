import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { orpc } from '../../client.ts';
import type { TransactionsSearch } from '../../routes.tsx';
import { CommandSync } from '../../ui/command-sync.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { usePhraseContext } from '../search/phrase-context.ts';
import { exportCsv } from '../transactions/export-csv.ts';
import { searchOf, searchOfPhrase } from '../transactions/search-filter.ts';
import { pages } from './pages.ts';
import { redo, undo } from './undo.ts';
import { useSettings, useUpdateSettings } from './use-settings.ts';
import { cx } from '../../ui/cx.ts';

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onHelp: () => void;
  onQuickEntry: () => void;
}

interface Entry {
  name: string;
  keys?: string;
  /** More words to find it by. */
  also?: string[];
  run: () => void;
}

export function CommandPalette({ open, onOpenChange, onHelp, onQuickEntry }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/30" />
        <Dialog.Content
          aria-describedby={undefined}
          className={cx(
            'fade-in fixed top-[14vh] left-1/2 z-40 w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2',
            'overflow-hidden rounded-card border border-line bg-surface shadow-float outline-none',
          )}
        >
          <Dialog.Title className="sr-only">Commands</Dialog.Title>
          <Palette close={() => onOpenChange(false)} onHelp={onHelp} onQuickEntry={onQuickEntry} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({ close, onHelp, onQuickEntry }: Omit<CommandPaletteProps, 'open' | 'onOpenChange'> & { close: () => void }) {
  const [text, setText] = useState('');
  const navigate = useNavigate();
  const accounts = useAccounts();
  const phraseContext = usePhraseContext();
  const savedFilters = useQuery(orpc.savedFilters.list.queryOptions());
  const settings = useSettings();
  const update = useUpdateSettings();
  const { data: history } = useQuery(orpc.history.state.queryOptions());
  const { data: review } = useQuery(orpc.transactions.reviewCount.queryOptions());

  const go: Entry[] = pages.map((page) => ({
    name: page.name,
    keys: page.keys,
    run: () => void navigate({ to: page.to }),
  }));
  const act: Entry[] = [
    {
      name: 'Add a transaction',
      keys: 'n',
      also: ['new'],
      run: () => void navigate({ to: '/transactions', search: { add: true } }),
    },
    { name: 'Quick entry: say it in a sentence', keys: 'q', also: ['add', 'type', 'sentence'], run: onQuickEntry },
    {
      name: 'Cash flow: the next 90 days',
      also: ['balance', 'forecast', 'what if'],
      run: () => void navigate({ to: '/forecast/cash-flow' }),
    },
    { name: 'Notifications', keys: 'g n', also: ['inbox', 'reminders'], run: () => void navigate({ to: '/notifications' }) },
    { name: 'Reports: where the money went', also: ['sankey', 'treemap', 'calendar', 'chart'], run: () => void navigate({ to: '/reports' }) },
    { name: 'Your profile', also: ['name', 'picture', 'salary'], run: () => void navigate({ to: '/settings/profile' }) },
    { name: 'Import a bank file', also: ['csv', 'ofx', 'open'], run: () => void navigate({ to: '/import' }) },
    ...(review && review.count > 0
      ? [
          {
            name: `Review ${review.count} transactions`,
            run: () => void navigate({ to: '/transactions', search: { review: true } }),
          },
        ]
      : []),
    ...(history?.undo ? [{ name: `Undo: ${history.undo.label}`, keys: 'mod+z', run: () => void undo() }] : []),
    ...(history?.redo ? [{ name: `Redo: ${history.redo.label}`, keys: 'mod+shift+z', run: () => void redo() }] : []),
    { name: 'Export all transactions as CSV', also: ['save', 'download'], run: () => void exportAll() },
    { name: 'Categories: add, rename, merge', run: () => void navigate({ to: '/settings/categories' }) },
    { name: 'Rules', also: ['always', 'automatic'], run: () => void navigate({ to: '/settings/rules' }) },
    { name: 'Review categories', run: () => void navigate({ to: '/review' }) },
    { name: 'Payees: rename, merge', run: () => void navigate({ to: '/settings/payees' }) },
    {
      name: 'Convert an amount',
      also: ['currency', 'currencies', 'exchange rates', 'converter'],
      run: () => void navigate({ to: '/currencies' }),
    },
    { name: 'Keyboard shortcuts', keys: '?', also: ['help'], run: onHelp },
  ];
  const look: Entry[] = (['system', 'light', 'dark'] as const)
    .filter((theme) => theme !== settings?.theme)
    .map((theme) => ({
      name:
        theme === 'system' ? 'Colours as the system has them' : theme === 'light' ? 'Light colours' : 'Dark colours',
      also: ['theme', 'appearance'],
      run: () => update.mutate({ theme }),
    }));
  const balances: Entry[] = accounts.open.map((account) => ({
    name: account.name,
    also: ['account'],
    run: () => void navigate({ to: '/accounts/$id', params: { id: account.id } }),
  }));
  const filters: Entry[] = (savedFilters.data ?? []).map(({ name, filter }) => ({
    name,
    also: ['saved', 'filter'],
    run: () => void navigate({ to: '/transactions', search: searchOf(filter) }),
  }));

  const wanted = text.trim();
  return (
    <Command label="Commands" loop className="flex flex-col">
      <CommandSync />
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Go to a page, run a command, search"
        className="h-11 border-b border-line bg-transparent px-4 text-[14px] outline-none"
      />
      <Command.List className="max-h-[min(420px,60vh)] scroll-py-1.5 overflow-y-auto p-1.5">
        <Entries heading="Go to" entries={go} close={close} />
        <Entries heading="Do" entries={act} close={close} />
        <Entries heading="Accounts" entries={balances} close={close} />
        {filters.length > 0 && <Entries heading="Saved filters" entries={filters} close={close} />}
        <Entries heading="Appearance" entries={look} close={close} />
        {wanted && (
          <Command.Item
            forceMount
            value={`search ${wanted}`}
            onSelect={() => {
              close();
              void navigate({ to: '/transactions', search: searchOfPhrase(wanted, phraseContext) as TransactionsSearch });
            }}
            className={itemLooks}
          >
            <span className="truncate">
              Search transactions for <span className="font-[560]">{wanted}</span>
            </span>
          </Command.Item>
        )}
      </Command.List>
    </Command>
  );
}

const itemLooks =
  'flex h-8 items-center justify-between gap-4 rounded-[6px] px-2.5 data-[selected=true]:bg-hover data-[selected=true]:[&_.text-muted]:text-ink';

function Entries({ heading, entries, close }: { heading: string; entries: Entry[]; close: () => void }) {
  return (
    <Command.Group
      heading={heading}
      className={cx(
        '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1',
        '[&_[cmdk-group-heading]]:text-mini [&_[cmdk-group-heading]]:text-muted',
      )}
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.name}
          value={`${heading} ${entry.name}`}
          {...(entry.also ? { keywords: entry.also } : {})}
          onSelect={() => {
            close();
            entry.run();
          }}
          className={itemLooks}
        >
          <span className="truncate">{entry.name}</span>
          {entry.keys && <Kbd keys={entry.keys} />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

async function exportAll(): Promise<void> {
  try {
    await exportCsv({}, () => undefined, new AbortController().signal);
  } catch (error) {
    showToast({ message: sentenceFor(error), tone: 'error' });
  }
}
