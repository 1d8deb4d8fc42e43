import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { orpc } from '../../client.ts';
import { isDebt } from '../../ui/account-kinds.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { AccountDialog } from './account-dialog.tsx';
import { AccountGroup } from './account-group.tsx';

/** What is owned and what is owed, each account with its way over the last twelve months. */
export function AccountsPage() {
  const accounts = useAccounts();
  const { data } = useQuery(orpc.accounts.overview.queryOptions());
  const overview = useMemo(() => new Map((data ?? []).map((each) => [each.id, each])), [data]);
  // The last two months are the least that net worth answers; the second is now.
  const { data: worth } = useQuery(orpc.netWorth.get.queryOptions({ input: { by: 'month', count: 2 } }));
  const all = worth?.all?.missing.length === 0 ? worth.all : null;
  const together = (side: 'assets' | 'debts') => all && { currency: all.currency, minor: all[side].at(-1) ?? 0 };
  const [adding, setAdding] = useState(false);
  const [showClosed, setShowClosed] = useState(false);
  useShortcuts({ a: { label: 'Add an account', group: 'Accounts', run: () => setAdding(true) } });
  const closed = accounts.list.filter((account) => account.closedOn);
  return (
    <Page
      title="Accounts"
      actions={
        <>
          <Button asChild>
            <Link to="/net-worth">Net worth</Link>
          </Button>
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add account
          </Button>
        </>
      }
    >
      <div className="mx-auto flex max-w-[980px] flex-col gap-7 pb-10">
        {!accounts.loaded && <SkeletonRows rows={6} />}
        {accounts.loaded && accounts.list.length === 0 && (
          <EmptyState title="No accounts" actions={<Button onClick={() => setAdding(true)}>Add account</Button>}>
            Add what you have and what you owe: current accounts, savings, cards, loans, a house.
          </EmptyState>
        )}
        <AccountGroup title="Assets" accounts={accounts.open.filter((each) => !isDebt(each.kind))} overview={overview} total={together('assets')} />
        <AccountGroup title="Debts" accounts={accounts.open.filter((each) => isDebt(each.kind))} overview={overview} total={together('debts')} />
        {closed.length > 0 && (
          <div>
            <Button variant="ghost" size="sm" aria-expanded={showClosed} onClick={() => setShowClosed(!showClosed)}>
              {showClosed ? 'Hide' : 'Show'} {closed.length} closed
            </Button>
            {showClosed && (
              <div className="mt-2">
                <AccountGroup plain title="Closed" accounts={closed} overview={overview} />
              </div>
            )}
          </div>
        )}
      </div>
      {adding && <AccountDialog account={null} onClose={() => setAdding(false)} />}
    </Page>
  );
}
